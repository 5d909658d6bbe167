import Dispatch
import Glibc
import PadlockNetwork
import Synchronization

/// What the threads of a ``TLSServer`` share; they never keep the server itself alive.
final class ServerState: Sendable {
  private struct Port: ~Copyable {
    var socket: LoopbackSocket?
    var isListening = false
  }

  private let port: Mutex<Port>
  private let mode = Mutex(TLSServer.Mode.closed)
  private let flag = CancellationFlag()
  private let threads = DispatchGroup()
  private let slots = DispatchSemaphore(value: TLSServer.connectionBound)

  init(_ socket: consuming LoopbackSocket) {
    port = Mutex(Port(socket: consume socket))
  }

  /// Serves so from the next connection on.
  func change(to mode: TLSServer.Mode) throws(TLSServer.Failure) {
    let mayListen = mode != .closed
    let isFirst = try port.withLock { port throws(TLSServer.Failure) -> Bool in
      guard !flag.isRaised, port.socket != nil else { throw .stopped }
      guard mayListen else {
        if port.isListening { throw .cannotClose }
        return false
      }
      self.mode.withLock { $0 = mode }
      guard !port.isListening else { return false }
      do throws(LoopbackSocket.Failure) {
        try port.socket?.listen()
      } catch {
        throw .system(call: error.call, errno: error.errno)
      }
      port.isListening = true
      return true
    }
    guard isFirst else { return }
    threads.enter()
    let isThere = detach { [self] in
      acceptUntilStopped()
      threads.leave()
    }
    if !isThere {
      threads.leave()
      throw .system(call: "pthread_create", errno: EAGAIN)
    }
  }

  /// Ends all threads and gives the port back.
  func stop() {
    flag.raise()
    _ = threads.wait(timeout: .now() + .seconds(2))
    port.withLock { $0.socket = nil }
  }

  private func acceptUntilStopped() {
    while !flag.isRaised {
      guard slots.wait(timeout: .now() + .milliseconds(100)) == .success else { continue }
      guard let client = accept() else {
        slots.signal()
        continue
      }
      let conversation = Conversation(client, mode: mode.withLock { $0 }, flag: flag)
      threads.enter()
      let isThere = detach { [threads, slots] in
        conversation.run()
        slots.signal()
        threads.leave()
      }
      if !isThere {
        slots.signal()
        threads.leave()
      }
    }
  }

  /// The next connection, or nil when there was none within 50 milliseconds.
  private func accept() -> StreamSocket? {
    port.withLock { port in
      let deadline = Deadline(after: .milliseconds(50), cancelledBy: flag)
      return port.socket?.accept(before: deadline)
    }
  }
}
