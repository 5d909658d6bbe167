import PadlockReaders

/// Where a certificate's DER ends, whose it is, and its key, found without parsing the rest
/// (RFC 5280 section 4.1).
struct CertificateOutline {
  /// The certificate alone, without what follows it.
  let der: [UInt8]
  /// The subject's name.
  let subject: [UInt8]
  /// The subjectPublicKeyInfo.
  let publicKey: [UInt8]

  /// Nil for what is no certificate.
  init?(_ bytes: [UInt8]) {
    typealias Tag = DERElement.Tag
    var reader = DERReader(bytes)
    do {
      var certificate = try reader.enter(Tag.sequence, "a certificate")
      var fields = try certificate.enter(Tag.sequence, "the fields of a certificate")
      _ = try fields.nextIf(Tag.context0, "the version")
      _ = try fields.next(Tag.integer, "the serial number")
      for what in ["the signature's algorithm", "the issuer", "the validity"] {
        _ = try fields.next(Tag.sequence, what)
      }
      subject = Array(bytes[try fields.next(Tag.sequence, "the subject").whole])
      publicKey = Array(bytes[try fields.next(Tag.sequence, "the public key").whole])
      _ = try certificate.next(Tag.sequence, "the signature's algorithm")
      _ = try certificate.next("the signature")
      der = Array(bytes[..<reader.offset])
    } catch {
      return nil
    }
  }
}
