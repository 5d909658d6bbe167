import TestSupport
import Testing

@testable import PadlockNetwork

@Suite struct WideHelloTests {
  private func ask(_ port: UInt16, timeout: Duration = .seconds(60)) async throws
    -> WideHello.Answer
  {
    await WideHello.send(
      to: HostName("agent01.example"), at: try loopback(port), timeout: timeout, before: longRun())
  }

  private func server(_ arguments: [String]) throws -> OpenSSLServer {
    try OpenSSLServer(certificate: "tls/leaf.pem", key: "tls/leaf.key", arguments)
  }

  @Test(
    arguments: [
      (["-tls1_2", "-cipher", "NULL-SHA256:@SECLEVEL=0"], 0x003B),
      (["-tls1_3", "-ciphersuites", "TLS_AES_128_CCM_SHA256"], 0x1304),
      (["-tls1_2", "-cipher", "ECDHE-RSA-AES128-GCM-SHA256"], 0xC02F),
    ] as [([String], UInt16)])
  func `a server names the suite that it wants`(arguments: [String], suite: UInt16) async throws {
    let server = try server(arguments)
    #expect(try await ask(server.port) == .chosen(version: 0x0303, suite: suite))
  }

  @Test func `a server of TLS 1.0 names its version`() async throws {
    let server = try server(["-tls1", "-cipher", "AES128-SHA:@SECLEVEL=0"])
    #expect(try await ask(server.port) == .chosen(version: 0x0301, suite: 0x002F))
  }

  @Test(arguments: [
    ["-tls1_2", "-cipher", "PSK", "-psk", "1a2b3c"],
    ["-tls1_2", "-nocert", "-cipher", "aNULL:@SECLEVEL=0"],
  ])
  func `a server that needs no certificate finds nothing`(arguments: [String]) async throws {
    let server = try server(arguments)
    #expect(try await ask(server.port) == .alert(TLSAlert(level: 2, number: 40)))
  }

  @Test(
    arguments: [
      (HandmadeTLS.serverHello(), .chosen(version: 0x0303, suite: 0xC02F)),
      (HandmadeTLS.record(21, [2, 40]), .alert(TLSAlert(level: 2, number: 40))),
      (HandmadeTLS.record(21, [1, 0]), .alert(TLSAlert(level: 1, number: 0))), ([], .refused),
    ] as [([UInt8], WideHello.Answer)])
  func `what follows warnings is the answer`(rest: [UInt8], answer: WideHello.Answer) async throws {
    let unrecognizedName = HandmadeTLS.record(21, [1, 112])
    let server = try LoopbackListener.answering(unrecognizedName + unrecognizedName + rest)
    #expect(try await ask(server.port) == answer)
    for length in 0...unrecognizedName.count {
      #expect(WideHello.answer(in: Array(unrecognizedName.prefix(length))) == nil)
    }
  }

  @Test func `what is no answer is told apart`() async throws {
    for refusing in [
      try LoopbackListener.closing(), try .resetting(), try .greeting("SSH-2.0-x\r\n"),
    ] {
      #expect(try await ask(refusing.port) == .refused)
    }
    let closed = try ClosedPort()
    #expect(try await ask(closed.port) == .notAsked)
    let silent = try LoopbackListener.silent()
    #expect(try await ask(silent.port, timeout: .milliseconds(50)) == .silent)
  }

  @Test func `any beginning of an answer, and any byte changed in it, gives an answer or none`() {
    let hello: [UInt8] =
      [2, 0, 0, 70, 3, 3] + [UInt8](repeating: 7, count: 32) + [32]
      + [UInt8](repeating: 9, count: 32) + [0, 5, 0]
    let whole = [22, 3, 3, 0, UInt8(hello.count)] + hello
    #expect(WideHello.answer(in: whole) == .chosen(version: 0x0303, suite: 0x0005))
    for length in 0..<(whole.count - 1) {
      #expect(WideHello.answer(in: Array(whole.prefix(length))) == nil)
    }
    for index in whole.indices {
      var changed = whole
      changed[index] ^= 0xFF
      _ = WideHello.answer(in: changed)
    }
  }

  @Test func `each suite is offered once`() {
    #expect(Set(CipherRegistry.all).count == CipherRegistry.all.count)
  }

  @Test func `a suite that clients have forgotten has a name, any other its number`() {
    #expect(CipherRegistry.name(0x0005) == "TLS_RSA_WITH_RC4_128_SHA")
    #expect(CipherRegistry.name(0x002F) == "0x002F")
    #expect(CipherRegistry.name(0xC02F) == "0xC02F")
  }
}
