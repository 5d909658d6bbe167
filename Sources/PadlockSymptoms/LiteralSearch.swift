/// Finds any of many literals in one pass over raw bytes.
///
/// Every literal gives a window of `width` bytes. Looking at one block of 6 bytes every `width - 5`
/// bytes cannot step over a window, so the pass reads few blocks, none of which depends on the one
/// before. A bitmap of hashes (two bits of one word for each) of all blocks at all places within the
/// windows rejects nearly every block; the rest is compared in full. Windows are chosen where their
/// blocks are rare in logs. Where a literal has fewer than 10 bytes, blocks have 4.
struct LiteralSearch: Sendable {
  /// The shortest literal that can be searched for.
  static let minimumLength = 4

  private struct Entry {
    var block: UInt64
    /// Where the literal stands in ``text``.
    var start: Int32
    var length: Int32
    var literal: Int32
    /// Where the block stands within the literal.
    var offset: Int32
    /// The next entry of the same bucket, or -1.
    var next: Int32
  }

  /// Every literal, one after the other.
  private let text: [UInt8]
  private let step: Int
  private let blockLength: Int
  private let bitmap: [UInt64]
  private let heads: [Int32]
  private let entries: [Entry]

  /// `literals` of at least ``minimumLength`` bytes; shorter ones are never found.
  init(_ literals: [[UInt8]]) {
    let width = min(literals.map(\.count).filter { $0 >= Self.minimumLength }.min() ?? 4, 16)
    let length = width >= 10 ? 6 : 4
    let common = LogVocabulary.blocks(of: length)
    var bitmap = [UInt64](repeating: 0, count: 1 << Self.wordBits)
    var heads = [Int32](repeating: -1, count: 1 << Self.headBits)
    var entries: [Entry] = []
    var text: [UInt8] = []
    for (index, literal) in literals.enumerated() where literal.count >= Self.minimumLength {
      let start = Self.rarestWindow(of: literal, width: width, block: length, common: common)
      for offset in start...(start + width - length) {
        var block: UInt64 = 0
        for byte in literal[offset..<(offset + length)].reversed() {
          block = block << 8 | UInt64(byte)
        }
        block <<= UInt64(64 - 8 * length)
        let hash = block &* Self.multiplier
        bitmap[Int(hash >> (64 - Self.wordBits))] |= 1 << (hash >> 46 & 63) | 1 << (hash >> 40 & 63)
        let head = Int(hash >> (64 - Self.headBits))
        entries.append(
          Entry(
            block: block, start: Int32(text.count), length: Int32(literal.count),
            literal: Int32(index), offset: Int32(offset), next: heads[head]))
        heads[head] = Int32(entries.count - 1)
      }
      text += literal
    }
    self.text = text
    step = width - length + 1
    blockLength = length
    self.bitmap = bitmap
    self.heads = heads
    self.entries = entries
  }

  private static let multiplier: UInt64 = 0x9E37_79B9_7F4A_7C15
  private static let wordBits: UInt64 = 12
  private static let headBits: UInt64 = 12

  /// Where a literal begins that ends within `from..<end`, and none lies on an earlier line.
  func first(in bytes: UnsafeBufferPointer<UInt8>, from: Int, to end: Int) -> Int? {
    guard !entries.isEmpty, let base = bytes.baseAddress, from >= 0, end <= bytes.count else {
      return nil
    }
    let raw = UnsafeRawPointer(base)
    let (step, left) = (step, UInt64(64 - 8 * blockLength))
    return bitmap.withUnsafeBufferPointer { bitmap in
      @inline(__always) func isSet(_ at: Int) -> UInt64 {
        // In bounds: the caller sees to at + 8 <= end, and the shifted hash has wordBits bits.
        let block = raw.loadUnaligned(fromByteOffset: at, as: UInt64.self) &<< left
        let hash = block &* Self.multiplier
        let word = bitmap[Int(truncatingIfNeeded: hash &>> (64 - Self.wordBits))]
        return (word &>> (hash &>> 46)) & (word &>> (hash &>> 40))
      }
      var at = from
      while at + 7 * step + 8 <= end {
        let low = isSet(at) | isSet(at + step) | isSet(at + 2 * step) | isSet(at + 3 * step)
        let high =
          isSet(at + 4 * step) | isSet(at + 5 * step) | isSet(at + 6 * step)
          | isSet(at + 7 * step)
        if (low | high) & 1 != 0 {
          for place in 0..<8 where isSet(at + place * step) & 1 != 0 {
            if let start = verify(bytes, at + place * step, from, end) { return start }
          }
        }
        at += 8 * step
      }
      while at + blockLength <= end {
        if let start = verify(bytes, at, from, end) { return start }
        at += step
      }
      return nil
    }
  }

  /// Every literal that occurs in `bytes`.
  func all(in bytes: [UInt8]) -> Set<Int> {
    var found: Set<Int> = []
    guard !entries.isEmpty else { return found }
    bytes.withUnsafeBufferPointer { bytes in
      var at = 0
      while at + blockLength <= bytes.count {
        each(bytes, at, 0, bytes.count) { literal, _ in found.insert(literal) }
        at += step
      }
    }
    return found
  }

  @inline(never)
  private func verify(
    _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ from: Int, _ end: Int
  ) -> Int? {
    var first: Int?
    each(bytes, at, from, end) { _, start in first = min(first ?? start, start) }
    return first
  }

  /// Calls `found` with each literal that stands around the block at `at`, and its start.
  @inline(__always)
  private func each(
    _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int, _ from: Int, _ end: Int,
    _ found: (Int, Int) -> Void
  ) {
    var block: UInt64 = 0
    for place in 0..<blockLength { block |= UInt64(bytes[at + place]) << UInt64(8 * place) }
    block <<= UInt64(64 - 8 * blockLength)
    let hash = block &* Self.multiplier
    text.withUnsafeBufferPointer { text in
      entries.withUnsafeBufferPointer { entries in
        // In bounds: an entry's literal lies in `text`, and start + count <= end <= bytes.count.
        var next = heads[Int(hash >> (64 - Self.headBits))]
        while next >= 0 {
          let entry = entries[Int(next)]
          next = entry.next
          guard entry.block == block else { continue }
          let start = at - Int(entry.offset)
          let count = Int(entry.length)
          guard start >= from, count <= end - start else { continue }
          var length = 0
          while length < count, bytes[start + length] == text[Int(entry.start) + length] {
            length += 1
          }
          if length == count { found(Int(entry.literal), start) }
        }
      }
    }
  }

  /// The start of the window whose blocks are the least likely in logs.
  private static func rarestWindow(
    of literal: [UInt8], width: Int, block: Int, common: Set<UInt64>
  ) -> Int {
    guard literal.count > width else { return 0 }
    let costs = (0...(literal.count - block)).map { start in
      LogVocabulary.cost(of: literal[start..<(start + block)], common: common)
    }
    var best = (cost: Int.max, start: 0)
    for start in 0...(literal.count - width) {
      let cost = costs[start...(start + width - block)].reduce(0, +)
      if cost < best.cost { best = (cost, start) }
    }
    return best.start
  }
}
