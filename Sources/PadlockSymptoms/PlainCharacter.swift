/// The ASCII character that word processors and chat programs replaced by another.
enum PlainCharacter {
  /// All quotes are one, as dashes are; a blank stands for white space, NUL for nothing at all.
  static func of(_ scalar: UInt32) -> UInt8? {
    switch scalar {
    case 0xA0, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: 0x20
    case 0x2028, 0x2029: 0x0A
    case 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060, 0x2066...0x2069, 0xFEFF, 0x241B: 0
    case 0x22, 0x60, 0xAB, 0xB4, 0xBB, 0x2018...0x201F, 0x2032, 0x2033, 0x2039, 0x203A: 0x27
    case 0x2010...0x2015, 0x2212: 0x2D
    case 0x2026: 0x2E
    default: scalar < 0x80 ? UInt8(scalar) : nil
    }
  }

  /// The character of two or three bytes at `at`, where it may be one of those.
  static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, at: Int
  ) -> (plain: UInt8, end: Int)? {
    func tail(_ index: Int) -> UInt32? {
      guard index < bytes.count, bytes[index] & 0xC0 == 0x80 else { return nil }
      return UInt32(bytes[index] & 0x3F)
    }
    switch bytes[at] {
    case 0xC2:
      guard let last = tail(at + 1), let plain = of(0x80 | last) else { return nil }
      return (plain, at + 2)
    case 0xE2, 0xE3, 0xEF:
      guard let middle = tail(at + 1), let last = tail(at + 2),
        let plain = of(UInt32(bytes[at] & 0x0F) << 12 | middle << 6 | last)
      else { return nil }
      return (plain, at + 3)
    default: return nil
    }
  }
}
