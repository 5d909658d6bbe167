/// Writes compiled rules: every text once in a table, every number as a variable-length integer.
struct ByteWriter {
  private var table: [String: Int] = [:]
  private var texts: [String] = []
  private var body: [UInt8] = []

  mutating func byte(_ value: UInt8) { body.append(value) }

  mutating func number(_ value: Int) {
    // Zigzag, so that small negative numbers stay small.
    Self.varint(UInt64(bitPattern: Int64(value) << 1 ^ Int64(value) >> 63), into: &body)
  }

  mutating func text(_ value: String) {
    let index = table[value] ?? texts.count
    if index == texts.count {
      table[value] = index
      texts.append(value)
    }
    Self.varint(UInt64(index), into: &body)
  }

  /// The table of texts, then the body.
  func finished() -> [UInt8] {
    var result: [UInt8] = []
    Self.varint(UInt64(texts.count), into: &result)
    for text in texts {
      Self.varint(UInt64(text.utf8.count), into: &result)
      result += text.utf8
    }
    return result + body
  }

  /// Seven bits in each byte, the lowest first; the top bit says that more follow (LEB128).
  private static func varint(_ value: UInt64, into bytes: inout [UInt8]) {
    var rest = value
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }
}
