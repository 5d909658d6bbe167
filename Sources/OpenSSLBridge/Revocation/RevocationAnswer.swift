import COpenSSL

/// What an issuer says of a certificate, or why nothing can be taken from what it says.
public enum RevocationAnswer: Equatable, Sendable {
  case good
  /// Withdrawn, when that is said in seconds since 1970, and with the reason where one is given.
  case revoked(at: Int64?, reason: String?)
  /// Why it tells nothing.
  case useless(String)

  /// How far this machine's clock may be behind the issuer's.
  static let slack: Int64 = 300

  /// What `time` says of an answer's validity; nil where it is valid.
  ///
  /// Times are seconds since 1970; an answer without an end is valid until a newer one is asked for.
  static func staleness(from start: Int64?, to end: Int64?, at time: Int64) -> String? {
    guard let start else { return "it does not say when it was made" }
    if start > time + slack { return "it was made after the moment of judgement" }
    if let end, end < time { return "it is out of date" }
    return nil
  }

  /// The seconds since 1970 of OpenSSL's time; nil for what is no time.
  static func seconds(_ time: UnsafePointer<ASN1_STRING>?) -> Int64? {
    guard let time = unsafe time, let text = unsafe ASN1_STRING_get0_data(time) else { return nil }
    let length = unsafe max(0, Int(ASN1_STRING_length(time)))
    let bytes = unsafe Array(UnsafeBufferPointer(start: text, count: min(length, 64)))
    return CertificateTime.seconds(
      bytes[...], isGeneralized: unsafe ASN1_STRING_type(time) == V_ASN1_GENERALIZEDTIME)
  }

  /// OpenSSL's word for a reason of RFC 5280 §5.3.1, as in `keyCompromise`.
  static func reason(_ code: Int32) -> String? {
    guard code >= 0, let text = unsafe OCSP_crl_reason_str(Int(code)) else { return nil }
    return unsafe String(cString: text)
  }
}

/// A certificate with its issuer's, of which revocation is asked.
@safe struct IssuedPair {
  let certificate: VerifiableCertificate
  let issuer: VerifiableCertificate

  /// Nil where one of them is no certificate, or the other is not its issuer.
  init?(_ certificate: [UInt8], issuer: [UInt8]) {
    guard let subject = VerifiableCertificate(der: certificate),
      let authority = VerifiableCertificate(der: issuer), subject.isIssued(by: authority)
    else { return nil }
    self.certificate = subject
    self.issuer = authority
  }
}
