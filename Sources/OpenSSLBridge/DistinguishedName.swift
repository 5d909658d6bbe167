import PadlockReaders

/// A subject or issuer: its text as RFC 2253 writes it, and what two of them are compared by.
struct DistinguishedName: Equatable {
  let text: String
  let commonNames: [String]
  /// Equal for equal names: in lower case, with single spaces, whatever string types were used
  /// (RFC 5280 section 7.1, `sun.security.x509.X500Name.getRFC2253CanonicalName`).
  let canonical: String

  private static let shortNames = [
    "2.5.4.3": "CN", "2.5.4.4": "SN", "2.5.4.5": "serialNumber", "2.5.4.6": "C", "2.5.4.7": "L",
    "2.5.4.8": "ST", "2.5.4.9": "STREET", "2.5.4.10": "O", "2.5.4.11": "OU", "2.5.4.12": "title",
    "2.5.4.42": "GN", "2.5.4.97": "organizationIdentifier", "1.2.840.113549.1.9.1": "emailAddress",
    "0.9.2342.19200300.100.1.1": "UID", "0.9.2342.19200300.100.1.25": "DC",
  ]

  init(in reader: inout DERReader) throws(KeystoreReadFailure) {
    let element = try reader.next(DERElement.Tag.sequence, "a name")
    var parts: [String] = []
    var names: [String] = []
    var canonicalParts: [String] = []
    var sets = DERReader(reader.bytes, inside: element)
    while !sets.isAtEnd {
      var set = try sets.enter(DERElement.Tag.set, "a part of a name")
      var values: [String] = []
      var canonicalValues: [String] = []
      while !set.isAtEnd {
        var attribute = try set.enter(DERElement.Tag.sequence, "a part of a name")
        let type = try attribute.objectIdentifier("the kind of a part of a name")
        let value = try attribute.next("the value of a part of a name")
        let content = attribute.bytes[value.content]
        let name = Self.shortNames[type] ?? type
        if let text = DERText.decode(tag: value.tag, content) {
          values.append("\(name)=\(Self.escaped(text))")
          if name == "CN" { names.append(text) }
          let words = text.lowercased().split(whereSeparator: \.isWhitespace)
          canonicalValues.append("\(type)=\(Self.escaped(words.joined(separator: " ")))")
        } else {
          let digits = hexadecimal(attribute.bytes[value.whole])
          values.append("\(name)=#\(digits)")
          canonicalValues.append("\(type)=#\(digits)")
        }
      }
      parts.append(values.joined(separator: "+"))
      canonicalParts.append(canonicalValues.sorted().joined(separator: "+"))
    }
    text = parts.reversed().joined(separator: ", ")
    commonNames = names
    canonical = canonicalParts.joined(separator: ",")
  }

  /// Escapes what would read as structure (RFC 2253 section 2.4).
  private static func escaped(_ value: String) -> String {
    var result = ""
    for (index, character) in value.unicodeScalars.enumerated() {
      let special = ",+\"\\<>;".unicodeScalars.contains(character)
      if special || index == 0 && (character == "#" || character == " ") { result += "\\" }
      result.unicodeScalars.append(character)
    }
    if result.count > 1, result.hasSuffix(" "), !result.hasSuffix("\\ ") {
      result = result.dropLast() + "\\ "
    }
    return result
  }
}

/// The string types of ASN.1.
enum DERText {
  /// Returns the text of a string element, or `nil` if it is no string.
  ///
  /// UTF8String falls back to Latin-1, which T61String and IA5String are taken as.
  static func decode(tag: UInt8, _ content: ArraySlice<UInt8>) -> String? {
    switch tag {
    case 0x0C: String(validating: content, as: UTF8.self) ?? latin1(content)
    case 0x12, 0x13, 0x14, 0x16, 0x1A: latin1(content)
    case 0x1E: bmp(content)
    case 0x1C: universal(content)
    default: nil
    }
  }

  static func latin1(_ content: ArraySlice<UInt8>) -> String {
    String(String.UnicodeScalarView(content.map { Unicode.Scalar($0) }))
  }

  private static func bmp(_ content: ArraySlice<UInt8>) -> String {
    let bytes = Array(content)
    let units = stride(from: 0, to: bytes.count & ~1, by: 2).map {
      UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1])
    }
    return String(decoding: units, as: UTF16.self)
  }

  private static func universal(_ content: ArraySlice<UInt8>) -> String {
    let bytes = Array(content)
    let units = stride(from: 0, to: bytes.count & ~3, by: 4).map { start in
      bytes[start..<start + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    }
    return String(decoding: units, as: UTF32.self)
  }
}
