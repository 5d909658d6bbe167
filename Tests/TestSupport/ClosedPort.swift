import Glibc

/// A loopback port that nothing listens on, and that the system gives to nobody else while it lives.
///
/// A server that a test starts may take it by its number, if it sets `SO_REUSEADDR` as most do: a
/// test that holds the port until then never finds another test's server there.
public final class ClosedPort: Sendable {
  /// The port that the system chose.
  public let port: UInt16
  private let descriptor: Int32

  /// Binds a port without listening on it.
  public init() throws(LoopbackListener.Failure) {
    (descriptor, port) = try LoopbackListener.bind(ipv6: false, lent: true)
  }

  deinit { close(descriptor) }
}
