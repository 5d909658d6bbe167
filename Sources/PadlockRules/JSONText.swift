/// A JSON value whose members keep their order, so that generated text never changes by itself.
indirect enum JSONText {
  case text(String)
  case number(Int)
  case boolean(Bool)
  case array([JSONText])
  case object([(key: String, value: JSONText)])

  static func texts(_ texts: [String]) -> JSONText { .array(texts.map { .text($0) }) }

  /// Indented by two spaces; lists of plain values stand on one line while they are short.
  func pretty(indentation: String = "") -> String {
    let inner = indentation + "  "
    switch self {
    case .text(let text): return Self.quoted(text)
    case .number(let number): return String(number)
    case .boolean(let value): return value ? "true" : "false"
    case .array(let items):
      if items.isEmpty { return "[]" }
      let line = "[" + items.map { $0.pretty(indentation: inner) }.joined(separator: ", ") + "]"
      if items.allSatisfy(\.isPlain), line.count + indentation.count <= 90 { return line }
      let lines = items.map { inner + $0.pretty(indentation: inner) }
      return "[\n" + lines.joined(separator: ",\n") + "\n\(indentation)]"
    case .object(let members):
      if members.isEmpty { return "{}" }
      let lines = members.map {
        "\(inner)\(Self.quoted($0.key)): \($0.value.pretty(indentation: inner))"
      }
      return "{\n" + lines.joined(separator: ",\n") + "\n\(indentation)}"
    }
  }

  private var isPlain: Bool {
    switch self {
    case .text, .number, .boolean: true
    case .array, .object: false
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where scalar.value < 0x20:
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
