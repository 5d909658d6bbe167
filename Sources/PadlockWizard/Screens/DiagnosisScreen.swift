internal import CellGrid

/// Screen 4: the causes with their consequences, and pages about the chosen one.
enum DiagnosisScreen: ScreenPart {
  static func bindings(_ state: WizardState) -> [KeyBinding] {
    let inDetail = state.diagnosis.detailHasFocus
    var own: [KeyBinding] = [
      .moving(inDetail ? "scroll" : "choose"),
      KeyBinding([.tab, .backTab], "pane", .otherPane),
    ]
    if isDiagnosis(state) {
      own.append(
        KeyBinding(
          showing: 2, "page",
          [
            (.left, .previousTab), (.right, .nextTab), (.character("h"), .previousTab),
            (.character("l"), .nextTab),
          ], isQuiet: true))
      own.append(KeyBinding([.enter], "fix it", .next))
    }
    own.append(
      KeyBinding([.character("c")], "check again", .checkAgain, isQuiet: true))
    var back = KeyBinding.back()
    back.isQuiet = true
    own.append(back)
    return own
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
      state.diagnosis.open(.fix)
      state.diagnosis.detailHasFocus = true
    case .checkAgain:
      guard let order = state.run?.order else { break }
      state.screen = .evidence
      return state.collect(order)
    default:
      break
    }
    return []
  }

  static func mouse(
    _ action: MouseAction, at point: Point, _ state: inout WizardState
  ) -> [Effect] {
    let layout = ScreenLayout(state.size)
    let isRight = layout.right.contains(point)
    switch action {
    case .wheelUp, .wheelDown:
      let key = Key.mouse(x: point.x, y: point.y, action)
      if isRight { scroll(key, &state) } else { move(key, &state) }
    case .press:
      if isRight {
        state.diagnosis.detailHasFocus = true
        if isDiagnosis(state),
          let index = tabs(state).tab(at: point, in: tabRow(layout), glyphs: state.glyphs),
          let tab = DiagnosisTab(rawValue: index)
        {
          state.diagnosis.open(tab)
        }
      } else if let tree = tree(state) {
        let list = listView(tree, state, layout, state.glyphs)
        guard let index = list.item(at: point, in: layout.left) else { break }
        state.diagnosis.detailHasFocus = false
        state.diagnosis.choose(tree.rows[index].row)
      }
    }
    return []
  }

  static func draw(_ state: WizardState, into grid: inout Grid, in layout: ScreenLayout) {
    grid.drawDivider(layout)
    guard let tree = tree(state) else { return }
    listView(tree, state, layout, grid.glyphs).draw(into: &grid, in: layout.left)
    if isDiagnosis(state) {
      tabs(state).draw(
        into: &grid, in: tabRow(layout),
        selected: state.diagnosis.detailHasFocus ? .selected : Style(bold: true, underline: true))
    }
    page(state, layout, grid.glyphs).draw(into: &grid, in: pageRect(state, layout))
  }

  private static func tree(_ state: WizardState) -> CauseTree? { state.report.map(CauseTree.init) }

  /// Whether the chosen line is a diagnosis, which has pages, and not the overview.
  private static func isDiagnosis(_ state: WizardState) -> Bool {
    if case .diagnosis = state.diagnosis.selection { true } else { false }
  }

  private static func tabs(_ state: WizardState) -> Tabs {
    Tabs(
      DiagnosisTab.allCases.map(\.title), selection: state.diagnosis.tab.rawValue,
      separator: "  ")
  }

  private static func tabRow(_ layout: ScreenLayout) -> Rect { layout.right.row(0) }

  private static func pageRect(_ state: WizardState, _ layout: ScreenLayout) -> Rect {
    isDiagnosis(state)
      ? layout.right.splitRows([.fixed(2), .share(1)])[1] : layout.right
  }

  private static func listView(
    _ tree: CauseTree, _ state: WizardState, _ layout: ScreenLayout, _ glyphs: GlyphSet
  ) -> ListView {
    let index = tree.rows.firstIndex { $0.row == state.diagnosis.selection } ?? 0
    return ListView(
      tree.items(width: layout.left.width - 1, glyphs: glyphs),
      state: ListState(selection: index, offset: state.diagnosis.listOffset),
      isFocused: !state.diagnosis.detailHasFocus)
  }

  /// The page that is open, broken into lines that leave room for the scroll bar.
  private static func page(
    _ state: WizardState, _ layout: ScreenLayout, _ glyphs: GlyphSet
  ) -> TextView {
    guard let tree = tree(state) else { return TextView([]) }
    let paragraphs: [Paragraph]
    if let row = state.diagnosis.selection, let diagnosis = tree.diagnosis(row) {
      let text = DiagnosisText(diagnosis: diagnosis, tree: tree, titles: state.titles)
      // A tall screen has room for the evidence below the reasons.
      let showsMore = state.diagnosis.tab == .why && layout.body.height >= 34
      paragraphs =
        text.paragraphs(state.diagnosis.tab)
        + (showsMore ? ["", .heading("Evidence")] + text.paragraphs(.evidence) : [])
    } else {
      paragraphs = OverviewText.paragraphs(tree.report)
    }
    return TextView(
      lines(paragraphs, width: layout.right.width - 2, glyphs: glyphs),
      offset: state.diagnosis.scroll)
  }

  private static func scroll(_ key: Key, _ state: inout WizardState) {
    let layout = ScreenLayout(state.size)
    var text = page(state, layout, state.glyphs)
    text.handle(key, in: pageRect(state, layout), glyphs: state.glyphs)
    state.diagnosis.scroll = text.offset
  }

  private static func move(_ key: Key, _ state: inout WizardState) {
    guard let tree = tree(state) else { return }
    let layout = ScreenLayout(state.size)
    var list = listView(tree, state, layout, state.glyphs)
    list.state.handle(key, items: list.items, height: layout.left.height)
    guard tree.rows.indices.contains(list.state.selection) else { return }
    state.diagnosis.choose(tree.rows[list.state.selection].row)
    state.diagnosis.listOffset = list.state.offset
  }

  private static func openTab(_ step: Int, _ state: inout WizardState) {
    let wanted = state.diagnosis.tab.rawValue + step
    if let tab = DiagnosisTab(rawValue: wanted) { state.diagnosis.open(tab) }
  }
}
