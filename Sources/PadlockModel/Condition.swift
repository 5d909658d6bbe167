/// A condition of a rule: what must hold, in words of facts alone.
public indirect enum Condition: Hashable, Sendable {
  case all([Condition])
  case any([Condition])
  /// True where every part is false.
  case none([Condition])
  /// One line of a rule: a fact and what is asked of it; several comparisons must all hold.
  case fact(FactName, [Comparison])

  /// Every fact that it reads, also as the operand of `same-as`.
  public var facts: Set<FactName> {
    switch self {
    case .all(let parts), .any(let parts), .none(let parts):
      return parts.reduce(into: []) { $0.formUnion($1.facts) }
    case .fact(let name, let comparisons):
      var names: Set<FactName> = [name]
      for comparison in comparisons {
        switch comparison {
        case .sameAs(let other), .differsFrom(let other): names.insert(other)
        default: break
        }
      }
      return names
    }
  }
}

/// What is asked of a fact; the names are those of the rules' language.
public enum Comparison: Hashable, Sendable {
  case `is`(FactValue)
  case not(FactValue)
  case `in`([FactValue])
  case notIn([FactValue])
  case contains(String)
  case containsAny([String])
  /// A bounded regular expression, searched anywhere in the text.
  case matches(String)
  case startsWith(String)
  case endsWith(String)
  case lessThan(FactValue)
  case atMost(FactValue)
  case greaterThan(FactValue)
  case atLeast(FactValue)
  case before(Timestamp)
  case after(Timestamp)
  /// A time more than this many seconds before the moment of judgement.
  case olderThan(seconds: Int)
  /// A time no further than this many seconds from the moment of judgement, either way.
  case within(seconds: Int)
  case exists(Bool)
  case sameAs(FactName)
  case differsFrom(FactName)

  /// The operator as rules write it.
  public var name: String {
    switch self {
    case .is: "is"
    case .not: "not"
    case .in: "in"
    case .notIn: "not-in"
    case .contains: "contains"
    case .containsAny: "contains-any"
    case .matches: "matches"
    case .startsWith: "starts-with"
    case .endsWith: "ends-with"
    case .lessThan: "less-than"
    case .atMost: "at-most"
    case .greaterThan: "greater-than"
    case .atLeast: "at-least"
    case .before: "before"
    case .after: "after"
    case .olderThan: "older-than"
    case .within: "within"
    case .exists: "exists"
    case .sameAs: "same-as"
    case .differsFrom: "differs-from"
    }
  }

  /// The operand as a person would write it.
  public var operand: String {
    switch self {
    case .is(let value), .not(let value), .lessThan(let value), .atMost(let value),
      .greaterThan(let value), .atLeast(let value):
      value.description
    case .in(let values), .notIn(let values): values.map(\.description).joined(separator: ", ")
    case .contains(let text), .matches(let text), .startsWith(let text), .endsWith(let text): text
    case .containsAny(let texts): texts.joined(separator: ", ")
    case .before(let time), .after(let time): time.description
    case .olderThan(let seconds), .within(let seconds): DurationText.format(seconds: seconds)
    case .exists(let expected): expected ? "true" : "false"
    case .sameAs(let name), .differsFrom(let name): name.rawValue
    }
  }

  /// The whole comparison in words: `true`, `not-in JKS, PKCS12`, `exists`.
  public var text: String {
    switch self {
    case .is(let value): value.description
    case .exists(true): "exists"
    case .exists(false): "does not exist"
    default: "\(name) \(operand)"
    }
  }
}
