import Glibc
import Testing

@testable import PadlockNetwork

@Suite struct ResolverTests {
  @Test func `an address resolves to itself`() async throws {
    let outcome = await Resolver.resolve(
      HostName("[::1]"), port: 8443, timeout: .seconds(5), before: longRun())
    #expect(outcome == .addresses([try loopback(8443, host: "::1")]))
  }

  @Test func `localhost resolves to loopback addresses, each once`() async {
    let outcome = await Resolver.resolve(
      HostName("localhost"), port: 443, timeout: .seconds(10), before: longRun())
    guard case .addresses(let addresses) = outcome else {
      Issue.record("\(outcome)")
      return
    }
    #expect(!addresses.isEmpty)
    #expect(addresses.allSatisfy { $0.isLoopback && $0.port == 443 })
    #expect(Set(addresses).count == addresses.count)
  }

  @Test func `an empty name is not found`() async {
    let outcome = await Resolver.resolve(
      HostName(""), port: 1, timeout: .seconds(5), before: longRun())
    guard case .notFound(EAI_NONAME, _) = outcome else {
      Issue.record("\(outcome)")
      return
    }
  }

  @Test func `codes are told apart`() {
    guard case .temporarilyFailing(EAI_AGAIN, let text) = Resolver.outcome(of: EAI_AGAIN),
      case .notFound = Resolver.outcome(of: -5), case .failed = Resolver.outcome(of: EAI_FAIL)
    else {
      Issue.record("a code has another meaning")
      return
    }
    #expect(text.contains("Temporary failure"))
  }

  @Test func `a resolver that hangs is left behind at the deadline`() async {
    let start = ContinuousClock.now
    let outcome = await Resolver.race(timeout: .milliseconds(150), before: longRun()) {
      sleep(30)
      return .addresses([])
    }
    #expect(outcome == .timedOut)
    #expect(start.duration(to: .now) < .seconds(15))
  }

  @Test func `a hanging resolver can be cancelled`() async {
    let flag = CancellationFlag()
    let start = ContinuousClock.now
    let outcome = await Resolver.race(timeout: .seconds(30), before: longRun(flag)) {
      flag.raise()
      sleep(30)
      return .addresses([])
    }
    #expect(outcome == .stopped(.cancelled))
    #expect(start.duration(to: .now) < .seconds(15))
  }

  @Test func `this machine knows itself`() {
    let machine = ThisMachine.ownNamesAndAddresses()
    #expect(machine.addresses.contains("127.0.0.1"))
    for own in ["localhost", "127.0.0.1", "127.9.9.9", "[::1]"] {
      #expect(machine.isNamed(by: HostName(own)), "\(own)")
    }
    #expect(!machine.isNamed(by: HostName("agent01.example")))
    #expect(!machine.isNamed(by: HostName("198.51.100.1")))
  }

  @Test func `a name is this machine when all its addresses are`() throws {
    let machine = ThisMachine(names: ["box"], addresses: ["192.0.2.5"])
    let own = try loopback(1, host: "192.0.2.5")
    let other = try loopback(1, host: "192.0.2.6")
    #expect(machine.isNamed(by: HostName("BOX")))
    #expect(machine.isNamed(by: HostName("alias.example"), resolvingTo: [own]))
    #expect(!machine.isNamed(by: HostName("alias.example"), resolvingTo: [own, other]))
  }
}
