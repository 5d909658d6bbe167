import PadlockModel

extension Linting {
  /// A fact that a text shows is known wherever it is shown, or other words stand in for it.
  mutating func checkTemplates(of rule: Rule) {
    let known = Self.knownWhereShown(rule)
    for (template, part) in Self.templates(of: rule) {
      checkSubstitution(template, rule, part)
      var reported: Set<FactName> = []
      for (name, otherwise) in template.facts
      where otherwise == nil && !known.contains(name) && reported.insert(name).inserted {
        error(
          place(rule.source, part), "`{{\(name)}}` may be unknown where it is shown",
          instead: "`{{\(name)|other words}}`")
      }
    }
  }

  /// No quotes keep a value one word where a shell runs what stands around it.
  private mutating func checkSubstitution(_ template: Template, _ rule: Rule, _ part: String) {
    guard part.hasSuffix("/command"), !template.facts.isEmpty else { return }
    for piece in template.parts {
      guard case .text(let text) = piece,
        let sign = ["$(", "`", "<("].first(where: { text.firstRange(of: $0) != nil })
      else { continue }
      error(
        place(rule.source, part), "`\(sign)` stands in a command that shows facts",
        instead: "a command without it, or the same in words")
      return
    }
  }

  /// The facts that have a value whenever the rule concludes.
  private static func knownWhereShown(_ rule: Rule) -> Set<FactName> {
    let tiers = [rule.confirmed, rule.suspected].compactMap { $0 }
    func inEveryTier(_ facts: (Condition) -> Set<FactName>) -> Set<FactName> {
      guard let first = tiers.first else { return facts(rule.applies) }
      return facts(rule.applies).union(
        tiers.dropFirst().reduce(facts(first)) { $0.intersection(facts($1)) })
    }
    var known = Implication.identity(of: .target).union(inEveryTier(Implication.known))
    guard let subject = rule.forEach else { return known }
    let kinds = Set(
      inEveryTier(Implication.read).compactMap { FactCatalogue.definition(of: $0)?.kind })
    // With the target as subject none of these kinds has a fact, so the rule cannot conclude.
    var reached = false
    for kind in [subject] + Implication.wholes(of: subject) {
      reached = reached || kinds.contains(kind)
      if reached { known.formUnion(Implication.identity(of: kind)) }
    }
    return known
  }

  /// Every text of a rule that shows facts, with the name of its part.
  static func templates(of rule: Rule) -> [(template: Template, part: String)] {
    var found: [(template: Template, part: String)] = [(rule.summary, "summary")]
    for (index, remedy) in rule.remedies.enumerated() {
      for (number, step) in remedy.steps.enumerated() {
        let part = "remedies/\(index)/steps/\(number)"
        if let text = step.instruction { found.append((text, "\(part)/instruction")) }
        if let text = step.command { found.append((text, "\(part)/command")) }
        if let edit = step.edit { found.append((edit.to, "\(part)/edit/to")) }
      }
    }
    return found
  }
}
