import Foundation
import TestSupport

/// Certificates of `agent01.example` under the fixtures' root, with names that nobody would choose.
///
/// The real openssl signs them; all have the key of the fixtures' leaf.
final class HostileCertificates: Sendable {
  enum Kind: String, CaseIterable, Sendable {
    /// What the fixtures have: leaf and intermediate.
    case healthy
    case manyNames
    case hugeName
    case controlCharacters
  }

  static let key = Fixture.path("tls/leaf.key")
  /// What a terminal would clear its screen, set its title and go home for, and a change of the
  /// direction of writing.
  static let escapes = "\u{1B}[2J\u{1B}]0;owned\u{7}\u{9B}H\u{202E}\r\u{8}"

  private let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    let fixtures = try ["leaf", "intermediate"].flatMap { try Fixture.bytes("tls/\($0).pem") }
    try scratch.write(fixtures, Kind.healthy.rawValue)
    let own = ["agent01.example"]
    try issue(.manyNames, "/CN=agent01.example", own + (1...3000).map { "host\($0).example" })
    try issue(.hugeName, "/CN=agent01.example", own + [String(repeating: "n", count: 60_000)])
    try issue(
      .controlCharacters, "/O=\(Self.escapes)/CN=agent01.example",
      own + ["a\(Self.escapes).example", "zero\0.example"])
  }

  /// The file with the chain, the leaf first.
  func chain(_ kind: Kind) -> String { scratch.path(kind.rawValue) }

  private func issue(_ kind: Kind, _ subject: String, _ names: [String]) throws {
    let request = scratch.path("request")
    let issuer = Fixture.path("tls/root")
    try Command.need([
      "openssl", "req", "-new", "-key", Self.key, "-utf8", "-subj", subject, "-out", request,
    ])
    let list = names.reduce(into: [UInt8]()) { $0 += Self.tagged(0x82, Array($1.utf8)) }
    let bytes = Self.tagged(0x30, list).map { String(Int($0) + 256, radix: 16).dropFirst() }
    try scratch.write("subjectAltName=DER:\(bytes.joined())\n", "extensions")
    try Command.need([
      "openssl", "x509", "-req", "-in", request, "-CA", issuer + ".pem", "-CAkey", issuer + ".key",
      "-set_serial", "77", "-days", "700", "-extfile", scratch.path("extensions"), "-out",
      scratch.path(kind.rawValue),
    ])
  }

  /// DER with this tag (X.690 §8.1).
  private static func tagged(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    let bytes =
      content.count < 0x80 ? 0 : content.count <= 0xFF ? 1 : content.count <= 0xFFFF ? 2 : 3
    let head = bytes == 0 ? [] : [0x80 + UInt8(bytes)]
    return [tag] + head + HandmadeTLS.number(content.count, bytes: max(1, bytes)) + content
  }
}
