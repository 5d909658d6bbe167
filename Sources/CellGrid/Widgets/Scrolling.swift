/// Returns the scroll offset nearest to `offset` that shows all of `range` in `height` lines.
///
/// - Parameters:
///   - offset: The first line shown so far.
///   - range: The lines that must be seen; of a range taller than `height` its start is.
///   - total: Lines there are; the last one is never scrolled above the bottom without need.
///   - height: Lines that can be shown.
/// - Returns: An offset in `0...max(total - height, 0)`.
public func scrollOffset(from offset: Int, showing range: Range<Int>, of total: Int, height: Int)
  -> Int
{
  guard height > 0 else { return 0 }
  let last = max(total - height, 0)
  var result = min(max(offset, 0), last)
  if range.upperBound > result + height { result = range.upperBound - height }
  if range.lowerBound < result { result = range.lowerBound }
  return min(max(result, 0), last)
}

extension Rect {
  /// The columns that text has beside a scroll bar, with a blank one between them; at least 1.
  public var widthBesideScrollBar: Int { max(width - 2, 1) }
}

extension Grid {
  /// Draws a scroll bar in the last column of `rect` if the lines do not all fit.
  ///
  /// - Parameters:
  ///   - rect: The area whose lines scroll.
  ///   - offset: The first line shown.
  ///   - total: Lines there are.
  ///   - style: How it looks.
  public mutating func scrollMarker(
    in rect: Rect, offset: Int, total: Int, style: Style = .muted
  ) {
    guard total > rect.height, rect.height > 0, rect.width > 0 else { return }
    let thumb = max(rect.height * rect.height / total, 1)
    let hidden = total - rect.height
    let start = min(max(offset, 0), hidden) * (rect.height - thumb) / hidden
    for row in 0..<rect.height {
      let isThumb = row >= start && row < start + thumb
      draw(
        isThumb ? "█" : "│", at: Point(x: rect.maxX - 1, y: rect.y + row), style: style,
        maxWidth: 1)
    }
  }
}
