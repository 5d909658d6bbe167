/// Runs a blocking C call on a thread of its own, so that neither Swift's pool nor other calls wait;
/// they do where the system has no thread left.
///
/// - Throws: What `call` throws.
public func blocking<T: Sendable, E: Error>(
  _ call: @escaping @Sendable () throws(E) -> T
) async throws(E) -> T {
  try await handedOver { (handover: Handover<Result<T, E>>) in
    let work: @Sendable () -> Void = { handover.give(Result(catching: call)) }
    if !detach(work) { work() }
  }.get()
}

/// One attempt to talk to `host`: takes a slot of the limiter, then runs `call` on its own thread.
///
/// The attempt's `timeout` starts when it has its slot, so waiting in line never looks like a silent
/// peer. The deadline given to `call` also ends when the surrounding task is cancelled. Returns the
/// reason instead when there was no slot before `run` was over.
package func attempt<T: Sendable>(
  to host: String, timeout: Duration, before run: Deadline,
  limiter: ConnectionLimiter = .shared,
  _ call: @escaping @Sendable (Deadline) -> T
) async -> Result<T, StopError> {
  let flag = CancellationFlag(parent: run.cancellation)
  return await withTaskCancellationHandler {
    if let reason = await limiter.waitForSlot(to: host, before: run.cancelled(by: flag)) {
      return .failure(StopError(reason: reason))
    }
    defer { limiter.release(host) }
    return .success(await blocking { call(run.cancelled(by: flag).within(timeout)) })
  } onCancel: {
    flag.raise()
  }
}

/// The reason why an attempt was not made, as an error.
package struct StopError: Error {
  package let reason: StopReason
}
