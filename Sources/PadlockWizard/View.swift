public import CellGrid

/// Draws the whole screen from the state; it remembers nothing.
public func view(_ state: WizardState, size: GridSize, glyphs: GlyphSet) -> Grid {
  var grid = Grid(size: size, glyphs: glyphs)
  guard ScreenLayout.fits(size) else {
    let smallest = ScreenLayout.smallest
    let sentence =
      "Padlock needs a terminal of at least \(smallest.columns) columns and \(smallest.rows) rows;"
      + " this one has \(size.columns) and \(size.rows); make it larger, or quit with ^C."
    TextView([StyledText(sentence)]).draw(into: &grid, in: grid.bounds)
    return grid
  }
  let layout = ScreenLayout(size)
  drawFrame(state, into: &grid, layout)
  state.body.draw(state, into: &grid, in: layout)
  if let notice = state.notice { draw(notice, into: &grid, layout) }
  if let overlay = state.overlay {
    grid.cursor = nil
    overlay.part.draw(state, into: &grid, in: layout)
  }
  return grid
}

private func drawFrame(_ state: WizardState, into grid: inout Grid, _ layout: ScreenLayout) {
  let last = layout.size.columns - 1
  grid.frame(grid.bounds, title: "Padlock", titleStyle: .heading)
  grid.horizontalLine(y: 2, from: 0, through: last)
  grid.horizontalLine(y: layout.keys.y - 1, from: 0, through: last)
  let lock = Lock(state).text(grid.glyphs)
  let lockWidth = columns(of: lock.text, glyphs: grid.glyphs)
  grid.draw(lock + StyledText(" "), at: Point(x: 10, y: 0))
  if let target = state.isSavedReport ? state.run?.order.target : state.target.chosen {
    let text = truncate(
      "\(target.name) · \(target.place)", to: last - 16 - lockWidth, glyphs: grid.glyphs)
    let shown = " " + text + " "
    grid.draw(shown, at: Point(x: last - columns(of: shown, glyphs: grid.glyphs), y: 0))
  }
  drawPath(state, into: &grid, layout.path)
  KeyLine(state, layout).draw(into: &grid)
}

/// The notice in the lower edge, or in a box above the keys where it is too long for that.
private func draw(_ notice: String, into grid: inout Grid, _ layout: ScreenLayout) {
  let size = layout.size
  guard columns(of: notice, glyphs: grid.glyphs) > size.columns - 6 else {
    grid.draw(" \(notice) ", at: Point(x: 1, y: size.rows - 1), style: .heading)
    return
  }
  let text = TextView([StyledText(notice, .heading)])
  let room = Rect(x: 4, y: 0, width: size.columns - 8, height: layout.body.height - 4)
  let height = min(text.lines(in: room, glyphs: grid.glyphs).count, room.height) + 2
  let box = Rect(
    x: 2, y: layout.body.maxY - height, width: size.columns - 4, height: height)
  grid.fill(box.inset(horizontal: -1, vertical: 0))
  grid.frame(box)
  text.draw(into: &grid, in: box.inset(horizontal: 2, vertical: 1))
}

private func drawPath(_ state: WizardState, into grid: inout Grid, _ rect: Rect) {
  var x = rect.x
  for screen in Screen.allCases {
    if x > rect.x { x += grid.draw(" ─ ", at: Point(x: x, y: rect.y), style: .muted) }
    let style: Style =
      screen == state.screen
      ? .selected : screen.rawValue < state.screen.rawValue ? .plain : .muted
    x += grid.draw(
      "\(screen.rawValue + 1) \(screen.title)", at: Point(x: x, y: rect.y), style: style)
  }
}

extension Grid {
  /// Draws the line between the two panes of a screen.
  mutating func drawDivider(_ layout: ScreenLayout) {
    verticalLine(x: layout.divider, from: 2, through: layout.keys.y - 1)
  }

  /// Draws the line between two panes, and what each of them is above it.
  mutating func drawPanes(
    _ left: String, _ right: String, _ layout: ScreenLayout, rightIsActive: Bool
  ) {
    drawDivider(layout)
    drawPaneTitle(left, at: Point(x: layout.left.x - 1, y: 2), isActive: !rightIsActive)
    drawPaneTitle(right, at: Point(x: layout.right.x - 1, y: 2), isActive: rightIsActive)
  }

  /// Draws what a pane is; brackets tell the one that keys go to, also where nothing stands out.
  mutating func drawPaneTitle(_ title: String, at point: Point, isActive: Bool) {
    draw(isActive ? "[\(title)]" : " \(title) ", at: point, style: isActive ? .heading : .muted)
  }
}
