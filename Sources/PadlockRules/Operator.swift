import PadlockModel

/// The operators of the condition language.
enum Operator: String, CaseIterable {
  case `is`, not, `in`
  case notIn = "not-in"
  case contains
  case containsAny = "contains-any"
  case matches
  case startsWith = "starts-with"
  case endsWith = "ends-with"
  case lessThan = "less-than"
  case atMost = "at-most"
  case greaterThan = "greater-than"
  case atLeast = "at-least"
  case before, after
  case olderThan = "older-than"
  case within, exists
  case sameAs = "same-as"
  case differsFrom = "differs-from"

  /// What stands after the operator.
  enum Operand {
    /// A value of the fact's type.
    case value
    /// A list of values of the fact's type.
    case values
    /// A text, for a list one of its elements.
    case element
    case elements
    case text, pattern, moment, span, boolean, fact
  }

  var operand: Operand {
    switch self {
    case .is, .not, .lessThan, .atMost, .greaterThan, .atLeast: .value
    case .in, .notIn: .values
    case .contains: .element
    case .containsAny: .elements
    case .startsWith, .endsWith: .text
    case .matches: .pattern
    case .before, .after: .moment
    case .olderThan, .within: .span
    case .exists: .boolean
    case .sameAs, .differsFrom: .fact
    }
  }

  /// Whether the operator makes sense for facts of a type.
  func fits(_ type: FactType) -> Bool {
    switch self {
    case .is, .in, .notIn, .exists, .sameAs, .differsFrom: true
    case .not:
      // A list that is not exactly another may still hold all that is in it.
      if case .list = type { false } else { true }
    case .contains, .containsAny:
      switch type {
      case .text, .list: true
      default: false
      }
    case .matches, .startsWith, .endsWith:
      switch type {
      case .text, .choice, .list: true
      default: false
      }
    case .lessThan, .atMost, .greaterThan, .atLeast:
      switch type {
      case .integer, .duration: true
      default: false
      }
    case .before, .after, .olderThan, .within: type == .time
    }
  }

  /// The operators for a type, in the order of the documentation.
  static func fitting(_ type: FactType) -> [String] {
    allCases.filter { $0.fits(type) }.map(\.rawValue)
  }
}
