extension SymptomPattern {
  /// Where each piece stands in a folded line, in order; nil where the line does not match.
  ///
  /// `lowered` is the same line in lower case. A whole-line text may have a log prefix, quotes and
  /// a full stop around it.
  func match(_ line: [UInt8], lowered: [UInt8]) -> [Range<Int>]? {
    let bytes = foldsCase ? lowered : line
    let bounds = isWholeLine ? LogPrefix.content(of: line) : 0..<line.count
    guard let first = pieces.first else { return nil }
    var from = bounds.lowerBound
    // Where a piece that must follow directly does not, a later place of the first may do.
    for _ in 0..<64 {
      guard let start = Self.find(first.bytes, in: bytes, from: from, to: bounds.upperBound) else {
        return nil
      }
      if let ranges = matchPieces(bytes, firstAt: start, end: bounds.upperBound),
        !isWholeLine || fills(ranges, bounds)
      {
        return ranges
      }
      from = start + 1
    }
    return nil
  }

  private func fills(_ ranges: [Range<Int>], _ bounds: Range<Int>) -> Bool {
    ranges.first?.lowerBound == bounds.lowerBound && ranges.last?.upperBound == bounds.upperBound
  }

  private func matchPieces(_ bytes: [UInt8], firstAt start: Int, end: Int) -> [Range<Int>]? {
    guard let first = pieces.first else { return nil }
    var ranges = [start..<(start + first.bytes.count)]
    var at = start + first.bytes.count
    for (index, piece) in pieces.enumerated().dropFirst() {
      let found: Int?
      switch piece.gap {
      case .alertName: found = Self.follows(piece.bytes, in: bytes, at: at, end: end)
      case .anything where isWholeLine && index == pieces.count - 1:
        let last = end - piece.bytes.count
        found = last >= at && Self.stands(piece.bytes, in: bytes, at: last, end: end) ? last : nil
      case .anything: found = Self.find(piece.bytes, in: bytes, from: at, to: end)
      }
      guard let found else { return nil }
      ranges.append(found..<(found + piece.bytes.count))
      at = found + piece.bytes.count
    }
    return ranges
  }

  /// The place right at `at`, or right after an alert's name in brackets.
  private static func follows(_ piece: [UInt8], in bytes: [UInt8], at: Int, end: Int) -> Int? {
    if stands(piece, in: bytes, at: at, end: end) { return at }
    guard at < end, bytes[at] == 0x28,
      let close = bytes[at..<min(end, at + 40)].firstIndex(of: 0x29), close + 2 <= end,
      bytes[(at + 1)..<close].allSatisfy({ $0 == 0x5F || ($0 >= 0x61 && $0 <= 0x7A) }),
      bytes[close + 1] == 0x20
    else { return nil }
    return stands(piece, in: bytes, at: close + 2, end: end) ? close + 2 : nil
  }

  private static func stands(_ piece: [UInt8], in bytes: [UInt8], at: Int, end: Int) -> Bool {
    at + piece.count <= end && bytes[at..<(at + piece.count)].elementsEqual(piece)
  }

  static func find(_ piece: [UInt8], in bytes: [UInt8], from: Int, to end: Int) -> Int? {
    guard let first = piece.first, end - from >= piece.count, from >= 0 else { return nil }
    return bytes.withUnsafeBufferPointer { bytes in
      piece.withUnsafeBufferPointer { piece in
        // In bounds: start + piece.count <= end <= bytes.count, for callers pass a line's bounds.
        for start in from...(end - piece.count) where bytes[start] == first {
          var length = 1
          while length < piece.count, bytes[start + length] == piece[length] { length += 1 }
          if length == piece.count { return start }
        }
        return nil
      }
    }
  }
}
