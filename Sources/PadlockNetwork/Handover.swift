import Synchronization

/// Waits for what another thread gives to the handover that `begin` is called with, once.
func handedOver<Value: Sendable>(_ begin: (Handover<Value>) -> Void) async -> Value {
  let order = Handover<Value>.Order()
  let value = await withCheckedContinuation { begin(Handover(order: order, continuation: $0)) }
  order.pass()
  return value
}

/// Where another thread leaves what a task waits for.
///
/// Both pass a lock on the way: of a continuation that is resumed before it is awaited, Swift's
/// runtime does not tell the thread sanitizer that the task came after.
struct Handover<Value: Sendable>: Sendable {
  /// Whoever passes later knows all that was done before others passed.
  fileprivate final class Order: Sendable {
    private let lock = Mutex(())

    func pass() { lock.withLock { _ in } }
  }

  fileprivate let order: Order
  fileprivate let continuation: CheckedContinuation<Value, Never>

  /// Ends the wait.
  func give(_ value: Value) {
    order.pass()
    continuation.resume(returning: value)
  }
}
