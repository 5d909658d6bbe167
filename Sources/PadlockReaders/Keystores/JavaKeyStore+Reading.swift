extension JavaKeyStore {
  private static let digestLength = 20

  /// Reads a JKS or JCEKS file of version 1 or 2; needs no password.
  ///
  /// - Throws: ``KeystoreReadFailure`` at the first byte that does not fit.
  public init(reading bytes: [UInt8]) throws(KeystoreReadFailure) {
    guard bytes.count <= KeystoreBounds.bytes else {
      throw KeystoreReadFailure(
        offset: 0, expected: "a keystore of at most \(KeystoreBounds.bytes) bytes",
        found: "\(bytes.count) bytes")
    }
    var scanner = ByteScanner(bytes)
    let magic = try scanner.unsigned32("the magic number of a Java keystore")
    switch magic {
    case 0xFEED_FEED: format = .jks
    case 0xCECE_CECE: format = .jceks
    default:
      throw KeystoreReadFailure(
        offset: 0, expected: "FEEDFEED (JKS) or CECECECE (JCEKS)", found: hexadecimal(magic))
    }
    version = try scanner.signed32("the version")
    guard version == 1 || version == 2 else {
      throw KeystoreReadFailure(offset: 4, expected: "version 1 or 2", found: "\(version)")
    }
    let count = try scanner.count(atMost: KeystoreBounds.entries, "the number of entries")
    var entries: [Entry] = []
    for _ in 0..<count {
      entries.append(try Self.entry(in: &scanner, version: version))
    }
    self.entries = entries
    coveredBytes = scanner.offset
    digest = Array(try scanner.take(Self.digestLength, "the SHA-1 digest"))
  }

  private static func entry(
    in scanner: inout ByteScanner, version: Int
  ) throws(KeystoreReadFailure) -> Entry {
    let start = scanner.offset
    let tag = try scanner.signed32("the kind of an entry")
    guard (1...3).contains(tag) else {
      throw KeystoreReadFailure(
        offset: start, expected: "an entry's kind (1, 2 or 3)", found: "\(tag)")
    }
    let alias = try scanner.modifiedUTF8("an alias")
    let created = try scanner.signed64("the date of an entry")
    let content: Content
    switch tag {
    case 1:
      let key = try scanner.block(atMost: KeystoreBounds.bytes, "an encrypted private key")
      var chain: [[UInt8]] = []
      for _ in 0..<(try scanner.count(atMost: KeystoreBounds.chain, "the length of a chain")) {
        chain.append(try certificate(in: &scanner, version: version))
      }
      content = .privateKey(protected: key, chain: chain)
    case 2:
      content = .trustedCertificate(try certificate(in: &scanner, version: version))
    default:
      try JavaSerializedObject.skip(in: &scanner)
      content = .secretKey
    }
    return Entry(alias: alias, createdMilliseconds: created, content: content)
  }

  private static func certificate(
    in scanner: inout ByteScanner, version: Int
  ) throws(KeystoreReadFailure) -> [UInt8] {
    if version == 2 {
      let start = scanner.offset
      let type = try scanner.modifiedUTF8("the type of a certificate")
      guard ["X.509", "X509"].contains(type.uppercased()) else {
        throw KeystoreReadFailure(
          offset: start, expected: "the certificate type X.509", found: "another type")
      }
    }
    return try scanner.block(atMost: KeystoreBounds.certificate, "a certificate")
  }
}

extension ByteScanner {
  fileprivate mutating func block(
    atMost limit: Int, _ what: String
  ) throws(KeystoreReadFailure) -> [UInt8] {
    let length = try count(atMost: limit, "the length of \(what)")
    return Array(try take(length, what))
  }
}
