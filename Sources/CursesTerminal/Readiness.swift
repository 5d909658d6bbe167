internal import Glibc

/// What a wait for input ended with.
public nonisolated struct Readiness: Hashable, Sendable {
  /// Keys can be read, or the terminal was resized.
  public var keyboard = false
  /// The other descriptor can be read.
  public var mailbox = false
  /// The terminal is gone; there is nobody left to draw for.
  public var hangUp = false
}

/// Waits until the keyboard or `fd` can be read, a signal arrives or the time is over.
///
/// - Parameters:
///   - keyboard: Whether to wait for standard input at all.
///   - fd: Another descriptor, usually ``Mailbox/descriptor``; a negative one is ignored.
///   - timeoutMilliseconds: How long at most; negative means without end.
/// - Returns: What is ready; a signal, such as that of a resize, counts as the keyboard.
public func pollInput(
  keyboard: Bool = true, and fd: Int32, timeoutMilliseconds: Int32
) -> Readiness {
  var entries = [
    pollfd(fd: keyboard ? STDIN_FILENO : -1, events: Int16(POLLIN), revents: 0),
    pollfd(fd: fd, events: Int16(POLLIN), revents: 0),
  ]
  var readiness = Readiness()
  let count = poll(&entries, 2, timeoutMilliseconds)
  if count < 0 {
    readiness.keyboard = errno == EINTR
    return readiness
  }
  let lost = Int16(POLLHUP) | Int16(POLLERR) | Int16(POLLNVAL)
  readiness.keyboard = entries[0].revents & Int16(POLLIN) != 0
  readiness.hangUp = entries[0].revents & lost != 0
  readiness.mailbox = entries[1].revents & Int16(POLLIN) != 0
  return readiness
}
