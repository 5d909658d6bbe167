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
    private let arrived = Atomic(0)
    private let lock = Mutex(())
    private var uses = 0

    func use() { together { uses += 1 } }

    func useLocked() { together { lock.withLock { _ in uses += 1 } } }

    /// Both threads are there from the first call to the last: of one that has ended, the sanitizer
    /// may not know any more what it did.
    private func together(_ call: () -> Void) {
      waitForAll(2)
      for _ in 0..<100_000 { call() }
      waitForAll(4)
    }

    /// Without an order between what the threads do before and after.
    private func waitForAll(_ count: Int) {
      arrived.add(1, ordering: .relaxed)
      while arrived.load(ordering: .relaxed) < count { sched_yield() }
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
