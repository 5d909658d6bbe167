import PadlockReaders

extension CertificateDescription {
  /// Reads a certificate of DER, of at most ``KeystoreBounds/certificate`` bytes.
  ///
  /// - Throws: ``OpenSSLFailure`` when OpenSSL does not take it as a certificate.
  public init(der: [UInt8]) throws(OpenSSLFailure) {
    if let known = Self.recent[der] {
      self = known
      return
    }
    try self.init(Certificate(der: der), der: der)
    Self.recent.keep(self, for: der)
  }

  private static let recent = Recent<CertificateDescription>(bound: 256)

  /// Describes a certificate that a connection or a store holds.
  ///
  /// - Throws: ``OpenSSLFailure`` when its DER is not what OpenSSL made of it.
  public init(_ certificate: Certificate) throws(OpenSSLFailure) {
    try self.init(certificate, der: certificate.der)
  }

  private init(_ certificate: Certificate, der: [UInt8]) throws(OpenSSLFailure) {
    let fields: CertificateFields
    do {
      fields = try CertificateFields(der)
    } catch {
      throw OpenSSLFailure(
        call: "reading a certificate",
        items: [.init(library: "Padlock", reason: "\(error)", text: "", code: 0)])
    }
    let extensions = fields.extensions
    self.der = der
    subject = fields.subject.text
    issuer = fields.issuer.text
    commonNames = fields.subject.commonNames
    serial = hexadecimal(fields.serial)
    notBefore = fields.notBefore
    notAfter = fields.notAfter
    alternativeNames = extensions.alternativeNames
    sha256 = hexadecimal(Digest.sha256(der) ?? [])
    let key = certificate.publicKey
    keyType = key?.type ?? objectName(fields.keyAlgorithm)
    keyBits = key?.bits ?? 0
    curve = key?.curve
    signatureAlgorithm = objectName(fields.signatureAlgorithm)
    basicConstraints = extensions.basicConstraints
    isCA = extensions.basicConstraints?.isCA ?? false
    keyUsage = extensions.keyUsage
    extendedKeyUsage = extensions.extendedKeyUsage
    let isSelfIssued = fields.subject.canonical == fields.issuer.canonical
    self.isSelfIssued = isSelfIssued
    isSelfSigned = isSelfIssued && certificate.isSignedByItself
    subjectKeyIdentifier = extensions.subjectKeyIdentifier
    authorityKeyIdentifier = extensions.authorityKeyIdentifier
    issuerURLs = extensions.issuerURLs
    ocspURLs = extensions.ocspURLs
    revocationListURLs = extensions.revocationListURLs
    mustStaple = extensions.mustStaple
    publicKeySHA256 = hexadecimal(Digest.sha256(fields.publicKey) ?? [])
    canonicalSubject = fields.subject.canonical
    canonicalIssuer = fields.issuer.canonical
  }
}
