/// Tells certificates, keys, PKCS7 and PKCS12 apart by the first elements of their DER.
///
/// Lengths that reach beyond the file are cut at its end, so a truncated file is still recognised.
enum DERShape {
  private struct Header {
    let tag: UInt8
    let content: Range<Int>
    let isCut: Bool
    var end: Int { content.upperBound }
  }

  static func recognise(_ bytes: [UInt8]) -> RecognisedFormat? {
    guard let outer = header(bytes, at: 0, end: bytes.count) else { return nil }
    let inside = headers(bytes, in: outer.content, limit: 10)
    guard let format = format(bytes, inside) else { return nil }
    return RecognisedFormat(format: format, isTruncated: outer.isCut)
  }

  private static func format(_ bytes: [UInt8], _ inside: [Header]) -> FileFormat? {
    guard let first = inside.first else { return nil }
    let tags = inside.map(\.tag)
    switch first.tag {
    case DERElement.Tag.integer:
      return keyOrStore(bytes, version: bytes[first.content], tags: tags, inside)
    case DERElement.Tag.objectIdentifier:
      let type = DERReader.dotted(bytes[first.content]) ?? ""
      guard type.hasPrefix("1.2.840.113549.1.7.") else { return nil }
      return .pkcs7
    case DERElement.Tag.sequence:
      let second = headers(bytes, in: first.content, limit: 4).map(\.tag)
      if tags.count >= 2, tags[1] == DERElement.Tag.octetString,
        second.first == DERElement.Tag.objectIdentifier
      {
        return .derKey(.encrypted)
      }
      if tags.count >= 2, tags[1] == DERElement.Tag.bitString,
        second.first == DERElement.Tag.objectIdentifier
      {
        return .derKey(.publicKey)
      }
      return signed(second)
    default:
      return nil
    }
  }

  private static func keyOrStore(
    _ bytes: [UInt8], version: ArraySlice<UInt8>, tags: [UInt8], _ inside: [Header]
  ) -> FileFormat? {
    guard tags.count >= 2 else { return nil }
    let integer = DERElement.Tag.integer
    switch (Array(version), tags[1]) {
    case ([3], DERElement.Tag.sequence):
      let info = headers(bytes, in: inside[1].content, limit: 1)
      guard let type = info.first, type.tag == DERElement.Tag.objectIdentifier,
        let name = DERReader.dotted(bytes[type.content]), name.hasPrefix("1.2.840.113549.1.7.")
      else { return nil }
      return .pkcs12
    case ([0], DERElement.Tag.sequence), ([1], DERElement.Tag.sequence): return .derKey(.plain)
    case ([0], integer), ([1], integer): return .derKey(.traditional)
    case ([1], DERElement.Tag.octetString): return .derKey(.traditional)
    case (_, integer) where tags.count == 2: return .derKey(.publicKey)
    default: return nil
    }
  }

  /// Certificate, request or revocation list, by the first elements of what is signed.
  private static func signed(_ tags: [UInt8]) -> FileFormat? {
    let sequence = DERElement.Tag.sequence
    let integer = DERElement.Tag.integer
    if tags.starts(with: [DERElement.Tag.context0, integer]) { return .derCertificate }
    if tags.starts(with: [integer, sequence, sequence, sequence]) { return .derCertificate }
    if tags.starts(with: [integer, sequence, sequence, DERElement.Tag.context0]) {
      return .otherDER("a certificate request")
    }
    if tags.starts(with: [integer, sequence, sequence, DERElement.Tag.utcTime])
      || tags.starts(with: [sequence, sequence, DERElement.Tag.utcTime])
    {
      return .otherDER("a certificate revocation list")
    }
    return nil
  }

  private static func headers(_ bytes: [UInt8], in range: Range<Int>, limit: Int) -> [Header] {
    var found: [Header] = []
    var position = range.lowerBound
    while found.count < limit, let next = header(bytes, at: position, end: range.upperBound) {
      found.append(next)
      position = next.end
    }
    return found
  }

  private static func header(_ bytes: [UInt8], at start: Int, end: Int) -> Header? {
    guard start + 1 < end else { return nil }
    let first = bytes[start + 1]
    var position = start + 2
    var length = Int(first)
    if first == 0x80 {
      length = Int.max
    } else if first & 0x80 != 0 {
      let count = Int(first & 0x7F)
      guard count <= 7, position + count <= end else { return nil }
      length = bytes[position..<position + count].reduce(0) { $0 << 8 | Int($1) }
      position += count
    }
    let room = end - position
    return Header(
      tag: bytes[start], content: position..<position + min(length, room),
      isCut: length > room && first != 0x80)
  }
}
