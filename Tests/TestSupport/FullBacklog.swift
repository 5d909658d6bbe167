import Glibc

/// A loopback port whose program takes no connection.
///
/// Without room, further ones get neither in nor away, as behind a dropping firewall.
public final class FullBacklog: Sendable {
  /// The port that the system chose.
  public let port: UInt16
  private let descriptors: [Int32]

  /// Listens with room for so many connections; without any, it takes what room there is.
  public init(room: Int32 = 0) throws(LoopbackListener.Failure) {
    let (descriptor, port) = try LoopbackListener.bind(ipv6: false)
    self.port = port
    var descriptors = [descriptor]
    guard listen(descriptor, room) == 0 else {
      close(descriptor)
      throw LoopbackListener.Failure(call: "listen", errno: errno)
    }
    for _ in 0..<(room == 0 ? 4 : 0) {
      let filler = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      address.sin_port = port.bigEndian
      withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          _ = connect(filler, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
      }
      descriptors.append(filler)
    }
    self.descriptors = descriptors
  }

  deinit {
    for descriptor in descriptors { close(descriptor) }
  }
}
