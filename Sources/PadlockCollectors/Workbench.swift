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
    /// Attempts to connect, by listener.
    public var attempts: [String: [TCPAttempt]] = [:]
    /// Chains as they were served, leaf first, by listener.
    public var served: [String: [[UInt8]]] = [:]
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
