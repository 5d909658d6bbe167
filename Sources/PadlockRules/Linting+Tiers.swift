import PadlockModel

extension Linting {
  /// A rule must be able to conclude something.
  mutating func checkTiers(of rule: Rule) {
    if rule.confirmed == nil, rule.suspected == nil {
      error(
        rule.source,
        "the rule `\(rule.id)` has neither `confirmed` nor `suspected`, so it never "
          + "concludes",
        instead: "`confirmed: { … }` into it")
    }
    for (part, tier) in [("confirmed", rule.confirmed), ("suspected", rule.suspected)] {
      guard let tier else { continue }
      if let name = contradiction(in: [rule.applies, tier], for: rule.forEach) {
        error(
          place(rule.source, part),
          "`\(part)` can never hold: what the rule asks of `\(name)` contradicts itself",
          instead: "comparisons of `\(name)` that can hold together")
      } else if Self.isNever(tier) {
        error(
          place(rule.source, part), "`\(part)` can never hold: a list of it has no parts",
          instead: "at least one condition in it")
      }
    }
  }

  /// The first fact of which nothing can be true that all conditions ask.
  ///
  /// Lines about several subjects may be met by different ones, so comparisons are only gathered
  /// where the rule's subject has one such fact.
  private func contradiction(in conditions: [Condition], for kind: SubjectKind?) -> FactName? {
    let single = Set([.target] + [kind].compactMap { $0 } + Implication.wholes(of: kind))
    var gathered: [FactName: [Comparison]] = [:]
    for line in conditions.flatMap(Implication.lines) {
      guard let fact = FactCatalogue.definition(of: line.name) else { continue }
      if !Contradiction.canHold(line.comparisons, for: fact.type) { return line.name }
      if single.contains(fact.kind) { gathered[line.name, default: []] += line.comparisons }
    }
    return gathered.keys.sorted().first { name in
      guard let fact = FactCatalogue.definition(of: name) else { return false }
      return !Contradiction.canHold(gathered[name] ?? [], for: fact.type)
    }
  }

  private static func isNever(_ condition: Condition) -> Bool {
    switch condition {
    case .any(let parts): parts.allSatisfy(isNever)
    case .all(let parts): parts.contains(where: isNever)
    case .none, .fact: false
    }
  }
}
