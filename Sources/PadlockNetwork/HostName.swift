import Foundation
import Glibc

/// A host as the user names it, with the form that the network uses.
///
/// | given | ``ascii`` | ``literal`` |
/// |---|---|---|
/// | `Bücher.example.` | `xn--bcher-kva.example` | nil |
/// | `[2001:DB8::1]` | `2001:db8::1` | `.ipv6` |
/// | `192.0.2.7` | `192.0.2.7` | `.ipv4` |
public struct HostName: Hashable, Sendable {
  /// What was given, without surrounding space and brackets.
  public let given: String
  /// A-labels in lower case without the final dot (RFC 5891), or the address in its usual spelling.
  public let ascii: String
  /// Which kind of address this is, or nil when it is a name.
  public let literal: AddressFamily?

  /// Never fails: a name that IDNA refuses is kept in lower case, and will not resolve.
  public init(_ text: String) {
    var name = text.trimmingCharacters(in: .whitespacesAndNewlines)
    if name.hasPrefix("["), name.hasSuffix("]") { name = String(name.dropFirst().dropLast()) }
    given = name
    if let address = SocketAddress(literal: name, port: 0) {
      ascii = address.text
      literal = address.family
    } else {
      ascii = Self.aLabels(of: name)
      literal = nil
    }
  }

  /// The name to send in a ClientHello (RFC 6066 §3), or nil for an address, which is never sent.
  public var serverName: String? {
    literal == nil && !ascii.isEmpty ? ascii : nil
  }

  /// The host as it stands in a URL and a `Host` header: an IPv6 address in brackets without zone.
  public var urlHost: String {
    literal == .ipv6 ? "[\(withoutZone)]" : ascii
  }

  /// The address without the zone of a link-local IPv6 address (`fe80::1%eth0`).
  public var withoutZone: String {
    literal == .ipv6 ? String(ascii.prefix { $0 != "%" }) : ascii
  }

  private static func aLabels(of name: String) -> String {
    var name = name.lowercased()
    if name.hasSuffix(".") { name.removeLast() }
    if name.utf8.allSatisfy({ $0 < 0x80 }) { return name }
    var components = URLComponents()
    components.scheme = "https"
    components.host = name
    guard let encoded = components.url?.host(percentEncoded: false),
      encoded.utf8.allSatisfy({ $0 < 0x80 })
    else { return name }
    return encoded
  }
}
