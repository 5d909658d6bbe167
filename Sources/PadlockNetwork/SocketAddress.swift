import Glibc

/// The two kinds of internet address.
public enum AddressFamily: String, CaseIterable, Sendable {
  case ipv4
  case ipv6
}

/// An address and port, as numbers in text.
public struct SocketAddress: Hashable, Sendable, CustomStringConvertible {
  /// The kind of ``text``.
  public let family: AddressFamily
  /// The address as `getnameinfo` prints it, with the zone of a link-local one (`fe80::1%eth0`).
  public let text: String
  /// The port, 0 when there is none.
  public let port: UInt16

  /// The address that `literal` spells, or nil when it is a name.
  public init?(literal: String, port: UInt16) {
    var hints = unsafe addrinfo()
    unsafe hints.ai_flags = AI_NUMERICHOST
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    // inet_aton spellings such as "127.1" or "10" are names here: only four numbers are an address.
    guard literal.contains(":") || literal.split(separator: ".").count == 4,
      !literal.contains("\0")
    else { return nil }
    var list: UnsafeMutablePointer<addrinfo>?
    guard unsafe getaddrinfo(literal, nil, &hints, &list) == 0, let first = unsafe list else {
      return nil
    }
    defer { unsafe freeaddrinfo(first) }
    guard
      let address = unsafe SocketAddress(
        first.pointee.ai_addr, length: first.pointee.ai_addrlen, port: port)
    else { return nil }
    self = address
  }

  /// The address in a `sockaddr`, with its own port unless `port` is given; nil for other families.
  init?(_ raw: UnsafePointer<sockaddr>?, length: socklen_t, port: UInt16? = nil) {
    guard let raw = unsafe raw else { return nil }
    switch unsafe Int32(raw.pointee.sa_family) {
    case AF_INET: family = .ipv4
    case AF_INET6: family = .ipv6
    default: return nil
    }
    var host = [CChar](repeating: 0, count: 128)
    var service = [CChar](repeating: 0, count: 16)
    let code = unsafe getnameinfo(
      raw, length, &host, socklen_t(host.count), &service, socklen_t(service.count),
      NI_NUMERICHOST | NI_NUMERICSERV)
    guard code == 0 else { return nil }
    text = String(terminated: host)
    self.port = port ?? UInt16(String(terminated: service)) ?? 0
  }

  /// The address with another port.
  public func with(port: UInt16) -> SocketAddress {
    SocketAddress(family: family, text: text, port: port)
  }

  private init(family: AddressFamily, text: String, port: UInt16) {
    self.family = family
    self.text = text
    self.port = port
  }

  /// `192.0.2.7:443` or `[2001:db8::1]:443`.
  public var description: String {
    family == .ipv6 ? "[\(text)]:\(port)" : "\(text):\(port)"
  }

  /// Whether it is 127.0.0.0/8, ::1 or the mapped form of the former.
  public var isLoopback: Bool {
    switch family {
    case .ipv4: text.hasPrefix("127.")
    case .ipv6: text == "::1" || text.hasPrefix("::ffff:127.")
    }
  }

  /// Lends the `sockaddr` to `body`; nil when the system no longer knows the zone.
  func withSockaddr<R>(
    _ body: (UnsafePointer<sockaddr>, socklen_t, Int32) -> R
  ) -> R? {
    var hints = unsafe addrinfo()
    unsafe hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV
    unsafe hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    guard unsafe getaddrinfo(text, String(port), &hints, &list) == 0, let first = unsafe list
    else { return nil }
    defer { unsafe freeaddrinfo(first) }
    guard let address = unsafe first.pointee.ai_addr else { return nil }
    return unsafe body(address, first.pointee.ai_addrlen, first.pointee.ai_family)
  }
}

extension String {
  /// The text before the first zero in a C buffer.
  init(terminated buffer: [CChar]) {
    self.init(
      decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
