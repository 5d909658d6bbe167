/// A named cause, for a target and a subject.
public struct Diagnosis: Sendable, Equatable, Codable {
  public var id: RuleID
  public var target: String
  public var subject: String?
  public var title: String
  public var severity: Severity
  public var certainty: Certainty
  public var rank: Int
  public var rootCause: Bool
  /// Keys of the concluded diagnoses that it causes.
  public var causes: [String]
  /// Keys of the concluded diagnoses that cause it, the best first: it hangs under that one.
  public var causedBy: [String]
  public var summary: String
  public var evidence: [Evidence]
  public var why: ConditionTree
  public var toConfirm: [ToConfirm]
  public var remedies: [FilledRemedy]
  public var references: [FilledReference]

  public init(
    id: RuleID, target: String, subject: String?, title: String, severity: Severity,
    certainty: Certainty, rank: Int, rootCause: Bool, causes: [String], causedBy: [String],
    summary: String, evidence: [Evidence], why: ConditionTree, toConfirm: [ToConfirm],
    remedies: [FilledRemedy], references: [FilledReference]
  ) {
    self.id = id
    self.target = target
    self.subject = subject
    self.title = title
    self.severity = severity
    self.certainty = certainty
    self.rank = rank
    self.rootCause = rootCause
    self.causes = causes
    self.causedBy = causedBy
    self.summary = summary
    self.evidence = evidence
    self.why = why
    self.toConfirm = toConfirm
    self.remedies = remedies
    self.references = references
  }

  /// Names it in `causes`, `causedBy` and `masked`: the id, the target and the subject.
  public static func key(_ id: RuleID, target: String, subject: SubjectID) -> String {
    subject == .target ? "\(id) \(target)" : "\(id) \(target) \(subject)"
  }

  public var key: String { [id, target, subject].compactMap { $0 }.joined(separator: " ") }

  /// What would make it certain.
  public struct ToConfirm: Sendable, Equatable, Codable {
    public var fact: FactName
    public var how: String
    public init(fact: FactName, how: String) {
      self.fact = fact
      self.how = how
    }
  }
}

/// A remedy with real paths and names filled in.
public struct FilledRemedy: Sendable, Equatable, Codable {
  public struct Step: Sendable, Equatable, Codable {
    public struct Edit: Sendable, Equatable, Codable {
      public var file: String
      public var line: Int?
      public var before: String
      public var after: String
      public init(file: String, line: Int?, before: String, after: String) {
        self.file = file
        self.line = line
        self.before = before
        self.after = after
      }
    }
    public var instruction: String
    public var command: String?
    public var edit: Edit?
    public var restart: String?
    public init(
      instruction: String, command: String? = nil, edit: Edit? = nil, restart: String? = nil
    ) {
      self.instruction = instruction
      self.command = command
      self.edit = edit
      self.restart = restart
    }
  }
  public var title: String
  public var platform: Platform?
  public var steps: [Step]
  /// What must hold afterwards, as it stands now.
  public var verify: ConditionTree?

  public init(title: String, platform: Platform?, steps: [Step], verify: ConditionTree?) {
    self.title = title
    self.platform = platform
    self.steps = steps
    self.verify = verify
  }
}

/// A section of an article, with its title and address.
public struct FilledReference: Sendable, Equatable, Codable {
  public var title: String
  public var section: String
  public var url: String?
  public init(title: String, section: String, url: String?) {
    self.title = title
    self.section = section
    self.url = url
  }
}
