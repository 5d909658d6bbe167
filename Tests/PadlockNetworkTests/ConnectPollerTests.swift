import TestSupport
import Testing

@testable import PadlockNetwork

@Suite struct ConnectPollerTests {
  @Test func `each address has its own end, whatever the others do`() async throws {
    let listener = try LoopbackListener { $0.readToEnd() }
    let closed = try ClosedPort()
    let silent = try FullBacklog()
    let poller = ConnectPoller()
    let ports = [silent.port, closed.port, listener.port]
    let outcomes = try await withThrowingTaskGroup(of: (Int, TCPAttempt).self) { group in
      for (index, port) in ports.enumerated() {
        let address = try loopback(port)
        group.addTask {
          (
            index,
            await poller.connect(to: address, timeout: .milliseconds(300), before: longRun())
          )
        }
      }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    #expect(outcomes[0]?.outcome == .timedOut)
    #expect(outcomes[0].map { $0.elapsed >= .milliseconds(250) } == true)
    #expect(outcomes[1]?.outcome == .refused)
    #expect(outcomes[2]?.outcome == .connected)
    #expect(outcomes[2]?.localAddress?.isLoopback == true)
    withExtendedLifetime((closed, silent)) {}
  }

  @Test func `many silent addresses take the time of one`() async throws {
    let silent = try FullBacklog()
    let address = try loopback(silent.port)
    let poller = ConnectPoller()
    let began = ContinuousClock.now
    let timedOut = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<100 {
        group.addTask {
          await poller.connect(to: address, timeout: .milliseconds(500), before: longRun())
            .outcome == .timedOut
        }
      }
      return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(timedOut == 100)
    #expect(began.duration(to: .now) < .seconds(20), "one after the other they take 50 seconds")
    withExtendedLifetime(silent) {}
  }

  @Test func `a raised flag ends what waits, and what comes after it`() async throws {
    let silent = try FullBacklog()
    let address = try loopback(silent.port)
    let flag = CancellationFlag()
    let poller = ConnectPoller()
    async let waiting = poller.connect(to: address, timeout: .seconds(60), before: longRun(flag))
    flag.raise()
    #expect(await waiting.outcome == .stopped(.cancelled))
    let late = await poller.connect(to: address, timeout: .seconds(60), before: longRun(flag))
    #expect(late.outcome == .stopped(.cancelled))
    withExtendedLifetime(silent) {}
  }
}
