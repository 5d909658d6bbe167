import PadlockModel

@testable import PadlockEngine

/// Subjects that most tests talk about.
enum Part {
  static let service = SubjectID(.service, "agent")
  static let listener = SubjectID(.listener, "agent01:8081")
  static let other = SubjectID(.listener, "agent01:8082")
  static let keystore = SubjectID(.keystore, "/etc/agent.jks")
  static let entry = SubjectID(.entry, "agent in /etc/agent.jks")

  /// Entry → keystore → service, both listeners → service.
  static let observations: [Observation] = [
    .subject(Subject(service, name: "agent")),
    .subject(Subject(listener, name: "agent01:8081", within: [service])),
    .subject(Subject(other, name: "agent01:8082", within: [service])),
    .subject(Subject(keystore, name: "agent.jks", within: [service])),
    .subject(Subject(entry, name: "agent", within: [keystore])),
  ]
}

extension Evidence {
  static let file = Evidence(.file, "/etc/agent.conf", line: 3, excerpt: "a = b")
  static let probe = Evidence(.probe, "agent01:8081", excerpt: "connected")
  static let log = Evidence(.log, "agent.log", line: 7, excerpt: "it failed")
  static let user = Evidence(.user, "reported", excerpt: "it does not work")
}

extension Condition {
  static func line(_ name: FactName, _ comparison: Comparison) -> Condition {
    .fact(name, [comparison])
  }

  static func line(_ name: FactName, _ value: FactValue) -> Condition {
    .fact(name, [.is(value)])
  }
}

extension Findings {
  init(
    _ observations: [Observation], id: String = "xagent@agent01:8081", product: String = "xagent"
  ) {
    self.init(target: Target(id: id, product: product, name: "Agent", host: "agent01"))
    for observation in observations { add(observation) }
  }
}

extension Engine {
  static let moment = Timestamp(secondsSince1970: 1_790_000_000)

  init(
    _ rules: Rule..., products: [Product] = [], symptoms: [Symptom] = [],
    questions: [Question] = []
  ) {
    self.init(
      rules: RuleSet(
        rules: rules, products: products, symptoms: symptoms, questions: questions,
        packs: ["test"]),
      now: Self.moment)
  }

  func report(_ findings: Findings...) -> Report {
    report(findings.map(judge), version: "0", generated: Self.moment)
  }
}

extension TargetVerdict {
  /// How the rule came out for the subject; nil where it was not judged for it.
  func standing(_ id: RuleID, _ subject: SubjectID = .target) -> Conclusions.Standing? {
    zip(conclusions.judgements, conclusions.standings)
      .first { $0.0.rule.id == id && $0.0.subject == subject }?.1
  }

  func judgement(_ id: RuleID, _ subject: SubjectID = .target) -> Judgement? {
    conclusions.judgements.first { $0.rule.id == id && $0.subject == subject }
  }
}

extension Rule {
  init(
    _ id: RuleID, _ severity: Severity = .error, forEach: SubjectKind? = nil,
    applies: Condition = .all([]), confirmed: Condition? = nil, suspected: Condition? = nil,
    causes: [RuleID] = [], masks: [RuleID] = [], unless: [RuleID] = [],
    frequency: Frequency = .usual
  ) {
    self.init(
      id: id, title: id, severity: severity, frequency: frequency, forEach: forEach,
      applies: applies, confirmed: confirmed, suspected: suspected, causes: causes, masks: masks,
      unless: unless)
  }
}
