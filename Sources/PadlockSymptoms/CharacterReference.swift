/// HTML's names and numbers for characters: `&lt;`, `&#39;`, `&#x2019;`.
enum CharacterReference {
  /// The character that a reference at `at` stands for, and where the reference ends.
  ///
  /// Text that was escaped twice is read as if it was once: `&amp;quot;` is a quote. HTML, section
  /// 13.5; the names are those that occur in messages.
  static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, at: Int
  ) -> (scalar: UInt32, end: Int)? {
    var (from, ampersand) = (at + 1, at)
    // A wrapped reference goes on after the end of the line.
    while let (name, end) = word(bytes, from) {
      if name == "amp", end < bytes.count {
        (from, ampersand) = (end, end)
        if word(bytes, end) == nil { return (0x26, end) }
        continue
      }
      if let scalar = scalar(of: name) { return (scalar, end) }
      break
    }
    return ampersand > at ? (0x26, ampersand) : nil
  }

  /// The name or number from `from` to a semicolon, at most 8 characters.
  private static func word(
    _ bytes: UnsafeBufferPointer<UInt8>, _ from: Int
  ) -> (String, Int)? {
    var name: [UInt8] = []
    var at = from
    while at < bytes.count, name.count <= 8 {
      let byte = bytes[at]
      at += 1
      if byte == 0x3B { return name.isEmpty ? nil : (String(decoding: name, as: UTF8.self), at) }
      if byte == 0x0A || byte == 0x0D { continue }
      guard byte == 0x23 || (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte < 0x7B)
      else { return nil }
      name.append(byte)
    }
    return nil
  }

  private static func scalar(of name: String) -> UInt32? {
    if name.hasPrefix("#x") || name.hasPrefix("#X") { return UInt32(name.dropFirst(2), radix: 16) }
    if name.hasPrefix("#") { return UInt32(name.dropFirst()) }
    return names[name]
  }

  private static let names: [String: UInt32] = [
    "lt": 0x3C, "gt": 0x3E, "quot": 0x22, "apos": 0x27, "nbsp": 0xA0, "shy": 0xAD, "laquo": 0xAB,
    "raquo": 0xBB, "acute": 0xB4, "ndash": 0x2013, "mdash": 0x2014, "lsquo": 0x2018,
    "rsquo": 0x2019, "sbquo": 0x201A, "ldquo": 0x201C, "rdquo": 0x201D, "bdquo": 0x201E,
    "hellip": 0x2026, "lsaquo": 0x2039, "rsaquo": 0x203A,
  ]
}
