/// Finds any of many literals in one pass over raw bytes.
///
/// Every literal gives a window of `width` bytes. Looking at one block of 4 bytes every `width - 3`
/// bytes cannot step over a window, so the pass reads few blocks, none of which depends on the one
/// before. A table of hashes of all blocks at all places within the windows rejects most of them; a
/// second one, of 7 bytes from the block on or up to its end, rejects most of the rest, and what
/// then is left is compared in full. Windows are chosen where their blocks are rare in logs.
struct LiteralSearch: Sendable {
  /// The shortest literal that can be searched for: around any block of it there are 7 bytes.
  static let minimumLength = 9

  /// A block at one place of a literal's window.
  private struct Entry {
    /// The 7 bytes from the block on, or up to its end, and a bit that says which.
    var key: UInt64
    /// The last 7 bytes of the literal, as a key.
    var tail: UInt64
    /// Where the literal stands in ``text``.
    var start: Int32
    var length: Int32
    var literal: Int32
    /// Where the block stands within the literal.
    var offset: Int32
    /// Whether the next entry has a key with another hash.
    var isLast = false
  }

  private static let block = 4
  private static let longestWidth = 16
  /// How many blocks are looked up before what was found is compared.
  private static let batch = 512

  let literals: [[UInt8]]
  /// Every literal, one after the other.
  private let text: [UInt8]
  private let step: Int
  /// A bit for each 19-bit hash of a block, set where a window holds such a block.
  private let blocks: [UInt8]
  /// The same for each 19-bit hash of a key.
  private let keys: [UInt8]
  /// The first entry with each 16-bit hash of a key, where ``keys`` has a bit for one.
  private let heads: [Int32]
  /// In the order of the hashes of their keys.
  private let entries: [Entry]

  /// `literals` of at least ``minimumLength`` bytes; shorter ones are never found.
  init(_ literals: [[UInt8]]) {
    let lengths = literals.map(\.count).filter { $0 >= Self.minimumLength }
    let width = min(lengths.min() ?? Self.minimumLength, Self.longestWidth)
    let vocabulary = LogVocabulary()
    var blocks = [UInt8](repeating: 0, count: 1 << 16)
    var keys = [UInt8](repeating: 0, count: 1 << 16)
    var heads = [Int32](repeating: 0, count: 1 << 16)
    var entries: [Entry] = []
    var text: [UInt8] = []
    for (index, literal) in literals.enumerated() where literal.count >= Self.minimumLength {
      let parts = Self.blocks(of: literal)
      let partKeys = literal.withUnsafeBytes { bytes in
        parts.indices.map { offset in
          offset + 7 <= literal.count
            ? Self.key(of: bytes, from: offset) : Self.key(of: bytes, upTo: offset + Self.block)
        }
      }
      let costs = zip(parts, partKeys).map { vocabulary.cost(of: $0, within: $1 >> 8) }
      let start = Self.cheapestWindow(costs, places: width - Self.block + 1)
      for offset in start...(start + width - Self.block) {
        blocks[Self.place(parts[offset])] |= 1 << Self.bit(parts[offset])
        let tail = literal.withUnsafeBytes { Self.key(of: $0, upTo: literal.count) }
        entries.append(
          Entry(
            key: partKeys[offset], tail: tail, start: Int32(text.count),
            length: Int32(literal.count),
            literal: Int32(index), offset: Int32(offset)))
      }
      text += literal
    }
    entries.sort { (Self.place($0.key), $0.literal) < (Self.place($1.key), $1.literal) }
    for index in entries.indices {
      let place = Self.place(entries[index].key)
      if keys[place] == 0 { heads[place] = Int32(index) }
      keys[place] |= 1 << Self.bit(entries[index].key)
      entries[index].isLast =
        index + 1 == entries.count || Self.place(entries[index + 1].key) != place
    }
    self.literals = literals
    self.text = text
    step = width - Self.block + 1
    self.blocks = blocks
    self.keys = keys
    self.heads = heads
    self.entries = entries
  }

  @inline(__always)
  private static func hash(_ block: UInt32) -> UInt32 { block &* 0x9E37_79B1 }

  @inline(__always)
  private static func hash(_ key: UInt64) -> UInt64 { key &* 0x9E37_79B9_7F4A_7C15 }

  /// The byte of ``blocks`` that is for a block: the first 16 bits of its hash.
  @inline(__always)
  private static func place(_ block: UInt32) -> Int { Int(hash(block) &>> 16) }

  /// The bit of that byte: the next 3 bits.
  @inline(__always)
  private static func bit(_ block: UInt32) -> UInt8 {
    UInt8(truncatingIfNeeded: hash(block) &>> 13) & 7
  }

  /// The byte of ``keys`` that is for a key, and its place in ``heads``.
  @inline(__always)
  private static func place(_ key: UInt64) -> Int { Int(truncatingIfNeeded: hash(key) &>> 48) }

  @inline(__always)
  private static func bit(_ key: UInt64) -> UInt8 {
    UInt8(truncatingIfNeeded: hash(key) &>> 45) & 7
  }

  /// The key of the 7 bytes from `start` on; 0 where they are not all there.
  @inline(__always)
  private static func key(of bytes: UnsafeRawBufferPointer, from start: Int) -> UInt64 {
    seven(of: bytes, at: start) &<< 8
  }

  /// The key of the 7 bytes up to `end`; 0 where they are not all there.
  @inline(__always)
  private static func key(of bytes: UnsafeRawBufferPointer, upTo end: Int) -> UInt64 {
    seven(of: bytes, at: end - 7) &<< 8 | 1
  }

  @inline(__always)
  private static func seven(of bytes: UnsafeRawBufferPointer, at start: Int) -> UInt64 {
    guard start >= 0, start + 7 <= bytes.count else { return 0 }
    // In bounds, as is each of the 7 bytes.
    if start + 8 <= bytes.count {
      return UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
    }
    return (0..<7).reduce(0) { $0 | UInt64(bytes[start + $1]) << UInt64(8 * $1) }
  }

  /// Where a literal begins that ends within `from..<end`, and none lies on an earlier line.
  func first(in bytes: UnsafeBufferPointer<UInt8>, from: Int, to end: Int) -> Int? {
    var first: Int?
    each(in: bytes, from: from, to: end) { _, start in
      first = first ?? start
      return end
    }
    return first
  }

  /// Every literal that occurs in `bytes`.
  func all(in bytes: [UInt8]) -> Set<Int> {
    var found: Set<Int> = []
    bytes.withUnsafeBufferPointer { bytes in
      each(in: bytes, from: 0, to: bytes.count) { literal, _ in
        found.insert(literal)
        return 0
      }
    }
    return found
  }

  /// Calls `found` with literals that lie within `from..<end` and where they begin.
  ///
  /// Those of a line come before those of the next. What begins before the place that `found` returns
  /// is of no interest any more.
  @inline(__always)
  func each(
    in bytes: UnsafeBufferPointer<UInt8>, from: Int, to end: Int,
    _ found: (_ literal: Int, _ start: Int) -> Int
  ) {
    guard !entries.isEmpty, from >= 0, from <= end, end <= bytes.count else { return }
    let bytes = UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[..<end])
    var (at, low) = (from, from)
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: Self.batch) { candidates in
      while at + Self.block <= end {
        let start = at
        var count = filter(bytes, &at, candidates)
        count = refine(bytes, start, candidates, count)
        for index in 0..<count {
          let place = start &+ Int(candidates[index])
          if place >= low { compare(bytes, place, &low, found) }
        }
        at = max(at, low)
      }
    }
  }

  /// Puts into `candidates` which of the next blocks have a hash of ``blocks``, as distances from
  /// `at`, and moves that on; returns how many.
  private func filter(
    _ bytes: UnsafeRawBufferPointer, _ at: inout Int,
    _ candidates: UnsafeMutableBufferPointer<Int32>
  ) -> Int {
    let step = step
    let probes = min(Self.batch, (bytes.count - at - Self.block) / step + 1)
    let from = at
    at += probes * step
    return blocks.withUnsafeBufferPointer { blocks in
      var (count, distance) = (0, 0)
      @inline(__always) func probe() {
        // In bounds: the last probe reads 4 bytes that end where `bytes` do or before, a place has 16
        // bits, and there are never more candidates than probes.
        let block = UInt32(
          littleEndian: bytes.loadUnaligned(fromByteOffset: from &+ distance, as: UInt32.self))
        candidates[count] = Int32(truncatingIfNeeded: distance)
        count &+= Int((blocks[Self.place(block)] &>> Self.bit(block)) & 1)
        distance &+= step
      }
      for _ in 0..<(probes / 8) {
        probe()
        probe()
        probe()
        probe()
        probe()
        probe()
        probe()
        probe()
      }
      for _ in 0..<(probes % 8) { probe() }
      return count
    }
  }

  /// Keeps of the first `count` candidates those with a hash of ``keys``; returns how many.
  private func refine(
    _ bytes: UnsafeRawBufferPointer, _ start: Int,
    _ candidates: UnsafeMutableBufferPointer<Int32>, _ count: Int
  ) -> Int {
    keys.withUnsafeBufferPointer { keys in
      var kept = 0
      for index in 0..<count {
        let at = start &+ Int(candidates[index])
        let after = Self.key(of: bytes, from: at)
        let before = Self.key(of: bytes, upTo: at &+ Self.block)
        candidates[kept] = candidates[index]
        // In bounds: places have 16 bits.
        kept &+= Int(
          (keys[Self.place(after)] &>> Self.bit(after)
            | keys[Self.place(before)] &>> Self.bit(before)) & 1)
      }
      return kept
    }
  }

  /// Calls `found` with each literal that stands around the block at `at` and begins at `low` or
  /// later.
  @inline(__always)
  private func compare(
    _ bytes: UnsafeRawBufferPointer, _ at: Int, _ low: inout Int, _ found: (Int, Int) -> Int
  ) {
    entries.withUnsafeBufferPointer { entries in
      for side in 0..<2 {
        let key =
          side == 0
          ? Self.key(of: bytes, from: at) : Self.key(of: bytes, upTo: at &+ Self.block)
        let place = Self.place(key)
        guard keys[place] &>> Self.bit(key) & 1 != 0 else { continue }
        var index = Int(heads[place])
        // In bounds: the last entry of all is the last of its hash.
        repeat {
          let entry = entries[index]
          let (start, length) = (at &- Int(entry.offset), Int(entry.length))
          // All of the literal must lie within the bytes that are of interest.
          if entry.key == key, start >= low, start &+ length <= bytes.count,
            Self.key(of: bytes, upTo: start &+ length) == entry.tail,
            isSame(bytes, start, Int(entry.start), length)
          {
            low = max(low, found(Int(entry.literal), start))
          }
          index &+= 1
        } while !entries[index &- 1].isLast
      }
    }
  }

  /// Whether the `length` bytes of ``text`` from `place` on stand at `start` of `bytes`.
  private func isSame(
    _ bytes: UnsafeRawBufferPointer, _ start: Int, _ place: Int, _ length: Int
  ) -> Bool {
    text.withUnsafeBytes { text in
      text[place..<(place + length)].elementsEqual(bytes[start..<(start + length)])
    }
  }

  /// The 4 bytes at each place of a literal.
  private static func blocks(of literal: [UInt8]) -> [UInt32] {
    (0...(literal.count - block)).map { start in
      literal[start..<(start + block)].reversed().reduce(0) { $0 << 8 | UInt32($1) }
    }
  }

  /// The start of the window whose blocks cost the least.
  private static func cheapestWindow(_ costs: [Int], places: Int) -> Int {
    var best = (cost: Int.max, start: 0)
    for start in 0...(costs.count - places) {
      let cost = costs[start..<(start + places)].reduce(0, +)
      if cost < best.cost { best = (cost, start) }
    }
    return best.start
  }
}
