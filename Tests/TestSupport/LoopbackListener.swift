import Foundation
import Glibc
import Synchronization

/// A TCP server on an ephemeral loopback port that treats every connection as a closure says.
public final class LoopbackListener: Sendable {
  /// `127.0.0.1` or `::1`.
  public let host: String
  /// The port that the system chose.
  public let port: UInt16

  private let descriptor: Int32
  private let isStopped = Atomic<Bool>(false)
  private let accepted = Atomic<Int>(0)

  /// Why there is no listener.
  public struct Failure: Error {
    public let call: String
    public let errno: Int32
  }

  /// Listens, and runs `serve` on a thread of its own for each connection, which is closed after it.
  public init(
    ipv6: Bool = false, _ serve: @escaping @Sendable (LoopbackConnection) -> Void
  ) throws(Failure) {
    let (descriptor, port) = try Self.bind(ipv6: ipv6)
    self.descriptor = descriptor
    self.port = port
    host = ipv6 ? "::1" : "127.0.0.1"
    guard listen(descriptor, 64) == 0 else {
      close(descriptor)
      throw Failure(call: "listen", errno: errno)
    }
    Thread.detachNewThread { [weak self] in
      defer { close(descriptor) }
      while true {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        let ready = poll(&entry, 1, 20)
        guard let self, !self.isStopped.load(ordering: .acquiring) else { return }
        guard ready > 0 else { continue }
        let client = accept(descriptor, nil, nil)
        guard client >= 0 else { continue }
        self.accepted.add(1, ordering: .relaxed)
        let connection = LoopbackConnection(client)
        Thread.detachNewThread { serve(connection) }
      }
    }
  }

  /// How many connections were accepted so far.
  public var acceptedCount: Int { accepted.load(ordering: .relaxed) }

  /// Ends listening within 20 milliseconds.
  public func stop() {
    isStopped.store(true, ordering: .releasing)
  }

  deinit { stop() }

  /// Binds a port that the system chooses.
  ///
  /// Where it is `lent`, a server that sets `SO_REUSEADDR` may bind that port by its number.
  static func bind(ipv6: Bool, lent: Bool = false) throws(Failure) -> (Int32, UInt16) {
    let flags = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    let descriptor = socket(ipv6 ? AF_INET6 : AF_INET, flags, 0)
    guard descriptor >= 0 else { throw Failure(call: "socket", errno: errno) }
    var isLent = Int32(lent ? 1 : 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_REUSEADDR, &isLent, socklen_t(MemoryLayout<Int32>.size))
    var length = socklen_t(
      ipv6 ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size)
    var storage = sockaddr_storage()
    let bound = withUnsafeMutablePointer(to: &storage) { pointer in
      if ipv6 {
        pointer.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
          $0.pointee.sin6_family = sa_family_t(AF_INET6)
          $0.pointee.sin6_addr = in6addr_loopback
        }
      } else {
        pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
          $0.pointee.sin_family = sa_family_t(AF_INET)
          $0.pointee.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        }
      }
      return pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.bind(descriptor, $0, length) == 0 && getsockname(descriptor, $0, &length) == 0
      }
    }
    guard bound else {
      close(descriptor)
      throw Failure(call: "bind", errno: errno)
    }
    let port = withUnsafePointer(to: &storage) { pointer in
      // Both families have their port at the same place.
      pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
        UInt16(bigEndian: $0.pointee.sin_port)
      }
    }
    return (descriptor, port)
  }
}
