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

  /// The words of a command as a shell takes them.
  private func words(of command: String) throws -> [String] {
    let result = try Command.run(["/bin/sh", "-c", "set -- \(command); printf '%s\\n' \"$@\""])
    #expect(result.code == 0)
    return result.output.split(separator: "\n").map(String.init)
  }

  @Test(arguments: [
    "curl: (35) error:0A00010B:SSL routines::wrong version number",
    "SSL certificate problem: self-signed certificate",
    "curl: (60) SSL certificate problem: self-signed certificate in certificate chain",
    "curl: (60) SSL certificate problem: self signed certificate",
    "error:0A000086:SSL routines::certificate verify failed",
    "curl: (35) error:0A000152:SSL routines::unsafe legacy renegotiation disabled",
    "- Status: The certificate is NOT trusted. The certificate issuer is unknown.",
    "ERROR: cannot verify a'b's certificate: Unable to locally verify the issuer's authority.",
    "12:01 WARN [main] x.Y : java.security.UnrecoverableKeyException: Cannot recover key and so on",
    "* schannel: next InitializeSecurityContext failed: SEC_E_UNTRUSTED_ROOT (0x80090325)",
  ])
  func `the command goes on with the message word for word`(text: String) throws {
    let explanation = explainer.explain(text)
    let match = try #require(explanation.matches.first)
    #expect(match.excerpt == text)
    let command = try #require(explanation.command)
    #expect(try words(of: command).last == (text.hasPrefix("-") ? "--symptom=\(text)" : text))
    #expect(explainer.explain(match.excerpt).matches.map(\.symptom) == [match.symptom])
  }

  @Test func `a long message is cut at its end in the command, and known still`() throws {
    let text = "java.security.UnrecoverableKeyException: Cannot recover key"
    let explanation = explainer.explain(text + String(repeating: " and so on", count: 90))
    let command = try #require(explanation.command)
    let said = try #require(try words(of: command).last)
    #expect(said == explanation.matches.first?.excerpt)
    #expect(said.hasPrefix(text))
    #expect(said.count <= 400)
    #expect(explainer.explain(said).matches.map(\.symptom) == ["key-password-differs"])
  }

  @Test(arguments: [
    "verify error:num=19:self-signed certificate in certificate chain",
    "verify error:num=19:self signed certificate in certificate chain",
    "    Verify return code: 19 (self-signed certificate in certificate chain)",
    "error 19 at 1 depth lookup: self-signed certificate in certificate chain",
    "curl: (60) SSL certificate problem: self-signed certificate in certificate chain",
    "curl: (60) SSL certificate problem: self signed certificate in certificate chain",
    "fatal: unable to access 'https://git.example.com/': SSL certificate problem: self-signed "
      + "certificate in certificate chain",
    "ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: "
      + "self-signed certificate in certificate chain (_ssl.c:1006)",
    "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self signed certificate in "
      + "certificate chain (_ssl.c:1129)",
    "npm ERR! code SELF_SIGNED_CERT_IN_CHAIN", "SELF_SIGNED_CERT_IN_CHAIN",
    "Error: self-signed certificate in certificate chain",
    "SSL_connect returned=1 errno=0 state=error: certificate verify failed (self signed "
      + "certificate in certificate chain)",
    "upstream SSL certificate verify error: (19:self-signed certificate in certificate chain) "
      + "while SSL handshaking to upstream",
    "The remote certificate is invalid because of errors in the certificate chain: UntrustedRoot",
    "schannel: next InitializeSecurityContext failed: SEC_E_UNTRUSTED_ROOT (0x80090325)",
  ])
  func `a chain below an unknown root is no certificate that is self-signed`(text: String) throws {
    let explanation = explainer.explain(text)
    let match = try #require(explanation.matches.first)
    #expect(explanation.matches.count == 1)
    #expect(match.symptom == "untrusted-root")
    #expect(match.situations == ["self-signed"])
    #expect(match.diagnoses.map(\.id).prefix(1) == ["certificate.untrusted-issuer"])
    #expect(match.diagnoses.contains { $0.id == "network.proxy-in-between" })
    #expect(match.meaning.contains("root") && match.meaning.contains("proxy"))
  }

  @Test(arguments: [
    "verify error:num=18:self-signed certificate",
    "    Verify return code: 18 (self signed certificate)",
    "error 18 at 0 depth lookup: self-signed certificate",
    "curl: (60) SSL certificate problem: self-signed certificate",
    "curl: (60) SSL certificate problem: self signed certificate",
    "Error: DEPTH_ZERO_SELF_SIGNED_CERT", "certificate verify failed (self-signed certificate)",
    "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate "
      + "(_ssl.c:1006)",
  ])
  func `a certificate without an issuer stays self-signed`(text: String) throws {
    let match = try #require(explainer.explain(text).matches.first)
    #expect(match.symptom == "self-signed")
    #expect(match.diagnoses.first?.id == "certificate.self-signed")
  }

  @Test(arguments: [
    ("Your connection is not private", "NET::ERR_"),
    ("Your connection isn\u{2019}t private", "NET::ERR_"),
    ("This site can't provide a secure connection", "ERR_SSL_"),
    ("This site can\u{2019}t provide a secure connection", "ERR_SSL_"),
    ("Warning: Potential Security Risk Ahead", "SEC_ERROR_"),
    ("Secure Connection Failed", "SSL_ERROR_"),
    ("This Connection Is Not Private", "Safari"),
    ("SSL: CERTIFICATE_VERIFY_FAILED", "behind it"),
    ("[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed", "behind it"),
  ])
  func `a headline is known, names no cause and asks for the code`(
    text: String, asked: String
  ) throws {
    let explanation = explainer.explain("My user writes:\n\n\(text)\n")
    let match = try #require(explanation.matches.first)
    #expect(explanation.matches.count == 1)
    #expect(match.diagnoses.isEmpty)
    #expect(explanation.likeliest == nil)
    #expect(match.decidedBy.contains(asked))
  }

  @Test func `with its code below it a headline says nothing more`() {
    let page = """
      Your connection is not private
      Attackers might be trying to steal your information from agent01.example.com (for example,
      passwords, messages, or credit cards).

      NET::ERR_CERT_DATE_INVALID
      """
    #expect(explainer.explain(page).matches.map(\.excerpt) == ["NET::ERR_CERT_DATE_INVALID"])
    let wrapped =
      "[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: IP address mismatch, "
      + "certificate is not valid for '10.0.0.7'. (_ssl.c:1129)"
    #expect(explainer.explain(wrapped).matches.map(\.symptom) == ["hostname-mismatch"])
  }

  @Test(arguments: [
    ("ERR_CERT_DATE_INVALD", "ERR_CERT_DATE_INVALID"),
    ("NET::ERR_CERT_AUTORITY_INVALID", "ERR_CERT_AUTHORITY_INVALID"),
    ("err_cert_date_invalid", "ERR_CERT_DATE_INVALID"),
    ("SSL_ERROR_BAD_CERT_DOMIAN", "SSL_ERROR_BAD_CERT_DOMAIN"),
    ("I see SEC_ERROR_UNKNOWN_ISUER in Firefox", "SEC_ERROR_UNKNOWN_ISSUER"),
  ])
  func `a slip in a code is no message, and the code is named`(text: String, code: String) {
    let explanation = explainer.explain(text)
    #expect(explanation.matches.isEmpty)
    #expect(explanation.nearMisses.map(\.known) == [code])
  }

  @Test(arguments: [
    "ERR_CERT_DATE_INVALID", "ERR_TOO_MANY_REDIRECTS", "MY_OWN_SETTING is INVALID_DATE",
    "connection refusd", "Canot recover key", "", "ERR_", "_______________________",
    "SSL_ERROR_COMPLETELY_ELSE",
  ])
  func `what is no slip in a code is not made one`(text: String) {
    #expect(explainer.explain(text).nearMisses.isEmpty)
  }

  @Test func `slips are looked for within bounds`() {
    let many = (0..<50_000).map { "ERR_CERT_DATE_INVAL\($0)D" }.joined(separator: " \n")
    #expect(explainer.explain(many).nearMisses.count <= 5)
    #expect(explainer.explain(String(repeating: "A_", count: 500_000)).nearMisses.isEmpty)
  }

  @Test func `of several messages each that is not known is named`() {
    let explanation = explainer.explain(["SSL_ERROR_BAD_CERT_DOMAIN", "ERR_TOO_MANY_REDIRECTS"])
    #expect(explanation.matches.map(\.excerpt) == ["SSL_ERROR_BAD_CERT_DOMAIN"])
    #expect(explanation.unrecognised == ["ERR_TOO_MANY_REDIRECTS"])
    let prose = explainer.explain(["it smells", "Cannot recover key", "of password=Geheim77x"])
    #expect(prose.matches.map(\.excerpt) == ["Cannot recover key"])
    #expect(prose.unrecognised.count == 2)
    #expect(prose.unrecognised.first == "it smells")
    #expect(!"\(prose)".contains("Geheim77x"))
    let twice = explainer.explain(["Cannot recover key", "Cannot recover key"])
    #expect(twice.matches.count == 1)
    #expect(twice.unrecognised.isEmpty)
    #expect(explainer.explain(["Connection", "refused"]).unrecognised.isEmpty)
    #expect(explainer.explain(["Connection", "refused"]).matches.count == 1)
  }

  @Test(arguments: [
    #"nginx: [emerg] SSL_CTX_use_PrivateKey("/etc/x.key") failed (SSL: "#
      + "error:0B080074:x509 certificate routines:X509_check_private_key:key values mismatch)",
    #"SSL_CTX_use_PrivateKey("…x.key") failed (SSL: …:X509_check_private_key:key values mismatch)"#,
    "wrong keystore password: Cannot recover key",
  ])
  func `a message's own words are no secret`(text: String) throws {
    let explanation = explainer.explain(text)
    #expect(explanation.matches.first?.excerpt == text)
    let command = try #require(explanation.command)
    #expect(try words(of: command).last == text)
  }

  @Test(arguments: [
    "X509_check_private_key:Hunter2Geheim key values mismatch",
    "Cannot recover key password: Hunter2Geheim",
    "password: Hunter2Geheim Cannot recover key",
    "keystorePassword=Hunter2Geheim: Cannot recover key",
    "Cannot recover key\nprivate_key: Hunter2Geheim",
    "x509 certificate routines:X509_check_private_key:key values mismatch secret:Hunter2Geheim",
    "x509 certificate routines:X509_check_private_key:key values mismatchHunter2Geheim",
  ])
  func `a secret beside a message's words stays one`(text: String) {
    #expect(!"\(explainer.explain(text))".contains("Hunter2"))
  }

  @Test func `lines beyond those that are looked at are said`() {
    let lines = (0..<20_001).map { "line \($0)" }
    #expect(explainer.explain(lines.joined(separator: "\n")).liftedLines == 20_000)
    #expect(explainer.explain(lines.dropLast().joined(separator: "\n")).liftedLines == nil)
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
