import PadlockNetwork
import TestSupport
import Testing

@Suite struct PlainExchangeTests {
  private func send(
    _ listener: LoopbackListener, bound: Int = 1 << 16, timeout: Duration = .seconds(10),
    run: Deadline = longRun()
  ) async throws -> PlainOutcome {
    await PlainExchange.send(
      PlainExchange.get(HostName("localhost"), port: listener.port), to: try listener.address,
      bound: bound, timeout: timeout, before: run)
  }

  @Test func `an HTTP server answers`() async throws {
    let answer = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    let outcome = try await send(try .answering(Array(answer.utf8)))
    #expect(
      outcome.ending
        == .answered(.http(statusLine: "HTTP/1.1 404 Not Found", status: 404)))
    #expect(outcome.bytes == Array(answer.utf8))
  }

  @Test func `a TLS alert is recognised`() async throws {
    let outcome = try await send(try .answering([0x15, 3, 3, 0, 2, 2, 10]))
    #expect(outcome.ending == .answered(.tlsAlert(TLSAlert(level: 2, number: 10))))
  }

  @Test func `a banner ends the waiting long before the deadline`() async throws {
    let outcome = try await send(try .greeting("SSH-2.0-Test\r\n"), timeout: .seconds(30))
    #expect(outcome.ending == .answered(.ssh(banner: "SSH-2.0-Test")))
    #expect(outcome.elapsed < .seconds(15))
  }

  @Test func `silence, a reset and a close without a byte differ`() async throws {
    #expect(try await send(try .silent(), timeout: .milliseconds(200)).ending == .silent)
    #expect(try await send(try .resetting()).ending == .reset)
    #expect(try await send(try .closing()).ending == .closedWithoutByte)
  }

  @Test func `a closed port is no connection`() async throws {
    let closed = try ClosedPort()
    let outcome = await PlainExchange.send(
      [], to: try loopback(closed.port), timeout: .seconds(10), before: longRun())
    withExtendedLifetime(closed) {}
    guard case .notConnected(let record) = outcome.ending else {
      Issue.record("\(outcome.ending)")
      return
    }
    #expect(record.outcome == .refused)
  }

  @Test func `one byte a second ends by the deadline`() async throws {
    let listener = try LoopbackListener.dripping(Array("zzzzzzzzzzzzzzzzzzzz".utf8))
    let outcome = try await send(listener, timeout: .milliseconds(1500))
    #expect(outcome.ending == .answered(.other(excerpt: "zz")))
    #expect(outcome.elapsed < .seconds(15))
  }

  @Test func `an endless answer is bounded`() async throws {
    let listener = try LoopbackListener { connection in
      _ = connection.read()
      let chunk = [UInt8](repeating: 0x61, count: 1 << 16)
      while connection.write(chunk) {}
    }
    let outcome = try await send(listener, bound: 100_000)
    #expect(outcome.bytes.count == 100_000)
  }

  @Test func `a raised flag ends the waiting`() async throws {
    let flag = CancellationFlag()
    let listener = try LoopbackListener { connection in
      flag.raise()
      connection.readToEnd()
    }
    let outcome = try await send(listener, timeout: .seconds(30), run: longRun(flag))
    #expect(outcome.ending == .stopped(.cancelled))
    #expect(outcome.elapsed < .seconds(15))
  }

  @Test func `being stopped while connecting is no failure to connect`() throws {
    let flag = CancellationFlag()
    flag.raise()
    let closed = try ClosedPort()
    let outcome = PlainExchange.exchange(
      [], with: try loopback(closed.port), bound: 1, quiet: .zero, before: longRun(flag))
    #expect(outcome.ending == .stopped(.cancelled))
  }

  @Test func `the request names host and port`() {
    let text = String(
      decoding: PlainExchange.get(HostName("[::1]"), port: 8081), as: UTF8.self)
    #expect(text.hasPrefix("GET / HTTP/1.1\r\nHost: [::1]:8081\r\n"))
    #expect(text.hasSuffix("\r\n\r\n"))
  }
}
