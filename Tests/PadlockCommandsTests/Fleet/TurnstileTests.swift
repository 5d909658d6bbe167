import Synchronization
import Testing

@testable import PadlockCommands

@Suite struct TurnstileTests {
  /// How many are inside, and how many were at most.
  private final class Visitors: Sendable {
    private let counts = Mutex((now: 0, most: 0))

    func come() {
      counts.withLock { counts in
        counts.now += 1
        counts.most = max(counts.most, counts.now)
      }
    }

    func go() { counts.withLock { $0.now -= 1 } }

    var most: Int { counts.withLock(\.most) }
  }

  @Test func `so many are inside at a time, and all get in`() async {
    let turnstile = Turnstile(places: 3)
    let visitors = Visitors()
    let done = await withTaskGroup(of: Void.self) { group in
      for _ in 0..<50 {
        group.addTask {
          await turnstile.pass("host") {
            visitors.come()
            await Task.yield()
            visitors.go()
          }
        }
      }
      return await group.reduce(0) { count, _ in count + 1 }
    }
    #expect(done == 50)
    #expect((1...3).contains(visitors.most))
  }

  @Test func `another key has places of its own`() async {
    let turnstile = Turnstile(places: 1)
    let answer = await turnstile.pass("one") { await turnstile.pass("two") { 42 } }
    #expect(answer == 42)
  }
}
