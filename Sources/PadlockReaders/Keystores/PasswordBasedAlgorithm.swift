/// How something is encrypted with a password: the algorithm, and how much work it asks for.
///
/// Names are Java's, as in `keytool` and `java.security`: `PBEWithHmacSHA256AndAES_256`. Sources:
/// RFC 8018 (PBES1, PBES2), RFC 7292 appendix C, RFC 7914 (scrypt).
public struct PasswordBasedAlgorithm: Equatable, Hashable, Sendable {
  /// The dotted identifier of the outermost algorithm.
  public let identifier: String
  /// Java's name, or the identifier where Java has none.
  public let name: String
  /// The rounds of the key derivation, clamped to `Int`.
  ///
  /// `nil` when the parameters state none.
  public let iterations: Int?
  /// The salt, as far as the parameters are understood.
  public let salt: [UInt8]
  /// The whole AlgorithmIdentifier as DER.
  package let encoded: [UInt8]

  /// Whether it is PBES2, which Java reads in PKCS12 since 8u301 and 11.0.12.
  public var isPBES2: Bool { identifier == Self.pbes2 }

  /// Whether `iterations` is something that may be computed.
  public var isWithinBounds: Bool {
    guard let iterations else { return true }
    return (1...KeystoreBounds.iterations).contains(iterations)
  }

  static let pbes2 = "1.2.840.113549.1.5.13"

  private static let names = [
    "1.2.840.113549.1.12.1.1": "PBEWithSHA1AndRC4_128",
    "1.2.840.113549.1.12.1.2": "PBEWithSHA1AndRC4_40",
    "1.2.840.113549.1.12.1.3": "PBEWithSHA1AndDESede",
    "1.2.840.113549.1.12.1.4": "PBEWithSHA1AndDESede2",
    "1.2.840.113549.1.12.1.5": "PBEWithSHA1AndRC2_128",
    "1.2.840.113549.1.12.1.6": "PBEWithSHA1AndRC2_40",
    "1.2.840.113549.1.5.1": "PBEWithMD2AndDES",
    "1.2.840.113549.1.5.3": "PBEWithMD5AndDES",
    "1.2.840.113549.1.5.4": "PBEWithMD2AndRC2",
    "1.2.840.113549.1.5.6": "PBEWithMD5AndRC2",
    "1.2.840.113549.1.5.10": "PBEWithSHA1AndDES",
    "1.2.840.113549.1.5.11": "PBEWithSHA1AndRC2",
    "1.3.6.1.4.1.42.2.17.1.1": "JDKKeyProtector",
    "1.3.6.1.4.1.42.2.19.1": "PBEWithMD5AndTripleDES",
  ]

  /// Reads the AlgorithmIdentifier that `reader` stands before.
  package init(in reader: inout DERReader) throws(KeystoreReadFailure) {
    let element = try reader.next(DERElement.Tag.sequence, "an algorithm identifier")
    encoded = Array(reader.bytes[element.whole])
    var inner = DERReader(reader.bytes, inside: element)
    identifier = try inner.objectIdentifier("an algorithm")
    if identifier == Self.pbes2 {
      let scheme = try PBES2Parameters(in: &inner)
      name = scheme.name
      iterations = scheme.iterations
      salt = scheme.salt
    } else {
      name = Self.names[identifier] ?? identifier
      if Self.names[identifier] != nil, inner.nextTag == DERElement.Tag.sequence {
        var parameters = try inner.enter(DERElement.Tag.sequence, "the parameters")
        salt = try parameters.octetString("the salt")
        iterations = try parameters.integer("the number of iterations")
      } else {
        salt = []
        iterations = nil
      }
    }
  }
}
