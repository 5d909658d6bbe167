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
      "hostname 'a'; rm -rf / $(id) `id`' doesn't match 'b'\u{1B}[2J: Connection refused")
    let command = try #require(explanation.command)
    let result = try Command.run(["/bin/sh", "-c", "set -- \(command); printf %s \"$1$2\""])
    #expect(result.code == 0)
    #expect(result.output.hasPrefix("padlock--"))
    #expect(!command.contains("\u{1B}"))
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
