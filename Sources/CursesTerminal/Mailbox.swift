internal import CTerminalShims
internal import Glibc
internal import Synchronization

/// Messages from any thread to the one loop that reads them.
///
/// A waiting message makes ``descriptor`` readable, so the loop can wait for it together with the
/// keyboard, by `poll`.
public nonisolated final class Mailbox<Message: Sendable>: Sendable {
  private let waiting = Mutex<[Message]>([])
  private let readEnd: Int32
  private let writeEnd: Int32

  /// An empty mailbox.
  ///
  /// - Throws: ``TerminalFailure/noPipe(code:)`` when descriptors run out.
  public init() throws(TerminalFailure) {
    var ends: [Int32] = [-1, -1]
    guard shim_pipe2(&ends, O_NONBLOCK | O_CLOEXEC) == 0 else { throw .noPipe(code: errno) }
    readEnd = ends[0]
    writeEnd = ends[1]
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  /// Readable while messages wait; owned by the mailbox.
  public var descriptor: Int32 { readEnd }

  /// Adds a message; may be called from any thread and never blocks for long.
  public func post(_ message: Message) {
    waiting.withLock { messages in
      messages.append(message)
      // One byte announces them all; a second one would only fill the pipe.
      guard messages.count == 1 else { return }
      var byte: UInt8 = 0
      _ = write(writeEnd, &byte, 1)
    }
  }

  /// Takes all messages, oldest first.
  public func drain() -> [Message] {
    waiting.withLock { messages in
      var bytes = [UInt8](repeating: 0, count: 16)
      while read(readEnd, &bytes, bytes.count) > 0 {}
      let taken = messages
      messages = []
      return taken
    }
  }
}
