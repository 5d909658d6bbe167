import PadlockModel

/// The ways in which finished bytes may hold a secret.
enum SecretForms {
  /// Every distinct byte string by which `bytes` is recognised, the plain value first.
  ///
  /// Plain, made visible, base64 and base64url (as part of longer data, at each of the three
  /// alignments), hexadecimal, percent-encoded, and escaped for XML, JSON, shells and Java
  /// properties. Forms shorter than 6 bytes are left out.
  static func all(of bytes: [UInt8]) -> [[UInt8]] {
    var forms: [[UInt8]] = [bytes]
    let text = String(decoding: bytes, as: UTF8.self)
    if Array(text.utf8) == bytes {
      forms.append(Array(VisibleText.make(text).utf8))
      forms.append(Array(VisibleText.make(text, ascii: true).utf8))
      for encode in TextEscapes.all(of: text) { forms.append(Array(encode(text).utf8)) }
    } else {
      // A reader may have decoded a file of another encoding, as UTF-8 with losses or as Latin 1.
      forms.append(Array(text.utf8))
      let latin = String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
      forms.append(Array(latin.utf8))
    }
    forms += base64(bytes)
    forms += [hex(bytes, upper: false), hex(bytes, upper: true)]
    forms += percent(bytes)
    forms.append(trimmed(bytes))
    var seen: Set<ByteKey> = []
    return forms.filter { $0.count >= 6 && seen.insert(ByteKey($0)).inserted }
  }

  private static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
    let head = bytes.drop { $0 <= 0x20 }
    return Array(head.reversed().drop { $0 <= 0x20 }.reversed())
  }

  static func hex(_ bytes: [UInt8], upper: Bool) -> [UInt8] {
    var text: [UInt8] = []
    for byte in bytes {
      text.append(digit(byte >> 4, upper: upper))
      text.append(digit(byte & 15, upper: upper))
    }
    return text
  }

  private static func digit(_ value: UInt8, upper: Bool) -> UInt8 {
    value < 10 ? 0x30 + value : (upper ? 0x41 : 0x61) + value - 10
  }

  /// The characters that base64 text must hold wherever `bytes` begins within the encoded data.
  private static func base64(_ bytes: [UInt8]) -> [[UInt8]] {
    var forms: [[UInt8]] = []
    let standard = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    let forURLs = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    for offset in 0..<3 {
      let data = [UInt8](repeating: 0, count: offset) + bytes
      let first = (offset * 8 + 5) / 6
      let end = data.count * 8 / 6
      guard first < end else { continue }
      for alphabet in [standard, forURLs] {
        forms.append((first..<end).map { alphabet[sextet($0, of: data)] })
      }
    }
    return forms
  }

  private static func sextet(_ index: Int, of data: [UInt8]) -> Int {
    let bit = index * 6
    let high = Int(data[bit / 8]) << 8
    let low = bit / 8 + 1 < data.count ? Int(data[bit / 8 + 1]) : 0
    return ((high | low) >> (10 - bit % 8)) & 63
  }

  /// Percent-encoding as its common encoders write it: RFC 3986, JavaScript's, and HTML forms'.
  private static func percent(_ bytes: [UInt8]) -> [[UInt8]] {
    if bytes.allSatisfy(\.isASCIIAlphanumeric) { return [] }
    let unreserved = "-._~"
    let keeps: [(kept: String, plus: Bool)] = [
      (unreserved, false), ("-._*", true), (unreserved, true), (unreserved + "!*'()", false),
      (unreserved + "!*'();,/?:@&=+$#", false), (unreserved + "!$&'()*+,;=", false),
      ("-._~/", false),
    ]
    var forms: [[UInt8]] = []
    for (kept, plus) in keeps {
      let kept = Set(kept.utf8)
      for upper in [true, false] {
        var form: [UInt8] = []
        for byte in bytes {
          if byte.isASCIIAlphanumeric || kept.contains(byte) {
            form.append(byte)
          } else if plus && byte == 0x20 {
            form.append(0x2B)
          } else {
            form.append(0x25)
            form.append(digit(byte >> 4, upper: upper))
            form.append(digit(byte & 15, upper: upper))
          }
        }
        forms.append(form)
      }
    }
    return forms
  }
}

extension UInt8 {
  var isASCIIAlphanumeric: Bool {
    (self >= 0x30 && self <= 0x39) || (self >= 0x41 && self <= 0x5A)
      || (self >= 0x61 && self <= 0x7A)
  }
}
