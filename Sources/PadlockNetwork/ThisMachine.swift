import Glibc

/// The names and addresses by which this machine knows itself.
public struct ThisMachine: Equatable, Sendable {
  /// The host name, also without its domain, in lower case, and `localhost`.
  public let names: Set<String>
  /// The addresses of every interface, without zones.
  public let addresses: Set<String>

  /// A machine with the given names (in lower case) and addresses.
  public init(names: Set<String>, addresses: Set<String>) {
    self.names = names
    self.addresses = addresses
  }

  /// Asks `gethostname` and `getifaddrs`.
  public static func ownNamesAndAddresses() -> ThisMachine {
    var names: Set<String> = ["localhost", "localhost.localdomain"]
    var buffer = [CChar](repeating: 0, count: 256)
    if unsafe gethostname(&buffer, buffer.count - 1) == 0 {
      let name = HostName(String(terminated: buffer)).ascii
      if !name.isEmpty {
        names.insert(name)
        names.insert(String(name.prefix { $0 != "." }))
      }
    }
    return ThisMachine(names: names, addresses: interfaceAddresses())
  }

  /// Whether `host` is one of them; every loopback address is this machine.
  ///
  /// `resolved` are the addresses a name has, if it was looked up: all of them must be own.
  public func isNamed(by host: HostName, resolvingTo resolved: [SocketAddress] = []) -> Bool {
    if host.literal != nil {
      guard let address = SocketAddress(literal: host.ascii, port: 0) else { return false }
      return owns(address)
    }
    if names.contains(host.ascii) { return true }
    return !resolved.isEmpty && resolved.allSatisfy(owns)
  }

  private func owns(_ address: SocketAddress) -> Bool {
    address.isLoopback || addresses.contains(String(address.text.prefix { $0 != "%" }))
  }

  private static func interfaceAddresses() -> Set<String> {
    var list: UnsafeMutablePointer<ifaddrs>?
    guard unsafe getifaddrs(&list) == 0 else { return [] }
    defer { unsafe freeifaddrs(list) }
    var found: Set<String> = []
    var next = unsafe list
    while let entry = unsafe next {
      unsafe next = entry.pointee.ifa_next
      guard let raw = unsafe entry.pointee.ifa_addr else { continue }
      let isIPv6 = unsafe Int32(raw.pointee.sa_family) == AF_INET6
      let length = isIPv6 ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size
      guard let address = unsafe SocketAddress(raw, length: socklen_t(length)) else { continue }
      found.insert(String(address.text.prefix { $0 != "%" }))
    }
    return found
  }
}
