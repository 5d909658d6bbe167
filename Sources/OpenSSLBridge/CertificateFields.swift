import PadlockReaders

/// The fields of a certificate in the order of RFC 5280 section 4.1, read from its DER.
struct CertificateFields {
  let serial: [UInt8]
  let signatureAlgorithm: String
  let issuer: DistinguishedName
  let notBefore: Int64
  let notAfter: Int64
  let subject: DistinguishedName
  let keyAlgorithm: String
  let publicKey: [UInt8]
  let extensions: CertificateExtensions

  init(_ der: [UInt8]) throws(KeystoreReadFailure) {
    typealias Tag = DERElement.Tag
    var reader = DERReader(der)
    var certificate = try reader.enter(Tag.sequence, "a certificate")
    var fields = try certificate.enter(Tag.sequence, "the fields of a certificate")
    _ = try fields.nextIf(Tag.context0, "the version")
    serial = Array(der[try fields.next(Tag.integer, "the serial number").content])
    var algorithm = try fields.enter(Tag.sequence, "the signature's algorithm")
    signatureAlgorithm = try algorithm.objectIdentifier("the signature's algorithm")
    issuer = try DistinguishedName(in: &fields)
    var validity = try fields.enter(Tag.sequence, "the validity")
    notBefore = try Self.time(in: &validity)
    notAfter = try Self.time(in: &validity)
    subject = try DistinguishedName(in: &fields)
    let key = try fields.next(Tag.sequence, "the public key")
    publicKey = Array(der[key.whole])
    var keyFields = DERReader(der, inside: key)
    var keyScheme = try keyFields.enter(Tag.sequence, "the key's algorithm")
    keyAlgorithm = try keyScheme.objectIdentifier("the key's algorithm")
    var extensions = CertificateExtensions()
    while !fields.isAtEnd {
      let element = try fields.next("the extensions")
      guard element.tag == 0xA3 else { continue }
      var wrapped = DERReader(der, inside: element)
      var list = try wrapped.enter(Tag.sequence, "the extensions")
      while !list.isAtEnd { try extensions.add(in: &list) }
    }
    self.extensions = extensions
  }

  private static func time(in reader: inout DERReader) throws(KeystoreReadFailure) -> Int64 {
    let element = try reader.next("a time")
    let text = reader.bytes[element.content]
    guard
      let seconds = CertificateTime.seconds(
        text, isGeneralized: element.tag == DERElement.Tag.generalizedTime)
    else {
      throw KeystoreReadFailure(
        offset: element.whole.lowerBound, expected: "a time", found: "text that is none")
    }
    return seconds
  }
}
