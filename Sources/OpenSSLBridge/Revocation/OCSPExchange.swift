import COpenSSL

/// Questions and answers of the Online Certificate Status Protocol (RFC 6960).
public enum OCSPExchange {
  /// The longest answer that is read: 1 MiB.
  private static let bound = 1 << 20
  /// The most certificates of one answer that are looked through.
  private static let answerLimit: Int32 = 100

  /// The question for one certificate in DER, without a nonce; nil where `issuer` did not issue it.
  public static func request(for certificate: [UInt8], issuer: [UInt8]) -> [UInt8]? {
    defer { ERR_clear_error() }
    guard let pair = IssuedPair(certificate, issuer: issuer),
      let request = unsafe OCSP_REQUEST_new()
    else { return nil }
    defer { unsafe OCSP_REQUEST_free(request) }
    guard let id = unsafe identifier(of: pair, EVP_sha1()) else { return nil }
    // The request owns the identifier from here on.
    guard unsafe OCSP_request_add0_id(request, id) != nil else {
      unsafe OCSP_CERTID_free(id)
      return nil
    }
    let length = unsafe i2d_OCSP_REQUEST(request, nil)
    guard length > 0 else { return nil }
    return unsafe [UInt8](unsafeUninitializedCapacity: Int(length)) { buffer, count in
      var next = buffer.baseAddress
      count = unsafe max(0, Int(i2d_OCSP_REQUEST(request, &next)))
    }
  }

  /// What `response` says of a certificate.
  ///
  /// It counts where its signature is the issuer's, or that of a responder which the issuer
  /// entitled, and where it is valid at `time`, in seconds since 1970.
  public static func answer(
    on certificate: [UInt8], issuer: [UInt8], in response: [UInt8], at time: Int64
  ) -> RevocationAnswer {
    ERR_clear_error()
    defer { ERR_clear_error() }
    guard let pair = IssuedPair(certificate, issuer: issuer) else {
      return .useless("its issuer's certificate is not known")
    }
    guard response.count <= bound else { return .useless("the answer is longer than 1 MiB") }
    let parsed = unsafe response.withUnsafeBufferPointer { buffer -> OpaquePointer? in
      var next = buffer.baseAddress
      return unsafe d2i_OCSP_RESPONSE(nil, &next, buffer.count)
    }
    guard let parsed = unsafe parsed else { return .useless("the answer is no OCSP") }
    defer { unsafe OCSP_RESPONSE_free(parsed) }
    let status = unsafe OCSP_response_status(parsed)
    guard status == OCSP_RESPONSE_STATUS_SUCCESSFUL else {
      let word = unsafe OCSP_response_status_str(Int(status)).map { unsafe String(cString: $0) }
      return .useless("the responder says \(word ?? "status \(status)")")
    }
    guard let basic = unsafe OCSP_response_get1_basic(parsed) else {
      return .useless("the answer is of an unknown kind")
    }
    defer { unsafe OCSP_BASICRESP_free(basic) }
    guard unsafe isSigned(basic, by: pair.issuer, issuer, at: time) else {
      return .useless("the answer is not signed by the issuer or one whom it entitled")
    }
    return unsafe answer(on: pair, in: basic, at: time)
  }

  private static func identifier(
    of pair: IssuedPair, _ digest: OpaquePointer?
  ) -> OpaquePointer? {
    unsafe pair.certificate.withPointer { certificate in
      unsafe pair.issuer.withPointer { issuer in
        unsafe OCSP_cert_to_id(digest, certificate, issuer)
      }
    }
  }

  private static func isSigned(
    _ basic: OpaquePointer, by issuer: VerifiableCertificate, _ der: [UInt8], at time: Int64
  ) -> Bool {
    guard let store = try? AnchorStore([der]), let company = try? UntrustedStack([issuer]),
      let parameters = unsafe X509_STORE_get0_param(store.raw)
    else { return false }
    store.admit(issuersOf: [issuer])
    unsafe X509_VERIFY_PARAM_set_time(parameters, Int(time))
    unsafe X509_VERIFY_PARAM_set_flags(parameters, UInt(X509_V_FLAG_PARTIAL_CHAIN))
    return unsafe OCSP_basic_verify(basic, company.raw, store.raw, 0) == 1
  }

  private static func answer(
    on pair: IssuedPair, in basic: OpaquePointer, at time: Int64
  ) -> RevocationAnswer {
    for index in 0..<min(max(0, unsafe OCSP_resp_count(basic)), answerLimit) {
      guard let single = unsafe OCSP_resp_get0(basic, index),
        unsafe isAbout(pair, OCSP_SINGLERESP_get0_id(single))
      else { continue }
      var reason: Int32 = -1
      var revoked: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?
      var start: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?
      var end: UnsafeMutablePointer<ASN1_GENERALIZEDTIME>?
      let status = unsafe OCSP_single_get0_status(single, &reason, &revoked, &start, &end)
      if let stale = unsafe RevocationAnswer.staleness(
        from: RevocationAnswer.seconds(start), to: RevocationAnswer.seconds(end), at: time)
      {
        return .useless("of the answer: \(stale)")
      }
      switch status {
      case V_OCSP_CERTSTATUS_GOOD: return .good
      case V_OCSP_CERTSTATUS_REVOKED:
        return unsafe .revoked(
          at: RevocationAnswer.seconds(revoked), reason: RevocationAnswer.reason(reason))
      default: return .useless("the responder does not know the certificate")
      }
    }
    return .useless("the answer is about another certificate")
  }

  /// Whether `id` names the certificate, in whatever digest the responder chose.
  private static func isAbout(_ pair: IssuedPair, _ id: OpaquePointer?) -> Bool {
    guard let id = unsafe id else { return false }
    var algorithm: OpaquePointer?
    guard unsafe OCSP_id_get0_info(nil, &algorithm, nil, nil, id) == 1,
      let digest = unsafe EVP_get_digestbyname(OBJ_nid2sn(OBJ_obj2nid(algorithm))),
      let own = unsafe identifier(of: pair, digest)
    else { return false }
    defer { unsafe OCSP_CERTID_free(own) }
    return unsafe OCSP_id_cmp(own, id) == 0
  }
}
