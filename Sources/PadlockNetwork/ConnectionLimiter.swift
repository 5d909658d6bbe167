import Synchronization

/// Bounds how many attempts, and so how many threads and connections, exist at a time.
///
/// Who waits gets a slot as soon as one is free for its host, in the order in which they came.
public final class ConnectionLimiter: Sendable {
  /// The limiter that every probe of this process uses: four to one host, 64 in all.
  public static let shared = ConnectionLimiter(perHost: 4, inAll: 64)

  /// One in the line, and the sleep that ends early when its turn has come.
  private struct Waiter {
    let number: Int
    let host: String
    var sleep: Task<Void, Never>?
  }

  private struct Use {
    var total = 0
    var byHost: [String: Int] = [:]
    var line: [Waiter] = []
    var next = 0
  }

  private let perHost: Int
  private let inAll: Int
  private let use = Mutex(Use())

  /// A limiter with bounds of its own, each at least 1.
  public init(perHost: Int, inAll: Int) {
    self.perHost = max(1, perHost)
    self.inAll = max(1, inAll)
  }

  /// How many slots are taken now.
  public var taken: Int { use.withLock { $0.total } }

  /// How many wait for one now.
  package var waiting: Int { use.withLock { $0.line.count } }

  /// Waits for a slot; nil means that the caller has one and must ``release(_:)`` it.
  package func waitForSlot(to host: String, before deadline: Deadline) async -> StopReason? {
    if let reason = stop(before: deadline) { return reason }
    let number = join(host)
    while isWaiting(number) {
      if let reason = stop(before: deadline) { return leave(number) ? reason : nil }
      let sleep = Task {
        _ = try? await Task.sleep(for: .milliseconds(deadline.sliceMilliseconds))
      }
      if !isWaiting(number, in: sleep) { sleep.cancel() }
      await sleep.value
    }
    return nil
  }

  private func stop(before deadline: Deadline) -> StopReason? {
    switch deadline.interruption {
    case .stopped(let reason): reason
    case .timedOut: .runEnded
    case nil: nil
    }
  }

  /// Goes to the end of the line, and on at once where nobody there waits for a slot that is free.
  private func join(_ host: String) -> Int {
    use.withLock { use in
      use.next += 1
      use.line.append(Waiter(number: use.next, host: host))
      admit(&use)
      return use.next
    }
  }

  /// Whether this one still waits; `sleep` is then ended when its turn comes.
  private func isWaiting(_ number: Int, in sleep: Task<Void, Never>? = nil) -> Bool {
    use.withLock { use in
      guard let index = use.line.firstIndex(where: { $0.number == number }) else { return false }
      use.line[index].sleep = sleep
      return true
    }
  }

  /// Leaves the line; false where it has a slot already.
  private func leave(_ number: Int) -> Bool {
    use.withLock { use in
      guard let index = use.line.firstIndex(where: { $0.number == number }) else { return false }
      use.line.remove(at: index)
      return true
    }
  }

  /// Gives a slot back, to the first who may have it.
  package func release(_ host: String) {
    use.withLock { use in
      guard let count = use.byHost[host] else { return }
      use.total -= 1
      use.byHost[host] = count > 1 ? count - 1 : nil
      admit(&use)
    }
  }

  /// Gives slots to those in the line for whose host there is one.
  private func admit(_ use: inout Use) {
    while use.total < inAll,
      let index = use.line.firstIndex(where: { use.byHost[$0.host, default: 0] < perHost })
    {
      let waiter = use.line.remove(at: index)
      use.total += 1
      use.byHost[waiter.host, default: 0] += 1
      waiter.sleep?.cancel()
    }
  }
}
