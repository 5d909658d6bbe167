import Synchronization

/// Bounds how many attempts, and so how many threads and connections, exist at a time.
public final class ConnectionLimiter: Sendable {
  /// The limiter that every probe of this process uses: four to one host, 64 in all.
  public static let shared = ConnectionLimiter(perHost: 4, inAll: 64)

  private struct Use {
    var total = 0
    var byHost: [String: Int] = [:]
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

  /// Waits for a slot; nil means that the caller has one and must ``release(_:)`` it.
  package func waitForSlot(to host: String, before deadline: Deadline) async -> StopReason? {
    while true {
      switch deadline.interruption {
      case .stopped(let reason): return reason
      case .timedOut: return .runEnded
      case nil: break
      }
      if take(host) { return nil }
      do {
        try await Task.sleep(for: .milliseconds(10))
      } catch {
        return .cancelled
      }
    }
  }

  private func take(_ host: String) -> Bool {
    use.withLock { use in
      let count = use.byHost[host] ?? 0
      guard use.total < inAll, count < perHost else { return false }
      use.total += 1
      use.byHost[host] = count + 1
      return true
    }
  }

  /// Gives a slot back.
  package func release(_ host: String) {
    use.withLock { use in
      guard let count = use.byHost[host] else { return }
      use.total -= 1
      use.byHost[host] = count > 1 ? count - 1 : nil
    }
  }
}
