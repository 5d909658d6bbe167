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

  /// A certificate, and the file that it is in.
  public struct Place: Sendable, Equatable, Codable {
    public var path: String
    public var subject: String
    public var sha256: String

    public init(path: String, subject: String, sha256: String) {
      self.path = path
      self.subject = subject
      self.sha256 = sha256
    }
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
    /// Why the private key does not open, where that is more than a password.
    public var keyProblem: String?
    /// Whether the private key is encrypted; nil for what is none.
    public var keyEncrypted: Bool?
    /// Whether the private key belongs to the first certificate of `chain`, and where that is empty
    /// to any of the files that were looked at; nil where it was not opened or there is none.
    public var keyBelongs: Bool?
    /// The certificate that the private key belongs to, wherever it is.
    public var keyBelongsTo: Place?
    public var created: Timestamp?
    public var chain: [CertificateRecord]

    public init(
      alias: String, kind: Kind, keyOpens: Bool?, keyProblem: String? = nil,
      keyEncrypted: Bool? = nil, keyBelongs: Bool? = nil, keyBelongsTo: Place? = nil,
      created: Timestamp? = nil, chain: [CertificateRecord]
    ) {
      self.alias = alias
      self.kind = kind
      self.keyOpens = keyOpens
      self.keyProblem = keyProblem
      self.keyEncrypted = keyEncrypted
      self.keyBelongs = keyBelongs
      self.keyBelongsTo = keyBelongsTo
      self.created = created
      self.chain = chain
    }

    /// `keyOpens` and `keyBelongs` are written also where they are null.
    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(alias, forKey: .alias)
      try container.encode(kind, forKey: .kind)
      try container.encode(keyOpens, forKey: .keyOpens)
      try container.encodeIfPresent(keyProblem, forKey: .keyProblem)
      try container.encodeIfPresent(keyEncrypted, forKey: .keyEncrypted)
      try container.encode(keyBelongs, forKey: .keyBelongs)
      try container.encodeIfPresent(keyBelongsTo, forKey: .keyBelongsTo)
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
    /// Whether `entries` are all; false where a part could not be read without its password.
    public var isComplete: Bool
    public var entries: [Entry]

    private enum CodingKeys: String, CodingKey {
      case path, format, bytes, opens, problem, entries
      case isComplete = "complete"
    }

    public init(
      path: String, format: Format, bytes: Int, opens: Bool?, problem: String? = nil,
      isComplete: Bool = true, entries: [Entry]
    ) {
      self.path = path
      self.format = format
      self.bytes = bytes
      self.opens = opens
      self.problem = problem
      self.isComplete = isComplete
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
      try container.encode(isComplete, forKey: .isComplete)
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

extension InspectReport {
  /// The exit code of `padlock inspect`: 2 where a file, or a part of one, could not be read for its
  /// format or for want of the right password, else 0, whatever is in the files.
  public var exitCode: Int32 {
    files.contains { !$0.isRead || $0.opens == false || !$0.isComplete } ? 2 : 0
  }
}

extension InspectReport.File {
  /// Whether it is of a format that is read.
  fileprivate var isRead: Bool {
    switch format {
    case .bks, .uber, .unknown: false
    case .jks, .jceks, .pkcs12, .pem, .der, .pkcs7: true
    }
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
        entry.keyProblem = entry.keyProblem.map(change)
        entry.keyBelongsTo = entry.keyBelongsTo.map { place in
          InspectReport.Place(
            path: change(place.path), subject: change(place.subject), sha256: place.sha256)
        }
        entry.chain = entry.chain.map { $0.changing(change) }
        return entry
      }
      return file
    }
    return report
  }
}
