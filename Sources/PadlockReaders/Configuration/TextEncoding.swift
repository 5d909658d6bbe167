/// How the bytes of a text file stand for characters.
public enum TextEncoding: String, CaseIterable, Sendable {
  /// UTF-8 without a byte order mark; plain ASCII as well.
  case utf8
  /// UTF-8 that begins with the bytes EF BB BF.
  case utf8WithByteOrderMark
  /// UTF-16, low byte first, with or without a byte order mark.
  case utf16LittleEndian
  /// UTF-16, high byte first, with or without a byte order mark.
  case utf16BigEndian
  /// Not UTF-8, hence read as ISO 8859-1.
  case latin1

  /// Whether two bytes make a character.
  public var isUTF16: Bool { self == .utf16LittleEndian || self == .utf16BigEndian }

  /// The text of a whole file, in whichever of these encodings it is.
  public static func text(of bytes: [UInt8]) -> String { DecodedText(bytes).text }
}

/// A text file, decoded and without its byte order mark.
struct DecodedText {
  let text: String
  let encoding: TextEncoding
  let usesCarriageReturns: Bool

  /// Decodes by byte order mark, by zero bytes, by validity as UTF-8, in this order.
  init(_ bytes: [UInt8]) {
    var body = bytes[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      encoding = .utf8WithByteOrderMark
      body = bytes.dropFirst(3)
    } else if bytes.starts(with: [0xFF, 0xFE]) {
      encoding = .utf16LittleEndian
      body = bytes.dropFirst(2)
    } else if bytes.starts(with: [0xFE, 0xFF]) {
      encoding = .utf16BigEndian
      body = bytes.dropFirst(2)
    } else {
      encoding = Self.guess(bytes)
    }
    text =
      switch encoding {
      case .utf16LittleEndian: Self.utf16(body, highFirst: false)
      case .utf16BigEndian: Self.utf16(body, highFirst: true)
      case .latin1: Self.latin1(body)
      case .utf8, .utf8WithByteOrderMark: String(decoding: body, as: UTF8.self)
      }
    var previous: UInt8 = 0
    var crossed = false
    for byte in text.utf8 {
      if byte == 0x0A, previous == 0x0D {
        crossed = true
        break
      }
      previous = byte
    }
    usesCarriageReturns = crossed
  }

  /// Each byte as the character of that number.
  static func latin1(_ bytes: some Sequence<UInt8>) -> String {
    var text = String.UnicodeScalarView()
    for byte in bytes { text.append(Unicode.Scalar(byte)) }
    return String(text)
  }

  private static func utf16(_ bytes: ArraySlice<UInt8>, highFirst: Bool) -> String {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var index = bytes.startIndex
    while index + 1 < bytes.endIndex {
      let first = UInt16(bytes[index])
      let second = UInt16(bytes[index + 1])
      units.append(highFirst ? first << 8 | second : second << 8 | first)
      index += 2
    }
    return String(decoding: units, as: UTF16.self)
  }

  private static func guess(_ bytes: [UInt8]) -> TextEncoding {
    let sample = bytes.prefix(64)
    if bytes.count >= 4, bytes.count % 2 == 0 {
      let pairs = sample.count / 2
      let zeroFirst = stride(from: 0, to: pairs * 2, by: 2).count { sample[$0] == 0 }
      let zeroSecond = stride(from: 1, to: pairs * 2, by: 2).count { sample[$0] == 0 }
      if zeroSecond * 4 >= pairs * 3, zeroFirst == 0 { return .utf16LittleEndian }
      if zeroFirst * 4 >= pairs * 3, zeroSecond == 0 { return .utf16BigEndian }
    }
    return String(validating: bytes, as: UTF8.self) == nil ? .latin1 : .utf8
  }

  /// The lines as Java's readers see them: LF, CR or CR LF ends one; numbers count from 1.
  var lines: [TextLine] {
    var lines: [TextLine] = []
    let bytes = text.utf8
    var start = bytes.startIndex
    var index = start
    var number = 1
    while index < bytes.endIndex {
      let byte = bytes[index]
      let next = bytes.index(after: index)
      if byte == 0x0A || byte == 0x0D {
        lines.append(TextLine(number: number, text: text[start..<index]))
        number += 1
        index = next
        if byte == 0x0D, index < bytes.endIndex, bytes[index] == 0x0A {
          index = bytes.index(after: index)
        }
        start = index
      } else {
        index = next
      }
    }
    if start < bytes.endIndex { lines.append(TextLine(number: number, text: text[start...])) }
    return lines
  }
}

/// A line of a text file, without its end.
struct TextLine {
  let number: Int
  let text: Substring

  /// The line without the blanks around it, blanks being what Java's `trim` removes.
  var trimmed: Substring { text.trimmingJavaSpace }
}

extension Substring {
  /// Without leading and trailing characters up to U+0020, as `java.lang.String.trim` does.
  var trimmingJavaSpace: Substring {
    let scalars = unicodeScalars
    guard let first = scalars.firstIndex(where: { $0.value > 0x20 }),
      let last = scalars.lastIndex(where: { $0.value > 0x20 })
    else { return self[endIndex...] }
    return self[first..<scalars.index(after: last)]
  }
}
