import Foundation
import Glibc
import TestSupport

/// A folder of a server's own, with certificates in it, and the server once it is started.
final class ServerPeer {
  let folder: String
  private let workshop: Workshop
  private var process: Command?

  init(_ workshop: Workshop, _ name: String) throws {
    self.workshop = workshop
    folder = "\(workshop.folder)/\(name)"
    try FileManager.default.createDirectory(
      atPath: folder + "/conf", withIntermediateDirectories: true)
  }

  deinit { stop() }

  /// Ends the server with everything that it started.
  func stop() {
    process?.end()
    process = nil
  }

  func write(_ text: String, _ path: String) throws {
    try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(path)"))
  }

  /// Writes certificates of `Tests/Fixtures/tls`, one after the other.
  func write(certificates: [String], _ path: String) throws {
    let bytes = try certificates.flatMap { try Fixture.bytes("tls/\($0).pem") }
    try Data(bytes).write(to: URL(filePath: "\(folder)/\(path)"))
  }

  /// Writes the key of a certificate of `Tests/Fixtures/tls`.
  func write(key name: String, _ path: String) throws {
    try Data(Fixture.bytes("tls/\(name).key")).write(to: URL(filePath: "\(folder)/\(path)"))
  }

  /// Makes a keystore of a certificate with its key, and of others behind it.
  func keystore(_ certificates: [String], password: String, _ path: String) throws {
    try write(certificates: certificates, "conf/chain.pem")
    try Command.need(
      [
        "/usr/bin/openssl", "pkcs12", "-export", "-in", folder + "/conf/chain.pem", "-inkey",
        Fixture.path("tls/\(certificates[0]).key"), "-name", "server", "-passout",
        "pass:\(password)", "-out", "\(folder)/\(path)",
      ])
  }

  /// Sets when a file was changed to a time after every start so far.
  func changeLater(_ path: String) throws {
    try FileManager.default.setAttributes(
      [.modificationDate: Date().addingTimeInterval(10)], ofItemAtPath: "\(folder)/\(path)")
  }

  /// Starts it and returns when it says that it is up, or has ended.
  func start(
    _ words: [String], variables: [String: String] = [:], isUp: () -> Bool
  ) throws {
    let process = try Command(
      words,
      environment: ProcessInfo.processInfo.environment.merging(variables) { $1 },
      output: folder + "/out.log", errors: folder + "/out.log")
    self.process = process
    let end = ContinuousClock.now + .seconds(60)
    while !isUp(), process.exitCode() == nil {
      guard ContinuousClock.now < end else { throw Command.Failure.tooSlow(words[0]) }
      usleep(20_000)
    }
  }

  func text(_ path: String) -> String {
    let bytes = (try? Data(contentsOf: URL(filePath: "\(folder)/\(path)"))) ?? Data()
    return String(decoding: bytes, as: UTF8.self)
  }
}
