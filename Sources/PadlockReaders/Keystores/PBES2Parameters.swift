/// The parameters of PBES2: a key derivation and a cipher (RFC 8018 appendix A.4).
struct PBES2Parameters {
  let name: String
  let iterations: Int?
  let salt: [UInt8]

  private static let digests = [
    "1.2.840.113549.2.7": "SHA1", "1.2.840.113549.2.8": "SHA224", "1.2.840.113549.2.9": "SHA256",
    "1.2.840.113549.2.10": "SHA384", "1.2.840.113549.2.11": "SHA512",
    "1.2.840.113549.2.12": "SHA512/224", "1.2.840.113549.2.13": "SHA512/256",
  ]

  private static let ciphers = [
    "2.16.840.1.101.3.4.1.2": "AES_128", "2.16.840.1.101.3.4.1.22": "AES_192",
    "2.16.840.1.101.3.4.1.42": "AES_256", "1.2.840.113549.3.7": "DESede",
    "1.2.840.113549.3.2": "RC2", "1.3.14.3.2.7": "DES",
  ]

  init(in reader: inout DERReader) throws(KeystoreReadFailure) {
    var parameters = try reader.enter(DERElement.Tag.sequence, "the parameters of PBES2")
    var derivation = try parameters.enter(DERElement.Tag.sequence, "a key derivation")
    let function = try derivation.objectIdentifier("a key derivation")
    var scheme = try parameters.enter(DERElement.Tag.sequence, "a cipher")
    let cipherIdentifier = try scheme.objectIdentifier("a cipher")
    let cipher = Self.ciphers[cipherIdentifier] ?? cipherIdentifier
    switch function {
    case "1.2.840.113549.1.5.12":
      let work = try PBKDF2Parameters(in: &derivation)
      salt = work.salt
      iterations = work.iterations
      let digest = Self.digests[work.function] ?? work.function
      name = "PBEWithHmac\(digest)And\(cipher)"
    case "1.3.6.1.4.1.11591.4.11":
      var work = try derivation.enter(DERElement.Tag.sequence, "the parameters of scrypt")
      salt = try work.octetString("the salt")
      let cost = try work.integer("the cost of scrypt")
      let block = try work.integer("the block size of scrypt")
      let lanes = try work.integer("the parallelisation of scrypt")
      // Work grows with the product; each round here costs no less than one of PBKDF2.
      let (first, overflow1) = cost.multipliedReportingOverflow(by: block)
      let (product, overflow2) = first.multipliedReportingOverflow(by: lanes)
      iterations = overflow1 || overflow2 ? Int.max : product
      name = "PBEWithScryptAnd\(cipher)"
    default:
      salt = []
      iterations = nil
      name = "PBES2 with \(function) and \(cipher)"
    }
  }
}

/// The parameters of PBKDF2 (RFC 8018 appendix A.2).
package struct PBKDF2Parameters: Equatable, Sendable {
  package let salt: [UInt8]
  package let iterations: Int
  package let keyLength: Int?
  /// The dotted identifier of the pseudo-random function; HMAC with SHA-1 unless stated.
  package let function: String

  package init(in reader: inout DERReader) throws(KeystoreReadFailure) {
    var work = try reader.enter(DERElement.Tag.sequence, "the parameters of PBKDF2")
    salt = try work.octetString("the salt")
    iterations = try work.integer("the number of iterations")
    keyLength =
      work.nextTag == DERElement.Tag.integer ? try work.integer("the length of the key") : nil
    if work.nextTag == DERElement.Tag.sequence {
      var algorithm = try work.enter(DERElement.Tag.sequence, "a pseudo-random function")
      function = try algorithm.objectIdentifier("a pseudo-random function")
    } else {
      function = "1.2.840.113549.2.7"
    }
  }
}
