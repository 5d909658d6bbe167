/// What a certificate says, as values; names keep whatever characters they have.
///
/// Control characters in names are data here: whoever shows them makes them visible.
public struct CertificateDescription: Equatable, Hashable, Sendable {
  /// One name of the subjectAltName extension.
  public enum AlternativeName: Equatable, Hashable, Sendable {
    case dns(String)
    /// In the usual notation of IPv4, or of IPv6 as RFC 5952 writes it.
    case ip(String)
    case email(String)
    case uri(String)
    /// A kind that no HTTPS client compares, by its name.
    case other(String)
  }

  /// The whole certificate.
  public let der: [UInt8]
  /// The subject, most specific part first, as in `CN=agent01, O=Example, C=US` (RFC 2253).
  public let subject: String
  /// The issuer, written as the subject is.
  public let issuer: String
  /// The subject's common names, first to last.
  public let commonNames: [String]
  /// The serial number in lower-case hexadecimal digits.
  public let serial: String
  /// The start of the validity, in seconds since 1970.
  public let notBefore: Int64
  /// The end of the validity, in seconds since 1970.
  public let notAfter: Int64
  /// The subjectAltName in its order; empty without the extension.
  public let alternativeNames: [AlternativeName]
  /// The SHA-256 of the whole, in lower-case hexadecimal digits.
  public let sha256: String
  /// `RSA`, `RSA-PSS`, `EC`, `DSA`, `Ed25519`, `Ed448`, or OpenSSL's name of another.
  public let keyType: String
  /// The strength of the key in bits; 0 if the kind of key is unknown.
  public let keyBits: Int
  /// The named curve of an EC key, as in `prime256v1`.
  public let curve: String?
  /// OpenSSL's name, as in `sha256WithRSAEncryption`.
  public let signatureAlgorithm: String
  /// Whether basicConstraints make it a certification authority.
  public let isCA: Bool
  /// The basicConstraints extension, if there is one.
  public let basicConstraints: BasicConstraints?
  /// The keyUsage extension in RFC 5280's names, as in `digitalSignature`; `nil` without it.
  public let keyUsage: [String]?
  /// The extendedKeyUsage extension, as in `serverAuth`; `nil` without it.
  public let extendedKeyUsage: [String]?
  /// Whether subject and issuer are the same name.
  public let isSelfIssued: Bool
  /// Whether it is self-issued and its own key verifies its signature.
  public let isSelfSigned: Bool
  /// The subject key identifier in lower-case hexadecimal digits.
  public let subjectKeyIdentifier: String?
  /// The authority key identifier in lower-case hexadecimal digits.
  public let authorityKeyIdentifier: String?
  /// Where the issuer's certificate can be fetched (authorityInfoAccess).
  public let issuerURLs: [String]
  /// Where revocation can be asked (authorityInfoAccess).
  public let ocspURLs: [String]
  /// Where the issuer's revocation lists can be fetched (cRLDistributionPoints).
  public let revocationListURLs: [String]
  /// Whether it demands a stapled OCSP answer (RFC 7633).
  public let mustStaple: Bool
  /// The SHA-256 of the subjectPublicKeyInfo, in lower-case hexadecimal digits.
  public let publicKeySHA256: String

  /// The subject in a form that is equal for equal names, to find an issuer by name.
  package let canonicalSubject: String
  /// The issuer in that form.
  package let canonicalIssuer: String

  /// What basicConstraints say.
  public struct BasicConstraints: Equatable, Hashable, Sendable {
    /// Whether certificates may be issued with it.
    public let isCA: Bool
    /// How many more authorities may follow below it; `nil` if unlimited.
    public let pathLength: Int?
  }
}
