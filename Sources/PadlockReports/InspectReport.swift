public import PadlockModel

/// What keystores, certificates and key files really hold, `padlock.inspect/1`.
public struct InspectReport: Sendable, Equatable, Codable {
  public static let schema = "padlock.inspect/1"

  /// A format, judged by bytes alone.
  public enum Format: String, Sendable, Codable, CaseIterable {
    case jks = "JKS"
    case jceks = "JCEKS"
    case pkcs12 = "PKCS12"
    case pem = "PEM"
    case der = "DER"
    case pkcs7 = "PKCS7"
    case bks = "BKS"
    case uber = "UBER"
    case unknown
  }

  /// One thing in a file.
  public struct Entry: Sendable, Equatable, Codable {
    public enum Kind: String, Sendable, Codable, CaseIterable {
      case privateKey = "private-key"
      case certificate
      case secretKey = "secret-key"
    }
    /// The alias as keytool lists it.
    public var alias: String
    public var kind: Kind
    /// Whether the private key opens; nil where that was not tried or makes no sense.
    public var keyOpens: Bool?
    public var created: Timestamp?
    public var chain: [CertificateRecord]

    public init(
      alias: String, kind: Kind, keyOpens: Bool?, created: Timestamp? = nil,
      chain: [CertificateRecord]
    ) {
      self.alias = alias
      self.kind = kind
      self.keyOpens = keyOpens
      self.created = created
      self.chain = chain
    }

    /// `keyOpens` is written also where it is null.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(alias, forKey: .alias)
      try container.encode(kind, forKey: .kind)
      try container.encode(keyOpens, forKey: .keyOpens)
      try container.encodeIfPresent(created, forKey: .created)
      try container.encode(chain, forKey: .chain)
    }
  }

  /// One file.
  public struct File: Sendable, Equatable, Codable {
    public var path: String
    public var format: Format
    public var bytes: Int
    /// Whether it opens with the password given; nil where none was given and one is needed.
    public var opens: Bool?
    public var problem: String?
    public var entries: [Entry]

    public init(
      path: String, format: Format, bytes: Int, opens: Bool?, problem: String? = nil,
      entries: [Entry]
    ) {
      self.path = path
      self.format = format
      self.bytes = bytes
      self.opens = opens
      self.problem = problem
      self.entries = entries
    }

    /// `opens` is written also where it is null.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(path, forKey: .path)
      try container.encode(format, forKey: .format)
      try container.encode(bytes, forKey: .bytes)
      try container.encode(opens, forKey: .opens)
      try container.encodeIfPresent(problem, forKey: .problem)
      try container.encode(entries, forKey: .entries)
    }
  }

  public var schema: String
  public var files: [File]

  public init(files: [File]) {
    schema = Self.schema
    self.files = files
  }
}

extension InspectReport: Maskable {
  public func changingOutsideText(_ change: (String) -> String) -> InspectReport {
    var report = self
    report.files = files.map { file in
      var file = file
      file.path = change(file.path)
      file.problem = file.problem.map(change)
      file.entries = file.entries.map { entry in
        var entry = entry
        entry.alias = change(entry.alias)
        entry.chain = entry.chain.map { $0.changing(change) }
        return entry
      }
      return file
    }
    return report
  }
}
