import OpenSSLBridge
import PadlockNetwork
import TestSupport
import Testing

@Suite struct TLSHandshakeTests {
  private func server(
    _ arguments: String..., certificate: String = "leaf", chain: String? = nil
  ) throws -> OpenSSLServer {
    try OpenSSLServer(
      certificate: "tls/\(certificate).pem", key: "tls/\(certificate).key",
      chain: chain.map { "tls/\($0).pem" }, arguments)
  }

  @Test func `a healthy server's agreement and whole chain are seen`() async throws {
    let server = try server("-alpn", "http/1.1", chain: "intermediate")
    let outcome = try await shake(server.port)
    let completed = try #require(outcome.completed)
    #expect(completed.version == .tls13)
    #expect(completed.standardCipher.hasPrefix("TLS_"))
    #expect(completed.cipherBits >= 128)
    #expect(completed.applicationProtocol == "http/1.1")
    #expect(completed.refusal == nil)
    #expect(outcome.transcript.chain == (try der("leaf", "intermediate")))
    #expect(outcome.transcript.certificateRequest == nil)
    #expect(outcome.transcript.stage == .finished)
    #expect(outcome.transcript.sawTLSRecord)
    #expect(outcome.transcript.bytesRead > 1000)
  }

  @Test(arguments: [
    (TLSVersion.tls10, "-tls1"), (.tls11, "-tls1_1"), (.tls12, "-tls1_2"), (.tls13, "-tls1_3"),
  ])
  func `every version is offered`(version: TLSVersion, flag: String) async throws {
    let server = try server(flag, "-cipher", "ALL:@SECLEVEL=0")
    let outcome = try await shake(server.port)
    #expect(outcome.completed?.version == version)
    #expect(outcome.transcript.version == version)
  }

  @Test func `the suites of an offer are known`() {
    var options = HandshakeOptions()
    let all = Handshake.suites(offeredBy: options)
    #expect(all.isSuperset(of: [0x1301, 0xC02B, 0xC023, 0x002F]))
    // Without encryption, and of TLS 1.3 one that is not among OpenSSL's own choice.
    #expect(all.isDisjoint(with: [0x003B, 0x1304]))
    options.highestVersion = .tls12
    #expect(Handshake.suites(offeredBy: options) == all.filter { $0 >> 8 != 0x13 })
    options.cipherList = "none"
    #expect(Handshake.suites(offeredBy: options).isEmpty)
  }

  @Test func `a version out of range is refused with alert 70`() async throws {
    let server = try server("-tls1_3")
    var options = HandshakeOptions()
    options.highestVersion = .tls12
    let outcome = try await shake(server.port, options)
    #expect(
      outcome.ending == .alertReceived(TLSAlert(level: 2, number: 70), during: .bytesSeen))
  }

  @Test func `the server's name is sent, but never an address`() async throws {
    let arguments = [
      "-servername", "agent01.example", "-cert2", Fixture.path("tls/self.pem"),
      "-key2", Fixture.path("tls/self.key"),
    ]
    let server = try OpenSSLServer(
      certificate: "tls/leaf.pem", key: "tls/leaf.key", arguments)
    #expect(try await shake(server.port).transcript.chain == (try der("self")))
    #expect(
      try await shake(server.port, host: "127.0.0.1").transcript.chain == (try der("leaf")))
  }

  @Test func `a demanded client certificate shows under TLS 1.2 as an alert in the handshake`()
    async throws
  {
    let server = try server(
      "-tls1_2", "-Verify", "1", "-verify_return_error", "-CAfile", Fixture.path("tls/root.pem"))
    let outcome = try await shake(server.port)
    #expect(
      outcome.ending
        == .alertReceived(TLSAlert(level: 2, number: 40), during: .certificateSeen))
    #expect(outcome.transcript.certificateRequest?.authorityCount == 1)
    #expect(
      outcome.transcript.certificateRequest?.authorities == ["CN=Padlock Test Root"])
    #expect(outcome.transcript.chain == (try der("leaf")))
  }

  @Test func `a demanded client certificate shows under TLS 1.3 as a late refusal`() async throws {
    let server = try server(
      "-tls1_3", "-Verify", "1", "-verify_return_error", "-CAfile", Fixture.path("tls/root.pem"))
    var options = HandshakeOptions()
    options.refusalGrace = .seconds(10)
    let outcome = try await shake(server.port, options)
    #expect(outcome.completed?.refusal == TLSAlert(level: 2, number: 116))
    #expect(outcome.transcript.certificateRequest?.authorityCount == 1)
  }

  @Test func `a certificate that is only asked for is not refused`() async throws {
    let server = try server("-tls1_3", "-verify", "1")
    let outcome = try await shake(server.port)
    #expect(outcome.completed?.refusal == nil)
    #expect(outcome.transcript.certificateRequest?.authorityCount == 0)
  }

  @Test(arguments: ["expired", "self", "weak"])
  func `a bad certificate hinders nothing`(name: String) async throws {
    let server = try server("-cipher", "ALL:@SECLEVEL=0", certificate: name)
    let outcome = try await shake(server.port)
    #expect(outcome.completed != nil)
    #expect(outcome.transcript.chain == (try der(name)))
  }

  @Test func `a stapled answer is kept`() async throws {
    let server = try server("-status_file", Fixture.path("tls/leaf.ocsp"))
    let outcome = try await shake(server.port)
    #expect(outcome.transcript.stapledResponse == (try Fixture.bytes("tls/leaf.ocsp")))
  }

  @Test func `an offer that OpenSSL does not know fails before anything is sent`() async throws {
    let listener = try LoopbackListener.silent()
    var options = HandshakeOptions()
    options.cipherList = "NO-SUCH-CIPHER"
    let outcome = try await shake(listener.port, options)
    guard case .failed(let failure) = outcome.ending else {
      Issue.record("\(outcome.ending)")
      return
    }
    #expect(failure.entries.first?.text == "no cipher match")
    #expect(failure.entries.first?.library == "SSL routines")
    #expect(outcome.transcript.bytesSent == 0)
  }
}
