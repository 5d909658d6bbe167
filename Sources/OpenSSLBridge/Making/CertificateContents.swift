/// What a certificate to be made shall say.
public struct CertificateContents: Equatable, Sendable {
  /// The subject's common name, of at most 64 characters.
  public var commonName: String
  /// The subjectAltName's DNS names, each of letters, digits, `-`, `.`, `_` and `*`.
  public var dnsNames: [String]
  /// The subjectAltName's addresses, IPv4 or IPv6.
  public var addresses: [String]
  /// The start of the validity, in seconds since 1970.
  public var notBefore: Int64
  /// The end of the validity, in seconds since 1970.
  public var notAfter: Int64
  /// Whether others may be issued with it.
  public var isAuthority: Bool

  /// A server's certificate, or with `isAuthority` one to issue others with.
  public init(
    commonName: String, dnsNames: [String] = [], addresses: [String] = [],
    notBefore: Int64, notAfter: Int64, isAuthority: Bool = false
  ) {
    self.commonName = commonName
    self.dnsNames = dnsNames
    self.addresses = addresses
    self.notBefore = notBefore
    self.notAfter = notAfter
    self.isAuthority = isAuthority
  }

  /// The subjectAltName in OpenSSL's notation, nil when there is none or a name is not one.
  ///
  /// Commas and colons have a meaning there, so that names with others than the allowed characters
  /// are left out.
  var alternativeNames: String? {
    func isAllowed(_ name: String, _ extra: String) -> Bool {
      !name.isEmpty && name.utf8.count <= 253
        && name.unicodeScalars.allSatisfy { scalar in
          ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar)
            || ("0"..."9").contains(scalar) || extra.unicodeScalars.contains(scalar)
        }
    }
    let names =
      dnsNames.filter { isAllowed($0, "-._*") }.map { "DNS:\($0)" }
      + addresses.filter { isAllowed($0, ".:") }.map { "IP:\($0)" }
    return names.isEmpty ? nil : names.joined(separator: ",")
  }
}
