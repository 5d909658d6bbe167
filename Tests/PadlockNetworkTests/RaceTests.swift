import Foundation
import Glibc
import Synchronization
import TestSupport
import Testing

@testable import PadlockNetwork

/// Whether a run under the thread sanitizer, which is green when nothing races, would see a race, and
/// tells it from threads that wait for each other.
@Suite(.enabled(if: Sanitizer.findsRaces, "only the thread sanitizer sees what races"))
struct RaceTests {
  /// What the sanitizer ends a process with that ran to its end and raced.
  private static let racing: Int32 = 66

  private final class Shared: @unchecked Sendable {
    private let started = Atomic(0)
    private let lock = Mutex(())
    private var uses = 0

    func use() {
      waitForTheOther()
      for _ in 0..<100_000 { uses += 1 }
    }

    func useLocked() {
      waitForTheOther()
      for _ in 0..<100_000 { lock.withLock { _ in uses += 1 } }
    }

    /// Without an order between what the threads do before and after.
    private func waitForTheOther() {
      started.add(1, ordering: .relaxed)
      while started.load(ordering: .relaxed) < 2 { sched_yield() }
    }
  }

  @Test func `two threads that share without a lock fail their process`() async {
    await #expect(processExitsWith: .exitCode(Self.racing)) {
      let shared = Shared()
      async let one: Void = blocking { shared.use() }
      async let other: Void = blocking { shared.use() }
      _ = await (one, other)
    }
  }

  @Test func `two threads that share by a lock do not`() async {
    await #expect(processExitsWith: .success) {
      let shared = Shared()
      async let one: Void = blocking { shared.useLocked() }
      async let other: Void = blocking { shared.useLocked() }
      _ = await (one, other)
    }
  }

  @Test func `what a thread hands over before anybody waits for it does not`() async {
    await #expect(processExitsWith: .success) {
      for count in 1...50 {
        let sum = await Task.detached {
          await handedOver { (handover: Handover<[Int]>) in
            Thread.detachNewThread { handover.give((0..<count).map { $0 * 2 }) }
            usleep(2000)
          }.reduce(0, +)
        }.value
        #expect(sum == count * (count - 1))
      }
    }
  }
}
