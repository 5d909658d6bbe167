public import OpenSSLBridge
public import PadlockModel
public import PadlockNetwork
public import PadlockReaders
import Synchronization

/// What collectors of one target leave for each other and no fact may hold: parsed configuration
/// with its secrets, keystores as they were opened, certificates as bytes.
///
/// Who reads a thing names a fact of the one who writes it among its needs, so it is there.
public final class Workbench: Sendable {
  /// Everything on it; each part is written by one collector.
  public struct Contents: Sendable {
    /// Settings by Padlock's name (`keystore.password`), the effective ones.
    public var settings: [String: EffectiveSetting] = [:]
    /// The settings that go with a keystore, by the name of its subject, where each section of the
    /// configuration has its own.
    public var sectionSettings: [String: [String: EffectiveSetting]] = [:]
    /// Keystores, by the name of their subject, whose keys have a password that is not known here.
    public var hiddenKeyPasswords: Set<String> = []
    /// Inspected keystores by the name of their subject.
    public var keystores: [String: KeystoreInspection] = [:]
    /// Certificates and keys in files of their own, as the configuration pairs them.
    public var pairs: [ConfiguredPair] = []
    /// What these files hold together, where they could be read.
    public var serverPairs: [ServerPair] = []
    /// Attempts to connect, by listener.
    public var attempts: [String: [TCPAttempt]] = [:]
    /// What plain requests brought, by listener.
    public var plainAnswers: [String: HTTPResponse] = [:]
    /// Chains as they were served, leaf first, by listener.
    public var served: [String: [[UInt8]]] = [:]
    /// OCSP answers as they were stapled, by listener.
    public var stapled: [String: [UInt8]] = [:]
    /// Issuers' certificates in DER, by the digest of the certificate that they issued.
    public var issuers: [String: [UInt8]] = [:]
    /// The files of the logs that were read.
    public var logs: [String] = []
    /// The newest log: when its file was changed, and the time of its last line.
    public var newestLog: (changed: Timestamp, lastLine: Timestamp?)?
    /// Every setting of every configuration file and copy that was read, whether it counts or not.
    public var settingsRead: [(key: String, value: Secret, place: String)] = []
    /// The calls that the product's services make to each other.
    var calls: CallSurvey?
    /// Every secret that was read, with the place.
    public var secrets: [(secret: Secret, source: String)] = []
  }

  private let contents = Mutex(Contents())

  public init() {}

  public func read<R: Sendable>(_ body: (Contents) -> R) -> R {
    contents.withLock { body($0) }
  }

  public func write(_ body: (inout Contents) -> Void) {
    contents.withLock { body(&$0) }
  }
}

/// What the certificate and key files of a service hold together.
public struct ServerPair: Sendable {
  /// The file that the certificates are in.
  public var path: String
  /// The certificates in file order, those of ``rest`` behind the others.
  public var certificates: [CertificateDescription]
  /// The file that has the rest of the chain, and where it begins; nil where none is named.
  public var rest: (path: String, start: Int)?
  /// Whether every file of the chain was read.
  public var isWhole: Bool
  /// The file that the key is in; nil where none is known.
  public var keyPath: String?
  /// For each certificate whether the key belongs to it; nil where that cannot be told.
  public var keyMatches: [Bool?]
  /// The sections of the configuration that name it.
  public var sections: Set<String>

  public init(
    path: String, certificates: [CertificateDescription], rest: (path: String, start: Int)?,
    isWhole: Bool, keyPath: String?, keyMatches: [Bool?], sections: Set<String> = []
  ) {
    self.path = path
    self.certificates = certificates
    self.rest = rest
    self.isWhole = isWhole
    self.keyPath = keyPath
    self.keyMatches = keyMatches
    self.sections = sections
  }

  /// The place of the service's own certificate: that of the key, else the one that issued none.
  var leaf: Int {
    if keyMatches.first == true { return 0 }
    return keyMatches.firstIndex(of: true) ?? ChainOrder.leaf(of: certificates)
  }
}

/// A certificate file and the file of its key, as the configuration or the user names them.
public struct ConfiguredPair: Sendable {
  /// The path of the certificate's file.
  public var certificate: String
  /// The path of the file with the rest of its chain; empty where it has none, and nil where a
  /// variable names it.
  public var chain: [String]?
  /// The path of the key's file, where it is named.
  public var key: String?
  /// Pass phrases for the key that the configuration has, itself or in a file that it names.
  public var passwords: [Secret]
  /// Whether these are all of them: no variable or closed file holds another.
  public var knowsPasswords: Bool
  /// Where the pair is named.
  public var place: Evidence
  /// The sections of the configuration that name it, where it has any.
  public var sections: Set<String>

  public init(
    certificate: String, chain: [String]?, key: String?, passwords: [Secret],
    knowsPasswords: Bool, place: Evidence, sections: Set<String> = []
  ) {
    self.certificate = certificate
    self.chain = chain
    self.key = key
    self.passwords = passwords
    self.knowsPasswords = knowsPasswords
    self.place = place
    self.sections = sections
  }
}

/// A setting that the product goes by, and where it stands.
public struct EffectiveSetting: Sendable {
  public var value: ConfiguredValue
  public var file: String
  public var line: Int?
  /// Whether no file sets it and the product goes by its own default.
  public var isDefault: Bool

  public init(value: ConfiguredValue, file: String, line: Int?, isDefault: Bool = false) {
    self.isDefault = isDefault
    self.value = value
    self.file = file
    self.line = line
  }
}
