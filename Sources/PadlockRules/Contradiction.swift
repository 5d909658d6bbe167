import PadlockModel

/// Tells whether comparisons of one fact can hold together.
enum Contradiction {
  static func canHold(_ comparisons: [Comparison], for type: FactType) -> Bool {
    if comparisons.contains(.exists(false)) { return comparisons.allSatisfy(holdsForAbsent) }
    if case .list = type { return true }
    guard let candidates = candidates(comparisons, type) else { return hasRoom(comparisons) }
    return candidates.contains { value in
      comparisons.allSatisfy { holds($0, for: value) }
    }
  }

  private static func holdsForAbsent(_ comparison: Comparison) -> Bool {
    switch comparison {
    case .not, .notIn, .sameAs, .differsFrom, .exists(false): true
    default: false
    }
  }

  /// The only values in question; nil where there is no end of them.
  private static func candidates(_ comparisons: [Comparison], _ type: FactType) -> [FactValue]? {
    for comparison in comparisons {
      switch comparison {
      case .is(let value): return [value]
      case .in(let values): return values
      default: break
      }
    }
    switch type {
    case .boolean: return [.boolean(true), .boolean(false)]
    case .choice(let words): return words.map { .text($0) }
    default: return nil
    }
  }

  /// Whether a value meets a comparison, as far as that can be told here; else true.
  private static func holds(_ comparison: Comparison, for value: FactValue) -> Bool {
    switch comparison {
    case .is(let other): value == other
    case .not(let other): value != other
    case .in(let others): others.contains(value)
    case .notIn(let others): !others.contains(value)
    case .lessThan(let bound): number(value) < number(bound)
    case .atMost(let bound): number(value) <= number(bound)
    case .greaterThan(let bound): number(value) > number(bound)
    case .atLeast(let bound): number(value) >= number(bound)
    case .startsWith(let text): value.description.hasPrefix(text)
    case .endsWith(let text): value.description.hasSuffix(text)
    case .exists(let expected): expected
    default: true
    }
  }

  /// Whether bounds leave a number between them.
  private static func hasRoom(_ comparisons: [Comparison]) -> Bool {
    var low = Int.min
    var high = Int.max
    for comparison in comparisons {
      switch comparison {
      case .lessThan(let bound): high = min(high, saturating(number(bound), -1))
      case .atMost(let bound): high = min(high, number(bound))
      case .greaterThan(let bound): low = max(low, saturating(number(bound), 1))
      case .atLeast(let bound): low = max(low, number(bound))
      default: break
      }
    }
    return low <= high
  }

  private static func saturating(_ number: Int, _ step: Int) -> Int {
    let (sum, overflow) = number.addingReportingOverflow(step)
    return overflow ? number : sum
  }

  private static func number(_ value: FactValue) -> Int {
    switch value {
    case .integer(let number): number
    case .duration(let seconds): seconds
    default: 0
    }
  }
}
