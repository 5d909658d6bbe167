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

  /// How many line feeds `from..<end` holds.
  static func count(in bytes: UnsafeBufferPointer<UInt8>, from: Int, to end: Int) -> Int {
    guard let base = bytes.baseAddress, from < end, end <= bytes.count else { return 0 }
    let raw = UnsafeRawPointer(base)
    let feeds = SIMD16<UInt8>(repeating: newline)
    var (at, total) = (from, 0)
    // In bounds: 32 bytes from `at` are read only where at + 32 <= end.
    while at + 32 <= end {
      // Each lane counts at most 127 line feeds before the lanes are added up.
      var (even, odd) = (SIMD16<Int8>(), SIMD16<Int8>())
      let stop = min(end - 32, at + 126 * 32)
      while at <= stop {
        even &-= matches(raw.loadUnaligned(fromByteOffset: at, as: SIMD16<UInt8>.self), feeds)
        odd &-= matches(raw.loadUnaligned(fromByteOffset: at + 16, as: SIMD16<UInt8>.self), feeds)
        at += 32
      }
      total += Int(SIMD16<Int16>(truncatingIfNeeded: even).wrappedSum())
      total += Int(SIMD16<Int16>(truncatingIfNeeded: odd).wrappedSum())
    }
    while at < end {
      if bytes[at] == newline { total += 1 }
      at += 1
    }
    return total
  }

  /// -1 in each lane where `bytes` and `others` are equal, else 0.
  @inline(__always)
  private static func matches(_ bytes: SIMD16<UInt8>, _ others: SIMD16<UInt8>) -> SIMD16<Int8> {
    SIMD16<Int8>().replacing(with: -1, where: bytes .== others)
  }
}
