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
    /// Inspected keystores by path.
    public var keystores: [String: KeystoreInspection] = [:]
    /// The certificate file and the key in it or beside it, where the service reads PEM.
    public var serverPair: ServerPair?
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
  /// The certificates in file order.
  public var certificates: [CertificateDescription]
  /// The file that the key is in; nil where none is known.
  public var keyPath: String?
  /// For each certificate whether the key belongs to it; nil where that cannot be told.
  public var keyMatches: [Bool?]

  public init(
    path: String, certificates: [CertificateDescription], keyPath: String?, keyMatches: [Bool?]
  ) {
    self.path = path
    self.certificates = certificates
    self.keyPath = keyPath
    self.keyMatches = keyMatches
  }

  /// The place of the service's own certificate: that of the key, else the one that issued none.
  var leaf: Int {
    if keyMatches.first == true { return 0 }
    return keyMatches.firstIndex(of: true) ?? ChainOrder.leaf(of: certificates)
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
