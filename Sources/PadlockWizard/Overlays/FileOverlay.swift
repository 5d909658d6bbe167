internal import CellGrid

/// The file that is looked at, and the places that one can go on to.
struct FileViewer: Equatable, Sendable {
  let places: [FilePlace]
  var index: Int
  var content: FileContent
  /// The first line shown; nil to have the named line in the middle.
  var scroll: Int?

  var place: FilePlace? { places.indices.contains(index) ? places[index] : nil }
}

/// What stands around a line of a file, over the whole body.
enum FileOverlay: ScreenPart {
  static func bindings(_ state: WizardState) -> [KeyBinding] {
    let isAlone = (viewer(state)?.places.count ?? 0) < 2
    let reason = isAlone ? "This is the only file that this page names." : nil
    var others = KeyBinding(
      showing: 2, "other place",
      [
        (.left, .previousTab), (.right, .nextTab), (.character("h"), .previousTab),
        (.character("l"), .nextTab),
      ])
    others.disabledReason = reason
    return [
      .moving("scroll"), others,
      KeyBinding(
        [.escape, .enter, .character("o"), .character("q"), .backspace], "close", .closeOverlay),
      KeyBinding([.control("c")], "quit", .quit, isQuiet: true),
    ]
  }

  static func perform(_ action: Action, _ state: inout WizardState) -> [Effect] {
    guard var viewer = viewer(state) else { return [] }
    switch action {
    case .move(let movement):
      let rect = textRect(state, ScreenLayout(state.size))
      var view = text(viewer, rect, state.glyphs)
      view.handle(movement.key, in: rect, glyphs: state.glyphs)
      viewer.scroll = view.offset
      state.overlay = .file(viewer)
      return []
    case .nextTab, .previousTab:
      let count = viewer.places.count
      let step = action == .nextTab ? 1 : count - 1
      return state.openFile(viewer.places, at: (viewer.index + step) % max(count, 1))
    default: return []
    }
  }

  static func draw(_ state: WizardState, into grid: inout Grid, in layout: ScreenLayout) {
    guard let viewer = viewer(state), let place = viewer.place else { return }
    let box = box(layout)
    let count = viewer.places.count > 1 ? "  \(viewer.index + 1) of \(viewer.places.count)" : ""
    grid.fill(box.inset())
    let title = truncateMiddle(place.text, to: box.width - 6 - count.count, glyphs: grid.glyphs)
    grid.frame(box, title: title + count, titleStyle: .heading)
    let rect = textRect(state, layout)
    text(viewer, rect, grid.glyphs).draw(into: &grid, in: rect)
  }

  private static func viewer(_ state: WizardState) -> FileViewer? {
    guard case .file(let viewer) = state.overlay else { return nil }
    return viewer
  }

  /// All between the path and the keys, with the lines around it.
  private static func box(_ layout: ScreenLayout) -> Rect {
    layout.body.inset(horizontal: -2, vertical: -1)
  }

  private static func textRect(_ state: WizardState, _ layout: ScreenLayout) -> Rect {
    box(layout).inset(horizontal: 2, vertical: 1)
  }

  /// The lines with their numbers; the named one is marked.
  private static func text(_ viewer: FileViewer, _ rect: Rect, _ glyphs: GlyphSet) -> TextView {
    switch viewer.content {
    case .running: return TextView(["Reading…"])
    case .failed(let reason): return TextView([StyledText("It cannot be shown: \(reason)", .bad)])
    case .done(let excerpt):
      let digits = String(excerpt.firstLine + max(excerpt.lines.count - 1, 0)).count
      let paragraphs = excerpt.lines.enumerated().map { index, line in
        let number = excerpt.firstLine + index
        let isNamed = number == viewer.place?.line
        return Paragraph(
          StyledText(line, isNamed ? .selected : .plain),
          mark: StyledText(
            (isNamed ? "▸" : " ") + padded(number, digits) + " ", isNamed ? .heading : .muted))
      }
      let remark = excerpt.remark.map { [Paragraph(StyledText($0, .warning))] } ?? []
      let laid = PageLayout(remark + paragraphs, width: rect.widthBesideScrollBar, glyphs: glyphs)
      let named = viewer.place?.line.map { $0 - excerpt.firstLine + remark.count } ?? 0
      let centred = laid.start(ofParagraph: named) - rect.height / 2
      return TextView(laid.lines, offset: viewer.scroll ?? max(centred, 0))
    }
  }
}

/// A number with spaces before it, so that it takes this many columns.
func padded(_ number: Int, _ digits: Int) -> String {
  let text = String(number)
  return String(repeating: " ", count: max(digits - text.count, 0)) + text
}

extension WizardState {
  /// Shows what stands around one of these places, of which some may be the same.
  mutating func openFile(_ all: [FilePlace], at chosen: Int) -> [Effect] {
    guard all.indices.contains(chosen) else { return [] }
    var seen: Set<FilePlace> = []
    let places = all.filter { seen.insert($0).inserted }
    guard let index = places.firstIndex(of: all[chosen]) else { return [] }
    let id = newEffect()
    overlay = .file(FileViewer(places: places, index: index, content: .running(id)))
    return [.readFile(id, places[index])]
  }

  mutating func takeFile(_ id: EffectID, _ excerpt: FileExcerpt) {
    takeFile(id, .done(excerpt))
  }

  /// What came of an effect that opens, reads, renders, verifies or repairs, if it failed.
  mutating func takeFailure(_ id: EffectID, _ reason: String) {
    takeFile(id, .failed(reason))
    if writing.preview == .running(id) { writing.preview = .failed(reason) }
    if target.ticketSearch?.id == id { endTicketSearch(because: reason) }
    if fix.fail(id, reason) { notice = reason }
  }

  private mutating func takeFile(_ id: EffectID, _ content: FileContent) {
    if case .file(var viewer) = overlay, viewer.content == .running(id) {
      viewer.content = content
      overlay = .file(viewer)
    }
    for (place, known) in fix.files where known == .running(id) { fix.files[place] = content }
  }
}
