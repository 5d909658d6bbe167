public import PadlockModel

/// One rule as `padlock rules show` prints it.
public struct RulePage: Codable, Equatable, Sendable {
  public struct Remedy: Codable, Hashable, Sendable {
    public var title: String
    public var platform: Platform?
    public var applies: String?
    public var steps: [Step]
    public var verify: String?
  }

  public struct Step: Codable, Hashable, Sendable {
    public var instruction: String?
    public var command: String?
    /// A setting and its new value.
    public var setting: String?
    public var to: String?
    public var restartsService: Bool
  }

  public struct Example: Codable, Hashable, Sendable {
    public var name: String
    public var facts: [String: String]
    public var expect: String
  }

  public var id: String
  public var pack: String
  public var title: String
  public var severity: Severity
  public var frequency: Frequency
  public var forEach: SubjectKind?
  /// Conditions as rules write them.
  public var applies: String?
  public var confirmed: String?
  public var suspected: String?
  public var causes: [String]
  public var causedBy: [String]
  public var masks: [String]
  public var maskedBy: [String]
  public var unless: [String]
  public var summary: String
  public var remedies: [Remedy]
  public var references: [FilledReference]
  public var examples: [Example]
  public var file: String
  public var line: Int

  /// The page of a rule; nil where there is no such rule.
  public init?(_ id: RuleID, in rules: RuleSet) {
    guard let rule = rules.rule(id) else { return nil }
    self.id = rule.id
    pack = rule.pack
    title = rule.title
    severity = rule.severity
    frequency = rule.frequency
    forEach = rule.forEach
    applies = rule.applies == .all([]) ? nil : ConditionPrinter.yaml(rule.applies)
    confirmed = rule.confirmed.map(ConditionPrinter.yaml)
    suspected = rule.suspected.map(ConditionPrinter.yaml)
    causes = rule.causes
    causedBy = rules.rules.filter { $0.causes.contains(id) }.map(\.id).sorted()
    masks = rule.masks
    maskedBy = rules.rules.filter { $0.masks.contains(id) }.map(\.id).sorted()
    unless = rule.unless
    summary = rule.summary.source
    remedies = rule.remedies.map { remedy in
      Remedy(
        title: remedy.title, platform: remedy.platform,
        applies: remedy.applies == .all([]) ? nil : ConditionPrinter.yaml(remedy.applies),
        steps: remedy.steps.map { step in
          Step(
            instruction: step.instruction?.source, command: step.command?.source,
            setting: step.edit?.setting, to: step.edit?.to.source,
            restartsService: step.restartsService)
        },
        verify: remedy.verify.map(ConditionPrinter.yaml))
    }
    references = rule.references.map { reference in
      let article = rules.articles.first { $0.id == reference.article }
      return FilledReference(
        title: article?.title ?? reference.article, section: reference.section, url: article?.url)
    }
    examples = rule.examples.map { example in
      var facts: [String: String] = [:]
      for (name, state) in example.facts { facts[name.rawValue] = Self.text(state) }
      return Example(name: example.name, facts: facts, expect: example.expect.rawValue)
    }
    file = rule.source.file
    line = rule.source.line
  }

  private static func text(_ state: FactState) -> String {
    switch state {
    case .known(let value, _): value.description
    case .absent: "absent"
    case .unknown(let reason): "unknown: \(reason.text)"
    }
  }
}
