import PadlockModel
import PadlockReaders

extension FileReader {
  /// A condition: a mapping is all of its lines; `all`, `any` and `none` take lists.
  ///
  /// One line stands for itself, so that explanations show no level that nobody wrote.
  mutating func condition(_ tree: YAMLTree, _ what: String) -> Condition? {
    guard case .mapping(let lines) = tree.value else {
      error(
        tree.place, "\(what) is \(tree.shape), not a mapping",
        instead: "a mapping like `{ listener.tcp: refused }`")
      return nil
    }
    var parts: [Condition] = []
    var keys: Set<String> = []
    var isWhole = true
    for line in lines {
      guard keys.insert(line.key).inserted else {
        error(
          line.place, "the key `\(line.key)` stands twice in one mapping",
          instead: "each key once")
        isWhole = false
        continue
      }
      if let part = part(line) { parts.append(part) } else { isWhole = false }
    }
    guard isWhole else { return nil }
    if parts.count == 1, let only = parts.first { return only }
    return .all(parts)
  }

  private mutating func part(_ line: YAMLTree.Entry) -> Condition? {
    switch line.key {
    case "all": group(line).map { .all($0) }
    case "any": group(line).map { .any($0) }
    case "none": group(line).map { .none($0) }
    default: factLine(line)
    }
  }

  private mutating func group(_ line: YAMLTree.Entry) -> [Condition]? {
    guard case .sequence(let items) = line.value.value else {
      error(
        line.value.place, "`\(line.key)` is followed by \(line.value.shape), not by a list",
        instead: "`\(line.key): [ { … }, { … } ]`")
      return nil
    }
    guard !items.isEmpty else {
      error(
        line.value.place, "`\(line.key)` has no parts, so it says nothing",
        instead: "at least one condition in it")
      return nil
    }
    let parts = items.compactMap { condition($0, "a part of `\(line.key)`") }
    return parts.count == items.count ? parts : nil
  }

  private mutating func factLine(_ line: YAMLTree.Entry) -> Condition? {
    guard let definition = factName(line.key, at: line.place) else { return nil }
    noteFirst("fact/\(definition.name)", at: line.place)
    guard case .mapping(let operators) = line.value.value else {
      return plainValue(line.value, definition).map { .fact(definition.name, [.is($0)]) }
    }
    guard !operators.isEmpty else {
      error(
        line.value.place, "`\(definition.name)` is compared with nothing",
        instead: "a value, or an operator such as `{ in: [ … ] }`")
      return nil
    }
    let comparisons = operators.compactMap { comparison($0, definition) }
    return comparisons.count == operators.count ? .fact(definition.name, comparisons) : nil
  }

  private mutating func plainValue(_ tree: YAMLTree, _ definition: FactDefinition) -> FactValue? {
    if case .sequence = tree.value {
      if case .list = definition.type {
        return value(tree, of: definition.name, definition.type)
      }
      error(
        tree.place, "`\(definition.name)` is one value, not a list",
        instead: "`{ in: [ … ] }`")
      return nil
    }
    return value(tree, of: definition.name, definition.type)
  }

  private mutating func comparison(
    _ line: YAMLTree.Entry, _ fact: FactDefinition
  ) -> Comparison? {
    guard let op = Operator(rawValue: line.key) else {
      error(
        line.place, "there is no operator `\(line.key.prefix(60))`",
        instead: Suggestion.instead(
          of: line.key, in: Operator.fitting(fact.type), what: "an operator of docs/rules.md"))
      return nil
    }
    guard op.fits(fact.type) else {
      error(
        line.place,
        "`\(op.rawValue)` does not fit `\(fact.name)`, which is a \(Self.noun(fact.type))",
        instead: "one of \(Operator.fitting(fact.type).joined(separator: ", "))")
      return nil
    }
    return operand(line.value, op, fact)
  }

  private mutating func operand(
    _ tree: YAMLTree, _ op: Operator, _ fact: FactDefinition
  ) -> Comparison? {
    switch op {
    case .is: value(tree, of: fact.name, fact.type).map { .is($0) }
    case .not: value(tree, of: fact.name, fact.type).map { .not($0) }
    case .lessThan: value(tree, of: fact.name, fact.type).map { .lessThan($0) }
    case .atMost: value(tree, of: fact.name, fact.type).map { .atMost($0) }
    case .greaterThan: value(tree, of: fact.name, fact.type).map { .greaterThan($0) }
    case .atLeast: value(tree, of: fact.name, fact.type).map { .atLeast($0) }
    case .in: several(tree, op) { $0.value($1, of: fact.name, fact.type) }.map { .in($0) }
    case .notIn: several(tree, op) { $0.value($1, of: fact.name, fact.type) }.map { .notIn($0) }
    case .contains: element(tree, of: fact.name, Self.words(fact.type)).map { .contains($0) }
    case .containsAny:
      several(tree, op) { $0.element($1, of: fact.name, Self.words(fact.type)) }
        .map { .containsAny($0) }
    case .startsWith: exactText(tree, "`\(op.rawValue)`").map { .startsWith($0) }
    case .endsWith: exactText(tree, "`\(op.rawValue)`").map { .endsWith($0) }
    case .matches: pattern(tree).map { .matches($0) }
    case .before: moment(tree, fact).map { .before($0) }
    case .after: moment(tree, fact).map { .after($0) }
    case .olderThan: span(tree, op).map { .olderThan(seconds: $0) }
    case .within: span(tree, op).map { .within(seconds: $0) }
    case .exists: boolean(tree, "`exists`").map { .exists($0) }
    case .sameAs: other(tree, fact, op).map { .sameAs($0) }
    case .differsFrom: other(tree, fact, op).map { .differsFrom($0) }
    }
  }

  private static func words(_ type: FactType) -> [String]? {
    if case .list(let words) = type { words } else { nil }
  }

  private mutating func several<T>(
    _ tree: YAMLTree, _ op: Operator, _ read: (inout FileReader, YAMLTree) -> T?
  ) -> [T]? {
    guard case .sequence(let items) = tree.value, !items.isEmpty else {
      error(
        tree.place, "`\(op.rawValue)` is followed by \(tree.shape), not by a list of values",
        instead: "`\(op.rawValue): [ …, … ]`")
      return nil
    }
    let values = items.compactMap { read(&self, $0) }
    return values.count == items.count ? values : nil
  }

  private mutating func pattern(_ tree: YAMLTree) -> String? {
    guard let pattern = exactText(tree, "`matches`") else { return nil }
    if let problem = PatternBounds.problem(in: pattern) {
      error(tree.place, problem.message, instead: problem.instead)
      return nil
    }
    return pattern
  }

  private mutating func moment(_ tree: YAMLTree, _ fact: FactDefinition) -> Timestamp? {
    if case .time(let time) = value(tree, of: fact.name, .time) { return time }
    return nil
  }

  private mutating func span(_ tree: YAMLTree, _ op: Operator) -> Int? {
    if case .scalar(let text, _) = tree.value, let seconds = DurationText.parse(text) {
      return seconds
    }
    error(
      tree.place, "`\(op.rawValue)` is followed by \(tree.shape), not by a duration",
      instead: Self.sample(.duration))
    return nil
  }

  private mutating func other(
    _ tree: YAMLTree, _ fact: FactDefinition, _ op: Operator
  ) -> FactName? {
    guard let text = text(tree, "`\(op.rawValue)`"),
      let definition = factName(text, at: tree.place)
    else { return nil }
    guard Self.kindOfValue(definition.type) == Self.kindOfValue(fact.type) else {
      error(
        tree.place, "`\(fact.name)` and `\(definition.name)` never hold the same kind of value",
        instead: "a fact that is a \(Self.noun(fact.type))")
      return nil
    }
    noteFirst("fact/\(definition.name)", at: tree.place)
    return definition.name
  }

  /// Types whose values can be equal have one name.
  private static func kindOfValue(_ type: FactType) -> String {
    switch type {
    case .text, .choice: "text"
    case .list: "list"
    default: type.name
    }
  }
}
