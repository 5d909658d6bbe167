import PadlockModel
import PadlockRules
import Testing

@Suite struct CoverageTests {
  /// A rule that is concluded where `fact` is what it asks for.
  private func rule(
    _ id: RuleID, _ fact: FactName, confirmed: Bool = true, examples: [RuleExample]
  ) -> Rule {
    let condition = Condition.fact(fact, [.is(.boolean(true))])
    return Rule(
      id: id, title: id, confirmed: confirmed ? condition : nil,
      suspected: confirmed ? nil : condition, examples: examples)
  }

  private func example(
    _ facts: [FactName: Bool], _ expect: RuleExample.Expectation
  ) -> RuleExample {
    RuleExample(
      name: "example", facts: facts.mapValues { .known(.boolean($0), evidence: []) },
      expect: expect, source: SourcePosition(file: "rules.yml", line: 1, column: 1))
  }

  /// Judges by the one fact of a rule.
  private func gaps(_ rules: [Rule]) -> [String] {
    let found = RuleCoverage.gaps(in: rules) { rule, facts in
      guard let name = rule.facts.first else { return nil }
      switch facts.states.first(where: { $0.key.name == name })?.value.value {
      case .boolean(true)?: return rule.confirmed == nil ? .likely : .confirmed
      case .boolean(false)?: return .ruledOut
      default: return nil
      }
    }
    return found.map { "\($0.kind.rawValue) \($0.rule) \($0.other ?? "-")" }
  }

  private let opens: FactName = "keystore.opens"
  private let key: FactName = "entry.key-opens"

  @Test func `a rule that is confirmed and ruled out has no gap`() {
    let both = [example([opens: true], .confirmed), example([opens: false], .ruledOut)]
    #expect(gaps([rule("a.b", opens, examples: both)]).isEmpty)
    let likely = [example([opens: true], .likely), example([opens: false], .ruledOut)]
    #expect(gaps([rule("a.b", opens, confirmed: false, examples: likely)]).isEmpty)
  }

  @Test func `a tier without an example is a gap`() {
    let one = rule("a.b", opens, examples: [example([opens: true], .confirmed)])
    #expect(gaps([one]) == ["never-ruled-out a.b -"])
    let other = rule("a.b", opens, examples: [example([opens: false], .ruledOut)])
    #expect(gaps([other]) == ["unconfirmed a.b -"])
  }

  @Test func `two rules that every example treats alike are a gap, once`() {
    let examples = [example([opens: true], .confirmed), example([opens: false], .ruledOut)]
    let pair = [rule("a.b", opens, examples: examples), rule("a.c", opens, examples: examples)]
    #expect(gaps(pair) == ["not-told-apart a.c a.b"])
  }

  @Test func `one example from which only one of two is concluded tells them apart`() {
    let first = [
      example([opens: true, key: true], .confirmed), example([opens: false], .ruledOut),
      example([opens: true, key: false], .confirmed),
    ]
    let second = [
      example([opens: true, key: true], .confirmed), example([key: false], .ruledOut),
    ]
    #expect(
      gaps([rule("a.b", opens, examples: first), rule("a.c", key, examples: second)]).isEmpty)
  }
}
