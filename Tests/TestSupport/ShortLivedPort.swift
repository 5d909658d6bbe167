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
      // There is room for one. While it is in the queue nobody else gets in, and after that nobody
      // is heard: otherwise a second connection might be made, and be cut when the port closes.
      var queue = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      while poll(&queue, 1, -1) < 0 && errno == EINTR {}
      Self.dropAll(descriptor)
      let client = LoopbackConnection(accept(descriptor, nil, nil))
      close(descriptor)
      withExtendedLifetime(client) {}
    }
  }

  /// Has the kernel drop what comes for a socket (socket(7), SO_ATTACH_FILTER): a program of one
  /// instruction, which keeps no byte of a packet.
  private static func dropAll(_ descriptor: Int32) {
    struct Instruction {
      let code: UInt16 = 6
      let jumps: UInt16 = 0
      let kept: UInt32 = 0
    }
    struct Program {
      let count: UInt16 = 1
      let instructions: UnsafePointer<Instruction>
    }
    withUnsafePointer(to: Instruction()) {
      var program = Program(instructions: $0)
      let size = socklen_t(MemoryLayout<Program>.size)
      precondition(setsockopt(descriptor, SOL_SOCKET, SO_ATTACH_FILTER, &program, size) == 0)
    }
  }
}
