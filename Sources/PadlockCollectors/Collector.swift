public import PadlockModel

/// Observes one kind of thing and yields facts; it never judges.
///
/// It never throws for what the target does wrong: that is the observation. What it cannot tell it
/// answers with an unknown fact and the reason, for each fact that it provides.
public protocol Collector: Sendable {
  /// What it yields, what it must know first, and its cost.
  var offer: CollectorOffer { get }
  /// What is being looked at, for the progress of a run: "Open the keystore".
  var title: String { get }
  /// How a fact of its could be learned where this run could not: "Run Padlock on the agent's host".
  var how: String { get }

  /// Observes the target of `request`, given what is known so far.
  func collect(_ request: CollectionRequest, knowing findings: Findings) async -> [Observation]
}

/// Everything a collector needs besides facts: the world comes in here.
public struct CollectionRequest: Sendable {
  public let target: Target
  public let product: Product
  /// The product's layout on the target's platform; nil for a service without files.
  public let installation: Installation?
  public var options: RunOptions
  /// Files of the target: the live machine, a tree, or a test's.
  public let files: any FileAccess
  /// Processes, sockets and services; nil where the target is not this machine.
  public let system: (any SystemAccess)?
  /// What collectors of this target leave for each other and no fact may hold.
  public let workbench: Workbench
  /// Every symptom there is, with its texts.
  public let symptoms: [Symptom]
  /// Other products that are installed beside the target; nil where that is not known.
  public let neighbours: [Neighbour]?

  public init(
    target: Target, product: Product, installation: Installation?, options: RunOptions,
    files: any FileAccess, system: (any SystemAccess)?, workbench: Workbench, symptoms: [Symptom],
    neighbours: [Neighbour]? = nil
  ) {
    self.target = target
    self.product = product
    self.installation = installation
    self.options = options
    self.files = files
    self.system = system
    self.workbench = workbench
    self.symptoms = symptoms
    self.neighbours = neighbours
  }
}
