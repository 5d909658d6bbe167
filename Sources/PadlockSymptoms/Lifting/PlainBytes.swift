/// Text as bytes in the form in which lifting compares it.
enum PlainBytes {
  /// ASCII letters in lower case.
  static func lowered(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    bytes.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
  }

  /// White space collapsed to one space, typographic quotes made straight.
  static func folded(_ text: String) -> [UInt8] {
    var result: [UInt8] = []
    for character in text {
      switch character {
      case "‘", "’", "‚", "‛", "‹", "›": result.append(0x27)
      case "“", "”", "„", "‟", "«", "»": result.append(0x22)
      case _ where character.isWhitespace: if result.last != 0x20 { result.append(0x20) }
      default: result += Array(character.utf8)
      }
    }
    return result
  }

  /// The first place of `part` at or after `from`.
  static func find(_ part: [UInt8], in bytes: [UInt8], from: Int = 0) -> Int? {
    guard let first = part.first, part.count <= bytes.count else { return nil }
    var start = from
    while start + part.count <= bytes.count {
      if bytes[start] == first, bytes[start...].starts(with: part) { return start }
      start += 1
    }
    return nil
  }
}
