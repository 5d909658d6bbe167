/// Finds many byte strings in one pass.
///
/// A table of the first two bytes of every pattern skips what cannot begin one; what is left is
/// looked up by its first four bytes. Patterns of fewer than 4 bytes are not searched for.
struct ByteSearch: Sendable {
  private var patterns: [[UInt8]] = []
  private var begins = [Bool](repeating: false, count: 65_536)
  private var byPrefix: [UInt32: [Int]] = [:]

  init(_ patterns: some Sequence<[UInt8]> = []) {
    for pattern in patterns { add(pattern) }
  }

  /// Searches for one more; its number is how many there were before.
  mutating func add(_ pattern: [UInt8]) {
    if pattern.count >= 4 {
      begins[Int(pattern[0]) << 8 | Int(pattern[1])] = true
      byPrefix[Self.prefix(pattern, 0), default: []].append(patterns.count)
    }
    patterns.append(pattern)
  }

  /// How long the pattern with this number is.
  func length(of pattern: Int) -> Int { patterns[pattern].count }

  private static func prefix(_ bytes: [UInt8], _ at: Int) -> UInt32 {
    UInt32(bytes[at]) << 24 | UInt32(bytes[at + 1]) << 16 | UInt32(bytes[at + 2]) << 8
      | UInt32(bytes[at + 3])
  }

  /// Calls `found` with each occurrence's start and pattern, overlapping ones too.
  func each(in bytes: [UInt8], _ found: (_ start: Int, _ pattern: Int) -> Void) {
    guard bytes.count >= 4, !byPrefix.isEmpty else { return }
    var start = -1
    while let next = begin(in: bytes, after: start) {
      start = next
      guard let candidates = byPrefix[Self.prefix(bytes, start)] else { continue }
      for index in candidates {
        let pattern = patterns[index]
        if pattern.count <= bytes.count - start,
          bytes[start..<(start + pattern.count)].elementsEqual(pattern)
        {
          found(start, index)
        }
      }
    }
  }

  /// Where a pattern may begin next; nil where none can.
  private func begin(in bytes: [UInt8], after last: Int) -> Int? {
    bytes.withUnsafeBufferPointer { bytes in
      begins.withUnsafeBufferPointer { begins in
        var start = last + 1
        while start + 4 <= bytes.count {
          if begins[Int(bytes[start]) << 8 | Int(bytes[start + 1])] { return start }
          start += 1
        }
        return nil
      }
    }
  }
}
