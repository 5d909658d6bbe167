/// How much of a line of space a part gets.
public enum Length: Hashable, Sendable {
  /// So many cells, as far as they are there.
  case fixed(Int)
  /// A share of what the fixed parts leave, in proportion to the weights of all shares.
  case share(Int)
}

extension Rect {
  /// Splits it from left to right, with `gap` unused columns between neighbours.
  ///
  /// The result has as many rectangles as `lengths`; when space runs out the last ones are empty.
  public func splitColumns(_ lengths: [Length], gap: Int = 0) -> [Rect] {
    divide(width, lengths, gap: gap).map { part in
      Rect(x: x + part.offset, y: y, width: part.length, height: height)
    }
  }

  /// Splits it from top to bottom, with `gap` unused rows between neighbours.
  ///
  /// The result has as many rectangles as `lengths`; when space runs out the last ones are empty.
  public func splitRows(_ lengths: [Length], gap: Int = 0) -> [Rect] {
    divide(height, lengths, gap: gap).map { part in
      Rect(x: x, y: y + part.offset, width: width, height: part.length)
    }
  }

  /// A rectangle of at most this size in the middle of it.
  public func centered(width wanted: Int, height wantedHeight: Int) -> Rect {
    let inner = Rect(x: x, y: y, width: min(wanted, width), height: min(wantedHeight, height))
    return Rect(
      x: x + (width - inner.width) / 2, y: y + (height - inner.height) / 2,
      width: inner.width, height: inner.height)
  }
}

private func divide(
  _ total: Int, _ lengths: [Length], gap: Int
) -> [(offset: Int, length: Int)] {
  let gap = max(clampedCoordinate(gap), 0)
  var free = max(total - gap * max(lengths.count - 1, 0), 0)
  var sizes = [Int](repeating: 0, count: lengths.count)
  var weights = 0
  for (index, length) in lengths.enumerated() {
    switch length {
    case .fixed(let wanted):
      sizes[index] = min(max(wanted, 0), free)
      free -= sizes[index]
    case .share(let weight):
      weights += min(max(weight, 0), 100_000)
    }
  }
  for (index, length) in lengths.enumerated() {
    guard case .share(let asked) = length, weights > 0 else { continue }
    let weight = min(max(asked, 0), 100_000)
    sizes[index] = free * weight / weights
    free -= sizes[index]
    weights -= weight
  }
  var offset = 0
  var parts: [(offset: Int, length: Int)] = []
  for size in sizes {
    let start = min(offset, total)
    parts.append((offset: start, length: min(size, total - start)))
    offset += size + gap
  }
  return parts
}
