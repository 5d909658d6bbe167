/// Paragraphs, wrapped to the width they get, which can be scrolled.
public struct TextView: Sendable {
  public var paragraphs: [StyledText]
  /// The first line shown; drawing clamps it.
  public var offset: Int
  /// Spaces before each line that continues a paragraph.
  public var hangingIndent: Int

  public init(_ paragraphs: [StyledText], offset: Int = 0, hangingIndent: Int = 0) {
    self.paragraphs = paragraphs
    self.offset = offset
    self.hangingIndent = hangingIndent
  }

  /// The lines it has in an area; if they do not fit, the last column of it is the scroll bar's.
  public func lines(in rect: Rect, glyphs: GlyphSet) -> [StyledText] {
    let lines = wrapped(to: rect.width, glyphs)
    return lines.count > rect.height && rect.width > 1
      ? wrapped(to: rect.widthBesideScrollBar, glyphs) : lines
  }

  public func draw(into grid: inout Grid, in rect: Rect, style: Style = .plain) {
    guard !rect.isEmpty else { return }
    let lines = lines(in: rect, glyphs: grid.glyphs)
    let hasMarker = lines.count > rect.height && rect.width > 1
    let first = min(max(offset, 0), max(lines.count - rect.height, 0))
    for (row, line) in lines.dropFirst(first).prefix(rect.height).enumerated() {
      grid.draw(
        line, at: Point(x: rect.x, y: rect.y + row), base: style,
        maxWidth: hasMarker ? rect.widthBesideScrollBar : rect.width)
    }
    if hasMarker { grid.scrollMarker(in: rect, offset: first, total: lines.count) }
  }

  /// Scrolls if `key` is one that does, and says whether it was.
  ///
  /// - Parameters:
  ///   - key: Arrows, home, end, page keys, the wheel.
  ///   - rect: The area it was drawn in.
  ///   - glyphs: What the terminal can show.
  /// - Returns: Whether the key was used.
  @discardableResult public mutating func handle(
    _ key: Key, in rect: Rect, glyphs: GlyphSet
  ) -> Bool {
    let last = max(lines(in: rect, glyphs: glyphs).count - rect.height, 0)
    let page = max(rect.height - 1, 1)
    let current = min(max(offset, 0), last)
    let wanted: Int
    switch key {
    case .up: wanted = current - 1
    case .down: wanted = current + 1
    case .mouse(_, _, .wheelUp): wanted = current - 3
    case .mouse(_, _, .wheelDown): wanted = current + 3
    case .pageUp: wanted = current - page
    case .pageDown, .character(" "): wanted = current + page
    case .home: wanted = 0
    case .end: wanted = last
    default: return false
    }
    offset = min(max(wanted, 0), last)
    return true
  }

  private func wrapped(to width: Int, _ glyphs: GlyphSet) -> [StyledText] {
    paragraphs.flatMap {
      $0.wrapped(to: width, hangingIndent: hangingIndent, glyphs: glyphs)
    }
  }
}
