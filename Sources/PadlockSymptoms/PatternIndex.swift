/// Finds where patterns may stand in a text, by eight bytes of each, in one pass.
struct PatternIndex: Sendable {
  /// How many bytes a pattern is known by.
  static let width = 8

  private struct Entry {
    var block: UInt64
    var pattern: Int32
    var piece: Int32
    /// Where the block stands within the piece.
    var offset: Int32
    /// The next entry of the same bucket, or -1.
    var next: Int32
  }

  private static let headBits: UInt64 = 14
  private var heads = [Int32](repeating: -1, count: 1 << 14)
  private var entries: [Entry] = []

  /// Adds a pattern by the last bytes of a piece, of which only `length` count; false where they are
  /// too few.
  mutating func add(_ pattern: Int, piece: Int, of bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count >= Self.width else { return false }
    let block = bytes.suffix(Self.width).reversed().reduce(0) { $0 << 8 | UInt64($1) }
    let head = Self.bucket(block)
    entries.append(
      Entry(
        block: block, pattern: Int32(pattern), piece: Int32(piece),
        offset: Int32(bytes.count - Self.width), next: heads[head]))
    heads[head] = Int32(entries.count - 1)
    return true
  }

  /// Calls `found` with each pattern whose bytes stand in the text, the number of its piece and where
  /// that begins, until it returns false.
  func each(in text: FoldedText, _ found: (Int, Int, Int) -> Bool) {
    text.bytes.withUnsafeBytes { bytes in
      var at = 0
      while at + Self.width <= bytes.count {
        // In bounds: at + 8 <= bytes.count.
        let block = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
        var next = heads[Self.bucket(block)]
        while next >= 0 {
          let entry = entries[Int(next)]
          next = entry.next
          if entry.block == block, at >= Int(entry.offset),
            !found(Int(entry.pattern), Int(entry.piece), at - Int(entry.offset))
          {
            return
          }
        }
        at += 1
      }
    }
  }

  private static func bucket(_ block: UInt64) -> Int {
    Int((block &* 0x9E37_79B9_7F4A_7C15) >> (64 - headBits))
  }
}
