import OpenSSLBridge
import PadlockNetwork
import TestSupport
import Testing

@Suite struct TLSPortSpeechTests {
  private func observe(
    _ port: UInt16, plainToo: Bool = false, timeout: Duration = .seconds(20)
  ) async throws -> PortSpeech {
    await PortSpeech.observe(
      HostName("agent01.example"), at: try tlsLoopback(port), plainToo: plainToo,
      timeout: timeout, before: Deadline(after: .seconds(60)))
  }

  /// Answers a plain request with 200 and closes on anything else.
  private func plainServer() throws -> LoopbackListener {
    try LoopbackListener { connection in
      let request = connection.read()
      guard request.starts(with: "GET ".utf8) else { return }
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".utf8)
    }
  }

  @Test func `a plain request follows on a new connection where no TLS record came`() async throws {
    let listener = try plainServer()
    let speech = try await observe(listener.port)
    #expect(speech.tls.ending == .closedWithoutByte)
    #expect(
      speech.plain?.ending == .answered(.http(statusLine: "HTTP/1.1 200 OK", status: 200)))
    #expect(listener.acceptedCount == 2)
  }

  @Test func `a port that speaks TLS gets no plain request unless it is asked for`() async throws {
    let listener = try LoopbackListener.answering([0x15, 3, 1, 0, 2, 2, 40])
    #expect(try await observe(listener.port).plain == nil)
    #expect(listener.acceptedCount == 1)
    #expect(
      try await observe(listener.port, plainToo: true).plain?.ending
        == .answered(.tlsAlert(TLSAlert(level: 2, number: 40))))
  }

  @Test func `a closed port gets no plain request`() async throws {
    let closed = try ClosedPort()
    #expect(try await observe(closed.port).plain == nil)
    withExtendedLifetime(closed) {}
  }

  @Test func `a silent port is silent to both`() async throws {
    let listener = try LoopbackListener.silent()
    let speech = try await observe(listener.port, timeout: .milliseconds(200))
    #expect(speech.tls.ending == .timedOut(during: .helloSent))
    #expect(speech.plain?.ending == .silent)
  }
}
