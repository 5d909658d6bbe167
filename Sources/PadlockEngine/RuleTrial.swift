public import PadlockModel

extension Engine {
  /// Facts that follow from the target itself or from what was seen, without any collector.
  public static let ownFacts: Set<FactName> = [
    "product", "trait", "platform", "target.name", "target.host", "target.home",
    "symptoms.current", "symptoms.reported", "symptoms.logged", "symptoms.client",
    "symptoms.server",
  ]

  /// What one rule alone makes of facts, as its examples put it.
  ///
  /// - Parameters:
  ///   - rule: the rule to try.
  ///   - facts: the facts of one target, its subjects included.
  ///   - now: the moment of judgement.
  /// - Returns: the best that any subject gives; nil where nothing is concluded or ruled out.
  public static func example(
    _ rule: Rule, _ facts: FactSet, now: Timestamp
  ) -> RuleExample.Expectation? {
    let evaluation = Evaluation(facts, now: now)
    let engine = Engine(rules: RuleSet(rules: [rule]), now: now)
    let verdicts = engine.subjects(for: rule.forEach, evaluation).map {
      Judgement(rule, $0, evaluation).verdict
    }
    let certainties = verdicts.compactMap { verdict -> Certainty? in
      if case .concluded(let certainty) = verdict { certainty } else { nil }
    }
    switch certainties.min() {
    case .confirmed: return .confirmed
    case .likely: return .likely
    case .possible: return .possible
    case nil:
      let isRuledOut = verdicts.contains { $0 == .ruledOut || $0 == .doesNotApply }
      return isRuledOut ? .ruledOut : nil
    }
  }
}
