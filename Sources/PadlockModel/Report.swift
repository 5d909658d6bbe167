/// The finished report, `padlock.report/1`; every format is a rendering of this value.
public struct Report: Sendable, Equatable, Codable {
  public static let schema = "padlock.report/1"

  public enum Outcome: String, Sendable, Codable, CaseIterable {
    case problems, healthy, inconclusive
  }

  public struct Tool: Sendable, Equatable, Codable {
    public struct Rules: Sendable, Equatable, Codable {
      public var packs: Int
      public var count: Int
      public var digest: String
      public init(packs: Int, count: Int, digest: String) {
        self.packs = packs
        self.count = count
        self.digest = digest
      }

      public init(of rules: RuleSet) {
        self.init(packs: rules.packs.count, count: rules.rules.count, digest: rules.digest)
      }
    }
    public var name: String
    public var version: String
    public var rules: Rules
    public init(name: String, version: String, rules: Rules) {
      self.name = name
      self.version = version
      self.rules = rules
    }
  }

  public var schema: String
  public var tool: Tool
  public var generated: Timestamp
  public var outcome: Outcome
  public var targets: [ReportedTarget]
  public var diagnoses: [Diagnosis]
  public var masked: [MaskedDiagnosis]
  public var ruledOut: [RuledOutDiagnosis]
  public var checks: [Check]
  public var symptoms: [ReportedSymptom]
  public var facts: [ReportedFact]
  public var certificates: [CertificateRecord]
  public var unexplained: [ReportedSymptom]
  public var unchecked: [Unchecked]
  public var ledger: [LedgerEntry]
  public var timings: [String: Int]

  public init(
    tool: Tool, generated: Timestamp, outcome: Outcome, targets: [ReportedTarget] = [],
    diagnoses: [Diagnosis] = [], masked: [MaskedDiagnosis] = [],
    ruledOut: [RuledOutDiagnosis] = [], checks: [Check] = [], symptoms: [ReportedSymptom] = [],
    facts: [ReportedFact] = [], certificates: [CertificateRecord] = [],
    unexplained: [ReportedSymptom] = [], unchecked: [Unchecked] = [], ledger: [LedgerEntry] = [],
    timings: [String: Int] = [:]
  ) {
    schema = Self.schema
    self.tool = tool
    self.generated = generated
    self.outcome = outcome
    self.targets = targets
    self.diagnoses = diagnoses
    self.masked = masked
    self.ruledOut = ruledOut
    self.checks = checks
    self.symptoms = symptoms
    self.facts = facts
    self.certificates = certificates
    self.unexplained = unexplained
    self.unchecked = unchecked
    self.ledger = ledger
    self.timings = timings
  }
}

/// A target as the report names it.
public struct ReportedTarget: Sendable, Equatable, Codable {
  public struct Part: Sendable, Equatable, Codable {
    public var id: String
    public var kind: SubjectKind
    public var name: String
    public init(id: String, kind: SubjectKind, name: String) {
      self.id = id
      self.kind = kind
      self.name = name
    }
  }
  public var id: String
  public var product: String
  public var name: String
  public var host: String
  public var port: Int?
  public var url: String?
  public var home: String?
  public var platform: Platform?
  public var offline: Bool
  public var subjects: [Part]

  public init(_ target: Target, subjects: [Part]) {
    id = target.id
    product = target.product
    name = target.name
    host = target.host
    port = target.port
    url = target.url
    home = target.home
    platform = target.platform
    offline = target.isOffline
    self.subjects = subjects
  }
}

/// A diagnosis that another, concluded one hides: neither ruled out nor judged.
public struct MaskedDiagnosis: Sendable, Equatable, Codable {
  public var id: RuleID
  public var target: String
  public var subject: String?
  public var title: String
  public var by: String
  public init(id: RuleID, target: String, subject: String?, title: String, by: String) {
    self.id = id
    self.target = target
    self.subject = subject
    self.title = title
    self.by = by
  }
}

/// A diagnosis that facts rule out.
public struct RuledOutDiagnosis: Sendable, Equatable, Codable {
  public struct Decider: Sendable, Equatable, Codable {
    public var fact: FactName
    public var value: String
    public init(fact: FactName, value: String) {
      self.fact = fact
      self.value = value
    }
  }
  public var id: RuleID
  public var target: String
  public var subject: String?
  public var by: [Decider]
  public init(id: RuleID, target: String, subject: String?, by: [Decider]) {
    self.id = id
    self.target = target
    self.subject = subject
    self.by = by
  }
}

/// One thing that was looked at, and how it came out.
public struct Check: Sendable, Equatable, Codable {
  public enum Result: String, Sendable, Codable, CaseIterable {
    case passed, failed, warned, notice, skipped, unknown
  }
  public var id: String
  public var target: String
  public var subject: String?
  public var title: String
  public var result: Result
  public var detail: String
  public init(
    id: String, target: String, subject: String?, title: String, result: Result, detail: String
  ) {
    self.id = id
    self.target = target
    self.subject = subject
    self.title = title
    self.result = result
    self.detail = detail
  }
}

/// A symptom as the report lists it.
public struct ReportedSymptom: Sendable, Equatable, Codable {
  public var id: String
  public var text: String
  public var software: [String]
  public var side: Side
  public var origin: Sighting.Origin
  public var source: String?
  public var line: Int?
  /// When it was seen, the last time where it was several.
  public var time: Timestamp?
  /// When it was seen first, where that was at another time.
  public var firstTime: Timestamp?
  public var count: Int
  public var current: Bool

  public init(_ sighting: Sighting, current: Bool) {
    id = sighting.symptom
    text = sighting.text
    software = sighting.software
    side = sighting.side
    origin = sighting.origin
    source = sighting.source
    line = sighting.line
    time = sighting.time
    firstTime = sighting.firstTime
    count = sighting.count
    self.current = current
  }
}

/// Something that was not looked at, and how it could be.
public struct Unchecked: Sendable, Hashable, Codable {
  public var what: String
  public var why: String
  public var how: String
  public init(what: String, why: String, how: String) {
    self.what = what
    self.why = why
    self.how = how
  }
}

/// A file that was opened, or refused.
public struct LedgerEntry: Sendable, Hashable, Codable {
  public enum Outcome: String, Sendable, Codable { case read, refused }
  public var path: String
  public var bytes: Int
  public var outcome: Outcome
  public var why: String?

  public init(path: String, bytes: Int, outcome: Outcome, why: String? = nil) {
    self.path = path
    self.bytes = bytes
    self.outcome = outcome
    self.why = why
  }

  private enum CodingKeys: String, CodingKey { case path, bytes, read, why }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    path = try container.decode(String.self, forKey: .path)
    bytes = try container.decode(Int.self, forKey: .bytes)
    why = try container.decodeIfPresent(String.self, forKey: .why)
    outcome = (try? container.decode(Bool.self, forKey: .read)) == true ? .read : .refused
  }

  /// `read` is `true`, or the word `refused`, as the report's definition has it.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(path, forKey: .path)
    try container.encode(bytes, forKey: .bytes)
    switch outcome {
    case .read: try container.encode(true, forKey: .read)
    case .refused: try container.encode("refused", forKey: .read)
    }
    try container.encodeIfPresent(why, forKey: .why)
  }
}
