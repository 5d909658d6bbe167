import PadlockCollectors
import PadlockModel
import PadlockNetwork
import Testing

@testable import PadlockCommands

/// What a run leaves undone when it is stopped.
@Suite struct StoppedRunTests {
  @Test func `what was being looked at is not called passed`() async throws {
    let flag = CancellationFlag()
    let tree = try AgentTree()
    let whole = try await tree.report()
    let title = "Read the configuration"
    #expect(whole.checks.first { $0.title == title }?.result == .passed)
    let stopped = try await tree.report {
      $0.run = Deadline(after: .seconds(600), cancelledBy: flag)
    } watch: { event in
      if case .started("configuration", _) = event { flag.raise() }
    }
    #expect(stopped.checks.first { $0.title == title }?.result == .unknown)
    #expect(!stopped.checks.contains { $0.result == .passed })
    #expect(stopped.outcome == .inconclusive)
  }
}
