internal import CellGrid

/// The field for what is searched, and all that can be found.
struct SearchPrompt: Equatable, Sendable {
  var field = TextField()
  let index: SearchIndex
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
    state.overlay = .search(prompt)
    state.diagnosis = prompt.before
    let result = prompt.index.find(prompt.field.text, from: prompt.before.selection)
    state.diagnosis.search = prompt.field.text.isEmpty ? nil : result
    state.showHit()
    return []
  }

  static func perform(_ action: Action, _ state: inout WizardState) -> [Effect] {
    guard case .search(let prompt) = state.overlay else { return [] }
    switch action {
    case .keepSearch:
      state.overlay = nil
      if let search = state.diagnosis.search, search.hits.isEmpty {
        state.notice = "“\(search.words)” stands nowhere in the report."
        state.diagnosis.search = nil
      }
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
    let found = state.diagnosis.search.map { "  \($0.text) " } ?? "  "
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
  mutating func startSearch() {
    guard let tree = causeTree else { return }
    var before = diagnosis
    before.search = nil
    overlay = .search(
      SearchPrompt(
        index: SearchIndex(tree, titles: titles, from: diagnosis.selection), before: before))
  }

  mutating func stepHit(_ step: Int) {
    guard var search = diagnosis.search, !search.hits.isEmpty else { return }
    search.current = (search.current + step + search.hits.count) % search.hits.count
    diagnosis.search = search
    showHit()
  }

  /// Shows the hit that is looked at, near the top of its page.
  mutating func showHit() {
    guard let search = diagnosis.search, let hit = search.hit, let tree = causeTree else { return }
    diagnosis.choose(hit.row)
    diagnosis.open(hit.tab)
    let page = DiagnosisPage(self, tree, ScreenLayout(size), glyphs)
    diagnosis.scroll = page.scroll(showing: hit.paragraph)
    diagnosis.listOffset = 0
  }
}
