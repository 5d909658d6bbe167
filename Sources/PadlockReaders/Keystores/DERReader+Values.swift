extension DERReader {
  /// The dotted form of an OBJECT IDENTIFIER's content, or `nil` if it is malformed.
  package static func dotted(_ content: ArraySlice<UInt8>) -> String? {
    guard let last = content.last, last & 0x80 == 0 else { return nil }
    var arcs: [UInt64] = []
    var value: UInt64 = 0
    for byte in content {
      guard value < 1 << 56 else { return nil }
      value = value << 7 | UInt64(byte & 0x7F)
      if byte & 0x80 == 0 {
        if arcs.isEmpty {
          let top = min(value / 40, 2)
          arcs = [top, value - top * 40]
        } else {
          arcs.append(value)
        }
        value = 0
      }
    }
    return arcs.map(String.init).joined(separator: ".")
  }

  /// The next element as a dotted object identifier.
  package mutating func objectIdentifier(
    _ what: String
  ) throws(KeystoreReadFailure) -> String {
    let element = try next(DERElement.Tag.objectIdentifier, what)
    guard let text = Self.dotted(bytes[element.content]) else {
      throw KeystoreReadFailure(
        offset: element.whole.lowerBound, expected: what, found: "a malformed identifier")
    }
    return text
  }

  /// The next element as an integer; one that does not fit is clamped to `Int`'s ends.
  package mutating func integer(_ what: String) throws(KeystoreReadFailure) -> Int {
    let element = try next(DERElement.Tag.integer, what)
    let content = bytes[element.content]
    guard let first = content.first else {
      throw KeystoreReadFailure(
        offset: element.whole.lowerBound, expected: what, found: "an integer without bytes")
    }
    let negative = first & 0x80 != 0
    let significant = content.drop { $0 == (negative ? 0xFF : 0) }
    guard significant.count <= 7 else { return negative ? Int.min : Int.max }
    return significant.reduce(negative ? -1 : 0) { $0 << 8 | Int($1) }
  }

  /// The content of an octet string, put together if it was written in pieces.
  ///
  /// `element` may carry any tag, as an implicitly tagged octet string does.
  package func octets(of element: DERElement) throws(KeystoreReadFailure) -> [UInt8] {
    try octets(of: element, depth: 0)
  }

  private func octets(
    of element: DERElement, depth: Int
  ) throws(KeystoreReadFailure) -> [UInt8] {
    guard element.tag & 0x20 != 0 else { return Array(bytes[element.content]) }
    guard depth < KeystoreBounds.depth else {
      throw KeystoreReadFailure(
        offset: element.whole.lowerBound, expected: "an octet string",
        found: "nesting beyond bounds")
    }
    var pieces = DERReader(bytes, inside: element)
    var joined: [UInt8] = []
    while !pieces.isAtEnd {
      joined += try octets(of: pieces.next("a piece of an octet string"), depth: depth + 1)
    }
    return joined
  }

  /// The next element as the bytes of an octet string.
  package mutating func octetString(_ what: String) throws(KeystoreReadFailure) -> [UInt8] {
    let start = offset
    let element = try next(what)
    guard element.tag & 0xDF == DERElement.Tag.octetString else {
      throw KeystoreReadFailure(
        offset: start, expected: "\(what) (tag 04)", found: "tag \(hexadecimal(element.tag))")
    }
    return try octets(of: element)
  }
}
