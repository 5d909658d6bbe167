import COpenSSL

/// Fills and signs one `X509` of version 3 (RFC 5280).
enum CertificateMaking {
  /// Makes a certificate for `subject`'s public half; without `issuer` it is its own.
  ///
  /// - Throws: ``OpenSSLFailure`` at the first field that OpenSSL refuses.
  static func make(
    _ contents: CertificateContents, for subject: borrowing KeyPair, by issuer: Certificate?,
    signedWith signer: borrowing KeyPair
  ) throws(OpenSSLFailure) -> Certificate {
    ERR_clear_error()
    guard let library = CryptoLibrary.standard,
      let blank = unsafe library.withPointer({ unsafe X509_new_ex($0, nil) })
    else { throw .drainingQueue(during: "X509_new_ex") }
    let made = unsafe Certificate(takingOwnershipOf: blank)
    try unsafe made.withPointer { raw throws(OpenSSLFailure) in
      try unsafe describe(raw, contents)
      let hasKey = unsafe subject.withPointer { unsafe X509_set_pubkey(raw, $0) }
      guard hasKey == 1 else { throw .drainingQueue(during: "X509_set_pubkey") }
      let above = issuer ?? made
      try unsafe above.withPointer { parent throws(OpenSSLFailure) in
        guard let name = unsafe X509_get_subject_name(parent),
          unsafe X509_set_issuer_name(raw, name) == 1
        else { throw .drainingQueue(during: "X509_set_issuer_name") }
        try unsafe extend(raw, contents, issuer: parent)
      }
      let signed = unsafe signer.withPointer { unsafe X509_sign(raw, $0, EVP_sha256()) }
      guard signed > 0 else { throw .drainingQueue(during: "X509_sign") }
    }
    return made
  }

  private static func describe(
    _ raw: OpaquePointer, _ contents: CertificateContents
  ) throws(OpenSSLFailure) {
    let serial = UInt64.random(in: (1 << 56)..<(1 << 63))
    let name = Array(contents.commonName.utf8)
    guard unsafe X509_set_version(raw, 2) == 1,
      unsafe ASN1_INTEGER_set_uint64(X509_get_serialNumber(raw), serial) == 1,
      let subject = unsafe X509_get_subject_name(raw),
      unsafe X509_NAME_add_entry_by_txt(
        subject, "CN", MBSTRING_UTF8, name, Int32(clamping: name.count), -1, 0) == 1
    else { throw .drainingQueue(during: "X509_NAME_add_entry_by_txt") }
    let start = unsafe ASN1_TIME_set(nil, Int(contents.notBefore))
    let end = unsafe ASN1_TIME_set(nil, Int(contents.notAfter))
    defer {
      unsafe ASN1_TIME_free(start)
      unsafe ASN1_TIME_free(end)
    }
    guard let start = unsafe start, let end = unsafe end,
      unsafe X509_set1_notBefore(raw, start) == 1, unsafe X509_set1_notAfter(raw, end) == 1
    else { throw .drainingQueue(during: "ASN1_TIME_set") }
  }

  private static func extend(
    _ raw: OpaquePointer, _ contents: CertificateContents, issuer: OpaquePointer
  ) throws(OpenSSLFailure) {
    var extensions: [(Int32, String)] =
      contents.isAuthority
      ? [
        (NID_basic_constraints, "critical,CA:TRUE"),
        (NID_key_usage, "critical,keyCertSign,cRLSign"),
      ]
      : [
        (NID_basic_constraints, "critical,CA:FALSE"),
        (NID_key_usage, "critical,digitalSignature,keyEncipherment"),
        (NID_ext_key_usage, "serverAuth"),
      ]
    extensions.append((NID_subject_key_identifier, "hash"))
    // Of a self-signed certificate the identifier is there by now, as the one before it.
    extensions.append((NID_authority_key_identifier, "keyid"))
    if let names = contents.alternativeNames { extensions.append((NID_subject_alt_name, names)) }
    for (number, value) in extensions {
      var context = unsafe X509V3_CTX()
      unsafe X509V3_set_ctx(&context, issuer, raw, nil, nil, 0)
      guard let made = unsafe X509V3_EXT_conf_nid(nil, &context, number, value) else {
        throw .drainingQueue(during: "X509V3_EXT_conf_nid")
      }
      defer { unsafe X509_EXTENSION_free(made) }
      guard unsafe X509_add_ext(raw, made, -1) == 1 else {
        throw .drainingQueue(during: "X509_add_ext")
      }
    }
  }
}
