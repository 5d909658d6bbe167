import Foundation
import OpenSSLBridge
import PadlockDemo
import PadlockModel
import PadlockNetwork

/// What a test asks a running demo.
extension DemoAgent {
  var address: SocketAddress? { SocketAddress(literal: "127.0.0.1", port: port) }

  func shake() async throws -> HandshakeOutcome {
    guard let address else { throw NoAddress() }
    return await Handshake.perform(
      with: HostName(host), at: address, timeout: .seconds(20),
      before: Deadline(after: .seconds(60)))
  }

  /// What a client that trusts ``trust`` says to the chain it was shown.
  func verify(_ outcome: HandshakeOutcome) throws -> ChainVerification {
    let anchors = trust.reduce(TrustStore()) { $0.adding(path: $1) }
    let verifier = ChainVerifier(
      anchors: anchors, time: Int(Date().timeIntervalSince1970))
    return try verifier.verify(outcome.transcript.chain, for: HostName(host))
  }

  func text(_ path: String) -> String {
    String(
      decoding: FileManager.default.contents(atPath: root + path) ?? Data(), as: UTF8.self)
  }

  /// The value of an option on the start script's launch line.
  func option(_ name: String) -> String? {
    text("/opt/xmatters/xa/bin/systemd.start.sh").split(whereSeparator: \.isWhitespace)
      .first { $0.hasPrefix("--server.ssl.\(name)=") }
      .map { String($0.dropFirst(name.count + 14)) }
  }

  /// What the keystore that the start script names holds, opened as the agent would.
  func keystore(at path: String? = nil) throws -> KeystoreInspection {
    guard let path = path ?? option("key-store"),
      let data = FileManager.default.contents(atPath: root + path)
    else { throw NoFile() }
    return inspectKeystore(
      bytes: Array(data), password: option("key-store-password").map { Secret($0) })
  }

  /// The mode and the time of the last change, in seconds since 1970.
  func status(_ path: String) throws -> (mode: Int, changed: Int64) {
    let attributes = try FileManager.default.attributesOfItem(atPath: root + path)
    guard let mode = attributes[.posixPermissions] as? NSNumber,
      let date = attributes[.modificationDate] as? Date
    else { throw NoFile() }
    return (mode.intValue, Int64(date.timeIntervalSince1970))
  }

  struct NoAddress: Error {}
  struct NoFile: Error {}
}
