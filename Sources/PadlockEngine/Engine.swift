public import PadlockModel

/// Judges facts by rules: pure, total, and the same for the same input whatever its order.
public struct Engine: Sendable {
  public let rules: RuleSet
  /// The moment for which dates are judged.
  public let now: Timestamp
  /// How an unknown fact could be learned, in words for the user.
  public let howToObserve: [FactName: String]

  public init(rules: RuleSet, now: Timestamp, howToObserve: [FactName: String] = [:]) {
    self.rules = rules
    self.now = now
    self.howToObserve = howToObserve
  }

  /// Judges everything known of one target.
  public func judge(_ findings: Findings) -> TargetVerdict {
    let clock = EvidenceClock(findings.facts)
    var known = findings
    known.facts = clock.addingSymptoms(findings.sightings, to: findings.facts)
    known.facts = Self.addingTarget(findings.target, rules, to: known.facts)
    let evaluation = Evaluation(known.facts, now: now)
    let judgements = rules.rules.sorted { $0.id < $1.id }.flatMap { rule in
      subjects(of: rule, evaluation).map { judge(rule, for: $0, evaluation) }
    }
    let conclusions = Conclusions(judgements, evaluation.neighbourhood)
    return TargetVerdict(
      findings: known, conclusions: conclusions,
      graph: CauseGraph(conclusions, evaluation.neighbourhood), evaluation: evaluation,
      clock: clock)
  }

  private func subjects(of rule: Rule, _ evaluation: Evaluation) -> [SubjectID] {
    guard let kind = rule.forEach else { return [.target] }
    let found = evaluation.neighbourhood.all(kind)
    return found.isEmpty ? [.target] : found
  }

  private func judge(
    _ rule: Rule, for subject: SubjectID, _ evaluation: Evaluation
  ) -> Judgement {
    let applies = evaluation.evaluate(rule.applies, for: subject)
    return Judgement(
      rule, subject, applies: applies,
      confirmed: rule.confirmed.map { evaluation.evaluate($0, for: subject) },
      suspected: rule.suspected.map { evaluation.evaluate($0, for: subject) })
  }

  /// What is true of a target by its definition.
  private static func addingTarget(
    _ target: Target, _ rules: RuleSet, to facts: FactSet
  ) -> FactSet {
    var facts = facts
    facts.set(FactKey("product"), .known(.text(target.product), evidence: []))
    facts.set(FactKey("target.name"), .known(.text(target.name), evidence: []))
    facts.set(FactKey("target.host"), .known(.text(target.host), evidence: []))
    facts.set(
      FactKey("target.home"),
      target.home.map { .known(.text($0), evidence: []) } ?? .unknown(.notApplicable))
    facts.set(
      FactKey("platform"),
      target.platform.map { .known(.text($0.rawValue), evidence: []) } ?? .unknown(.notApplicable))
    let traits = rules.product(target.product)?.traits ?? []
    if facts["trait", .target].value == nil {
      facts.set(FactKey("trait"), .known(.list(traits), evidence: []))
    }
    return facts
  }
}

/// What the engine concluded for one target, with everything that explains it.
public struct TargetVerdict: Sendable {
  public let findings: Findings
  public let conclusions: Conclusions
  let graph: CauseGraph
  let evaluation: Evaluation
  let clock: EvidenceClock
}
