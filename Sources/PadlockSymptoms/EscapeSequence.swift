/// What terminals take for colours and movements, in the ways it survives copying.
enum EscapeSequence {
  /// The end of the sequence that begins at `at`, or `at` itself where none does.
  ///
  /// ECMA-48 sections 5.4 and 8.3.117. A sequence may have lost its escape character (`[31m`) or
  /// have it in words (`^[[31m`, `\u001b[31m`).
  static func end(in bytes: UnsafeBufferPointer<UInt8>, at: Int) -> Int {
    switch bytes[at] {
    case escape: sequence(bytes, at + 1)
    case 0xC2 where stands("\u{9B}", bytes, at): control(bytes, at + 2)
    case 0x5B: colour(bytes, at) ?? at
    case 0x5E where stands("^[", bytes, at): colour(bytes, at + 2) ?? at
    case 0x5C:
      ["\\u001b", "\\u001B", "\\x1b", "\\x1B", "\\033", "\\e"].lazy
        .filter { stands($0, bytes, at) }.compactMap { colour(bytes, at + $0.utf8.count) }.first
        ?? at
    default: at
    }
  }

  private static let escape: UInt8 = 0x1B

  /// What follows an escape character: at most 64 bytes, which may be wrapped.
  private static func sequence(_ bytes: UnsafeBufferPointer<UInt8>, _ from: Int) -> Int {
    guard from < bytes.count else { return from }
    switch bytes[from] {
    case 0x5B: return control(bytes, from + 1)
    case 0x5D, 0x50: return string(bytes, from + 1)
    default: return from + (bytes[from] == 0x28 ? 2 : 1)
    }
  }

  /// Numbers up to a letter, behind what begins a control sequence.
  private static func control(_ bytes: UnsafeBufferPointer<UInt8>, _ from: Int) -> Int {
    var at = from
    while at < min(bytes.count, from + 63) {
      at += 1
      if bytes[at - 1] >= 0x40 { break }
    }
    return at
  }

  /// Text up to a bell or the sign that ends strings; where neither comes soon, nothing of it.
  private static func string(_ bytes: UnsafeBufferPointer<UInt8>, _ from: Int) -> Int {
    var at = from
    while at < min(bytes.count, from + 255) {
      at += 1
      if bytes[at - 1] == 0x07 || (bytes[at - 1] == 0x5C && bytes[at - 2] == escape) { return at }
    }
    return from
  }

  /// `[`, numbers, `m`.
  private static func colour(_ bytes: UnsafeBufferPointer<UInt8>, _ from: Int) -> Int? {
    guard from < bytes.count, bytes[from] == 0x5B else { return nil }
    var at = from + 1
    while at < min(bytes.count, from + 24), isNumber(bytes[at]) { at += 1 }
    guard at > from + 1, at < bytes.count, bytes[at] == 0x6D else { return nil }
    return at + 1
  }

  private static func isNumber(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x39) || byte == 0x3B
  }

  private static func stands(
    _ text: String, _ bytes: UnsafeBufferPointer<UInt8>, _ at: Int
  ) -> Bool {
    at + text.utf8.count <= bytes.count && bytes[at...].starts(with: text.utf8)
  }
}
