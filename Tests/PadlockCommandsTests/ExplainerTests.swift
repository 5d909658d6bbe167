import Foundation
import PadlockModel
import PadlockRules
import TestSupport
import Testing

@testable import PadlockCommands

@Suite struct ExplainerTests {
  private static let explainer: Explainer? = (try? EmbeddedRules.load()).map { Explainer($0) }
  private let explainer: Explainer

  init() throws { explainer = try #require(Self.explainer) }

  struct Ticket: Sendable, CustomTestStringConvertible {
    var name: String
    var cause: String
    var host: String
    var port: Int
    var product: String?
    var testDescription: String { name }
  }

  @Test(arguments: [
    Ticket(
      name: "plain-port", cause: "xagent.https-not-configured", host: "agent01.example.com",
      port: 8443, product: "xagent"),
    Ticket(
      name: "key-password", cause: "keystore.key-password-differs",
      host: "sv-agent02.corp.example", port: 8443, product: "xagent"),
    Ticket(
      name: "proxy-and-name", cause: "certificate.name-mismatch", host: "gw.example.org",
      port: 9443, product: nil),
    Ticket(
      name: "integration-agent", cause: "ia.gateway-plain", host: "ia01.dmz.example", port: 8081,
      product: "integration-agent"),
  ])
  func `a ticket gives its first diagnosis and its target`(ticket: Ticket) throws {
    let path = Fixture.path("explain/\(ticket.name).txt")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let explanation = explainer.explain(text)
    #expect(explanation.likeliest?.id == ticket.cause)
    #expect(explanation.matches.first?.diagnoses.first?.id == ticket.cause)
    #expect(explanation.lifted.host == ticket.host)
    #expect(explanation.lifted.port == ticket.port)
    #expect(explanation.lifted.product == ticket.product)
    let command = try #require(explanation.command)
    #expect(command.contains("--host \(ticket.host) --port \(ticket.port) --symptom"))
    let all = "\(explanation)"
    for secret in ["Winter2026", "S3cretKey77", "dXNlcjpnZWhlaW0xMjM0"] {
      #expect(!all.contains(secret))
    }
  }

  @Test func `the innermost cause comes before the message that it brought about`() throws {
    let explanation = explainer.explain("Connection refused\n\nCannot recover key\n")
    #expect(explanation.matches.map(\.excerpt) == ["Cannot recover key", "Connection refused"])
  }

  @Test func `the command's message is recognised as the same`() throws {
    let line = "12:01 WARN [main] x.Y : java.security.UnrecoverableKeyException: Cannot recover key"
    let explanation = explainer.explain(line + String(repeating: " and so on", count: 20))
    let command = try #require(explanation.command)
    #expect(command.utf8.count < 80)
    let again = explainer.explain(command)
    #expect(again.matches.map(\.symptom) == explanation.matches.map(\.symptom))
  }

  @Test func `the command is safe to paste into a shell`() throws {
    let explanation = explainer.explain(
      "curl: (6) Could not resolve host: a'; rm -rf / $(id) `id`\u{1B}[2J")
    let command = try #require(explanation.command)
    let result = try Command.run(["/bin/sh", "-c", "set -- \(command); printf %s \"$1$2\""])
    #expect(result.code == 0)
    #expect(result.output.hasPrefix("padlock--"))
    #expect(!command.contains("\u{1B}"))
  }

  @Test(arguments: [
    "curl: (7) Failed to connect to \u{1B}]0;pwned\u{7}evil\u{1B}[31m.example port 443: "
      + "Connection refused",
    "curl: (7) Failed to connect to \u{1B}[1;31mevil.example\u{1B}[0m port 443\u{1B}[K: "
      + "Connection refused",
    "curl: (7) Failed to connect to \u{9B}31mevil.example port 443: Connection\u{A0}refused\u{200B}",
  ])
  func `sequences for terminals are no part of a host, nor of the command`(text: String) throws {
    let explanation = explainer.explain(text)
    #expect(explanation.lifted.host == "evil.example")
    #expect(explanation.lifted.port == 443)
    let command = try #require(explanation.command)
    #expect(command.contains("--symptom"))
    #expect(command.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value < 0x7F })
  }

  @Test func `what cannot be typed is left out of the command`() {
    for odd in ["\u{0}", "\u{1B}[2J", "\u{202E}", "\u{2028}", "\u{FFFD}", "\u{241B}", "\r"] {
      let text = "\(odd)agent01.example.com:8443\(odd) \(odd)Cannot\(odd) recover key\(odd)"
      let command = explainer.explain(text).command ?? ""
      #expect(command.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value < 0x7F }, "\(text)")
    }
  }

  @Test func `without a product the causes that only some product has come last`() throws {
    let own = ["xagent.", "ia.", "xivo."]
    func isOwn(_ id: String) -> Bool { own.contains(where: id.hasPrefix) }
    for text in [
      "keytool error: java.io.IOException: Keystore was tampered with, or password was incorrect",
      "SSL_ERROR_RX_RECORD_TOO_LONG", "unable to find valid certification path to requested target",
    ] {
      let causes = try #require(explainer.explain(text).matches.first).diagnoses.map(\.id)
      #expect(causes.contains { !isOwn($0) })
      #expect(!causes.drop { !isOwn($0) }.contains { !isOwn($0) }, "\(causes)")
    }
  }

  @Test func `a key that cannot be recovered accuses the server itself`() throws {
    let match = try #require(explainer.explain("Cannot recover key").matches.first)
    #expect(match.speaker.hasSuffix("on the server: it accuses the server itself."))
  }

  @Test func `a line in the way of a log that is not known is told, without its secret`() {
    let explanation = explainer.explain(
      "ERROR Something unexpected: token=Hunter2Geheim rejected by peer")
    #expect(explanation.unrecognised.count == 1)
    #expect(explanation.unrecognised.first?.hasPrefix("ERROR Something unexpected") == true)
    #expect(!"\(explanation)".contains("Hunter2"))
  }

  /// Texts of the largest size are measured by `scripts/bench explain`; this finds what grows faster than the text.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "java.net.ConnectException: Connection refused\n",
      "java.net.ConnectException: Connection refused ", "\u{0}", "\u{1B}]", "password=a b\n",
      "a.example.com:443 ", "(", "> ", "curl/7.1 ", "\r",
    ])
  func `a text made to be slow is explained in time`(unit: String) {
    let text = String(repeating: unit, count: 200_000 / unit.utf8.count)
    #expect(explainer.explain(text).matches.count <= 1)
  }

  @Test func `what is not known is not made known`() {
    for text in ["", "   \n\n", "it smells", "error: the frobnicator failed"] {
      let explanation = explainer.explain(text)
      #expect(explanation.matches.isEmpty)
      #expect(explanation.likeliest == nil)
      #expect(explanation.command == nil)
    }
  }

  @Test func `a host is worth a command although no message is known`() {
    let explanation = explainer.explain("curl https://agent01.example.com:8443/ does nothing")
    #expect(explanation.command == "padlock --host agent01.example.com --port 8443")
  }
}
