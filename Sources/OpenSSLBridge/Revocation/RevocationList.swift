import COpenSSL

/// Revocation lists (RFC 5280 section 5).
public enum RevocationList {
  /// The longest list that is read: 1 MiB, which is what an HTTP answer may have.
  private static let bound = 1 << 20

  /// What the list in `bytes` (DER or PEM) says of a certificate at `time`, in seconds since 1970.
  ///
  /// It counts where `issuer` signed it and it is valid. A list with a critical extension may be
  /// about a part of the issuer's certificates alone: who is not on it may be on another.
  public static func answer(
    on certificate: [UInt8], issuer: [UInt8], in bytes: [UInt8], at time: Int64
  ) -> RevocationAnswer {
    ERR_clear_error()
    defer { ERR_clear_error() }
    guard let pair = IssuedPair(certificate, issuer: issuer) else {
      return .useless("its issuer's certificate is not known")
    }
    guard bytes.count <= bound, let list = unsafe parse(bytes) else {
      return .useless("what came back is no revocation list")
    }
    defer { unsafe X509_CRL_free(list) }
    let isSigned = unsafe pair.issuer.withPointer { issuer in
      guard let key = unsafe X509_get0_pubkey(issuer) else { return false }
      return unsafe X509_NAME_cmp(X509_CRL_get_issuer(list), X509_get_subject_name(issuer)) == 0
        && X509_CRL_verify(list, key) == 1
    }
    guard isSigned else { return .useless("the revocation list is not signed by the issuer") }
    if let stale = unsafe RevocationAnswer.staleness(
      from: RevocationAnswer.seconds(X509_CRL_get0_lastUpdate(list)),
      to: RevocationAnswer.seconds(X509_CRL_get0_nextUpdate(list)), at: time)
    {
      return .useless("of the revocation list: \(stale)")
    }
    var entry: OpaquePointer?
    let found = unsafe pair.certificate.withPointer {
      unsafe X509_CRL_get0_by_cert(list, &entry, $0)
    }
    if found == 1 {
      return unsafe .revoked(
        at: RevocationAnswer.seconds(X509_REVOKED_get0_revocationDate(entry)), reason: nil)
    }
    return unsafe X509_CRL_get_ext_by_critical(list, 1, -1) >= 0
      ? .useless("the revocation list covers a part of the issuer's certificates") : .good
  }

  private static func parse(_ bytes: [UInt8]) -> OpaquePointer? {
    if bytes.first == 0x30 {
      return unsafe bytes.withUnsafeBufferPointer { buffer in
        var next = buffer.baseAddress
        return unsafe d2i_X509_CRL(nil, &next, buffer.count)
      }
    }
    return unsafe bytes.withUnsafeBytes { buffer -> OpaquePointer? in
      guard let input = unsafe BIO_new_mem_buf(buffer.baseAddress, Int32(clamping: buffer.count))
      else { return nil }
      defer { unsafe BIO_free(input) }
      return unsafe PEM_read_bio_X509_CRL(input, nil, nil, nil)
    }
  }
}
