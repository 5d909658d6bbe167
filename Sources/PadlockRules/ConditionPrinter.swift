public import PadlockModel

/// Writes conditions in the language of rules, so that reading them again gives the same value.
public enum ConditionPrinter {
  /// One line of YAML in flow style: `{ listener.tcp: refused, any: [ … ] }`.
  public static func yaml(_ condition: Condition) -> String {
    switch condition {
    case .all(let parts):
      guard let lines = plainLines(parts) else { return group("all", parts) }
      return lines.isEmpty ? "{}" : "{ \(lines.joined(separator: ", ")) }"
    case .any(let parts): return group("any", parts)
    case .none(let parts): return group("none", parts)
    case .fact(let name, let comparisons): return "{ \(line(name, comparisons)) }"
    }
  }

  /// Facts that stand once each, and at least two of them, need no `all`.
  private static func plainLines(_ parts: [Condition]) -> [String]? {
    var names: Set<FactName> = []
    var lines: [String] = []
    for part in parts {
      guard case .fact(let name, let comparisons) = part, names.insert(name).inserted else {
        return nil
      }
      lines.append(line(name, comparisons))
    }
    return parts.count == 1 ? nil : lines
  }

  private static func group(_ word: String, _ parts: [Condition]) -> String {
    "{ \(word): [ \(parts.map(yaml).joined(separator: ", ")) ] }"
  }

  private static func line(_ name: FactName, _ comparisons: [Comparison]) -> String {
    if comparisons.count == 1, case .is(let value)? = comparisons.first {
      return "\(name): \(operand(value))"
    }
    let written = comparisons.map { "\($0.name): \(operand($0))" }
    return "\(name): { \(written.joined(separator: ", ")) }"
  }

  private static func operand(_ comparison: Comparison) -> String {
    switch comparison {
    case .is(let value), .not(let value), .lessThan(let value), .atMost(let value),
      .greaterThan(let value), .atLeast(let value):
      operand(value)
    case .in(let values), .notIn(let values): list(values.map(operand))
    case .containsAny(let texts): list(texts.map(YAMLText.quoted))
    case .contains(let text), .matches(let text), .startsWith(let text), .endsWith(let text):
      YAMLText.quoted(text)
    case .before, .after, .olderThan, .within, .exists, .sameAs, .differsFrom:
      comparison.operand
    }
  }

  private static func operand(_ value: FactValue) -> String {
    switch value {
    case .text(let text): YAMLText.quoted(text)
    case .list(let elements): list(elements.map(YAMLText.quoted))
    case .boolean, .integer, .time, .duration: value.description
    }
  }

  private static func list(_ elements: [String]) -> String {
    elements.isEmpty ? "[]" : "[ \(elements.joined(separator: ", ")) ]"
  }
}

/// Texts as YAML scalars.
enum YAMLText {
  /// Plain where it is an unmistakable word, else in double quotes with escapes.
  static func quoted(_ text: String) -> String {
    let isWord =
      text.utf8.first.map { isLetter($0) } ?? false
      && text.utf8.allSatisfy { isLetter($0) || (48...57).contains($0) || $0 == 45 || $0 == 46 }
    if isWord, !["true", "false", "null", "yes", "no", "on", "off"].contains(text.lowercased()) {
      return text
    }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
        let hex = String(scalar.value, radix: 16)
        result += "\\x" + String(repeating: "0", count: 2 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (97...122).contains(byte) || (65...90).contains(byte)
  }
}
