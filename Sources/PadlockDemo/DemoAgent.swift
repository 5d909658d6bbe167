import Foundation
import OpenSSLBridge
import Synchronization

/// An agent with a fault, on loopback, with real files in a folder of its own.
///
/// For files the agent's machine is ``root``, for connections it is this one: ``host`` and ``port``.
/// The folder is removed by ``stop()``, when the last reference goes, and when the process exits.
public final class DemoAgent: Sendable {
  /// What is the matter with it.
  public let scenario: DemoScenario
  /// The folder that stands for `/` on the agent's machine.
  public let root: String
  /// The port on 127.0.0.1, the same before and after a repair.
  public let port: UInt16
  /// The name that the agent is asked for.
  public let host = "localhost"
  /// Padlock's name of the product.
  public let product = "xagent"
  /// The files with the roots that the demo's clients trust, as paths of this machine.
  public let trust: [String]

  private let files: DemoFiles
  private let server: TLSServer
  private let keystore: DemoKeystore
  private let secrets = DemoSecrets()
  private let isStopped = Mutex(false)

  /// Makes the files and opens the port.
  ///
  /// - Parameters:
  ///   - scenario: What shall be the matter.
  ///   - parent: Where to make the folder; nil means the system's place for temporary files.
  ///   - willMake: Is told the folder's path just before it is there, to have it removed in time.
  /// - Returns: The agent, which is there until ``stop()``.
  /// - Throws: ``DemoFailure``; nothing is left behind then.
  public static func start(
    _ scenario: DemoScenario, in parent: String? = nil, willMake: (String) -> Void = { _ in }
  ) throws(DemoFailure) -> DemoAgent {
    let clock = DemoClock()
    let keystore = try DemoKeystore(clock: clock)
    let identity = try keystore.identity(for: scenario)
    let server: TLSServer
    do {
      server = try TLSServer(scenario.mode(identity))
    } catch {
      throw .listener(error)
    }
    let files = try DemoFiles(in: parent, willMake: willMake)
    DemoCleanup.add(files)
    let agent = DemoAgent(scenario, files, server, keystore)
    do throws(DemoFailure) {
      try agent.lay(identity, clock)
    } catch {
      agent.stop()
      throw error
    }
    return agent
  }

  private init(
    _ scenario: DemoScenario, _ files: DemoFiles, _ server: TLSServer, _ keystore: DemoKeystore
  ) {
    self.scenario = scenario
    self.files = files
    self.server = server
    self.keystore = keystore
    root = files.root
    port = server.port
    trust = [files.real(DemoPaths.root)]
  }

  deinit { stop() }

  /// Mends the fault as its remedy says, and starts the agent anew.
  ///
  /// - Throws: ``DemoFailure``, also when the agent was stopped.
  public func repair() throws(DemoFailure) {
    let result = isStopped.withLock { isStopped -> Result<Void, DemoFailure> in
      guard !isStopped else { return .failure(.listener(.stopped)) }
      return Result { () throws(DemoFailure) in try mend() }
    }
    try result.get()
  }

  /// Closes the port and removes the files; a second call does nothing.
  public func stop() {
    let isFirst = isStopped.withLock { isStopped in
      defer { isStopped = true }
      return !isStopped
    }
    guard isFirst else { return }
    server.stop()
    files.remove()
    DemoCleanup.forget(files)
  }

  private var format: DemoKeystore.Format { scenario == .expired ? .pkcs12 : .jks }

  private func lay(_ identity: TLSServer.Identity, _ clock: DemoClock) throws(DemoFailure) {
    let machine = DemoMachine(files: files, secrets: secrets, port: port)
    let changed = scenario == .notRestarted ? clock.configuredLate : clock.configured
    try machine.laySystem(installed: clock.installed)
    try files.write(
      PEM.certificate(keystore.root.own.certificate), to: DemoPaths.root, mode: 0o644,
      changed: clock.installed)
    let keyPassword = scenario == .keyPassword ? secrets.key : secrets.store
    try files.write(
      try DemoKeystore.bytes(
        identity, format, password: secrets.store, keyPassword: keyPassword,
        strayIssuer: keystore.strayIssuer(for: scenario), created: changed),
      to: DemoPaths.keystore(format), mode: 0o640, changed: changed)
    let path = scenario == .wrongPath ? DemoPaths.missingKeystore : DemoPaths.keystore(format)
    try machine.layStartScript(
      keystore: scenario == .plainHTTP ? nil : (path, format, secrets.store),
      changed: scenario == .plainHTTP ? clock.installed : changed)
    let log = DemoLog(startedAt: clock.started, process: 4321, port: port)
    var text = log.lines(scenario.ending(keystore: path))
    var last = clock.started + 1
    if scenario.port == .plain {
      text += log.helloRefused(after: DemoClock.hour)
      last = clock.started + DemoClock.hour
    }
    try files.write(text, to: DemoPaths.log, mode: 0o640, changed: last)
  }

  private func mend() throws(DemoFailure) {
    let now = DemoClock().now
    let identity = try keystore.identity(for: .healthy)
    let path = DemoPaths.keystore(format)
    // Where they differ, the keystore takes the key's password.
    let password = scenario == .keyPassword ? secrets.key : secrets.store
    try files.write(
      try DemoKeystore.bytes(
        identity, format, password: password, keyPassword: password, created: now),
      to: path, mode: 0o640, changed: now - 1)
    try DemoMachine(files: files, secrets: secrets, port: port)
      .layStartScript(keystore: (path, format, password), changed: now - 1)
    let log = DemoLog(startedAt: now, process: 5432, port: port)
    let text = files.contents(DemoPaths.log) + log.lines(.servesHTTPS(keystore: path)).utf8
    try files.write(text, to: DemoPaths.log, mode: 0o640, changed: now + 1)
    do {
      try server.serve(.tls(identity))
    } catch {
      throw .listener(error)
    }
  }
}

extension DemoScenario {
  fileprivate func mode(_ identity: TLSServer.Identity) -> TLSServer.Mode {
    switch port {
    case .closed: .closed
    case .plain: .plain
    case .tls: .tls(identity)
    }
  }

  fileprivate func ending(keystore path: String) -> DemoLog.Ending {
    switch self {
    case .plainHTTP, .notRestarted: .servesHTTP
    case .wrongPath: .keystoreMissing(path)
    case .keyPassword: .keyPasswordDiffers
    case .selfSigned, .expired, .wrongName, .incompleteChain, .healthy:
      .servesHTTPS(keystore: path)
    }
  }
}
