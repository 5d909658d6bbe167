internal import CellGrid
internal import PadlockModel

/// Screen 4: the causes with their consequences, and pages about the chosen one.
enum DiagnosisScreen: ScreenPart {
  static func bindings(_ state: WizardState) -> [KeyBinding] {
    let inDetail = state.diagnosis.detailHasFocus
    let nothingFound = "Nothing is searched: / searches causes, evidence, checks and facts."
    // At 80 columns there is room for what a newcomer would not find without being told.
    var moving = KeyBinding.moving(inDetail ? "scroll" : "choose")
    moving.isQuiet = !inDetail
    var own: [KeyBinding] = [
      moving,
      KeyBinding(
        showing: 2, "page",
        [
          (.left, .previousTab), (.right, .nextTab), (.character("h"), .previousTab),
          (.character("l"), .nextTab),
        ]),
      KeyBinding(
        [.enter], isFixed(state) ? "see the fix" : "fix it", .next, disabled: whyNoFix(state),
        isQuiet: inDetail),
      KeyBinding(
        [.character("c")], "check again", .checkAgain, disabled: state.whyNothingIsCollected,
        isQuiet: inDetail),
      KeyBinding([.tab, .backTab], inDetail ? "causes" : "pane", .otherPane, isQuiet: !inDetail),
      KeyBinding(
        [.character("o")], "open", .openFile, disabled: whyNoFile(state), isQuiet: true),
      KeyBinding([.character("/")], "search", .search, isQuiet: true),
    ]
    for (key, label, action) in [
      ("n", "next hit", Action.nextHit), ("N", "hit before", .previousHit),
    ] {
      own.append(
        KeyBinding(
          [.character(Character(key))], label, action,
          disabled: state.diagnosis.search == nil ? nothingFound : nil, isQuiet: true))
    }
    return own + back(state)
  }

  private static func back(_ state: WizardState) -> [KeyBinding] {
    var back = KeyBinding.back()
    if state.isSavedReport {
      back.disabledReason = "This is a saved report: no screen is before this one."
    }
    guard state.diagnosis.search != nil else { return [back] }
    back.triggers.removeAll { $0.key == .escape }
    back.isQuiet = true
    return [KeyBinding([.escape], "end search", .dropSearch), back]
  }

  private static func whyNoFix(_ state: WizardState) -> String? {
    guard isDiagnosis(state) else { return "This line is about the whole: choose a cause to fix." }
    guard let tree = state.causeTree, let row = state.diagnosis.selection,
      let diagnosis = tree.diagnosis(row)
    else { return "There is nothing to fix." }
    return tree.remedied(diagnosis).remedies.isEmpty
      ? "No steps are known that fix this; its pages say what is known." : nil
  }

  private static func whyNoFile(_ state: WizardState) -> String? {
    if state.isSavedReport {
      return "This is a saved report: the files that it names are not read here."
    }
    guard let page = page(state), !page.links.isEmpty else {
      return "This page names no line of a file; Why and Evidence do."
    }
    return nil
  }

  static func perform(_ action: Action, _ state: inout WizardState) -> [Effect] {
    switch action {
    case .move(let movement):
      if state.diagnosis.detailHasFocus {
        scroll(movement.key, &state)
      } else {
        move(movement.key, &state)
      }
    case .otherPane:
      state.diagnosis.detailHasFocus.toggle()
    case .nextTab:
      openTab(1, &state)
    case .previousTab:
      openTab(-1, &state)
    case .next:
      return state.enterFix()
    case .openFile:
      guard let page = page(state) else { break }
      return state.openFile(page.links.map(\.place), at: state.diagnosis.link)
    case .search:
      state.startSearch()
    case .nextHit:
      state.stepHit(1)
    case .previousHit:
      state.stepHit(-1)
    case .dropSearch:
      state.diagnosis.search = nil
    case .checkAgain:
      return state.checkAgain()
    default:
      break
    }
    return []
  }

  static func press(at point: Point, _ state: inout WizardState) -> [Effect] {
    let layout = ScreenLayout(state.size)
    if layout.right.contains(point) {
      state.diagnosis.detailHasFocus = true
      if let index = tabs(state).tab(at: point, in: tabRow(layout), glyphs: state.glyphs) {
        state.diagnosis.open(state.diagnosis.pages[index])
      } else if let page = page(state), let link = page.link(at: point, state.diagnosis) {
        state.diagnosis.link = link
        return whyNoFile(state) == nil ? perform(.openFile, &state) : []
      }
    } else if let tree = state.causeTree,
      let index = listView(tree, state, layout, state.glyphs).item(at: point, in: layout.left)
    {
      state.diagnosis.detailHasFocus = false
      state.diagnosis.choose(tree.rows[index].row)
    }
    return []
  }

  static func turn(
    _ wheel: Movement, at point: Point, _ state: inout WizardState
  ) -> [Effect] {
    if ScreenLayout(state.size).right.contains(point) {
      scroll(wheel.key, &state)
    } else {
      move(wheel.key, &state)
    }
    return []
  }

  static func draw(_ state: WizardState, into grid: inout Grid, in layout: ScreenLayout) {
    grid.drawPanes("Causes", "Details", layout, rightIsActive: state.diagnosis.detailHasFocus)
    guard let tree = state.causeTree else { return }
    listView(tree, state, layout, grid.glyphs).draw(into: &grid, in: layout.left)
    tabs(state).draw(
      into: &grid, in: tabRow(layout),
      selected: state.diagnosis.detailHasFocus ? .selected : Style(bold: true, underline: true))
    DiagnosisPage(state, tree, layout, grid.glyphs).view(state.diagnosis)
      .draw(into: &grid, in: DiagnosisPage.rect(layout))
    if let search = state.diagnosis.search, state.overlay == nil, state.notice == nil {
      let text = truncate(
        " / \(search.words): \(search.text), n next, N before, Esc ends it ",
        to: layout.size.columns - 4, glyphs: grid.glyphs)
      grid.draw(text, at: Point(x: 2, y: layout.size.rows - 1), style: .heading)
    }
  }

  /// Whether the chosen line is a diagnosis and not the overview.
  private static func isDiagnosis(_ state: WizardState) -> Bool {
    if case .diagnosis = state.diagnosis.selection { true } else { false }
  }

  /// Whether the chosen diagnosis was seen to be gone.
  private static func isFixed(_ state: WizardState) -> Bool {
    guard case .diagnosis(let key) = state.diagnosis.selection else { return false }
    return state.fixedDiagnoses.contains(key)
  }

  private static func tabs(_ state: WizardState) -> Tabs {
    let pages = state.diagnosis.pages
    return Tabs(
      pages.map(\.title), selection: pages.firstIndex(of: state.diagnosis.tab) ?? 0,
      separator: "  ")
  }

  private static func tabRow(_ layout: ScreenLayout) -> Rect { layout.right.row(0) }

  private static func listView(
    _ tree: CauseTree, _ state: WizardState, _ layout: ScreenLayout, _ glyphs: GlyphSet
  ) -> ListView {
    let index = tree.rows.firstIndex { $0.row == state.diagnosis.selection } ?? 0
    return ListView(
      CauseList(state, tree, layout, glyphs).items,
      state: ListState(selection: index, offset: state.diagnosis.listOffset),
      isFocused: !state.diagnosis.detailHasFocus)
  }

  private static func page(_ state: WizardState) -> DiagnosisPage? {
    state.causeTree.map { DiagnosisPage(state, $0, ScreenLayout(state.size), state.glyphs) }
  }

  private static func scroll(_ key: Key, _ state: inout WizardState) {
    page(state)?.move(key, &state.diagnosis)
  }

  private static func move(_ key: Key, _ state: inout WizardState) {
    guard let tree = state.causeTree else { return }
    let layout = ScreenLayout(state.size)
    var list = listView(tree, state, layout, state.glyphs)
    list.state.handle(key, items: list.items, height: layout.left.height)
    guard tree.rows.indices.contains(list.state.selection) else { return }
    state.diagnosis.choose(tree.rows[list.state.selection].row)
    state.diagnosis.listOffset = list.state.offset
  }

  private static func openTab(_ step: Int, _ state: inout WizardState) {
    let pages = state.diagnosis.pages
    guard let index = pages.firstIndex(of: state.diagnosis.tab),
      pages.indices.contains(index + step)
    else { return }
    state.diagnosis.open(pages[index + step])
  }
}
