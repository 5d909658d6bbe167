import Foundation
import Glibc
import TestSupport

/// What all peer tests share: a folder of their own, the real keystores and the real Tomcat.
final class Workshop: Sendable {
  private let scratch: Scratch
  var folder: String { scratch.folder }

  /// `Tests/Peers`.
  static let peers = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Peers").path

  /// The programs that the tests need are there; `scripts/test` installs them.
  static let isEquipped =
    ["java", "javac", "keytool", "openssl"].allSatisfy { find($0) != nil }
    && access("/usr/share/java/tomcat10-embed-core.jar", R_OK) == 0

  /// A whole Tomcat is there, not only its library.
  static let hasTomcat =
    isEquipped && access("/usr/share/tomcat10/bin/bootstrap.jar", R_OK) == 0

  static let hasNginx = isEquipped && access("/usr/sbin/nginx", X_OK) == 0

  init() throws {
    scratch = try Scratch()
  }

  private static let made = Result { () throws -> Workshop in
    let workshop = try Workshop()
    try Command.need(
      [
        peers + "/keystores.sh", workshop.stores, AgentFault.storePassword, AgentFault.keyPassword,
      ])
    // Nothing else ends the life of what is shared.
    atexit { try? FileManager.default.removeItem(atPath: (try? shared())?.folder ?? "") }
    return workshop
  }

  /// The one with the keystores; making them takes some seconds.
  static func shared() throws -> Workshop { try made.get() }

  var stores: String { folder + "/stores" }
  var root: String { stores + "/root.pem" }

  /// Lays an agent out below `place` with the fault's options and keystore.
  ///
  /// With `isRooted`, paths are as on the agent's own machine. Where it does not configure, the
  /// agent serves plain HTTP, as from the installer.
  func layOut(
    _ fault: AgentFault, at place: String, port: UInt16? = nil, isRooted: Bool = false,
    configures: Bool = true
  ) throws {
    let keystores = place + "/etc/xagent"
    try FileManager.default.createDirectory(
      atPath: keystores, withIntermediateDirectories: true)
    var words = [Self.peers + "/tomcat/make-agent.sh"]
    if isRooted { words.append("--rooted") }
    if let port { words += ["--port", String(port)] }
    words.append(place)
    if configures {
      words += fault.options(keystores: isRooted ? "/etc/xagent" : keystores)
    }
    try Command.need(words)
    if let store = fault.store, access("\(keystores)/\(store)", F_OK) != 0 {
      try FileManager.default.copyItem(
        atPath: "\(stores)/\(store)", toPath: "\(keystores)/\(store)")
      chmod("\(keystores)/\(store)", 0o640)
    }
    // A careful administrator keeps the script as it came.
    let script = place + "/opt/xmatters/xa/bin/systemd.start.sh"
    try Data("#!/bin/bash\n".utf8).write(to: URL(filePath: script + ".bak"))
    if isRooted {
      let (user, group) = (getuid(), getgid())
      try Data("xmatters:x:\(user):\(group)::/opt/xmatters:/bin/false\n".utf8)
        .write(to: URL(filePath: place + "/etc/passwd"))
      try Data("xmatters:x:\(group):\n".utf8).write(to: URL(filePath: place + "/etc/group"))
    }
  }

  /// Runs the real binary without a terminal; its report, exit code and everything it printed.
  func diagnose(_ arguments: [String], zone: String? = nil) throws -> (
    report: ReportView, code: Int32, printed: String
  ) {
    let words = [BuiltProgram.path, "--non-interactive", "--format", "json"] + arguments
    let result = try Command.run(words, variables: zone.map { ["TZ": $0] } ?? [:])
    let printed = result.everything
    do {
      let report = try JSONDecoder().decode(ReportView.self, from: Data(result.output.utf8))
      try KeptReport.keep(result.output)
      return (report, result.code, printed)
    } catch {
      throw Command.Failure.failed("padlock", code: result.code, output: printed)
    }
  }

  private static func find(_ program: String) -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .map { "\($0)/\(program)" }.first { access($0, X_OK) == 0 }
  }
}
