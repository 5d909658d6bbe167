/// Line ends in raw bytes, 64 bytes at a time.
enum LineBytes {
  private static let newline: UInt8 = 0x0A
  private typealias Block = SIMD8<UInt64>

  /// A 1 in each byte of 64 that is a line feed: exact, for no carry leaves its byte.
  @inline(__always)
  private static func feeds(_ raw: UnsafeRawPointer, _ at: Int) -> Block {
    let low = Block(repeating: 0x7F7F_7F7F_7F7F_7F7F)
    let block =
      raw.loadUnaligned(fromByteOffset: at, as: Block.self)
      ^ Block(repeating: 0x0A0A_0A0A_0A0A_0A0A)
    return ~(((block & low) &+ low) | block | low) &>> Block(repeating: 7)
  }

  /// The first line feed in `from..<end`.
  static func newline(
    in bytes: UnsafeBufferPointer<UInt8>, from: Int, to end: Int
  ) -> Int? {
    guard let base = bytes.baseAddress, end <= bytes.count else { return nil }
    let raw = UnsafeRawPointer(base)
    var at = max(0, from)
    // In bounds: 64 bytes from `at` are read only where at + 64 <= end.
    while at + 64 <= end {
      let found = feeds(raw, at)
      if found != Block(repeating: 0) { break }
      at += 64
    }
    while at < end {
      if bytes[at] == newline { return at }
      at += 1
    }
    return nil
  }

  /// The first line feed at or after `from`.
  static func newline(in bytes: UnsafeBufferPointer<UInt8>, from: Int) -> Int? {
    newline(in: bytes, from: from, to: bytes.count)
  }

  /// The last line feed in `lowest..<place`.
  static func newline(
    in bytes: UnsafeBufferPointer<UInt8>, before place: Int, notBefore lowest: Int
  ) -> Int? {
    var at = place
    while at > lowest {
      at -= 1
      if bytes[at] == newline { return at }
    }
    return nil
  }

  /// The last line feed at or after `from`.
  static func lastNewline(in bytes: UnsafeBufferPointer<UInt8>, from: Int) -> Int? {
    newline(in: bytes, before: bytes.count, notBefore: from)
  }

  /// How many line feeds `from..<end` holds.
  static func count(in bytes: UnsafeBufferPointer<UInt8>, from: Int, to end: Int) -> Int {
    guard let base = bytes.baseAddress, from < end, end <= bytes.count else { return 0 }
    let raw = UnsafeRawPointer(base)
    var (at, total) = (from, 0)
    while at + 64 <= end {
      // Each byte counts at most 255 blocks before it is added up.
      var counts = Block(repeating: 0)
      let stop = min(end - 64, at + 254 * 64)
      while at <= stop {
        counts &+= feeds(raw, at)
        at += 64
      }
      for lane in 0..<8 {
        var rest = counts[lane]
        while rest != 0 {
          total += Int(rest & 0xFF)
          rest >>= 8
        }
      }
    }
    while at < end {
      if bytes[at] == newline { total += 1 }
      at += 1
    }
    return total
  }
}
