import PadlockNetwork
import Synchronization
import Testing

@Suite struct ConnectionLimiterTests {
  @Test func `no more than the bound run at a time, and every slot comes back`() async {
    let limiter = ConnectionLimiter(perHost: 2, inAll: 3)
    let running = Concurrency()
    await withTaskGroup(of: Void.self) { group in
      for index in 0..<12 {
        group.addTask {
          _ = await attempt(
            to: "host\(index % 2)", timeout: .seconds(10), before: longRun(), limiter: limiter
          ) { _ in
            running.enter()
            let end = ContinuousClock.now + .milliseconds(5)
            while ContinuousClock.now < end {}
            running.leave()
          }
        }
      }
    }
    #expect((1...3).contains(running.most))
    #expect(limiter.taken == 0)
  }

  @Test func `who waits for a slot gives up when the run ends`() async {
    let limiter = ConnectionLimiter(perHost: 1, inAll: 1)
    #expect(await limiter.waitForSlot(to: "a", before: longRun()) == nil)
    let reason = await limiter.waitForSlot(to: "b", before: Deadline(after: .milliseconds(30)))
    #expect(reason == .runEnded)
    limiter.release("a")
    #expect(await limiter.waitForSlot(to: "b", before: longRun()) == nil)
  }

  @Test func `slots go to those who wait in the order in which they came`() async {
    let limiter = ConnectionLimiter(perHost: 1, inAll: 1)
    #expect(await limiter.waitForSlot(to: "first", before: longRun()) == nil)
    let turns = Turns()
    await withTaskGroup(of: Void.self) { group in
      for index in 0..<20 {
        group.addTask {
          #expect(await limiter.waitForSlot(to: "host\(index)", before: longRun()) == nil)
          turns.taken.withLock { $0.append(index) }
          limiter.release("host\(index)")
        }
        while limiter.waiting <= index { await Task.yield() }
      }
      limiter.release("first")
    }
    #expect(turns.taken.withLock { $0 } == Array(0..<20))
    #expect(limiter.taken == 0)
  }

  @Test func `who waits for a busy host holds up nobody else`() async {
    let limiter = ConnectionLimiter(perHost: 1, inAll: 2)
    #expect(await limiter.waitForSlot(to: "a", before: longRun()) == nil)
    async let second = limiter.waitForSlot(to: "a", before: longRun())
    while limiter.waiting == 0 { await Task.yield() }
    #expect(await limiter.waitForSlot(to: "b", before: longRun()) == nil)
    #expect(limiter.waiting == 1)
    limiter.release("a")
    #expect(await second == nil)
    #expect(limiter.taken == 2)
  }

  @Test func `waiting in line does not shorten an attempt`() async {
    let result = await attempt(to: "c", timeout: .seconds(4), before: longRun()) { $0.remaining }
    guard case .success(let remaining) = result else {
      Issue.record("no slot")
      return
    }
    #expect(remaining > .seconds(3))
  }
}

/// Who had a slot, in order.
private final class Turns: Sendable {
  let taken = Mutex<[Int]>([])
}

/// Counts how many calls run at a time.
private final class Concurrency: Sendable {
  private let now = Atomic<Int>(0)
  private let greatest = Atomic<Int>(0)

  var most: Int { greatest.load(ordering: .relaxed) }

  func enter() {
    let running = now.add(1, ordering: .relaxed).newValue
    greatest.max(running, ordering: .relaxed)
  }

  func leave() {
    now.subtract(1, ordering: .relaxed)
  }
}
