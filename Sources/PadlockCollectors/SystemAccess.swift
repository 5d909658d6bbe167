public import PadlockModel

/// Processes, sockets and services of this machine.
public protocol SystemAccess: Sendable {
  /// Every process that this user may see.
  func processes() -> [RunningProcess]
  /// Whether the system shows this user all processes; it may hide those of others (`hidepid`).
  var seesEveryProcess: Bool { get }
  /// Every listening TCP socket; nil where the system shows none to this user.
  func listeners() -> [ListeningSocket]?
  /// What the service manager says; nil where there is none or it does not know the unit.
  func unit(_ name: String) -> UnitState?
  /// The program file of a process; nil where this user may not see it.
  func executable(of process: Int) -> String?
  /// The first port that every user may open (`net.ipv4.ip_unprivileged_port_start`).
  var firstUnprivilegedPort: Int { get }
  /// The user that Padlock runs as, and whether that is root.
  var user: UserIdentity { get }
}

extension SystemAccess {
  /// What every Unix begins with.
  public var firstUnprivilegedPort: Int { 1024 }
}

/// A process of this machine.
public struct RunningProcess: Sendable, Equatable {
  public var id: Int
  public var parent: Int
  public var user: Int
  public var arguments: [String]
  public var started: Timestamp

  public init(id: Int, parent: Int, user: Int, arguments: [String], started: Timestamp) {
    self.id = id
    self.parent = parent
    self.user = user
    self.arguments = arguments
    self.started = started
  }
}

/// A listening TCP socket of this machine.
public struct ListeningSocket: Sendable, Equatable {
  public var address: String
  public var port: Int
  /// The process that holds it, where this user may know.
  public var process: Int?

  public init(address: String, port: Int, process: Int?) {
    self.address = address
    self.port = port
    self.process = process
  }
}

/// A unit as systemd describes it.
public struct UnitState: Sendable, Equatable {
  /// The manager's word, such as `active`, `inactive`, `failed` or `activating`.
  public var active: String
  public var user: String?
  /// When the main process was started.
  public var started: Timestamp?
  public var mainProcess: Int?

  public init(active: String, user: String?, started: Timestamp?, mainProcess: Int?) {
    self.active = active
    self.user = user
    self.started = started
    self.mainProcess = mainProcess
  }
}
