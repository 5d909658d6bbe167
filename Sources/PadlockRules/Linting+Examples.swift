import PadlockModel

extension Linting {
  /// Each tier has an example, so has being ruled out, and no example asks for more than there is.
  mutating func checkExamples(of rule: Rule) {
    var wanted: [RuleExample.Expectation] = []
    if rule.confirmed != nil { wanted.append(.confirmed) }
    if rule.suspected != nil { wanted.append(.likely) }
    wanted.append(.ruledOut)
    for expectation in wanted where !rule.examples.contains(where: { $0.expect == expectation }) {
      let words = expectation == .ruledOut ? "being ruled out" : "`\(expectation.rawValue)`"
      error(
        rule.source, "the rule `\(rule.id)` has no example for \(words)",
        instead: "one with `expect: \(expectation.rawValue)` into it")
    }
    let facts = Self.factsOfExamples(rule)
    var names: Set<String> = []
    for (index, example) in rule.examples.enumerated() {
      if !names.insert(example.name).inserted {
        error(
          example.source, "two examples are called `\(example.name)`", instead: "another name")
      }
      if let missing = Self.missingTier(example.expect, rule) {
        error(
          place(rule.source, "examples/\(index)/expect"),
          "the example expects `\(example.expect.rawValue)`, and the rule has no `\(missing)`",
          instead: "`expect: \(rule.confirmed == nil ? "likely" : "confirmed")`")
      }
      for name in example.facts.keys.sorted() where !facts.contains(name) {
        error(
          place(rule.source, "examples/\(index)/\(name)"),
          "the example sets `\(name)`, which the rule never reads",
          instead: instead(
            name.rawValue, in: Set(rule.facts.map(\.rawValue)), else: "a fact of the rule"))
      }
    }
  }

  /// The tier that an expectation needs and that the rule lacks.
  private static func missingTier(_ expectation: RuleExample.Expectation, _ rule: Rule) -> String? {
    switch expectation {
    case .confirmed, .possible: rule.confirmed == nil ? "confirmed" : nil
    case .likely:
      // What is proved is merely likely while it is unknown whether the rule applies.
      rule.suspected == nil && rule.applies == .all([]) ? "suspected" : nil
    case .ruledOut: nil
    }
  }

  /// What examples may set: what the rule reads or shows, and what makes a subject one.
  private static func factsOfExamples(_ rule: Rule) -> Set<FactName> {
    var facts = rule.facts
    facts.formUnion(templates(of: rule).flatMap { $0.template.facts.map(\.name) })
    for kind in SubjectKind.allCases { facts.formUnion(Implication.identity(of: kind)) }
    return facts
  }
}
