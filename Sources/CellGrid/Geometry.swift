/// A size in character cells.
///
/// Both sides lie in 0…2000; values outside are clamped, so no size can exhaust memory.
public struct GridSize: Hashable, Sendable, CustomStringConvertible {
  public let columns: Int
  public let rows: Int

  public init(columns: Int, rows: Int) {
    self.columns = min(max(columns, 0), 2_000)
    self.rows = min(max(rows, 0), 2_000)
  }

  /// The whole size as a rectangle at the origin.
  public var bounds: Rect { Rect(x: 0, y: 0, width: columns, height: rows) }

  public var description: String { "\(columns)x\(rows)" }
}

/// A position in cells, from the upper left corner.
///
/// Coordinates are clamped to ±100000, so that sums of a few of them cannot overflow.
public struct Point: Hashable, Sendable {
  public let x: Int
  public let y: Int

  public init(x: Int, y: Int) {
    self.x = clampedCoordinate(x)
    self.y = clampedCoordinate(y)
  }
}

/// A rectangle of cells; it may lie partly or wholly outside a grid.
public struct Rect: Hashable, Sendable {
  public let x: Int
  public let y: Int
  public let width: Int
  public let height: Int

  /// A rectangle; negative sides become 0, coordinates are clamped as in ``Point``.
  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = clampedCoordinate(x)
    self.y = clampedCoordinate(y)
    self.width = max(clampedCoordinate(width), 0)
    self.height = max(clampedCoordinate(height), 0)
  }

  public var isEmpty: Bool { width == 0 || height == 0 }
  public var origin: Point { Point(x: x, y: y) }
  /// The first column to the right of it.
  public var maxX: Int { x + width }
  /// The first row below it.
  public var maxY: Int { y + height }

  public func contains(_ point: Point) -> Bool {
    point.x >= x && point.x < maxX && point.y >= y && point.y < maxY
  }

  /// The rectangle without `horizontal` columns on both sides and `vertical` rows above and below.
  public func inset(horizontal: Int = 1, vertical: Int = 1) -> Rect {
    let horizontal = clampedCoordinate(horizontal)
    let vertical = clampedCoordinate(vertical)
    return Rect(
      x: x + horizontal, y: y + vertical,
      width: width - 2 * horizontal, height: height - 2 * vertical)
  }

  /// The part that lies in both; empty when they do not meet.
  public func intersection(_ other: Rect) -> Rect {
    let left = max(x, other.x)
    let top = max(y, other.y)
    return Rect(
      x: left, y: top, width: min(maxX, other.maxX) - left, height: min(maxY, other.maxY) - top)
  }

  /// One row of it, counted from its top; empty when there is no such row.
  public func row(_ index: Int) -> Rect {
    guard index >= 0, index < height else { return Rect(x: x, y: y, width: width, height: 0) }
    return Rect(x: x, y: y + index, width: width, height: 1)
  }
}

func clampedCoordinate(_ value: Int) -> Int {
  min(max(value, -100_000), 100_000)
}
