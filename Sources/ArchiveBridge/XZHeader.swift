/// What an .xz stream says about itself before its first packed byte.
enum XZHeader {
  /// The bytes of the window that its first block asks for; nil where it does not say so plainly.
  ///
  /// The .xz file format, §2.1.1 for the stream's header, §3.1 for the block's, §5.3.1 for LZMA2.
  static func window(_ bytes: some Collection<UInt8>) -> Int? {
    let bytes = Array(bytes.prefix(12 + 1_024))
    guard bytes.count > 14, bytes[12] != 0 else { return nil }
    var at = 14
    let flags = bytes[13]
    if flags & 0x40 != 0 { guard number(bytes, &at) != nil else { return nil } }
    if flags & 0x80 != 0 { guard number(bytes, &at) != nil else { return nil } }
    for _ in 0...Int(flags & 3) {
      guard let id = number(bytes, &at), let size = number(bytes, &at), size <= 1_024,
        at + size <= bytes.count
      else { return nil }
      if id == 0x21 {
        guard size == 1, bytes[at] <= 40 else { return nil }
        let bits = Int(bytes[at])
        return bits == 40 ? Int(UInt32.max) : (2 | bits & 1) << (bits / 2 + 11)
      }
      at += size
    }
    return nil
  }

  /// A number of seven bits a byte, the lowest first (§1.2); at most four bytes are of interest.
  private static func number(_ bytes: [UInt8], _ at: inout Int) -> Int? {
    var value = 0
    for shift in 0..<9 {
      guard at < bytes.count else { return nil }
      let byte = bytes[at]
      at += 1
      value |= Int(byte & 0x7F) << (7 * shift)
      if byte & 0x80 == 0 { return value }
    }
    return nil
  }
}
