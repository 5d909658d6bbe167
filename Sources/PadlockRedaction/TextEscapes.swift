/// How languages write a text inside themselves; each function gives one common way.
enum TextEscapes {
  /// Every way that changes `text`, and perhaps some that do not.
  static func all(of text: String) -> [@Sendable (String) -> String] {
    let isASCII = text.utf8.allSatisfy { $0 > 0x1F && $0 < 0x7F }
    func holds(_ signs: String) -> Bool {
      !isASCII || text.utf8.contains { signs.utf8.contains($0) }
    }
    var ways: [@Sendable (String) -> String] = []
    if holds("&<>\"'") { ways += xml }
    if holds("\"\\/") { ways += json }
    if !text.utf8.allSatisfy(\.isASCIIAlphanumeric) { ways += shell }
    if holds(":=#! \\") { ways += properties }
    return ways
  }

  /// Character data and attributes, with each way to write quotes, and beyond ASCII as numbers.
  private static let xml: [@Sendable (String) -> String] = {
    let markup: [Unicode.Scalar: String] = ["&": "&amp;", "<": "&lt;", ">": "&gt;"]
    let noEnd: [Unicode.Scalar: String] = ["&": "&amp;", "<": "&lt;"]
    let quotes: [[Unicode.Scalar: String]] = [
      [:], ["\"": "&quot;"], ["\"": "&quot;", "'": "&apos;"], ["\"": "&quot;", "'": "&#39;"],
      ["\"": "&#34;", "'": "&#39;"], ["\"": "&quot;", "'": "&#x27;"], ["'": "&#39;"],
      ["'": "&apos;"],
    ]
    let tables = quotes.flatMap { quote in
      [markup, noEnd].map { $0.merging(quote) { first, _ in first } }
    }
    return tables.flatMap { table -> [@Sendable (String) -> String] in
      [
        { replace($0, table) { _ in nil } },
        { replace($0, table) { $0.isASCII ? nil : "&#\($0.value);" } },
        { replace($0, table) { $0.isASCII ? nil : "&#x\(hex($0.value, 1, upper: true));" } },
      ]
    }
  }()

  /// With and without an escaped slash, and beyond ASCII as UTF-16 units in either case.
  private static let json: [@Sendable (String) -> String] = {
    var short: [Unicode.Scalar: String] = [
      "\"": "\\\"", "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\u{8}": "\\b",
      "\u{C}": "\\f",
    ]
    let plain = short
    short["/"] = "\\/"
    let slashed = short
    return [plain, slashed].flatMap { table -> [@Sendable (String) -> String] in
      [true, false].flatMap { upper -> [@Sendable (String) -> String] in
        [
          { replace($0, table) { $0.value < 0x20 ? units($0, upper) : nil } },
          { replace($0, table) { VisibleText.isHidden($0) ? units($0, upper) : nil } },
          { replace($0, table) { $0.value < 0x20 || $0.value > 0x7E ? units($0, upper) : nil } },
        ]
      }
    }
  }()

  /// Inside single quotes, inside double quotes, and with a backslash before what is special.
  private static let shell: [@Sendable (String) -> String] = [
    { replace($0, ["'": "'\\''"]) { _ in nil } },
    { replace($0, ["'": "'\"'\"'"]) { _ in nil } },
    { replace($0, ["\"": "\\\"", "\\": "\\\\", "$": "\\$", "`": "\\`"]) { _ in nil } },
    { replace($0, ["\"": "\\\"", "\\": "\\\\", "$": "\\$", "`": "\\`", "!": "\\!"]) { _ in nil } },
    { backslashed($0, keeping: "-._/:=,+@%^~") },
    { backslashed($0, keeping: "-._/:=+@%") },
    { backslashed($0, keeping: "_") },
  ]

  /// Java properties: `: = # ! \` and spaces with a backslash, beyond ASCII as `\u00E9`.
  private static let properties: [@Sendable (String) -> String] = {
    let all: [Unicode.Scalar: String] = [
      ":": "\\:", "=": "\\=", "#": "\\#", "!": "\\!", "\\": "\\\\", " ": "\\ ", "\t": "\\t",
      "\n": "\\n", "\r": "\\r",
    ]
    return [
      { replace($0, all) { $0.value > 0x7E || $0.value < 0x20 ? units($0, true) : nil } },
      { replace($0, all) { _ in nil } },
      { replace($0, ["\\": "\\\\"]) { _ in nil } },
    ]
  }()

  private static func replace(
    _ text: String, _ table: [Unicode.Scalar: String], scalar: (Unicode.Scalar) -> String?
  ) -> String {
    var result = ""
    for unit in text.unicodeScalars {
      result += table[unit] ?? scalar(unit) ?? String(unit)
    }
    return result
  }

  private static func backslashed(_ text: String, keeping: String) -> String {
    var result = ""
    for unit in text.unicodeScalars {
      let isPlain =
        !unit.isASCII || keeping.unicodeScalars.contains(unit)
        || (unit.value < 0x80 && UInt8(unit.value).isASCIIAlphanumeric)
      result += isPlain ? String(unit) : "\\" + String(unit)
    }
    return result
  }

  private static func units(_ scalar: Unicode.Scalar, _ upper: Bool) -> String {
    Character(scalar).utf16.map { "\\u" + hex(UInt32($0), 4, upper: upper) }.joined()
  }

  private static func hex(_ value: UInt32, _ width: Int, upper: Bool) -> String {
    let digits = String(value, radix: 16, uppercase: upper)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
