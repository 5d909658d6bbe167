import Glibc

/// Runs `body` on a thread of its own that nobody waits for.
///
/// - Returns: Whether there is one: a limit on processes or memory may leave none, and nothing runs.
package func detach(_ body: @escaping @Sendable () -> Void) -> Bool {
  var attributes = pthread_attr_t()
  guard unsafe pthread_attr_init(&attributes) == 0 else { return false }
  defer { unsafe pthread_attr_destroy(&attributes) }
  unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
  // Sixty-four of them fit where memory is short; the usual stack has eight times that.
  unsafe pthread_attr_setstacksize(&attributes, 1 << 20)
  let work = unsafe Unmanaged.passRetained(DetachedWork(body))
  var thread = pthread_t()
  let code = unsafe pthread_create(
    &thread, &attributes,
    { argument in
      if let argument = unsafe argument {
        unsafe Unmanaged<DetachedWork>.fromOpaque(argument).takeRetainedValue().body()
      }
      return nil
    }, work.toOpaque())
  guard code == 0 else {
    unsafe work.release()
    return false
  }
  return true
}

private final class DetachedWork: Sendable {
  let body: @Sendable () -> Void

  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}
