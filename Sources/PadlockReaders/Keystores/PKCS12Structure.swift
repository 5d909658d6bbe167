/// The outer layers of a PKCS12 file, which need no password to read (RFC 7292 section 4).
///
/// ```
/// SEQUENCE { 3, data { SEQUENCE { encryptedData …, data … } }, SEQUENCE { digest, salt, 10000 } }
/// ```
///
/// yields two safes, the first encrypted, and the MAC.
public struct PKCS12Structure: Equatable, Sendable {
  /// One content of the authenticated safe.
  public enum Safe: Equatable, Sendable {
    /// The bags, readable without a password.
    case plain([UInt8])
    /// The bags, encrypted with the store's password.
    case encrypted(PasswordBasedAlgorithm, [UInt8])
    /// Something else, by its dotted identifier: Java refuses it.
    case other(String)
  }

  /// The integrity check of the store.
  public struct MAC: Equatable, Sendable {
    /// The dotted identifier of the digest, or of PBMAC1.
    public let identifier: String
    /// A readable name: `SHA256`, or `PBMAC1`.
    public let name: String
    /// The value that the file carries.
    public let value: [UInt8]
    /// The salt of the key derivation.
    public let salt: [UInt8]
    /// Rounds of the key derivation; 1 unless stated.
    public let iterations: Int
    /// PBMAC1's key derivation and the digest of its HMAC; `nil` for the usual MAC.
    package let pbmac1: PBMAC1?

    /// Whether `iterations` is something that may be computed.
    public var isWithinBounds: Bool { (1...KeystoreBounds.iterations).contains(iterations) }
  }

  /// The parameters of PBMAC1 (RFC 9579).
  package struct PBMAC1: Equatable, Sendable {
    package let derivation: PBKDF2Parameters
    package let scheme: String
  }

  /// The safes in file order.
  public let safes: [Safe]
  /// The bytes that the MAC covers.
  public let authenticated: [UInt8]
  /// The MAC, if there is one.
  public let mac: MAC?

  private static let data = "1.2.840.113549.1.7.1"
  private static let encryptedData = "1.2.840.113549.1.7.6"

  /// Reads the outer layers.
  ///
  /// - Throws: ``KeystoreReadFailure`` at the first byte that does not fit.
  public init(reading bytes: [UInt8]) throws(KeystoreReadFailure) {
    guard bytes.count <= KeystoreBounds.bytes else {
      throw KeystoreReadFailure(
        offset: 0, expected: "a keystore of at most \(KeystoreBounds.bytes) bytes",
        found: "\(bytes.count) bytes")
    }
    var reader = DERReader(bytes)
    var store = try reader.enter(DERElement.Tag.sequence, "a PKCS12 store")
    let version = try store.integer("the version of a PKCS12 store")
    guard version == 3 else {
      throw KeystoreReadFailure(offset: 0, expected: "PKCS12 version 3", found: "\(version)")
    }
    var info = try store.enter(DERElement.Tag.sequence, "the authenticated safe")
    let type = try info.objectIdentifier("the type of the authenticated safe")
    guard type == Self.data else {
      throw KeystoreReadFailure(
        offset: 0, expected: "a PKCS12 store with a password", found: "one with content \(type)")
    }
    var wrapped = try info.enter(DERElement.Tag.context0, "the authenticated safe")
    authenticated = try wrapped.octetString("the authenticated safe")
    var authenticatedSafe = DERReader(authenticated)
    var contents = try authenticatedSafe.enter(DERElement.Tag.sequence, "the list of safes")
    var safes: [Safe] = []
    while !contents.isAtEnd {
      guard safes.count < KeystoreBounds.entries else {
        throw KeystoreReadFailure(
          offset: contents.offset, expected: "at most \(KeystoreBounds.entries) safes",
          found: "more")
      }
      safes.append(try Self.safe(in: &contents))
    }
    self.safes = safes
    mac = store.isAtEnd ? nil : try MAC(in: &store)
  }

  private static func safe(in reader: inout DERReader) throws(KeystoreReadFailure) -> Safe {
    var info = try reader.enter(DERElement.Tag.sequence, "a safe")
    let type = try info.objectIdentifier("the type of a safe")
    switch type {
    case data:
      var wrapped = try info.enter(DERElement.Tag.context0, "a safe")
      return .plain(try wrapped.octetString("a safe"))
    case encryptedData:
      var wrapped = try info.enter(DERElement.Tag.context0, "an encrypted safe")
      var encrypted = try wrapped.enter(DERElement.Tag.sequence, "an encrypted safe")
      _ = try encrypted.integer("the version of an encrypted safe")
      var content = try encrypted.enter(DERElement.Tag.sequence, "an encrypted content")
      _ = try content.objectIdentifier("the type of an encrypted content")
      let algorithm = try PasswordBasedAlgorithm(in: &content)
      let start = content.offset
      let element = try content.next("an encrypted content")
      guard element.tag & 0xDF == 0x80 else {
        throw KeystoreReadFailure(
          offset: start, expected: "an encrypted content (tag 80)",
          found: "tag \(hexadecimal(element.tag))")
      }
      return .encrypted(algorithm, try content.octets(of: element))
    default:
      return .other(type)
    }
  }
}

extension PKCS12Structure.MAC {
  private static let names = [
    "1.2.840.113549.2.5": "MD5", "1.3.14.3.2.26": "SHA1",
    "2.16.840.1.101.3.4.2.4": "SHA224", "2.16.840.1.101.3.4.2.1": "SHA256",
    "2.16.840.1.101.3.4.2.2": "SHA384", "2.16.840.1.101.3.4.2.3": "SHA512",
    "2.16.840.1.101.3.4.2.5": "SHA512-224", "2.16.840.1.101.3.4.2.6": "SHA512-256",
    "1.2.840.113549.1.5.14": "PBMAC1",
  ]

  fileprivate init(in reader: inout DERReader) throws(KeystoreReadFailure) {
    var mac = try reader.enter(DERElement.Tag.sequence, "the MAC")
    var info = try mac.enter(DERElement.Tag.sequence, "the MAC's digest")
    var algorithm = try info.enter(DERElement.Tag.sequence, "the MAC's algorithm")
    identifier = try algorithm.objectIdentifier("the MAC's algorithm")
    name = Self.names[identifier] ?? identifier
    value = try info.octetString("the MAC's value")
    salt = try mac.octetString("the MAC's salt")
    let stated = mac.isAtEnd ? 1 : try mac.integer("the MAC's iterations")
    if name == "PBMAC1" {
      var parameters = try algorithm.enter(DERElement.Tag.sequence, "the parameters of PBMAC1")
      var derivation = try parameters.enter(DERElement.Tag.sequence, "a key derivation")
      _ = try derivation.objectIdentifier("a key derivation")
      let work = try PBKDF2Parameters(in: &derivation)
      var scheme = try parameters.enter(DERElement.Tag.sequence, "a MAC")
      pbmac1 = .init(derivation: work, scheme: try scheme.objectIdentifier("a MAC"))
      iterations = work.iterations
    } else {
      pbmac1 = nil
      iterations = stated
    }
  }
}
