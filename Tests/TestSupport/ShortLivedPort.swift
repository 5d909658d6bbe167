import Foundation
import Glibc

/// A loopback port that takes one connection and refuses every other, as a service does that fell
/// over it.
public final class ShortLivedPort: Sendable {
  /// The port that the system chose.
  public let port: UInt16

  /// Listens, and waits for the connection on a thread of its own.
  public init() throws(LoopbackListener.Failure) {
    let (descriptor, port) = try LoopbackListener.bind(ipv6: false)
    self.port = port
    guard listen(descriptor, 0) == 0 else {
      close(descriptor)
      throw LoopbackListener.Failure(call: "listen", errno: errno)
    }
    Thread.detachNewThread {
      // The queue has room for one. As long as it is there, a second connection cannot be made.
      var queue = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      while poll(&queue, 1, -1) < 0 && errno == EINTR {}
      close(descriptor)
    }
  }
}
