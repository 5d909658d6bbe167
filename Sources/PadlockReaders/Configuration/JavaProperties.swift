import PadlockModel

/// Reads Java properties by all the rules of `java.util.Properties.load`.
///
/// ```
/// server.ssl.key-store = /etc/agent.jks
/// server.ssl.key-alias : ag\u0065nt
/// ```
/// yields two settings; of a key given twice the last counts. Bytes that are not UTF-8 are read as
/// ISO 8859-1.
public enum JavaProperties {
  /// Reads `bytes`, at most ``ConfigurationLimit/bytes``.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - optionPrefixes: how the names of the settings of interest begin; empty for all.
  /// - Returns: the properties, with those that count marked; of more than
  ///   ``ConfigurationLimit/settings`` the first, and one more.
  /// - Throws: ``ReaderFailure`` when the file is too large.
  public static func parse(
    bytes: [UInt8], optionPrefixes: [String] = []
  ) throws(ReaderFailure) -> ConfigurationDocument {
    try ConfigurationLimit.check(bytes.count)
    let decoded = DecodedText(bytes)
    let options = OptionNames(prefixes: optionPrefixes)
    var document = ConfigurationDocument(
      encoding: decoded.encoding, usesCarriageReturns: decoded.usesCarriageReturns)
    var last: [String: Int] = [:]
    var comments: [TextLine] = []
    let lines = PropertyLines(decoded.lines, comments: &comments).lines
    for line in lines.prefix(ConfigurationLimit.settings + 1) {
      let (rawKey, rawValue) = PropertyLines.split(line.text)
      let key = PropertyText(rawKey)
      let value = PropertyText(rawValue)
      if let earlier = last.updateValue(document.settings.count, forKey: key.text) {
        document.settings[earlier].isEffective = false
      }
      let malformed = key.isMalformed || value.isMalformed
      document.settings.append(
        Setting(
          key: key.text, value: ConfiguredValue(value.text), line: line.number,
          isKnown: !malformed))
      if malformed {
        document.defects.append(
          Defect(.malformedUnicodeEscape, line: line.number, keys: [key.text]))
      }
      if value.losesBackslash, options.contains(key.text) {
        document.defects.append(Defect(.pathBackslashes, line: line.number, keys: [key.text]))
      }
      if key.text.isEmpty {
        document.settings[document.settings.count - 1].isEffective = false
        document.defects.append(Defect(.lineWithoutKey, line: line.number))
      }
    }
    judge(decoded, comments, options, &document)
    return document
  }

  private static func judge(
    _ decoded: DecodedText, _ comments: [TextLine], _ options: OptionNames,
    _ document: inout ConfigurationDocument
  ) {
    let keys = document.settings.map(\.key).filter(options.contains)
    if decoded.encoding.isUTF16 {
      for index in document.settings.indices { document.settings[index].isEffective = false }
      document.defects.append(Defect(.utf16, line: 1, keys: keys))
    }
    if decoded.encoding == .utf8WithByteOrderMark, let first = document.settings.first,
      first.line == 1
    {
      document.settings[0].isEffective = false
      document.defects.append(Defect(.byteOrderMark, line: 1, keys: [first.key]))
    }
    let set = Set(document.settings.filter(\.isEffective).map(\.key))
    for comment in comments where !options.prefixes.isEmpty {
      let text = comment.trimmed.drop { "#! \t".contains($0) }
      let key = String(PropertyLines.split(String(text)).key)
      guard options.contains(key), !set.contains(key), text.contains(where: { "=:".contains($0) })
      else { continue }
      document.defects.append(Defect(.linesCommented, line: comment.number, keys: [key]))
    }
    document.sortDefects()
  }
}

/// The logical lines of a properties file: continued ones joined, comments apart.
struct PropertyLines {
  private(set) var lines: [(number: Int, text: String)] = []

  init(_ physical: [TextLine], comments: inout [TextLine]) {
    var joined = ""
    var start: Int?
    for line in physical {
      let text = line.text.drop { $0 == " " || $0 == "\t" || $0 == "\u{0C}" }
      if start == nil {
        guard let first = text.utf8.first else { continue }
        if first == 0x23 || first == 0x21 {
          comments.append(line)
          continue
        }
      }
      let number = start ?? line.number
      if text.utf8.reversed().prefix(while: { $0 == 0x5C }).count % 2 == 1 {
        joined += text.dropLast()
        start = number
        continue
      }
      lines.append((number, joined + text))
      joined = ""
      start = nil
    }
    if let start { lines.append((start, joined)) }
  }

  /// Splits at the first `=`, `:` or blank that no backslash precedes; still escaped.
  static func split(_ line: String) -> (key: Substring, value: Substring) {
    let scalars = line.unicodeScalars
    var index = scalars.startIndex
    var escaped = false
    while index < scalars.endIndex {
      let scalar = scalars[index]
      if !escaped, isBlank(scalar) || scalar == "=" || scalar == ":" { break }
      escaped = scalar == "\\" && !escaped
      index = scalars.index(after: index)
    }
    let key = line[..<index]
    while index < scalars.endIndex, isBlank(scalars[index]) { index = scalars.index(after: index) }
    if index < scalars.endIndex, scalars[index] == "=" || scalars[index] == ":" {
      index = scalars.index(after: index)
      while index < scalars.endIndex, isBlank(scalars[index]) {
        index = scalars.index(after: index)
      }
    }
    return (key, line[index...])
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
    scalar == " " || scalar == "\t" || scalar == "\u{0C}"
  }
}

/// A key or a value of a properties file with its escapes resolved.
struct PropertyText {
  let text: String
  let losesBackslash: Bool
  let isMalformed: Bool

  init(_ raw: Substring) {
    var units: [UInt16] = []
    var loses = false
    var malformed = false
    var source = Array(raw.utf16)[...]
    while let unit = source.popFirst() {
      guard unit == 0x5C, let escaped = source.popFirst() else {
        if unit != 0x5C { units.append(unit) }
        continue
      }
      switch escaped {
      case 0x74: units.append(0x09)
      case 0x6E: units.append(0x0A)
      case 0x72: units.append(0x0D)
      case 0x66: units.append(0x0C)
      case 0x75:
        let digits = String(decoding: source.prefix(4), as: UTF16.self)
        if digits.utf8.count == 4, let value = UInt16(digits, radix: 16), digits.first != "+" {
          units.append(value)
          source = source.dropFirst(4)
        } else {
          malformed = true
          units += [unit, escaped]
        }
      default: units.append(escaped)
      }
      loses = loses || Self.isLetterDigitDotDash(escaped) && escaped != 0x75
    }
    text = String(decoding: units, as: UTF16.self)
    losesBackslash = loses
    isMalformed = malformed
  }

  private static func isLetterDigitDotDash(_ unit: UInt16) -> Bool {
    switch unit {
    case 0x2D, 0x2E, 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: true
    default: false
    }
  }
}
