import Glibc

/// A loopback port that nothing listens on, and that nothing else can get while it lives.
public final class ClosedPort: Sendable {
  /// The port that the system chose.
  public let port: UInt16
  private let descriptor: Int32

  /// Binds a port without listening on it.
  public init() throws(LoopbackListener.Failure) {
    (descriptor, port) = try LoopbackListener.bind(ipv6: false)
  }

  deinit { close(descriptor) }
}
