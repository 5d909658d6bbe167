/// One bag of a PKCS12 safe with the attributes that give it a name (RFC 7292 section 4.2).
public struct PKCS12Bag: Equatable, Sendable {
  /// What the bag holds.
  public enum Content: Equatable, Sendable {
    /// A private key without encryption (PKCS8 DER), which Java passes over.
    case plainKey([UInt8])
    /// An encrypted private key (`EncryptedPrivateKeyInfo` as DER).
    case shroudedKey([UInt8])
    /// An X.509 certificate as DER.
    case certificate([UInt8])
    /// A secret key, encrypted as a private key is.
    case secret([UInt8])
    /// Anything else, by its dotted identifier.
    case other(String)
  }

  /// What it holds.
  public let content: Content
  /// The friendlyName: the alias as it was written.
  public let friendlyName: String?
  /// The localKeyID, which ties a key to its certificate; Java writes `Time 1700000000000`.
  public let localKeyID: [UInt8]?
  /// Whether Oracle's trustedKeyUsage makes the certificate an entry of its own in Java.
  public let isTrusted: Bool

  /// Reads the bags of one safe after its decryption.
  ///
  /// - Throws: ``KeystoreReadFailure`` with offsets from the start of `safe`.
  public static func bags(in safe: [UInt8]) throws(KeystoreReadFailure) -> [PKCS12Bag] {
    var reader = DERReader(safe)
    var contents = try reader.enter(DERElement.Tag.sequence, "the bags of a safe")
    var bags: [PKCS12Bag] = []
    while !contents.isAtEnd {
      guard bags.count < KeystoreBounds.entries else {
        throw KeystoreReadFailure(
          offset: contents.offset, expected: "at most \(KeystoreBounds.entries) bags",
          found: "more")
      }
      bags.append(try PKCS12Bag(in: &contents))
    }
    return bags
  }

  private init(in reader: inout DERReader) throws(KeystoreReadFailure) {
    var bag = try reader.enter(DERElement.Tag.sequence, "a bag")
    let type = try bag.objectIdentifier("the type of a bag")
    var value = try bag.enter(DERElement.Tag.context0, "the value of a bag")
    switch type {
    case "1.2.840.113549.1.12.10.1.1":
      let element = try value.next("a private key")
      content = .plainKey(Array(value.bytes[element.whole]))
    case "1.2.840.113549.1.12.10.1.2":
      let element = try value.next("an encrypted private key")
      content = .shroudedKey(Array(value.bytes[element.whole]))
    case "1.2.840.113549.1.12.10.1.3":
      let inner = try Self.typedOctets(in: &value, "a certificate")
      content =
        inner.type == "1.2.840.113549.1.9.22.1"
        ? .certificate(inner.octets) : .other(inner.type)
    case "1.2.840.113549.1.12.10.1.5":
      content = .secret(try Self.typedOctets(in: &value, "a secret key").octets)
    default:
      content = .other(type)
    }
    var name: String?
    var keyID: [UInt8]?
    var trusted = false
    if var attributes = try bag.nextIf(DERElement.Tag.set, "attributes").map({ element in
      DERReader(reader.bytes, inside: element)
    }) {
      while !attributes.isAtEnd {
        var attribute = try attributes.enter(DERElement.Tag.sequence, "an attribute")
        let type = try attribute.objectIdentifier("an attribute")
        var values = try attribute.enter(DERElement.Tag.set, "the values of an attribute")
        switch type {
        case "1.2.840.113549.1.9.20":
          let element = try values.next(DERElement.Tag.bmpString, "a friendly name")
          name = Self.bmpText(values.bytes[element.content])
        case "1.2.840.113549.1.9.21": keyID = try values.octetString("a local key id")
        case "2.16.840.1.113894.746875.1.1": trusted = true
        default: continue
        }
      }
    }
    friendlyName = name
    localKeyID = keyID
    isTrusted = trusted
  }

  private static func typedOctets(
    in reader: inout DERReader, _ what: String
  ) throws(KeystoreReadFailure) -> (type: String, octets: [UInt8]) {
    var typed = try reader.enter(DERElement.Tag.sequence, what)
    let type = try typed.objectIdentifier("the type of \(what)")
    var wrapped = try typed.enter(DERElement.Tag.context0, what)
    return (type, try wrapped.octetString(what))
  }

  private static func bmpText(_ bytes: ArraySlice<UInt8>) -> String {
    var units: [UInt16] = []
    var index = bytes.startIndex
    while index + 1 < bytes.endIndex {
      units.append(UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1]))
      index += 2
    }
    return String(decoding: units, as: UTF16.self)
  }
}
