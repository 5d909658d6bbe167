import Glibc

/// What a wait or a transfer on a socket came to.
package enum Transfer: Equatable, Sendable {
  /// Bytes arrived, at least one.
  case bytes([UInt8])
  /// The peer closed its side in order.
  case endOfStream
  /// The peer threw the connection away (`ECONNRESET`, `EPIPE`).
  case reset
  /// Any other error of the system.
  case failed(errno: Int32)
  /// The deadline passed or the flag was raised.
  case interrupted(Interruption)
}

/// A non-blocking TCP socket, closed when its value's life ends.
package struct StreamSocket: ~Copyable, Sendable {
  private let descriptor: Int32

  init(takingOwnershipOf descriptor: Int32) {
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// Waits until `events` (`POLLIN`, `POLLOUT`) or an error; nil means ready.
  package borrowing func wait(for events: Int32, before deadline: Deadline) -> Interruption? {
    while true {
      let interruption = deadline.interruption
      if case .stopped = interruption { return interruption }
      // What came while this process did not run was in time.
      var entry = pollfd(fd: descriptor, events: Int16(events), revents: 0)
      let slice = interruption == nil ? deadline.sliceMilliseconds : 0
      if unsafe poll(&entry, 1, slice) > 0 { return nil }
      if let interruption { return interruption }
    }
  }

  /// Sends all of `bytes`; nil means that the system has taken them.
  package borrowing func send(_ bytes: [UInt8], before deadline: Deadline) -> Transfer? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { buffer in
        unsafe Glibc.send(
          descriptor, buffer.baseAddress, buffer.count, Int32(MSG_NOSIGNAL))
      }
      if count > 0 {
        rest = rest.dropFirst(count)
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN, EWOULDBLOCK:
        if let interruption = wait(for: POLLOUT, before: deadline) {
          return .interrupted(interruption)
        }
      case ECONNRESET, EPIPE: return .reset
      default: return .failed(errno: errno)
      }
    }
    return nil
  }

  /// Waits for the next bytes, at most `limit` (at least 1) of them.
  package borrowing func receive(upTo limit: Int, before deadline: Deadline) -> Transfer {
    while true {
      if let interruption = wait(for: POLLIN, before: deadline) {
        return .interrupted(interruption)
      }
      var code: Int32 = 0
      var count = 0
      let bytes = unsafe [UInt8](unsafeUninitializedCapacity: max(1, limit)) { buffer, filled in
        count = unsafe recv(descriptor, buffer.baseAddress, max(1, limit), 0)
        code = errno
        filled = max(0, count)
      }
      if count > 0 { return .bytes(bytes) }
      if count == 0 { return .endOfStream }
      switch code {
      case EINTR, EAGAIN, EWOULDBLOCK: continue
      case ECONNRESET, EPIPE: return .reset
      default: return .failed(errno: code)
      }
    }
  }

  /// Tells the peer that nothing more comes.
  package borrowing func finishSending() {
    shutdown(descriptor, Int32(SHUT_WR))
  }

  /// Leaves the descriptor to the caller, who closes it.
  consuming func release() -> Int32 {
    let descriptor = descriptor
    discard self
    return descriptor
  }

  /// The error that the system keeps for the socket, 0 when there is none.
  borrowing func pendingError() -> Int32 { Self.pendingError(of: descriptor) }

  /// This end's address and port.
  borrowing func localAddress() -> SocketAddress? { Self.localAddress(of: descriptor) }

  /// The error that the system keeps for a socket, 0 when there is none.
  static func pendingError(of descriptor: Int32) -> Int32 {
    var code: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    guard unsafe getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &code, &length) == 0 else {
      return errno
    }
    return code
  }

  /// A socket's own address and port.
  static func localAddress(of descriptor: Int32) -> SocketAddress? {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    return unsafe withUnsafeMutablePointer(to: &storage) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
        guard unsafe getsockname(descriptor, raw, &length) == 0 else { return nil }
        return unsafe SocketAddress(raw, length: length)
      }
    }
  }
}
