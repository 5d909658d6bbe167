import Synchronization

/// Waits for what another thread gives to the handover that `begin` is called with, once.
func handedOver<Value: Sendable>(_ begin: (Handover<Value>) -> Void) async -> Value {
  let place = Handover<Value>.Place()
  await withCheckedContinuation { begin(Handover(place: place, continuation: $0)) }
  guard let value = place.value.withLock({ $0 }) else {
    preconditionFailure("a continuation was resumed without a value")
  }
  return value
}

/// Where another thread leaves what a task waits for.
///
/// The value passes through a lock, and not through the continuation: of one that is resumed before
/// it is awaited, Swift's runtime does not tell the thread sanitizer that the task came after.
struct Handover<Value: Sendable>: Sendable {
  fileprivate final class Place: Sendable {
    let value = Mutex<Value?>(nil)
  }

  fileprivate let place: Place
  fileprivate let continuation: CheckedContinuation<Void, Never>

  /// Ends the wait.
  func give(_ value: Value) {
    place.value.withLock { $0 = value }
    continuation.resume()
  }
}
