/// The id of a rule and of the diagnosis it concludes, such as `keystore.alias-missing`.
public typealias RuleID = String

/// How much a diagnosis matters.
public enum Severity: String, CaseIterable, Sendable, Codable, Comparable {
  case error, warning, notice

  /// Errors come first.
  public static func < (a: Severity, b: Severity) -> Bool { a.order < b.order }
  private var order: Int {
    switch self {
    case .error: 0
    case .warning: 1
    case .notice: 2
    }
  }
}

/// How common a cause is; it decides the order of asking, never the truth.
public enum Frequency: String, CaseIterable, Sendable, Codable, Comparable {
  case common, usual, rare

  /// Common causes come first.
  public static func < (a: Frequency, b: Frequency) -> Bool { a.order < b.order }
  private var order: Int {
    switch self {
    case .common: 0
    case .usual: 1
    case .rare: 2
    }
  }
}

/// How sure a diagnosis is.
public enum Certainty: String, CaseIterable, Sendable, Codable, Comparable {
  case confirmed, likely, possible

  /// The surest come first.
  public static func < (a: Certainty, b: Certainty) -> Bool { a.order < b.order }
  private var order: Int {
    switch self {
    case .confirmed: 0
    case .likely: 1
    case .possible: 2
    }
  }
}

/// Knowledge as data: when a diagnosis is concluded from facts, and what to do then.
public struct Rule: Hashable, Sendable {
  public var id: RuleID
  public var pack: String
  public var title: String
  public var severity: Severity
  public var frequency: Frequency
  /// The kind of subject it runs once for; nil for once per target.
  public var forEach: SubjectKind?
  public var applies: Condition
  public var confirmed: Condition?
  public var suspected: Condition?
  public var causes: [RuleID]
  public var masks: [RuleID]
  public var unless: [RuleID]
  public var summary: Template
  public var remedies: [Remedy]
  public var references: [Reference]
  public var examples: [RuleExample]
  /// Where it is written.
  public var source: SourcePosition

  public init(
    id: RuleID, pack: String = "", title: String, severity: Severity = .error,
    frequency: Frequency = .usual, forEach: SubjectKind? = nil, applies: Condition = .all([]),
    confirmed: Condition? = nil, suspected: Condition? = nil, causes: [RuleID] = [],
    masks: [RuleID] = [], unless: [RuleID] = [], summary: Template = Template(""),
    remedies: [Remedy] = [], references: [Reference] = [], examples: [RuleExample] = [],
    source: SourcePosition = SourcePosition(file: "", line: 0, column: 0)
  ) {
    self.id = id
    self.pack = pack
    self.title = title
    self.severity = severity
    self.frequency = frequency
    self.forEach = forEach
    self.applies = applies
    self.confirmed = confirmed
    self.suspected = suspected
    self.causes = causes
    self.masks = masks
    self.unless = unless
    self.summary = summary
    self.remedies = remedies
    self.references = references
    self.examples = examples
    self.source = source
  }

  /// Every fact that decides it.
  public var facts: Set<FactName> {
    [applies, confirmed, suspected].compactMap { $0 }.reduce(into: []) { $0.formUnion($1.facts) }
  }
}

/// A place in a rules file, both 1-based.
public struct SourcePosition: Hashable, Sendable {
  public var file: String
  public var line: Int
  public var column: Int

  public init(file: String, line: Int, column: Int) {
    self.file = file
    self.line = line
    self.column = column
  }
}

/// An example of a rule: facts, and what they must conclude.
public struct RuleExample: Hashable, Sendable {
  public enum Expectation: String, CaseIterable, Sendable {
    case confirmed, likely, possible
    case ruledOut = "ruled-out"
  }

  public var name: String
  public var facts: [FactName: FactState]
  public var expect: Expectation
  public var source: SourcePosition

  public init(
    name: String, facts: [FactName: FactState], expect: Expectation, source: SourcePosition
  ) {
    self.name = name
    self.facts = facts
    self.expect = expect
    self.source = source
  }
}

/// A section of an article in `rules/articles.yml`.
public struct Reference: Hashable, Sendable {
  public var article: String
  public var section: String

  public init(article: String, section: String) {
    self.article = article
    self.section = section
  }
}

/// A published article that rules refer to.
public struct Article: Hashable, Sendable {
  public var id: String
  public var title: String
  public var url: String?

  public init(id: String, title: String, url: String?) {
    self.id = id
    self.title = title
    self.url = url
  }
}
