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
  /// How rules hide each other.
  private let hiding: Hiding
  private let conditions: ConditionTable
  /// The places of the rules for each kind of subject.
  private let byKind: [SubjectKind?: [Int]]

  public init(rules: RuleSet, now: Timestamp, howToObserve: [FactName: String] = [:]) {
    self.rules = Self.sorted(rules)
    self.now = now
    frequencies = Dictionary(rules.rules.map { ($0.id, $0.frequency) }) { first, _ in first }
    hiding = Hiding(self.rules.rules)
    conditions = ConditionTable(self.rules.rules)
    let all = self.rules.rules
    byKind = Dictionary(grouping: all.indices) { all[$0].forEach }
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
    let conclusions = Conclusions(judgements(evaluation), evaluation.neighbourhood, hiding)
    return TargetVerdict(
      findings: known, conclusions: conclusions,
      graph: CauseGraph(conclusions, evaluation.neighbourhood), evaluation: evaluation,
      clock: clock)
  }

  /// How each rule comes out for each of its subjects, in order of rules and subjects.
  private func judgements(_ evaluation: Evaluation) -> [Judgement] {
    var cache = Evaluation.Cache()
    var ofRule: [[Judgement]] = Array(repeating: [], count: rules.rules.count)
    for (kind, places) in byKind {
      for subject in subjects(for: kind, evaluation) {
        var outcomes = SubjectOutcomes(conditions, evaluation, for: subject)
        for place in places {
          ofRule[place].append(
            Judgement(
              rules.rules, place, conditions.entries[place], evaluation, &outcomes, &cache))
        }
      }
    }
    return ofRule.flatMap(\.self)
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
