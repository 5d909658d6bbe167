public import PadlockModel

/// A certificate that was made here, with its private key and the authorities above it.
public struct IssuedCertificate: Equatable, Sendable {
  /// The certificate in DER.
  public let certificate: [UInt8]
  /// Those above it in DER, its issuer first and the root last; empty if it is self-signed.
  public let issuers: [[UInt8]]
  /// The private key in PKCS8's unencrypted form, in DER.
  public let privateKey: Secret

  /// The certificate and its issuers without the root, as a server sends them.
  public var servedChain: [[UInt8]] { [certificate] + issuers.dropLast() }

  /// A certificate signed with its own key.
  ///
  /// - Throws: ``OpenSSLFailure`` when OpenSSL cannot make it.
  public static func selfSigned(
    _ contents: CertificateContents, key: KeyKind = .rsa2048
  ) throws(OpenSSLFailure) -> IssuedCertificate {
    let pair = try KeyPair(key)
    let certificate = try CertificateMaking.make(contents, for: pair, by: nil, signedWith: pair)
    return IssuedCertificate(
      certificate: certificate.der, issuers: [], privateKey: try pair.pkcs8())
  }
}

/// A certification authority that lives in memory.
public struct CertificateAuthority: Equatable, Sendable {
  /// Its own certificate and key.
  public let own: IssuedCertificate

  /// A root, signed with its own key; `isAuthority` of `contents` is taken as true.
  ///
  /// - Throws: ``OpenSSLFailure`` when OpenSSL cannot make it.
  public init(
    root contents: CertificateContents, key: KeyKind = .rsa2048
  ) throws(OpenSSLFailure) {
    var contents = contents
    contents.isAuthority = true
    own = try .selfSigned(contents, key: key)
  }

  private init(own: IssuedCertificate) {
    self.own = own
  }

  /// An authority below this one.
  ///
  /// - Throws: ``OpenSSLFailure`` when OpenSSL cannot make it.
  public func subordinate(
    _ contents: CertificateContents, key: KeyKind = .rsa2048
  ) throws(OpenSSLFailure) -> CertificateAuthority {
    var contents = contents
    contents.isAuthority = true
    return CertificateAuthority(own: try issue(contents, key: key))
  }

  /// Makes a key and a certificate for it, signed with SHA-256.
  ///
  /// - Throws: ``OpenSSLFailure`` when OpenSSL cannot make it.
  public func issue(
    _ contents: CertificateContents, key: KeyKind = .rsa2048
  ) throws(OpenSSLFailure) -> IssuedCertificate {
    let pair = try KeyPair(key)
    let issuer = try Certificate(der: own.certificate)
    let signing = try KeyPair(pkcs8: own.privateKey)
    let made = try CertificateMaking.make(contents, for: pair, by: issuer, signedWith: signing)
    return IssuedCertificate(
      certificate: made.der, issuers: [own.certificate] + own.issuers,
      privateKey: try pair.pkcs8())
  }
}
