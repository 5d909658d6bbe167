import Foundation
import Glibc
import TestSupport

/// Certificates, keystores and programs that the machines of the matrix share, made once.
enum Supplies {
  private static let scratch = Result { try Scratch() }

  /// The folder of all of them; every machine sees it at the same path.
  static var folder: String { (try? scratch.get().folder) ?? "" }
  static var certificates: String { folder + "/certificates" }
  static var keystores: String { folder + "/keystores" }

  /// Distinctive, so that a report that holds one of them is noticed.
  static let storePassword = "Quarzsand-4471-Moor"
  static let keyPassword = "Nebelhorn-5518-Deich"
  static let pfxPassword = "Tonscherbe-8830-Wall"
  static let secrets = [storePassword, keyPassword, pfxPassword]

  /// Why they cannot be made here; nil where they can.
  static let obstacle: String? = {
    let programs = ["java", "javac", "keytool", "openssl", "nginx", "python3", "nsenter", "ip"]
    let missing = programs.filter { find($0) == nil }
    if !missing.isEmpty { return "needs \(missing.joined(separator: ", "))" }
    let tomcat = "/usr/share/java/tomcat10-embed-core.jar"
    return access(tomcat, R_OK) == 0 ? nil : "needs \(tomcat)"
  }()

  private static let made = Result {
    // Nothing else ends the life of what is shared.
    atexit { try? FileManager.default.removeItem(atPath: Supplies.folder) }
    let peers = BuiltProgram.package + "/Tests/Peers"
    try Command.need([peers + "/certificates.sh", certificates])
    try Command.need([peers + "/keystores.sh", keystores, storePassword, keyPassword])
    try Command.need(
      [peers + "/integration-agent/keystores.sh", keystores, storePassword, pfxPassword])
    try Command.need([peers + "/tomcat/build-jar.sh"])
    try Command.need([peers + "/integration-agent/build-jar.sh"])
    // Services run as users of their own.
    try Command.need(["chmod", "-R", "a+rX", folder])
  }

  /// Makes them, the first time.
  static func prepare() throws { try made.get() }

  private static func find(_ program: String) -> String? {
    ((ProcessInfo.processInfo.environment["PATH"] ?? "") + ":/usr/sbin:/sbin")
      .split(separator: ":").map { "\($0)/\(program)" }.first { access($0, X_OK) == 0 }
  }
}
