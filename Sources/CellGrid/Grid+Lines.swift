extension Grid {
  /// The characters lines are drawn with.
  public var lineSet: LineSet { glyphs == .unicode ? .unicode : .ascii }

  /// Draws a box along the edge of `rect`, joined with lines already there, and its title.
  ///
  /// The title stands in the upper edge, cut with an ellipsis when it is too long. A box of one
  /// column or row is a line, of one cell nothing.
  public mutating func frame(
    _ rect: Rect, style: Style = .plain, title: String = "", titleStyle: Style? = nil
  ) {
    guard !rect.isEmpty else { return }
    horizontalLine(y: rect.y, from: rect.x, through: rect.maxX - 1, style: style)
    horizontalLine(y: rect.maxY - 1, from: rect.x, through: rect.maxX - 1, style: style)
    verticalLine(x: rect.x, from: rect.y, through: rect.maxY - 1, style: style)
    verticalLine(x: rect.maxX - 1, from: rect.y, through: rect.maxY - 1, style: style)
    guard !title.isEmpty, rect.width >= 6 else { return }
    let shown = " " + truncate(title, to: rect.width - 5, glyphs: glyphs) + " "
    draw(
      shown, at: Point(x: rect.x + 1, y: rect.y), style: titleStyle ?? style,
      maxWidth: rect.width - 2)
  }

  /// Draws a horizontal line over columns `first` to `last`; its ends join lines they meet.
  public mutating func horizontalLine(
    y: Int, from first: Int, through last: Int, style: Style = .plain
  ) {
    guard first < last else { return }
    for x in clampedSpan(first, last, size.columns) {
      join(x == first ? .right : x == last ? .left : .horizontal, x, y, style)
    }
  }

  /// Draws a vertical line over rows `first` to `last`; its ends join lines they meet.
  public mutating func verticalLine(
    x: Int, from first: Int, through last: Int, style: Style = .plain
  ) {
    guard first < last else { return }
    for y in clampedSpan(first, last, size.rows) {
      join(y == first ? .down : y == last ? .up : .vertical, x, y, style)
    }
  }

  private mutating func join(_ lines: Lines, _ x: Int, _ y: Int, _ style: Style) {
    guard let index = index(x, y) else { return }
    let joined = cells[index].lines.union(lines)
    place(
      Cell(text: lineSet.glyph(for: joined), width: 1, style: style, lines: joined), x, y)
  }
}

/// The places from `first` to `last` that lie in `0..<count`.
private func clampedSpan(_ first: Int, _ last: Int, _ count: Int) -> Range<Int> {
  let lower = min(max(first, 0), count)
  return lower..<max(lower, min(clampedCoordinate(last) + 1, count))
}
