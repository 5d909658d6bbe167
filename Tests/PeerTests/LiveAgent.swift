import Foundation
import Glibc
import TestSupport

/// An agent on this machine: the real Tomcat in its place, its files below a folder, its log kept
/// from one start to the next.
final class LiveAgent {
  let place: String
  private let reserved: ClosedPort
  private let workshop: Workshop
  private var process: Command?

  /// Lays nothing out yet; takes a port that is free.
  init(_ workshop: Workshop, _ name: String) throws {
    self.workshop = workshop
    place = "\(workshop.folder)/\(name)"
    reserved = try ClosedPort()
  }

  deinit { process?.end() }

  var port: UInt16 { reserved.port }
  var home: String { place + "/opt/xmatters/xa" }
  var log: String { place + "/var/log/xmatters/xmatters-xa/agent-communication-xmatters.log" }

  /// Configures the fault and starts the agent; returns when it serves, or has given up.
  func start(_ fault: AgentFault) throws {
    let isLate = fault == .changedAfterStart
    try workshop.layOut(fault, at: place, port: port, configures: !isLate)
    let before = ready()
    // An agent that serves for a second needs no optimised code.
    let process = try Command(
      [home + "/bin/systemd.start.sh"],
      environment: ProcessInfo.processInfo.environment.merging([
        "JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1 -Djava.io.tmpdir=\(workshop.folder)"
      ]) { $1 })
    self.process = process
    let end = ContinuousClock.now + .seconds(60)
    while ready() == before, process.exitCode() == nil {
      guard ContinuousClock.now < end else { throw Command.Failure.tooSlow("the agent") }
      usleep(20_000)
    }
    guard isLate else { return }
    // Files and processes tell their times in seconds, and two of them count as the same.
    usleep(4_000_000)
    try workshop.layOut(fault, at: place, port: port)
  }

  /// Ends the agent with everything that it started.
  func stop() {
    process?.end()
    process = nil
  }

  /// How many starts have succeeded by the log.
  private func ready() -> Int {
    let text = (try? Data(contentsOf: URL(filePath: log))).map {
      String(decoding: $0, as: UTF8.self)
    }
    return (text ?? "").components(separatedBy: "Started XAgentApplication").count - 1
  }
}
