/// Lines that are broken already, of which a window is shown; drawing costs what is seen.
public struct LinesView<Lines: RandomAccessCollection> where Lines.Index == Int {
  public var lines: Lines
  /// The first line shown; drawing clamps it.
  public var offset: Int
  private let text: (Lines.Element) -> StyledText

  /// Lines, and how each of them looks.
  public init(_ lines: Lines, offset: Int, text: @escaping (Lines.Element) -> StyledText) {
    self.lines = lines
    self.offset = offset
    self.text = text
  }

  /// Draws what is to be seen; the last column of `rect` is the scroll bar's if not all fits.
  public func draw(into grid: inout Grid, in rect: Rect) {
    guard !rect.isEmpty else { return }
    let hasMarker = lines.count > rect.height && rect.width > 1
    let first = clamped(offset, height: rect.height)
    for row in 0..<min(rect.height, lines.count - first) {
      grid.draw(
        text(lines[lines.startIndex + first + row]), at: Point(x: rect.x, y: rect.y + row),
        maxWidth: hasMarker ? rect.widthBesideScrollBar : rect.width)
    }
    if hasMarker { grid.scrollMarker(in: rect, offset: first, total: lines.count) }
  }

  /// Scrolls if `key` is one that does, and says whether it was.
  @discardableResult public mutating func handle(_ key: Key, height: Int) -> Bool {
    let page = max(height - 1, 1)
    let current = clamped(offset, height: height)
    switch key {
    case .up: offset = current - 1
    case .down: offset = current + 1
    case .mouse(_, _, .wheelUp): offset = current - 3
    case .mouse(_, _, .wheelDown): offset = current + 3
    case .pageUp: offset = current - page
    case .pageDown, .character(" "): offset = current + page
    case .home: offset = 0
    case .end: offset = lines.count
    default: return false
    }
    offset = clamped(offset, height: height)
    return true
  }

  private func clamped(_ offset: Int, height: Int) -> Int {
    min(max(offset, 0), max(lines.count - max(height, 0), 0))
  }
}

extension LinesView where Lines.Element == StyledText {
  public init(_ lines: Lines, offset: Int) {
    self.init(lines, offset: offset) { $0 }
  }
}
