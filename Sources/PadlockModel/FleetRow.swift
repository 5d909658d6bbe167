/// What was found of one of many hosts, in a line: the root of `padlock.fleet-row/1`.
public struct FleetRow: Sendable, Equatable, Codable {
  /// The version of its form.
  public static let schema = "padlock.fleet-row/1"

  /// A diagnosis without what it rests on; the report of that host alone has it.
  public struct Finding: Sendable, Equatable, Codable {
    public var id: RuleID
    public var title: String
    public var severity: Severity
    public var certainty: Certainty
    /// The part of the host that it is about.
    public var subject: String?
    public var rootCause: Bool

    public init(_ diagnosis: Diagnosis) {
      id = diagnosis.id
      title = diagnosis.title
      severity = diagnosis.severity
      certainty = diagnosis.certainty
      subject = diagnosis.subject
      rootCause = diagnosis.rootCause
    }
  }

  /// The certificate that ends first of those that were served, authorities apart.
  public struct Certificate: Sendable, Equatable, Codable {
    public var subject: String
    public var names: [String]
    public var notAfter: Timestamp

    public init(subject: String, names: [String], notAfter: Timestamp) {
      self.subject = subject
      self.names = names
      self.notAfter = notAfter
    }
  }

  public var schema = FleetRow.schema
  /// What identifies it among the hosts that were asked for.
  public var host: String
  public var port: Int?
  public var address: String?
  public var product: String
  /// How people call it; the host and port where nobody said.
  public var name: String
  public var target: String
  public var outcome: Report.Outcome
  /// In the order of the host's own report, the first is the root of the gravest.
  public var diagnoses: [Finding]
  public var tls: String?
  public var certificate: Certificate?
  /// How many things were not looked at.
  public var unchecked: Int
  /// What kept the run from observing.
  public var failures: [String]
  /// When it was looked at.
  public var generated: Timestamp

  public init(
    host: String, port: Int?, address: String? = nil, product: String, name: String,
    target: String, outcome: Report.Outcome, diagnoses: [Finding], tls: String? = nil,
    certificate: Certificate? = nil, unchecked: Int = 0, failures: [String] = [],
    generated: Timestamp
  ) {
    self.host = host
    self.port = port
    self.address = address
    self.product = product
    self.name = name
    self.target = target
    self.outcome = outcome
    self.diagnoses = diagnoses
    self.tls = tls
    self.certificate = certificate
    self.unchecked = unchecked
    self.failures = failures
    self.generated = generated
  }
}

/// What was found of many hosts.
public struct Fleet: Sendable, Equatable {
  /// A host that was not looked at.
  public struct OpenHost: Sendable, Equatable {
    public var host: String
    /// How people call it.
    public var name: String

    public init(host: String, name: String) {
      self.host = host
      self.name = name
    }
  }

  /// In the order in which the hosts were asked for.
  public var rows: [FleetRow]
  /// The hosts that have no row, because the run was stopped or its time was up.
  public var unfinished: [OpenHost]
  /// When the run ended.
  public var generated: Timestamp
  /// Padlock's own version.
  public var version: String
  /// What the command line needs so that one of the hosts is judged alone as it was among them.
  public var options: [String]

  public init(
    rows: [FleetRow], unfinished: [OpenHost] = [], generated: Timestamp, version: String,
    options: [String] = []
  ) {
    self.rows = rows
    self.unfinished = unfinished
    self.generated = generated
    self.version = version
    self.options = options
  }

  /// Of all hosts: the worst; a host without a row may be the one that matters.
  public var outcome: Report.Outcome {
    if rows.contains(where: { $0.outcome == .problems }) { return .problems }
    return hasOpenHosts ? .inconclusive : .healthy
  }

  /// Whether of any host, or of all for want of one, it is not known how it is.
  public var hasOpenHosts: Bool {
    !unfinished.isEmpty || rows.isEmpty || rows.contains { $0.outcome == .inconclusive }
  }
}
