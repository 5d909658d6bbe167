/// Text in the form in which symptoms are compared, as bytes.
///
/// White space collapses to one space, typographic quotes and Python 2's `u'…'` become straight
/// quotes, escaped quotes lose their backslash. `it\u{2019}s  here` becomes `it's here`.
enum FoldedText {
  /// Folds UTF-8 bytes; bytes that are no UTF-8 stay as they are.
  static func fold(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) || byte == 0 {
        if result.last != 0x20 { result.append(0x20) }
      } else if byte == 0x5C, index + 1 < bytes.count, isQuote(bytes[index + 1]) {
        // The quote is appended on the next turn.
      } else if isQuote(byte), result.last == 0x75, isPythonPrefix(result) {
        result[result.count - 1] = byte
      } else if byte == 0xE2, index + 2 < bytes.count, let quote = quote(bytes, at: index) {
        result.append(quote)
        index += 2
      } else if byte == 0xC2, index + 1 < bytes.count, let quote = latin(bytes[index + 1]) {
        if quote != 0x20 || result.last != 0x20 { result.append(quote) }
        index += 1
      } else {
        result.append(byte)
      }
      index += 1
    }
    if result.last == 0x20 { result.removeLast() }
    if result.first == 0x20 { result.removeFirst() }
    return result
  }

  static func fold(_ text: String) -> [UInt8] {
    Array(text.utf8).withUnsafeBufferPointer { fold($0) }
  }

  /// ASCII letters in lower case.
  static func lowered(_ bytes: [UInt8]) -> [UInt8] {
    bytes.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
  }

  private static func isQuote(_ byte: UInt8) -> Bool { byte == 0x27 || byte == 0x22 }

  /// Whether the `u` that ends `result` begins a word: `error(u'…` but not `menu'…`.
  private static func isPythonPrefix(_ result: [UInt8]) -> Bool {
    guard result.count >= 2 else { return true }
    let before = result[result.count - 2]
    return [0x20, 0x28, 0x2C, 0x5B, 0x7B, 0x3A, 0x3D].contains(before)
  }

  /// U+2018 to U+201B, U+2032 and U+2039 to U+203A as `'`; U+201C to U+201F and U+2033 as `"`.
  private static func quote(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> UInt8? {
    guard bytes[index + 1] == 0x80 else { return nil }
    switch bytes[index + 2] {
    case 0x98...0x9B, 0xB2, 0xB9, 0xBA: return 0x27
    case 0x9C...0x9F, 0xB3: return 0x22
    default: return nil
    }
  }

  /// No-break space, `´`, `«` and `»` (U+00A0, U+00B4, U+00AB, U+00BB).
  private static func latin(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0xA0: 0x20
    case 0xB4: 0x27
    case 0xAB, 0xBB: 0x22
    default: nil
    }
  }
}
