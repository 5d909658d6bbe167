import PadlockModel

/// Answers one comparison of a rule for the state of one fact.
///
/// Total: a comparison that makes no sense for the value's type does not hold. What is known to be
/// absent equals nothing, so `not` and `not-in` hold for it.
struct Comparing {
  /// The moment of judgement.
  let now: Timestamp

  func holds(_ comparison: Comparison, for state: FactState, other: FactState?) -> Kleene {
    switch (state, comparison) {
    case (.unknown, _): .unknown
    case (_, .sameAs): same(state, other)
    case (_, .differsFrom): !same(state, other)
    case (.absent, .exists(let expected)): Kleene(!expected)
    case (.absent, .not), (.absent, .notIn): .yes
    case (.absent, _): .no
    case (.known(let value, _), _): Kleene(holds(comparison, for: value))
    }
  }

  private func same(_ state: FactState, _ other: FactState?) -> Kleene {
    switch (state, other) {
    case (_, nil), (_, .unknown), (.unknown, _): .unknown
    case (.absent, .absent): .yes
    case (.known(let a, _), .known(let b, _)): Kleene(a == b)
    default: .no
    }
  }

  private func holds(_ comparison: Comparison, for value: FactValue) -> Bool {
    switch comparison {
    case .is(let expected): equals(value, expected)
    case .not(let expected): !equals(value, expected)
    case .in(let options): options.contains { equals(value, $0) }
    case .notIn(let options): !options.contains { equals(value, $0) }
    case .contains(let part): contains(value, part)
    case .containsAny(let parts): parts.contains { contains(value, $0) }
    case .matches(let pattern): texts(value).contains { BoundedPattern.find(pattern, in: $0) }
    case .startsWith(let prefix): texts(value).contains { $0.hasPrefix(prefix) }
    case .endsWith(let suffix): texts(value).contains { $0.hasSuffix(suffix) }
    case .lessThan(let bound): ordered(value, bound).map { $0 < 0 } ?? false
    case .atMost(let bound): ordered(value, bound).map { $0 <= 0 } ?? false
    case .greaterThan(let bound): ordered(value, bound).map { $0 > 0 } ?? false
    case .atLeast(let bound): ordered(value, bound).map { $0 >= 0 } ?? false
    case .before(let time): moment(value).map { $0 < time } ?? false
    case .after(let time): moment(value).map { $0 > time } ?? false
    case .olderThan(let seconds):
      moment(value).map { $0 < now.advanced(bySeconds: earlier(seconds)) } ?? false
    case .within(let seconds):
      moment(value).map {
        $0 >= now.advanced(bySeconds: earlier(seconds))
          && $0 <= now.advanced(bySeconds: Int64(seconds))
      } ?? false
    case .exists(let expected): expected
    case .sameAs, .differsFrom: false
    }
  }

  /// `seconds` the other way, without overflow.
  private func earlier(_ seconds: Int) -> Int64 { -max(Int64(seconds), -.max) }

  /// A list equals a single value that is in it: `trait: java-keystore`.
  private func equals(_ value: FactValue, _ expected: FactValue) -> Bool {
    if case .list(let elements) = value, case .text(let element) = expected {
      return elements.contains(element)
    }
    return value == expected
  }

  private func contains(_ value: FactValue, _ part: String) -> Bool {
    switch value {
    case .list(let elements): elements.contains(part)
    case .text(let text): part.isEmpty || text.firstRange(of: part) != nil
    default: false
    }
  }

  private func texts(_ value: FactValue) -> [String] {
    switch value {
    case .list(let elements): elements
    default: [value.description]
    }
  }

  private func moment(_ value: FactValue) -> Timestamp? {
    if case .time(let time) = value { time } else { nil }
  }

  /// Negative, zero or positive as `a` stands before, with or after `b`; nil across types.
  private func ordered(_ a: FactValue, _ b: FactValue) -> Int? {
    switch (a, b) {
    case (.integer(let a), .integer(let b)): a < b ? -1 : a > b ? 1 : 0
    case (.duration(let a), .duration(let b)): a < b ? -1 : a > b ? 1 : 0
    case (.time(let a), .time(let b)): a < b ? -1 : a > b ? 1 : 0
    default: nil
    }
  }
}
