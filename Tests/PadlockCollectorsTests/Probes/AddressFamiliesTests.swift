import PadlockModel
import Testing

@testable import PadlockCollectors
@testable import PadlockNetwork

@Suite struct AddressFamiliesTests {
  private func family(_ outcomes: (String, TCPOutcome)...) throws -> FactState? {
    let attempts = try outcomes.map { literal, outcome in
      TCPAttempt(
        address: try #require(SocketAddress(literal: literal, port: 443)), outcome: outcome,
        elapsed: .zero, errno: nil, localAddress: nil)
    }
    let listener = Listeners.Listener(
      subject: SubjectID(.listener, "agent01.example:443"), host: HostName("agent01.example"),
      port: 443, definition: nil)
    return [AddressFamilies(attempts).observation(of: listener)].state("listener.unanswered-family")
  }

  @Test(arguments: [TCPOutcome.refused, .timedOut, .hostUnreachable, .reset])
  func `one family that takes no connections is named`(outcome: TCPOutcome) throws {
    #expect(try family(("192.0.2.7", .connected), ("2001:db8::7", outcome))?.value == .text("IPv6"))
    #expect(try family(("192.0.2.7", outcome), ("2001:db8::7", .connected))?.value == .text("IPv4"))
  }

  @Test(arguments: [
    TCPOutcome.networkUnreachable, .rejected, .failed(errno: 24), .stopped(.cancelled),
  ])
  func `a family that this machine has no way into says nothing`(outcome: TCPOutcome) throws {
    #expect(
      try family(("192.0.2.7", .connected), ("2001:db8::7", outcome)) == .absent(evidence: []))
  }

  @Test func `one of several addresses suffices, and one family alone cannot differ`() throws {
    #expect(
      try family(
        ("192.0.2.7", .connected), ("2001:db8::7", .refused), ("2001:db8::8", .connected))
        == .absent(evidence: []))
    #expect(
      try family(("192.0.2.7", .connected), ("192.0.2.8", .refused)) == .absent(evidence: []))
    #expect(
      try family(("192.0.2.7", .refused), ("2001:db8::7", .refused)) == .absent(evidence: []))
  }
}
