import Glibc

/// One accepted connection of a ``LoopbackListener``, closed when nobody refers to it any more.
public final class LoopbackConnection: Sendable {
  private let descriptor: Int32

  init(_ descriptor: Int32) {
    self.descriptor = descriptor
    // A program that is started meanwhile would else keep the connection open.
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    var limit = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  deinit { close(descriptor) }

  /// The next bytes, or none when the peer closed or said nothing for ten seconds.
  public func read(upTo limit: Int = 1 << 14) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: limit) { buffer, count in
      count = max(0, recv(descriptor, buffer.baseAddress, limit, 0))
    }
  }

  /// Reads until the peer closes.
  public func readToEnd() {
    while !read().isEmpty {}
  }

  /// Sends all of `bytes`; false when the peer is gone.
  @discardableResult public func write(_ bytes: some Collection<UInt8>) -> Bool {
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes {
        send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard sent > 0 else { return false }
      rest = rest.dropFirst(sent)
    }
    return true
  }

  /// Sends `bytes` again and again until the peer is gone.
  public func flood(_ bytes: [UInt8]) {
    while write(bytes) {}
  }

  /// Sends the bytes one by one; false when the peer is gone.
  @discardableResult public func drip(
    _ bytes: some Collection<UInt8>, every milliseconds: UInt32 = 1000
  ) -> Bool {
    for byte in bytes {
      guard write([byte]) else { return false }
      pause(milliseconds: milliseconds)
    }
    return true
  }

  /// Says that nothing more comes, and goes on listening.
  public func finishSending() {
    shutdown(descriptor, Int32(SHUT_WR))
  }

  /// Says nothing for that long.
  public func pause(milliseconds: UInt32) {
    usleep(milliseconds * 1000)
  }

  /// Makes closing throw the connection away with a RST.
  public func resetWhenClosed() {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
  }
}
