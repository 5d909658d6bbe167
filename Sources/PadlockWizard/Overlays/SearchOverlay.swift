internal import CellGrid

/// The field for what is searched.
struct SearchPrompt: Equatable, Sendable {
  var field = TextField()
  /// Whether the typing is over, and only the index is waited for.
  var isKept = false
  /// What was looked at before, to return to.
  let before: DiagnosisState
}

/// Searches every page of the diagnosis screen while it is typed.
enum SearchOverlay: ScreenPart {
  static func bindings(_ state: WizardState) -> [KeyBinding] {
    [
      KeyBinding([.enter], "keep", .keepSearch),
      KeyBinding(showing: 2, "other hit", [(.up, .previousHit), (.down, .nextHit)]),
      KeyBinding([.escape], "do not search", .dropSearch),
      KeyBinding([.control("c")], "quit", .quit, isQuiet: true),
    ]
  }

  static func isTyping(_ state: WizardState) -> Bool { true }

  static func type(_ key: Key, _ state: inout WizardState) -> [Effect]? {
    guard case .search(var prompt) = state.overlay, prompt.field.handle(key) else { return nil }
    prompt.isKept = false
    state.overlay = .search(prompt)
    state.search()
    return []
  }

  static func perform(_ action: Action, _ state: inout WizardState) -> [Effect] {
    guard case .search(let prompt) = state.overlay else { return [] }
    switch action {
    case .keepSearch:
      state.keepSearch()
    case .dropSearch:
      state.overlay = nil
      state.diagnosis = prompt.before
    case .nextHit: state.stepHit(1)
    case .previousHit: state.stepHit(-1)
    default: break
    }
    return []
  }

  static func draw(_ state: WizardState, into grid: inout Grid, in layout: ScreenLayout) {
    guard case .search(let prompt) = state.overlay else { return }
    let row = Rect(x: 2, y: layout.size.rows - 1, width: layout.size.columns - 4, height: 1)
    let label = "/ "
    let isLooking = state.index == nil && !prompt.field.text.isEmpty
    let found = isLooking ? "  searching… " : state.diagnosis.search.map { "  \($0.text) " } ?? "  "
    let room = row.width - label.count - found.count
    grid.fill(row)
    grid.draw(label, at: row.origin, style: .heading)
    prompt.field.draw(
      into: &grid, in: Rect(x: row.x + label.count, y: row.y, width: room, height: 1),
      placeholder: "what is to be found: causes, evidence, checks, facts")
    grid.draw(found, at: Point(x: row.x + label.count + room, y: row.y), style: .muted)
  }
}

extension WizardState {
  /// What can be searched; nil while it is being made, also anew because something was fixed.
  var index: SearchIndex? { run?.index.flatMap { $0.fixed == fixedDiagnoses ? $0 : nil } }

  /// Has all pages made ready, so that no key waits for them, unless they are or soon will be.
  mutating func prepareIndex() -> [Effect] {
    let isSearching = if case .search = overlay { true } else { false }
    let isShown = plain == nil && screen == .diagnosis
    guard isSearching || isShown, ScreenLayout.fits(size), let tree = causeTree,
      run?.indexing?.size != size || run?.indexing?.fixed != tree.fixed
    else { return [] }
    if run?.indexing?.fixed != tree.fixed { diagnosis.search = nil }
    let earlier = cancel(run?.indexing?.id)
    let id = newEffect()
    run?.indexing = Run.Indexing(id: id, size: size, fixed: tree.fixed)
    return earlier + [
      .index(id, SearchOrder(tree: tree, titles: titles, size: size, glyphs: glyphs))
    ]
  }

  /// Opens the field for what is searched.
  mutating func startSearch() {
    guard run?.causes != nil else { return }
    diagnosis.search = nil
    overlay = .search(SearchPrompt(before: diagnosis))
  }

  /// Searches what was typed so far.
  mutating func takeIndex(_ id: EffectID, _ index: SearchIndex) {
    guard run?.indexing?.id == id else { return }
    let isFirst = self.index == nil
    run?.index = index
    guard isFirst, case .search(let prompt) = overlay else { return }
    search()
    if prompt.isKept { keepSearch() }
  }

  /// Shows the first place of what is typed; where nothing is, what was looked at before.
  fileprivate mutating func search() {
    guard case .search(let prompt) = overlay, let index else { return }
    let found = diagnosis.search
    diagnosis = prompt.before
    guard !prompt.field.text.isEmpty else { return }
    diagnosis.search = index.find(prompt.field.text, from: diagnosis.selection, in: found)
    showHit()
  }

  /// Ends the typing: once everything can be searched, if that is not so yet.
  fileprivate mutating func keepSearch() {
    guard case .search(var prompt) = overlay else { return }
    guard index != nil else {
      prompt.isKept = true
      overlay = .search(prompt)
      return
    }
    overlay = nil
    plain?.listsHits = diagnosis.search.map { !$0.hits.isEmpty } ?? false
    guard let search = diagnosis.search, search.hits.isEmpty else { return }
    notice = "“\(search.words)” stands nowhere in the report."
    diagnosis.search = nil
  }

  mutating func stepHit(_ step: Int) {
    guard var search = diagnosis.search, !search.hits.isEmpty else { return }
    search.current = (search.current + step + search.hits.count) % search.hits.count
    diagnosis.search = search
    showHit()
  }

  /// Shows the hit that is looked at, near the top of its page.
  mutating func showHit() {
    guard let hit = diagnosis.search?.hit else { return }
    diagnosis.choose(hit.row)
    diagnosis.open(hit.tab)
    keepPage()
    diagnosis.scroll = run?.page?.scroll(showing: hit.paragraph) ?? 0
    diagnosis.listOffset = 0
  }
}
