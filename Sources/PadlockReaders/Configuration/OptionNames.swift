/// The options that a product's file names by their beginnings, such as `server.ssl.`.
struct OptionNames {
  /// The longest name that is looked for inside a text, in bytes.
  private static let nameLimit = 200

  let prefixes: [String]

  /// Whether `name` begins with one of the prefixes; without prefixes every name counts.
  func contains(_ name: some StringProtocol) -> Bool {
    prefixes.isEmpty || prefixes.contains { name.hasPrefix($0) }
  }

  /// The options, written `-Dname` or `--name`, that stand anywhere in `text`, in order.
  ///
  /// Without prefixes a name needs a dot, so that dashes in prose are not taken for options.
  func mentioned(in text: some StringProtocol) -> [String] {
    occurrences(in: text).map(\.name)
  }

  /// The places in `text` where an option begins, and the names.
  func occurrences(in text: some StringProtocol) -> [(offset: Int, name: String)] {
    let bytes = Array(text.utf8)
    var found: [(Int, String)] = []
    var index = 0
    while index + 2 < bytes.count {
      guard bytes[index] == 0x2D, bytes[index + 1] == 0x2D || bytes[index + 1] == 0x44,
        bytes[index + 2] != 0x2D
      else {
        index += 1
        continue
      }
      var end = index + 2
      let limit = min(bytes.count, end + Self.nameLimit)
      while end < limit, Self.isNameByte(bytes[end]) { end += 1 }
      let name = String(decoding: bytes[index + 2..<end], as: UTF8.self)
      let fits = prefixes.isEmpty ? name.contains(".") : contains(name)
      if fits, !name.isEmpty {
        found.append((index, name))
        index = max(end, index + 1)
      } else {
        index += 1
      }
    }
    return found
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x5B, 0x5D: true
    default: false
    }
  }
}

/// An option as one argument of a command holds it.
struct WrittenOption {
  var name: String
  var value: String
  var source: Setting.Source

  /// Reads `-Dname=value` and `--name=value`; a value that is missing is empty.
  init?(_ word: some StringProtocol) {
    let text = String(word)
    if text.hasPrefix("-D") {
      source = .systemProperty
    } else if text.hasPrefix("--") {
      source = .argument
    } else {
      return nil
    }
    let rest = text.utf8.dropFirst(2)
    let equals = rest.firstIndex(of: 0x3D)
    name = String(decoding: rest[..<(equals ?? rest.endIndex)], as: UTF8.self)
    value = equals.map { String(decoding: rest[rest.index(after: $0)...], as: UTF8.self) } ?? ""
    if name.isEmpty { return nil }
  }

  /// `text` without one pair of double quotes around it.
  static func strippingQuotes(_ text: String) -> String {
    guard text.utf8.count >= 2, text.utf8.first == 0x22, text.utf8.last == 0x22 else {
      return text
    }
    return String(decoding: text.utf8.dropFirst().dropLast(), as: UTF8.self)
  }
}

/// Characters that come with text copied from a web page.
enum Typography {
  /// Hyphens and dashes U+2010 to U+2015, and the minus sign U+2212.
  static func isDash(_ scalar: Unicode.Scalar) -> Bool {
    (0x2010...0x2015).contains(scalar.value) || scalar.value == 0x2212
  }

  /// Curly quotation marks, single and double.
  static func isQuote(_ scalar: Unicode.Scalar) -> Bool {
    (0x2018...0x201F).contains(scalar.value)
  }

  /// Spaces that no program takes for one: U+00A0, U+2000 to U+200B, U+202F, U+3000.
  static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0xA0, 0x2000...0x200B, 0x202F, 0x205F, 0x3000, 0xFEFF: true
    default: false
    }
  }

  /// `text` with plain characters instead, or nil when it has none to replace in its name part.
  static func plainOption(_ text: String) -> String? {
    let name = text.prefix { $0 != "=" }
    guard name.unicodeScalars.contains(where: isDash) else { return nil }
    var plain = String.UnicodeScalarView()
    for scalar in name.unicodeScalars { plain.append(isDash(scalar) ? "-" : scalar) }
    var option = String(plain)
    if option.hasPrefix("-"), !option.hasPrefix("--"), !option.hasPrefix("-D") {
      option = "-" + option
    }
    return option + text[name.endIndex...]
  }
}
