/// Hosts that the user named before, if they are remembered at all.
public struct HostMemory: Equatable, Sendable {
  /// A host and a port: nothing else is remembered.
  public struct Host: Hashable, Sendable {
    public var host: String
    public var port: Int

    public init(host: String, port: Int) {
      self.host = host
      self.port = port
    }
  }

  /// Whether hosts are remembered.
  public enum Mode: Hashable, Sendable {
    case on
    case off
    /// Off for this run, whatever was set before.
    case offForNow
  }

  /// The most hosts that are remembered.
  public static let limit = 20

  /// The newest first.
  public private(set) var hosts: [Host]
  public private(set) var mode: Mode
  /// Why what was remembered is not known; a sentence.
  public var problem: String?

  public init(hosts: [Host] = [], mode: Mode = .on, problem: String? = nil) {
    self.hosts = mode == .on ? Array(hosts.prefix(Self.limit)) : []
    self.mode = mode
    self.problem = problem
  }

  /// Puts a host first.
  mutating func remember(_ host: Host) {
    guard mode == .on else { return }
    hosts = Array(([host] + hosts.filter { $0 != host }).prefix(Self.limit))
  }

  mutating func forget(_ host: Host) { hosts.removeAll { $0 == host } }

  /// Switches remembering on, or off and forgets all.
  mutating func toggle() {
    guard mode != .offForNow else { return }
    mode = mode == .on ? .off : .on
    hosts = []
    problem = nil
  }
}

extension WizardState {
  /// Changes what is remembered, and has it written if that made a difference.
  mutating func changeMemory(_ change: (inout HostMemory) -> Void) -> [Effect] {
    let before = target.memory
    change(&target.memory)
    guard target.memory != before else { return [] }
    return [.remember(newEffect(), target.memory)]
  }

  /// Remembers the host that the user named and goes on with.
  mutating func rememberChosen() -> [Effect] {
    switch target.current {
    case .other, .remembered:
      guard let chosen = target.chosen, let port = chosen.port else { return [] }
      return changeMemory { $0.remember(.init(host: chosen.host, port: port)) }
    case .detected, .ticket: return []
    }
  }
}
