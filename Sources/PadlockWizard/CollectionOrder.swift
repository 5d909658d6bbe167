public import PadlockModel

/// What is to be collected: equal orders need no second collection.
public struct CollectionOrder: Hashable, Sendable {
  public var target: ChosenTarget
  public var symptom: SymptomChoice
  /// What the user answered to questions about this target.
  public var answers: [Answer]

  public init(
    target: ChosenTarget, symptom: SymptomChoice, answers: [Answer] = []
  ) {
    self.target = target
    self.symptom = symptom
    self.answers = answers
  }
}

/// The target that the user chose, with the changes made to it.
public struct ChosenTarget: Hashable, Sendable {
  /// The detected target that it is; nil for another host.
  public var detected: String?
  /// The product's id; nil where the user named a host only.
  public var product: String?
  public var name: String
  public var host: String
  public var port: Int?
  public var home: String?
  /// The keystore or certificate file to open instead of the configured one.
  public var keystore: String?
  /// The folder or archive that holds its files as a copy of another machine's; nil for this
  /// machine.
  public var tree: String?
  /// Whether ``tree`` is an archive.
  public var isInArchive: Bool
  /// Whether nobody named the host: it follows from the target's files.
  public var isHostGuessed: Bool

  public init(
    detected: String?, product: String?, name: String, host: String, port: Int?, home: String?,
    keystore: String? = nil, tree: String? = nil, isInArchive: Bool = false,
    isHostGuessed: Bool = false
  ) {
    self.detected = detected
    self.product = product
    self.name = name
    self.host = host
    self.port = port
    self.home = home
    self.keystore = keystore
    self.tree = tree
    self.isInArchive = isInArchive
    self.isHostGuessed = isHostGuessed
  }

  /// The host and port as people write them.
  public var place: String { hostAndPort(host, port) }
}

/// What the user sees of the fault.
public enum SymptomChoice: Hashable, Sendable {
  /// Nothing in particular: check everything.
  case everything
  /// The symptom with this id.
  case known(String)
  /// The user's own words: typed, or a pasted ticket.
  case words(String)
}

/// `agent01:8081`, `[::1]:8081`, or the host alone.
func hostAndPort(_ host: String, _ port: Int?) -> String {
  guard let port else { return host }
  return host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
}
