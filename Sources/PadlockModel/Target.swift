/// What is diagnosed: a product, or any HTTPS service, on a host and port, and where its files are.
public struct Target: Hashable, Sendable, Codable {
  /// Unique in a run: `xagent@agent01.example.com:8081`.
  public var id: String
  public var product: String
  public var name: String
  public var host: String
  public var port: Int?
  public var home: String?
  public var platform: Platform?
  /// Whether its own machine cannot be asked: a tree, a bundle, or `--no-probe`.
  public var isOffline: Bool

  public init(
    id: String, product: String, name: String, host: String, port: Int? = nil,
    home: String? = nil, platform: Platform? = nil, isOffline: Bool = false
  ) {
    self.id = id
    self.product = product
    self.name = name
    self.host = host
    self.port = port
    self.home = home
    self.platform = platform
    self.isOffline = isOffline
  }

  /// Where a browser would go.
  public var url: String? {
    port.map { port in
      let shown = host.contains(":") ? "[\(host)]" : host
      return "https://\(shown):\(port)/"
    }
  }
}

/// Everything observed about one target.
public struct Findings: Sendable, Equatable {
  public var target: Target
  public var facts: FactSet
  public var sightings: [Sighting]
  /// What the user answered to questions.
  public var answers: [Answer]
  public var checks: [CheckRecord]
  public var settings: [SettingPlace]
  public var certificates: [CertificateRecord]
  public var unchecked: [Unchecked]
  public var ledger: [LedgerEntry]
  /// The product's restart command on this platform.
  public var restart: String?
  /// Milliseconds by collector.
  public var timings: [String: Int]
  /// Something the user named could not be read, or nothing could be observed; what and why.
  public var failures: [String]

  public init(target: Target) {
    self.target = target
    facts = FactSet()
    sightings = []
    answers = []
    checks = []
    settings = []
    certificates = []
    unchecked = []
    ledger = []
    restart = nil
    timings = [:]
    failures = []
  }
}

/// Where a setting stands, or would be written.
public struct SettingPlace: Hashable, Sendable, Codable {
  /// Padlock's name of it: `keystore.password`.
  public var setting: String
  public var file: String
  public var line: Int?
  /// The line as it stands, with secrets masked; nil where the setting is not there.
  public var before: String?
  /// The line with `{value}` where the value goes.
  public var pattern: String
  /// What it is a setting of, where others have one of the same name; nil for the whole target's.
  public var subject: SubjectID?

  public init(
    setting: String, file: String, line: Int?, before: String?, pattern: String,
    subject: SubjectID? = nil
  ) {
    self.subject = subject
    self.setting = setting
    self.file = file
    self.line = line
    self.before = before
    self.pattern = pattern
  }
}

/// What a collector looked at for one subject; its result follows from the diagnoses that cite it.
///
/// Facts of parts that lie in the subject count as well: a keystore's check names the facts of its
/// entries.
public struct CheckRecord: Hashable, Sendable, Codable {
  /// The collector and what it looked at: `connect`.
  public var id: String
  public var subject: SubjectID
  public var title: String
  /// One line of evidence.
  public var detail: String
  public var facts: [FactName]
  /// Why it was not looked at, where it was not.
  public var skipped: String?
  /// Whether the detail is worth a notice although nothing is wrong.
  public var isNotable: Bool
  /// Whether the run was stopped while it was being looked at.
  public var wasStopped: Bool

  public init(
    id: String, subject: SubjectID, title: String, detail: String, facts: [FactName],
    skipped: String? = nil, isNotable: Bool = false, wasStopped: Bool = false
  ) {
    self.id = id
    self.subject = subject
    self.title = title
    self.detail = detail
    self.facts = facts
    self.skipped = skipped
    self.isNotable = isNotable
    self.wasStopped = wasStopped
  }
}
