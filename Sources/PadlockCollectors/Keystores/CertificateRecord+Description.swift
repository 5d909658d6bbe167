public import OpenSSLBridge
public import PadlockModel

extension CertificateRecord {
  /// The public parts of a certificate, as reports show them.
  public init(_ certificate: CertificateDescription, seenAt: [String]) {
    self.init(
      id: certificate.sha256, subject: certificate.subject, issuer: certificate.issuer,
      serial: certificate.serial,
      notBefore: Timestamp(secondsSince1970: certificate.notBefore),
      notAfter: Timestamp(secondsSince1970: certificate.notAfter),
      subjectAlternativeNames: Array(
        certificate.alternativeNames.compactMap(ChainJudging.text).prefix(1_000)),
      sha256: certificate.sha256, keyType: certificate.keyType, keyBits: certificate.keyBits,
      signatureAlgorithm: certificate.signatureAlgorithm, isCA: certificate.isCA, seenAt: seenAt)
  }
}
