internal import CellGrid
internal import PadlockModel

/// The parts of the fix screen: one below the other, or side by side where there is room.
struct FixAreas {
  let heading: Rect
  let list: Rect
  let detail: Rect
  let isWide: Bool

  init(_ state: WizardState, _ layout: ScreenLayout) {
    isWide = layout.size.columns >= 110
    let headingHeight = isWide ? 4 : 2
    if isWide {
      let parts = layout.left.splitRows([.fixed(headingHeight), .share(1)])
      (heading, list, detail) = (parts[0], parts[1], layout.right)
    } else {
      let lines = (state.fixed?.remedy.steps.count ?? 0) + 1
      let most = max(layout.body.height - headingHeight - 9, 3)
      let parts = layout.body.splitRows([
        .fixed(headingHeight), .fixed(min(lines, most)), .fixed(1), .share(1),
      ])
      (heading, list, detail) = (parts[0], parts[1], parts[3])
    }
  }
}

extension FixScreen {
  static func draw(_ state: WizardState, into grid: inout Grid, in layout: ScreenLayout) {
    let areas = FixAreas(state, layout)
    if areas.isWide {
      grid.drawDivider(layout)
    } else {
      grid.horizontalLine(y: areas.detail.y - 1, from: 0, through: layout.size.columns - 1)
    }
    // Two lines for each where there is room, else one.
    let most = areas.heading.height / 2
    let lines = heading(state).flatMap {
      $0.wrapped(to: areas.heading.width, glyphs: grid.glyphs).prefix(most)
    }
    for (row, line) in lines.enumerated() {
      grid.draw(line, at: areas.heading.row(row).origin, maxWidth: areas.heading.width)
    }
    list(state, areas, grid.glyphs).draw(into: &grid, in: areas.list)
    detail(state, areas, grid.glyphs).draw(into: &grid, in: areas.detail)
  }

  private static func heading(_ state: WizardState) -> [StyledText] {
    guard let (diagnosis, remedy) = state.fixed else { return [] }
    let platform = remedy.platform.map { " (\($0.rawValue))" } ?? ""
    let count = diagnosis.remedies.count
    let way = count > 1 ? "Way \(state.fix.way.index + 1) of \(count): " : ""
    return [
      StyledText(state.fix.consequence == nil ? "" : "Cause: ", .muted)
        + StyledText(diagnosis.title, .heading),
      StyledText(way, .accent) + StyledText(remedy.title + platform),
    ]
  }

  static func list(_ state: WizardState, _ areas: FixAreas, _ glyphs: GlyphSet) -> ListView {
    let steps = state.fixed?.remedy.steps ?? []
    let way = state.fix.way
    let width = areas.list.widthBesideScrollBar
    var items = steps.enumerated().map { index, step in
      let isTicked = state.fix.ticked.contains(.init(way: way, index: index))
      let mark = StyledText(isTicked ? "[x] " : "[ ] ", isTicked ? .good : .plain)
      return item(mark, "\(index + 1) \(title(step))", width, areas.isWide, glyphs)
    }
    items.append(
      item(
        verificationMark(state), "\(steps.count + 1) Verify that it is fixed", width,
        areas.isWide, glyphs))
    return ListView(
      items,
      state: ListState(
        selection: min(state.fix.selection, steps.count), offset: state.fix.listOffset),
      isFocused: !state.fix.detailHasFocus)
  }

  private static func item(
    _ mark: StyledText, _ text: String, _ width: Int, _ wraps: Bool, _ glyphs: GlyphSet
  ) -> ListItem {
    let room = width - 4
    guard wraps else {
      return ListItem([mark + StyledText(truncate(text, to: room, glyphs: glyphs))])
    }
    let lines = StyledText(text).wrapped(to: room, hangingIndent: 2, glyphs: glyphs)
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
