internal import CellGrid

/// A folder on the screen, from which a path is chosen.
struct FileChooser: Equatable, Sendable {
  /// One line of it.
  enum Row: Hashable, Sendable {
    /// Takes the folder that is shown.
    case here
    case parent
    case entry(FolderListing.Entry)
  }

  /// The field that the path goes into; nil where it is the folder or archive of a ticket's files.
  let field: TargetForm.Field?
  /// The detected target whose files are shown; nil for this machine.
  let target: String?
  private(set) var folder: String
  private(set) var listing: FolderListing?
  /// The look into the folder that is awaited.
  var looking: EffectID?
  var filter = TextField()
  var showsHidden = false
  var selection: Row?
  var offset = 0
  /// The folder that was left for the one above it, to be chosen there.
  private var cameFrom: String?

  init(field: TargetForm.Field?, target: String?, folder: String) {
    self.field = field
    self.target = target
    self.folder = folder
  }

  /// Whether a folder can be chosen.
  var takesFolder: Bool { field?.wantsFolder ?? true }
  /// Whether a file can be chosen.
  var takesFile: Bool { !(field?.wantsFolder ?? false) }

  /// The lines: folders first, in the order of their names; only those that match what was typed.
  var rows: [Row] {
    let wanted = filter.text.lowercased()
    let shown = (listing?.entries ?? []).filter { entry in
      (entry.isFolder || takesFile)
        && (!entry.isHidden || showsHidden || wanted.hasPrefix("."))
        && (wanted.isEmpty || entry.name.lowercased().contains(wanted))
    }
    let sorted = shown.filter(\.isFolder) + shown.filter { !$0.isFolder }
    let ways: [Row] =
      wanted.isEmpty
      ? (takesFolder && listing?.problem == nil ? [.here] : []) + (folder == "/" ? [] : [.parent])
      : []
    return ways + sorted.map { .entry($0) }
  }

  var current: Row? {
    let rows = rows
    let chosen = selection.flatMap { rows.contains($0) ? $0 : nil }
    // Enter, pressed at once, should not lead away from the folder.
    return chosen ?? rows.first { $0 != .parent } ?? rows.first
  }

  /// The path of an entry of the folder.
  func path(_ name: String) -> String { folder == "/" ? "/\(name)" : "\(folder)/\(name)" }

  /// Goes to another folder, whose listing is then to be asked for.
  mutating func enter(_ path: String) {
    folder = path
    listing = nil
    filter = TextField()
    selection = nil
    cameFrom = nil
    offset = 0
  }

  mutating func enterParent() {
    guard folder != "/" else { return }
    let name = folder.split(separator: "/").last.map(String.init)
    let parts = folder.split(separator: "/").dropLast()
    enter("/" + parts.joined(separator: "/"))
    cameFrom = name
  }

  mutating func take(_ listing: FolderListing) {
    looking = nil
    self.listing = listing
    if let cameFrom { selection = .entry(.init(name: cameFrom, isFolder: true)) }
  }
}

extension WizardState {
  /// Opens the list from which a path for a field, or a ticket's folder or archive, is chosen.
  mutating func browse(_ field: TargetForm.Field?) -> [Effect] {
    let current = target.current
    let typed = field.flatMap { target.form(of: current).path($0)?.folder }
    let origin = field == nil ? nil : target.detectedTarget(current)
    let start = typed ?? (origin?.tree == nil ? target.folder : "/")
    return look(FileChooser(field: field, target: origin?.id, folder: start))
  }

  /// Shows a list whose folder is to be looked into.
  fileprivate mutating func look(_ chooser: FileChooser) -> [Effect] {
    var chooser = chooser
    let earlier = cancel(chooser.looking)
    let id = newEffect()
    chooser.looking = id
    overlay = .chooser(chooser)
    return earlier + [.list(id, folder: chooser.folder, of: chooser.target)]
  }
}

/// Lets a path be chosen from a list.
enum ChooserOverlay: ScreenPart {
  static func bindings(_ state: WizardState) -> [KeyBinding] {
    guard let chooser = chooser(state) else { return [] }
    let isFiltered = !chooser.filter.text.isEmpty
    return [
      .moving("choose"),
      KeyBinding(
        [.enter], label(chooser), .take,
        disabled: chooser.current == nil ? "There is nothing to choose." : nil),
      KeyBinding(
        [.backTab, .left, .backspace], "up", .openParent,
        disabled: chooser.folder == "/" ? "There is no folder above this one." : nil),
      KeyBinding(
        [.control("t")], chooser.showsHidden ? "leave out hidden" : "hidden too", .toggleHidden),
      isFiltered
        ? KeyBinding([.escape], "show all", .clearFilter)
        : KeyBinding([.escape], "leave", .closeOverlay),
      KeyBinding([.control("c")], "quit", .quit, isQuiet: true),
    ]
  }

  private static func label(_ chooser: FileChooser) -> String {
    switch chooser.current {
    case .here, nil: "take this folder"
    case .parent: "up"
    case .entry(let entry): entry.isFolder ? "open" : "take"
    }
  }

  static func isTyping(_ state: WizardState) -> Bool { true }

  static func type(_ key: Key, _ state: inout WizardState) -> [Effect]? {
    guard var chooser = chooser(state) else { return nil }
    // While nothing is typed, these go up and down the folders, as in other lists of files.
    if chooser.filter.text.isEmpty {
      if key == .backspace || key == .left { return perform(.openParent, &state) }
      if key == .right, case .entry(let entry) = chooser.current, entry.isFolder {
        return perform(.take, &state)
      }
    }
    if key == .home { return perform(.move(.home), &state) }
    if key == .end { return perform(.move(.end), &state) }
    guard chooser.filter.handle(key) else { return nil }
    chooser.selection = nil
    chooser.offset = 0
    state.overlay = .chooser(chooser)
    return []
  }

  static func perform(_ action: Action, _ state: inout WizardState) -> [Effect] {
    guard var chooser = chooser(state) else { return [] }
    switch action {
    case .move(let movement):
      let rows = chooser.rows
      var list = listState(chooser)
      list.handle(
        movement.key, items: items(chooser), height: areas(ScreenLayout(state.size)).list.height)
      if rows.indices.contains(list.selection) { chooser.selection = rows[list.selection] }
      chooser.offset = list.offset
    case .take:
      switch chooser.current {
      case .here: return finish(chooser.folder, chooser, &state)
      case .parent: return perform(.openParent, &state)
      case .entry(let entry):
        guard entry.isFolder else { return finish(chooser.path(entry.name), chooser, &state) }
        chooser.enter(chooser.path(entry.name))
        return state.look(chooser)
      case nil: return []
      }
    case .openParent:
      guard chooser.folder != "/" else { return [] }
      chooser.enterParent()
      return state.look(chooser)
    case .toggleHidden: chooser.showsHidden.toggle()
    case .clearFilter: chooser.filter = TextField()
    default: return []
    }
    state.overlay = .chooser(chooser)
    return []
  }

  private static func finish(
    _ path: String, _ chooser: FileChooser, _ state: inout WizardState
  ) -> [Effect] {
    state.overlay = nil
    guard let field = chooser.field else { return state.searchTicket(path) }
    state.changeForm { $0[field] = TextField(path) }
    return state.lookAtPaths()
  }

  static func press(at point: Point, _ state: inout WizardState) -> [Effect] {
    guard var chooser = chooser(state) else { return [] }
    let rect = areas(ScreenLayout(state.size)).list
    let list = ListView(items(chooser), state: listState(chooser))
    guard let index = list.item(at: point, in: rect) else { return [] }
    let row = chooser.rows[index]
    if row == chooser.current { return perform(.take, &state) }
    chooser.selection = row
    state.overlay = .chooser(chooser)
    return []
  }

  private static func chooser(_ state: WizardState) -> FileChooser? {
    guard case .chooser(let chooser) = state.overlay else { return nil }
    return chooser
  }

  private static func listState(_ chooser: FileChooser) -> ListState {
    ListState(
      selection: chooser.current.flatMap { chooser.rows.firstIndex(of: $0) } ?? 0,
      offset: chooser.offset)
  }

  private static func items(_ chooser: FileChooser) -> [ListItem] {
    chooser.rows.map { row in
      switch row {
      case .here: ListItem([StyledText("take this folder", .heading)])
      case .parent: ListItem(["../"])
      case .entry(let entry): ListItem([StyledText(entry.isFolder ? "\(entry.name)/" : entry.name)])
      }
    }
  }

  private static func areas(_ layout: ScreenLayout) -> (box: Rect, list: Rect) {
    let width = min(84, layout.size.columns - 8)
    let box = layout.size.bounds.centered(width: width, height: layout.size.rows - 6)
    let inner = box.inset(horizontal: 2, vertical: 1)
    return (box, inner.splitRows([.fixed(2), .fixed(1), .share(1)])[2])
  }

  static func draw(_ state: WizardState, into grid: inout Grid, in layout: ScreenLayout) {
    guard let chooser = chooser(state) else { return }
    let box = areas(layout).box
    let what =
      switch (chooser.takesFolder, chooser.takesFile) {
      case (true, true): "Choose a folder or an archive"
      case (true, false): "Choose a folder"
      case (false, _): "Choose a file"
      }
    let inner = grid.drawBox(layout, title: what, width: box.width, height: box.height)
    grid.draw(StyledText(chooser.folder, .heading), at: inner.origin, maxWidth: inner.width)
    let row = inner.row(1)
    grid.draw(StyledText("Filter ", .muted), at: row.origin)
    chooser.filter.draw(
      into: &grid, in: Rect(x: row.x + 7, y: row.y, width: row.width - 7, height: 1),
      placeholder: "type a part of the name")
    let list = areas(layout).list
    ListView(items(chooser), state: listState(chooser)).draw(into: &grid, in: list)
    guard let note = note(chooser) else { return }
    let used = min(chooser.rows.count, max(list.height - 2, 0))
    TextView([StyledText(note, .muted)]).draw(
      into: &grid,
      in: Rect(x: list.x, y: list.y + used, width: list.width, height: list.height - used))
  }

  /// What the lines do not say.
  private static func note(_ chooser: FileChooser) -> String? {
    guard let listing = chooser.listing else { return "Looking…" }
    if let problem = listing.problem { return problem }
    if case .listed(isWhole: false) = listing.outcome, chooser.rows.count < 20 {
      return "There is more than can be listed; type the path itself."
    }
    let hasEntry = chooser.rows.contains { if case .entry = $0 { true } else { false } }
    if hasEntry { return nil }
    return chooser.filter.text.isEmpty
      ? "Nothing else is here." : "Nothing here has that in its name."
  }
}
