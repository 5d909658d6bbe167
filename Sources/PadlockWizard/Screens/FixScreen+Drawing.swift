internal import CellGrid
internal import PadlockModel

/// The parts of the fix screen: one below the other, or side by side where there is room.
struct FixAreas {
  let heading: Rect
  let list: Rect
  /// The line that verifies, below the steps; it never scrolls away.
  let verification: Rect
  let detail: Rect
  let isWide: Bool
  /// Lines that a step takes in the list; what is chosen is told in full beside or below it.
  let mostLines: Int

  init(_ state: WizardState, _ layout: ScreenLayout) {
    isWide = Self.isWide(layout)
    let headingHeight = isWide ? 4 : FixScreen.heading(state, layout).count
    let pane = isWide ? layout.left : layout.body
    let room = isWide ? pane.height - headingHeight : max(pane.height - headingHeight - 9, 3)
    func heights(_ mostLines: Int) -> [Int] {
      FixScreen.items(state, width: pane.widthBesideScrollBar, mostLines, state.glyphs)
        .map(\.lines.count)
    }
    // Long steps leave room for what is told below them.
    mostLines = !isWide && heights(.max).reduce(0, +) > room ? 1 : .max
    let items = heights(mostLines)
    let last = items.last ?? 1
    let parts = pane.splitRows([
      .fixed(headingHeight), .fixed(min(items.reduce(0, +), room) - last), .fixed(last),
      .fixed(1), .share(1),
    ])
    (heading, list, verification) = (parts[0], parts[1], parts[2])
    detail = isWide ? layout.right : parts[4]
  }
}

extension FixAreas {
  /// Whether there is room for the steps beside what they say.
  static func isWide(_ layout: ScreenLayout) -> Bool { layout.size.columns >= 110 }
}

extension FixScreen {
  static func draw(_ state: WizardState, into grid: inout Grid, in layout: ScreenLayout) {
    let areas = FixAreas(state, layout)
    let inDetail = state.fix.detailHasFocus
    if areas.isWide {
      grid.drawPanes("Steps", detailTitle(state), layout, rightIsActive: inDetail)
    } else {
      let y = areas.detail.y - 1
      grid.horizontalLine(y: y, from: 0, through: layout.size.columns - 1)
      grid.drawPaneTitle("Steps", at: Point(x: 1, y: 2), isActive: !inDetail)
      grid.drawPaneTitle(detailTitle(state), at: Point(x: 1, y: y), isActive: inDetail)
    }
    for (row, line) in heading(state, layout).enumerated() {
      grid.draw(line, at: areas.heading.row(row).origin, maxWidth: areas.heading.width)
    }
    list(state, areas, grid.glyphs).draw(into: &grid, in: areas.list)
    verificationLine(state, areas, grid.glyphs).draw(into: &grid, in: areas.verification)
    detail(state, areas, grid.glyphs).draw(into: &grid, in: areas.detail)
  }

  /// The diagnosis and the way to fix it: two lines for each, for the diagnosis one where there is
  /// little room.
  static func heading(_ state: WizardState, _ layout: ScreenLayout) -> [StyledText] {
    guard let (diagnosis, remedy) = state.fixed else { return ["", ""] }
    let isWide = FixAreas.isWide(layout)
    let width = isWide ? layout.left.width : layout.body.width
    let platform = remedy.platform.map { " (\($0.rawValue))" } ?? ""
    let count = diagnosis.remedies.count
    let keys = KeyBinding.ways.keyName(state.glyphs)
    let way = count > 1 ? "Way \(state.fix.way.index + 1) of \(count) (\(keys)): " : ""
    let title =
      StyledText(state.fix.consequence == nil ? "" : "Cause: ", .muted)
      + StyledText(diagnosis.title, .heading)
    return lines(title, most: isWide ? 2 : 1, width, state.glyphs)
      + lines(
        StyledText(way, .accent) + StyledText(remedy.title + platform), most: 2, width,
        state.glyphs)
  }

  /// The first lines of a text, with an ellipsis where there are more.
  private static func lines(
    _ text: StyledText, most: Int, _ width: Int, hangingIndent: Int = 0, _ glyphs: GlyphSet
  ) -> [StyledText] {
    let lines = text.wrapped(to: width, hangingIndent: hangingIndent, glyphs: glyphs)
    guard lines.count > most, let last = lines.prefix(most).last else { return lines }
    let style = last.spans.last?.style ?? .plain
    let next = lines[most].text.drop { $0 == " " }
    let cut = truncate("\(last.text) \(next)", to: width, glyphs: glyphs)
    return lines.prefix(most - 1) + [StyledText(cut, style)]
  }

  /// What the lower, or right, pane tells.
  private static func detailTitle(_ state: WizardState) -> String {
    let count = state.fixed?.remedy.steps.count ?? 0
    return state.fix.selection < count ? "Step \(state.fix.selection + 1)" : "Verification"
  }

  /// The steps.
  static func list(_ state: WizardState, _ areas: FixAreas, _ glyphs: GlyphSet) -> ListView {
    ListView(
      items(state, areas, glyphs).dropLast(),
      state: ListState(selection: state.fix.selection, offset: state.fix.listOffset),
      isFocused: !state.fix.detailHasFocus)
  }

  /// The line below them that verifies.
  private static func verificationLine(
    _ state: WizardState, _ areas: FixAreas, _ glyphs: GlyphSet
  ) -> ListView {
    let items = items(state, areas, glyphs)
    return ListView(
      items.suffix(1), state: ListState(selection: state.fix.selection - items.count + 1),
      isFocused: !state.fix.detailHasFocus)
  }

  static func items(
    _ state: WizardState, _ areas: FixAreas, _ glyphs: GlyphSet
  ) -> [ListItem] {
    items(state, width: areas.list.widthBesideScrollBar, areas.mostLines, glyphs)
  }

  /// The steps, and as the last line the verification.
  static func items(
    _ state: WizardState, width: Int, _ most: Int, _ glyphs: GlyphSet
  ) -> [ListItem] {
    let steps = state.fixed?.remedy.steps ?? []
    let way = state.fix.way
    let items = steps.enumerated().map { index, step in
      let isTicked = state.fix.ticked.contains(.init(way: way, index: index))
      let mark = StyledText(isTicked ? "[x] " : "[ ] ", isTicked ? .good : .plain)
      return item(mark, "\(index + 1) \(title(step))", width, most, glyphs)
    }
    return items + [
      item(
        verificationMark(state), "\(steps.count + 1) Verify that it is fixed", width, most, glyphs)
    ]
  }

  private static func item(
    _ mark: StyledText, _ text: String, _ width: Int, _ most: Int, _ glyphs: GlyphSet
  ) -> ListItem {
    let lines = lines(StyledText(text), most: most, width - 4, hangingIndent: 2, glyphs)
    return ListItem(lines.enumerated().map { ($0 == 0 ? mark : StyledText("    ")) + $1 })
  }

  private static func title(_ step: FilledRemedy.Step) -> String {
    step.instruction.isEmpty ? step.command ?? step.restart ?? "" : step.instruction
  }

  private static func verificationMark(_ state: WizardState) -> StyledText {
    switch state.fix.verification {
    case nil: "[ ] "
    case .running: StyledText("[.] ", .muted)
    case .failed: StyledText("[?] ", .warning)
    case .done(let tree, let consequences):
      switch consequences.values.reduce(tree.result, { $0 && $1.result }) {
      case .yes: StyledText("[x] ", .good)
      case .no: StyledText("[!] ", .bad)
      case .unknown: StyledText("[?] ", .warning)
      }
    }
  }

  static func detail(
    _ state: WizardState, _ areas: FixAreas, _ glyphs: GlyphSet
  ) -> LinesView<[StyledText]> {
    let paragraphs = FixText(state).paragraphs
    let layout = PageLayout(paragraphs, width: areas.detail.widthBesideScrollBar, glyphs: glyphs)
    return LinesView(layout.lines, offset: state.fix.scroll)
  }
}
