/// Undoes one way of escaping in a whole document, so that encoders need not be known one by one.
enum Unescaping: CaseIterable {
  /// `%41` (RFC 3986 §2.1).
  case percent
  /// `&amp;`, `&#65;`, `&#x41;` (XML 1.0 §4.1 and §4.6).
  case references
  /// `\"`, `\n`, `\u0041`, `\x41` and a backslash before any other character.
  case backslashes

  /// The byte without which there is nothing to undo.
  var sign: UInt8 {
    switch self {
    case .percent: 0x25
    case .references: 0x26
    case .backslashes: 0x5C
    }
  }

  /// Returns `bytes` with every escape replaced by what it stands for; others stay as they are.
  func apply(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count)
    var index = 0
    var surrogate: UInt32?
    while index < bytes.count {
      guard bytes[index] == sign, let (value, length) = escape(at: index, in: bytes) else {
        result.append(bytes[index])
        index += 1
        continue
      }
      index += length
      switch value {
      case .byte(let byte): result.append(byte)
      case .scalar(let code):
        if code >> 10 == 0x36 {
          surrogate = code
        } else if code >> 10 == 0x37, let high = surrogate {
          Self.append(0x10000 + ((high & 0x3FF) << 10) + (code & 0x3FF), to: &result)
        } else {
          Self.append(code, to: &result)
        }
      }
    }
    return result
  }

  private enum Value {
    case byte(UInt8)
    case scalar(UInt32)
  }

  private static func append(_ code: UInt32, to result: inout [UInt8]) {
    if let scalar = Unicode.Scalar(code) { result += Array(String(Character(scalar)).utf8) }
  }

  private func escape(at index: Int, in bytes: [UInt8]) -> (Value, Int)? {
    let next = bytes[(index + 1)...].prefix(10)
    switch self {
    case .percent:
      return Self.number(next.prefix(2), digits: 2).map {
        (.byte(UInt8(truncatingIfNeeded: $0)), 3)
      }
    case .references: return Self.reference(next)
    case .backslashes: return Self.backslash(next)
    }
  }

  private static func backslash(_ next: ArraySlice<UInt8>) -> (Value, Int)? {
    guard let letter = next.first, letter != 0x0A else { return nil }
    switch letter {
    case 0x6E: return (.byte(0x0A), 2)
    case 0x72: return (.byte(0x0D), 2)
    case 0x74: return (.byte(0x09), 2)
    case 0x62: return (.byte(0x08), 2)
    case 0x66: return (.byte(0x0C), 2)
    case 0x75:
      return number(next.dropFirst().prefix(4), digits: 4).map { (.scalar($0), 6) }
    case 0x78:
      return number(next.dropFirst().prefix(2), digits: 2).map {
        (.byte(UInt8(truncatingIfNeeded: $0)), 4)
      }
    default: return (.byte(letter), 2)
    }
  }

  private static func reference(_ next: ArraySlice<UInt8>) -> (Value, Int)? {
    guard let end = next.firstIndex(of: 0x3B) else { return nil }
    let length = end - next.startIndex + 2
    let name = String(decoding: next[..<end], as: UTF8.self)
    switch name {
    case "amp": return (.byte(0x26), length)
    case "lt": return (.byte(0x3C), length)
    case "gt": return (.byte(0x3E), length)
    case "quot": return (.byte(0x22), length)
    case "apos": return (.byte(0x27), length)
    default: break
    }
    if name.hasPrefix("#x") || name.hasPrefix("#X") {
      return UInt32(name.dropFirst(2), radix: 16).map { (.scalar($0), length) }
    }
    return name.hasPrefix("#") ? UInt32(name.dropFirst()).map { (.scalar($0), length) } : nil
  }

  private static func number(_ text: ArraySlice<UInt8>, digits: Int) -> UInt32? {
    text.count == digits ? UInt32(String(decoding: text, as: UTF8.self), radix: 16) : nil
  }
}
