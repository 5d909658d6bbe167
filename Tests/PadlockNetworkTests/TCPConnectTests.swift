import Glibc
import TestSupport
import Testing

@testable import PadlockNetwork

@Suite struct TCPConnectTests {
  @Test(arguments: [false, true])
  func `a listening port connects`(ipv6: Bool) async throws {
    let listener = try LoopbackListener(ipv6: ipv6) { $0.readToEnd() }
    let record = await TCPConnect.probe(
      try listener.address, timeout: .seconds(10), before: longRun())
    #expect(record.outcome == .connected)
    #expect(record.address.family == (ipv6 ? .ipv6 : .ipv4))
    #expect(record.localAddress?.isLoopback == true)
    #expect(record.localAddress?.port != 0)
  }

  @Test func `a closed port refuses`() async throws {
    let closed = try ClosedPort()
    let record = await TCPConnect.probe(
      try loopback(closed.port), timeout: .seconds(10), before: longRun())
    withExtendedLifetime(closed) {}
    #expect(record.outcome == .refused)
    #expect(record.errno == ECONNREFUSED)
  }

  @Test func `a port that drops everything times out`() async throws {
    let port = try FullBacklog()
    let record = await TCPConnect.probe(
      try loopback(port.port), timeout: .milliseconds(200), before: longRun())
    #expect(record.outcome == .timedOut)
    #expect(record.elapsed >= .milliseconds(150))
    #expect(record.elapsed < .seconds(15))
    withExtendedLifetime(port) {}
  }

  @Test func `an attempt cut short by the run is no timeout`() async throws {
    let port = try FullBacklog()
    let record = await TCPConnect.probe(
      try loopback(port.port), timeout: .seconds(30),
      before: Deadline(after: .milliseconds(150)))
    #expect(record.outcome == .stopped(.runEnded))
    withExtendedLifetime(port) {}
  }

  @Test func `cancelling the task ends the attempt`() async throws {
    let port = try FullBacklog()
    let address = try loopback(port.port)
    let start = ContinuousClock.now
    let task = Task {
      await TCPConnect.probe(address, timeout: .seconds(30), before: longRun())
    }
    task.cancel()
    #expect(await task.value.outcome == .stopped(.cancelled))
    #expect(start.duration(to: .now) < .seconds(15))
    withExtendedLifetime(port) {}
  }

  @Test(arguments: [
    (ECONNREFUSED, TCPOutcome.refused), (ETIMEDOUT, .timedOut), (EHOSTUNREACH, .hostUnreachable),
    (ENETUNREACH, .networkUnreachable), (EACCES, .rejected), (EPERM, .rejected),
    (ECONNRESET, .reset), (EINVAL, .failed(errno: EINVAL)),
    (EADDRNOTAVAIL, .failed(errno: EADDRNOTAVAIL)),
  ])
  func `error numbers have their meaning`(code: Int32, outcome: TCPOutcome) throws {
    let address = try #require(SocketAddress(literal: "192.0.2.1", port: 443))
    #expect(TCPOutcome(errno: code, to: address) == outcome)
  }

  @Test func `without an address of IPv6 there is no way to one`() throws {
    let address = try #require(SocketAddress(literal: "2001:db8::1", port: 443))
    #expect(TCPOutcome(errno: EADDRNOTAVAIL, to: address) == .networkUnreachable)
  }
}
