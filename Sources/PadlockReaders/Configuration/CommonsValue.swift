/// What commons-configuration 1.x makes of a value: `unescapeJava`, then the split at commas.
struct CommonsValue: Equatable {
  /// The part up to the first comma that is not escaped: what `getString` returns.
  var first: String
  /// Whether an unescaped comma cut something off.
  var isCut = false
  /// Whether a single backslash vanished, or made a control character.
  var losesBackslash = false
  /// Whether a `\u` has no four hexadecimal digits; the library then refuses the whole file.
  var hasMalformedUnicode = false

  /// Reads a value as it is written in the file.
  init(raw: String) {
    var unescaped = String.UnicodeScalarView()
    var scalars = raw.unicodeScalars.makeIterator()
    var losesBackslash = false
    var malformed = false
    while let scalar = scalars.next() {
      guard scalar == "\\" else {
        unescaped.append(scalar)
        continue
      }
      guard let escaped = scalars.next() else {
        unescaped.append("\\")
        break
      }
      switch escaped {
      case "\\", "'", "\"":
        unescaped.append(escaped)
      case ",":
        unescaped.append("\\")
        unescaped.append(",")
      case "u":
        var digits = String.UnicodeScalarView()
        while digits.count < 4, let digit = scalars.next() { digits.append(digit) }
        let isHex = digits.count == 4 && digits.allSatisfy(\.properties.isASCIIHexDigit)
        if isHex, let unit = UInt32(String(digits), radix: 16) {
          unescaped.append(Unicode.Scalar(unit) ?? "\u{FFFD}")
        } else {
          malformed = true
          unescaped.append(contentsOf: "\\u".unicodeScalars)
          unescaped.append(contentsOf: digits)
        }
      default:
        losesBackslash = losesBackslash || !"=:#! ${}".unicodeScalars.contains(escaped)
        unescaped.append(Self.control(escaped) ?? escaped)
      }
    }
    let text = String(unescaped)
    self.losesBackslash = losesBackslash
    hasMalformedUnicode = malformed
    first = text
    // The library looks for parts only where a comma stands, and not in the first place.
    guard let comma = text.utf8.firstIndex(of: 0x2C), comma > text.utf8.startIndex else { return }
    splitAtComma(text)
  }

  /// Keeps what precedes the first free comma; here `\,` is a comma and `\\` a backslash.
  private mutating func splitAtComma(_ text: String) {
    var part = String.UnicodeScalarView()
    var escaped = false
    for scalar in text.unicodeScalars {
      if escaped {
        if scalar != ",", scalar != "\\" { part.append("\\") }
        part.append(scalar)
        escaped = false
      } else if scalar == "," {
        isCut = true
        break
      } else if scalar == "\\" {
        escaped = true
      } else {
        part.append(scalar)
      }
    }
    if escaped { part.append("\\") }
    first = String(Substring(String(part)).trimmingJavaSpace)
  }

  private static func control(_ escaped: Unicode.Scalar) -> Unicode.Scalar? {
    switch escaped {
    case "r": "\r"
    case "f": "\u{0C}"
    case "t": "\t"
    case "n": "\n"
    case "b": "\u{08}"
    default: nil
    }
  }
}
