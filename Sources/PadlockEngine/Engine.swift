public import PadlockModel

/// Judges facts by rules: pure, total, and the same for the same input whatever its order.
public struct Engine: Sendable {
  /// The knowledge to judge by, its rules in order of their ids.
  public let rules: RuleSet
  /// The moment for which dates are judged.
  public let now: Timestamp
  /// How an unknown fact could be learned, in words for the user.
  public let howToObserve: [FactName: String]
  /// How common each rule's cause is.
  let frequencies: [RuleID: Frequency]

  public init(rules: RuleSet, now: Timestamp, howToObserve: [FactName: String] = [:]) {
    self.rules = Self.sorted(rules)
    self.now = now
    frequencies = Dictionary(rules.rules.map { ($0.id, $0.frequency) }) { first, _ in first }
    self.howToObserve = howToObserve.merging(
      rules.questions.map { ($0.fact, "\($0.asks) \($0.howToAnswer)") }
    ) { first, _ in first }
  }

  /// Judges everything known of one target.
  public func judge(_ findings: Findings) -> TargetVerdict {
    let clock = EvidenceClock(findings.facts)
    var known = findings
    known.facts = clock.addingSymptoms(findings.sightings, to: findings.facts)
    known.facts = Self.addingTarget(findings.target, rules, to: known.facts)
    let partial = EvidenceClock.partial(findings.facts)
    known.facts = addingAnswers(findings.answers, to: known.facts, partial)
    let evaluation = Evaluation(known.facts, now: now, partial: partial)
    var cache = Evaluation.Cache()
    var judgements: [Judgement] = []
    judgements.reserveCapacity(rules.rules.count)
    for index in rules.rules.indices {
      for subject in subjects(for: rules.rules[index].forEach, evaluation) {
        judgements.append(Judgement(rules.rules, index, subject, evaluation, &cache))
      }
    }
    let conclusions = Conclusions(judgements, evaluation.neighbourhood)
    return TargetVerdict(
      findings: known, conclusions: conclusions,
      graph: CauseGraph(conclusions, evaluation.neighbourhood), evaluation: evaluation,
      clock: clock)
  }

  /// What a rule for subjects of `kind` is judged for.
  func subjects(for kind: SubjectKind?, _ evaluation: Evaluation) -> [SubjectID] {
    guard let kind else { return [.target] }
    let found = evaluation.neighbourhood.all(kind)
    return found.isEmpty ? [.target] : found
  }

  private static func sorted(_ rules: RuleSet) -> RuleSet {
    let isSorted = zip(rules.rules, rules.rules.dropFirst()).allSatisfy { $0.id <= $1.id }
    if isSorted { return rules }
    var sorted = rules
    sorted.rules.sort { $0.id < $1.id }
    return sorted
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
