public import PadlockModel

/// What the examples of rules leave unproved, when every rule judges every example.
public enum RuleCoverage {
  /// Something that no example shows.
  public struct Gap: Hashable, Sendable {
    public enum Kind: String, CaseIterable, Sendable, Codable {
      /// No example confirms the rule, or makes it likely where that is the best it reaches.
      case unconfirmed
      /// No example rules it out.
      case neverRuledOut = "never-ruled-out"
      /// Two rules are concluded from the same examples, each of them.
      case notToldApart = "not-told-apart"
    }

    public var kind: Kind
    public var rule: RuleID
    /// The rule that it cannot be told from.
    public var other: RuleID?
    public var problem: RuleProblem
  }

  /// Finds every gap.
  ///
  /// Two rules are compared where one example lets both conclude, each judged by itself: then another
  /// example has to make one of them confirmed or likely, and not the other.
  ///
  /// - Parameters:
  ///   - rules: the rules whose examples are judged.
  ///   - judge: what a rule makes of facts, in the engine's eyes.
  /// - Returns: the gaps in the order of the rules, pairs last.
  public static func gaps(
    in rules: [Rule], judging judge: (Rule, FactSet) -> RuleExample.Expectation?
  ) -> [Gap] {
    let trials = rules.enumerated().flatMap { index, rule in
      rule.examples.map { example in
        Trial(
          owner: index, sets: Set(example.facts.keys),
          facts: RuleExamples.facts(of: example, for: rule))
      }
    }
    let outcomes = rules.indices.map { Outcome(of: rules[$0], at: $0, trials, judging: judge) }
    var gaps: [Gap] = []
    for (rule, outcome) in zip(rules, outcomes) {
      let best = rule.confirmed == nil ? "makes" : "confirms"
      if !outcome.reachesItsBest {
        gaps.append(
          Gap(
            kind: .unconfirmed, rule: rule.id,
            problem: RuleProblem(
              at: rule.source,
              "no example \(best) `\(rule.id)`" + (rule.confirmed == nil ? " likely" : ""),
              instead: "an example with what proves it")))
      }
      if !outcome.isRuledOut {
        gaps.append(
          Gap(
            kind: .neverRuledOut, rule: rule.id,
            problem: RuleProblem(
              at: rule.source, "no example rules `\(rule.id)` out",
              instead: "an example of a system without this fault")))
      }
    }
    return gaps + alike(rules, outcomes)
  }

  /// The pairs of rules that conclude from the same examples.
  private static func alike(_ rules: [Rule], _ outcomes: [Outcome]) -> [Gap] {
    var seen: [Set<Int>: RuleID] = [:]
    var gaps: [Gap] = []
    for (rule, outcome) in zip(rules, outcomes) where !outcome.concluded.isEmpty {
      guard let other = seen[outcome.concluded] else {
        seen[outcome.concluded] = rule.id
        continue
      }
      gaps.append(
        Gap(
          kind: .notToldApart, rule: rule.id, other: other,
          problem: RuleProblem(
            at: rule.source, "no example tells `\(rule.id)` and `\(other)` apart",
            instead: "an example from which only one of them is concluded")))
    }
    return gaps
  }

  /// An example, as facts.
  private struct Trial {
    /// The place of its rule.
    var owner: Int
    /// What it sets itself.
    var sets: Set<FactName>
    var facts: FactSet
  }

  /// What one rule makes of all examples.
  private struct Outcome {
    var reachesItsBest = false
    var isRuledOut = false
    /// The trials that make it confirmed or likely.
    var concluded: Set<Int> = []

    init(
      of rule: Rule, at place: Int, _ trials: [Trial],
      judging judge: (Rule, FactSet) -> RuleExample.Expectation?
    ) {
      let best: RuleExample.Expectation = rule.confirmed == nil ? .likely : .confirmed
      // What only says where a rule makes sense supports nothing.
      let support = [rule.confirmed, rule.suspected].compactMap { $0?.facts }
        .reduce(into: Set<FactName>()) { $0.formUnion($1) }
      for (number, trial) in trials.enumerated() {
        let isOwn = trial.owner == place
        guard isOwn || !support.isDisjoint(with: trial.sets) else { continue }
        let found = judge(rule, trial.facts)
        if isOwn {
          reachesItsBest = reachesItsBest || found == best
          isRuledOut = isRuledOut || found == .ruledOut
        }
        if found == .confirmed || found == .likely { concluded.insert(number) }
      }
    }
  }
}
