/// A client's certificate, its chain and its private key, to show to servers that ask.
///
/// It prints as `<secret>` everywhere, also in `dump`: the key is in it.
public struct ClientIdentity: Equatable, Sendable {
  /// The certificate and what it was issued by, the client's own first, in PEM.
  package let certificates: [UInt8]
  /// The private key in PEM, in the open.
  package let key: [UInt8]

  package init(certificates: [UInt8], key: [UInt8]) {
    self.certificates = certificates
    self.key = key
  }
}

extension ClientIdentity: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "<secret>" }
  public var debugDescription: String { "<secret>" }
  public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
