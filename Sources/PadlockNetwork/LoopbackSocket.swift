import Glibc

/// A TCP port of 127.0.0.1 that the system chose, given back when its value's life ends.
///
/// Until ``listen()`` is called connections to it are refused, and nobody else can take it.
package struct LoopbackSocket: ~Copyable, Sendable {
  /// The port.
  package let port: UInt16
  private let descriptor: Int32

  /// Which call of the system failed, and its error number.
  package struct Failure: Error, Equatable, Sendable {
    package let call: String
    package let errno: Int32
  }

  /// Takes a free port, without listening on it.
  package init() throws(Failure) {
    let flags = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
    let descriptor = socket(AF_INET, flags, 0)
    guard descriptor >= 0 else { throw Failure(call: "socket", errno: errno) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
        unsafe bind(descriptor, raw, length) == 0 && getsockname(descriptor, raw, &length) == 0
      }
    }
    guard isBound else {
      let code = errno
      close(descriptor)
      throw Failure(call: "bind", errno: code)
    }
    self.descriptor = descriptor
    port = UInt16(bigEndian: address.sin_port)
  }

  deinit { close(descriptor) }

  /// Lets connections in; a second call changes nothing.
  package borrowing func listen() throws(Failure) {
    guard Glibc.listen(descriptor, 64) == 0 else { throw Failure(call: "listen", errno: errno) }
  }

  /// Waits for the next connection; nil when the deadline passed or the socket failed.
  package borrowing func accept(before deadline: Deadline) -> StreamSocket? {
    while deadline.interruption == nil {
      var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard unsafe poll(&entry, 1, deadline.sliceMilliseconds) > 0 else { continue }
      let client = Glibc.accept(descriptor, nil, nil)
      if client >= 0 {
        // A connection does not take over the flags of the socket that let it in.
        _ = fcntl(client, F_SETFD, FD_CLOEXEC)
        _ = fcntl(client, F_SETFL, O_NONBLOCK)
        return StreamSocket(takingOwnershipOf: client)
      }
      // Connections that went away, and a process out of descriptors, which must not spin.
      if errno == EMFILE || errno == ENFILE { usleep(20_000) }
      if errno == EBADF || errno == EINVAL { return nil }
    }
    return nil
  }
}
