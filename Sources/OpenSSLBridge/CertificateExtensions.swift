import PadlockReaders

/// The extensions that a diagnosis looks at (RFC 5280 section 4.2).
///
/// An extension whose content is malformed counts as absent: OpenSSL and Java judge it themselves.
struct CertificateExtensions {
  var alternativeNames: [CertificateDescription.AlternativeName] = []
  var basicConstraints: CertificateDescription.BasicConstraints?
  var keyUsage: [String]?
  var extendedKeyUsage: [String]?
  var subjectKeyIdentifier: String?
  var authorityKeyIdentifier: String?
  var issuerURLs: [String] = []
  var ocspURLs: [String] = []
  var revocationListURLs: [String] = []
  var mustStaple = false

  private static let usages = [
    "digitalSignature", "nonRepudiation", "keyEncipherment", "dataEncipherment", "keyAgreement",
    "keyCertSign", "cRLSign", "encipherOnly", "decipherOnly",
  ]

  private static let purposes = [
    "1.3.6.1.5.5.7.3.1": "serverAuth", "1.3.6.1.5.5.7.3.2": "clientAuth",
    "1.3.6.1.5.5.7.3.3": "codeSigning", "1.3.6.1.5.5.7.3.4": "emailProtection",
    "1.3.6.1.5.5.7.3.8": "timeStamping", "1.3.6.1.5.5.7.3.9": "OCSPSigning",
    "2.5.29.37.0": "anyExtendedKeyUsage",
  ]

  mutating func add(in list: inout DERReader) throws(KeystoreReadFailure) {
    var entry = try list.enter(DERElement.Tag.sequence, "an extension")
    let type = try entry.objectIdentifier("the kind of an extension")
    _ = try entry.nextIf(DERElement.Tag.boolean, "whether it is critical")
    var value = DERReader(try entry.octetString("the value of an extension"))
    do throws(KeystoreReadFailure) {
      try read(type, &value)
    } catch {
      return
    }
  }

  private mutating func read(
    _ type: String, _ value: inout DERReader
  ) throws(KeystoreReadFailure) {
    switch type {
    case "2.5.29.17": alternativeNames = try Self.names(&value)
    case "2.5.29.19":
      var fields = try value.enter(DERElement.Tag.sequence, "basic constraints")
      let isCA = try fields.nextIf(DERElement.Tag.boolean, "a boolean").map { element in
        fields.bytes[element.content].contains { $0 != 0 }
      }
      let length = fields.isAtEnd ? nil : try fields.integer("a path length")
      basicConstraints = .init(isCA: isCA ?? false, pathLength: length)
    case "2.5.29.15":
      let bits = value.bytes[try value.next(DERElement.Tag.bitString, "key usage").content]
        .dropFirst()
      keyUsage = Self.usages.enumerated().filter { index, _ in
        let position = bits.startIndex + index / 8
        return position < bits.endIndex && bits[position] & (0x80 >> UInt8(index % 8)) != 0
      }.map(\.element)
    case "2.5.29.37":
      var fields = try value.enter(DERElement.Tag.sequence, "purposes")
      var found: [String] = []
      while !fields.isAtEnd {
        let purpose = try fields.objectIdentifier("a purpose")
        found.append(Self.purposes[purpose] ?? purpose)
      }
      extendedKeyUsage = found
    case "2.5.29.14":
      subjectKeyIdentifier = hexadecimal(try value.octetString("a key identifier"))
    case "2.5.29.35":
      var fields = try value.enter(DERElement.Tag.sequence, "an authority's key")
      authorityKeyIdentifier = try fields.nextIf(0x80, "a key identifier").map { element in
        hexadecimal(fields.bytes[element.content])
      }
    case "1.3.6.1.5.5.7.1.1": try readAccess(&value)
    case "2.5.29.31": try readDistributionPoints(&value)
    case "1.3.6.1.5.5.7.1.24":
      // TLS features (RFC 7633); 5 is status_request.
      var features = try value.enter(DERElement.Tag.sequence, "TLS features")
      while !features.isAtEnd {
        if try features.integer("a TLS feature") == 5 { mustStaple = true }
      }
    default: break
    }
  }

  private mutating func readAccess(_ value: inout DERReader) throws(KeystoreReadFailure) {
    var list = try value.enter(DERElement.Tag.sequence, "addresses")
    while !list.isAtEnd {
      var entry = try list.enter(DERElement.Tag.sequence, "an address")
      let method = try entry.objectIdentifier("the kind of an address")
      let location = try entry.next("an address")
      guard location.tag == 0x86 else { continue }
      let url = DERText.latin1(entry.bytes[location.content])
      if method == "1.3.6.1.5.5.7.48.2" { issuerURLs.append(url) }
      if method == "1.3.6.1.5.5.7.48.1" { ocspURLs.append(url) }
    }
  }

  /// The addresses of the issuer's revocation lists (RFC 5280 section 4.2.1.13).
  private mutating func readDistributionPoints(
    _ value: inout DERReader
  ) throws(KeystoreReadFailure) {
    var list = try value.enter(DERElement.Tag.sequence, "distribution points")
    while !list.isAtEnd {
      var point = try list.enter(DERElement.Tag.sequence, "a distribution point")
      guard !point.isAtEnd, let name = try point.nextIf(0xA0, "its name") else { continue }
      var choice = DERReader(point.bytes, inside: name)
      guard let full = try choice.nextIf(0xA0, "its full name") else { continue }
      var names = DERReader(choice.bytes, inside: full)
      while !names.isAtEnd {
        let location = try names.next("an address")
        guard location.tag == 0x86 else { continue }
        revocationListURLs.append(DERText.latin1(names.bytes[location.content]))
      }
    }
  }

  private static func names(
    _ value: inout DERReader
  ) throws(KeystoreReadFailure) -> [CertificateDescription.AlternativeName] {
    var list = try value.enter(DERElement.Tag.sequence, "alternative names")
    var found: [CertificateDescription.AlternativeName] = []
    while !list.isAtEnd {
      let element = try list.next("an alternative name")
      let content = list.bytes[element.content]
      switch element.tag {
      case 0x81: found.append(.email(DERText.latin1(content)))
      case 0x82: found.append(.dns(DERText.latin1(content)))
      case 0x86: found.append(.uri(DERText.latin1(content)))
      case 0x87: found.append(IPAddressText.text(content).map { .ip($0) } ?? .other("iPAddress"))
      case 0xA4: found.append(.other("directoryName"))
      case 0x88: found.append(.other("registeredID"))
      default: found.append(.other("otherName"))
      }
    }
    return found
  }
}

/// Addresses as text.
enum IPAddressText {
  /// Returns `192.0.2.1`, or IPv6 as RFC 5952 writes it; `nil` for another number of bytes.
  static func text(_ bytes: ArraySlice<UInt8>) -> String? {
    if bytes.count == 4 { return bytes.map(String.init).joined(separator: ".") }
    guard bytes.count == 16 else { return nil }
    let octets = Array(bytes)
    let groups = (0..<8).map { UInt16(octets[$0 * 2]) << 8 | UInt16(octets[$0 * 2 + 1]) }
    var longest = 0..<0
    var start = 0
    while start < 8 {
      let end = groups[start...].firstIndex { $0 != 0 } ?? 8
      if end - start > max(longest.count, 1) { longest = start..<end }
      start = max(end, start + 1)
    }
    let texts = groups.map { String($0, radix: 16) }
    guard !longest.isEmpty else { return texts.joined(separator: ":") }
    return texts[..<longest.lowerBound].joined(separator: ":") + "::"
      + texts[longest.upperBound...].joined(separator: ":")
  }
}
