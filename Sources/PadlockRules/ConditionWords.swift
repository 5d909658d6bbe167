import PadlockModel

/// Conditions in words, as lists of Markdown.
enum ConditionWords {
  /// The lines of a condition; several that must all hold stand beside each other.
  static func lines(_ condition: Condition) -> [String] {
    guard case .all(let parts) = condition, parts.count > 1 else { return item(condition, 0) }
    return parts.flatMap { item($0, 0) }
  }

  private static func item(_ condition: Condition, _ depth: Int) -> [String] {
    switch condition {
    case .fact(let name, let comparisons):
      let asked = comparisons.map { words($0, of: name) }.joined(separator: ", and ")
      return [indent(depth) + "`\(name)` \(asked)"]
    case .all(let parts) where parts.count == 1, .any(let parts) where parts.count == 1:
      return parts.flatMap { item($0, depth) }
    case .all(let parts): return group("all of", parts, depth)
    case .any(let parts): return group("one of", parts, depth)
    case .none(let parts): return group("none of", parts, depth)
    }
  }

  private static func group(_ title: String, _ parts: [Condition], _ depth: Int) -> [String] {
    [indent(depth) + title] + parts.flatMap { item($0, depth + 1) }
  }

  private static func indent(_ depth: Int) -> String {
    String(repeating: "  ", count: depth) + "- "
  }

  private static func words(_ comparison: Comparison, of name: FactName) -> String {
    switch comparison {
    case .is(.text(let element)) where isList(name): "has \(code([element]))"
    case .is(.list(let elements)) where elements.isEmpty: "has no element"
    case .is(.list(let elements)): "is exactly \(code(elements))"
    case .is(let value): "is \(code([value.description]))"
    case .not(let value): "is not \(code([value.description]))"
    case .in(let values): "is one of \(code(values.map(\.description)))"
    case .notIn(let values): "is none of \(code(values.map(\.description)))"
    case .contains(let text): "has \(code([text]))"
    case .containsAny(let texts): "has one of \(code(texts))"
    case .matches(let pattern): "matches \(code([pattern]))"
    case .startsWith(let text): "begins with \(code([text]))"
    case .endsWith(let text): "ends with \(code([text]))"
    case .lessThan(let value): "is less than \(value)"
    case .atMost(let value): "is at most \(value)"
    case .greaterThan(let value): "is greater than \(value)"
    case .atLeast(let value): "is at least \(value)"
    case .before(let time): "lies before \(time)"
    case .after(let time): "lies after \(time)"
    case .olderThan: "lies more than \(comparison.operand) in the past"
    case .within: "lies within \(comparison.operand) of now"
    case .exists(true): "is known"
    case .exists(false): "is known to be absent"
    case .sameAs(let other): "is the same as `\(other)`"
    case .differsFrom(let other): "differs from `\(other)`"
    }
  }

  private static func isList(_ name: FactName) -> Bool {
    if case .list? = FactCatalogue.definition(of: name)?.type { true } else { false }
  }

  private static func code(_ texts: [String]) -> String {
    texts.map(MarkdownText.code).joined(separator: ", ")
  }
}
