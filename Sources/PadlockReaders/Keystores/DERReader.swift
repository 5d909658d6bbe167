/// Walks the elements of DER or BER, one level at a time, and never past the given range.
///
/// ```
/// 30 08 02 01 03 04 03 61 62 63     SEQUENCE { INTEGER 3, OCTET STRING "abc" }
/// ```
///
/// yields one element with tag `0x30`, in which another reader finds two. Indefinite lengths and
/// pieced octet strings are understood, since NSS and older Windows write PKCS12 with them.
package struct DERReader: Sendable {
  package let bytes: [UInt8]
  package private(set) var offset: Int
  package let end: Int

  /// A reader over all of `bytes`.
  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    offset = 0
    end = bytes.count
  }

  /// A reader over the elements inside `element`, which lies in `bytes`.
  package init(_ bytes: [UInt8], inside element: DERElement) {
    self.bytes = bytes
    offset = element.content.lowerBound
    end = element.content.upperBound
  }

  package var isAtEnd: Bool { offset >= end }

  /// The next element's identifier, which stays unread.
  package var nextTag: UInt8? { isAtEnd ? nil : bytes[offset] }

  /// The next element, whatever it is.
  package mutating func next(_ what: String) throws(KeystoreReadFailure) -> DERElement {
    let element = try Self.element(bytes, at: offset, end: end, what: what, depth: 0)
    offset = element.whole.upperBound
    return element
  }

  /// The next element, which must have `tag`.
  package mutating func next(
    _ tag: UInt8, _ what: String
  ) throws(KeystoreReadFailure) -> DERElement {
    let start = offset
    let element = try next(what)
    guard element.tag == tag else {
      throw KeystoreReadFailure(
        offset: start, expected: "\(what) (tag \(hexadecimal(tag)))",
        found: "tag \(hexadecimal(element.tag))")
    }
    return element
  }

  /// The next element if it has `tag`, else nothing, and the reader stays.
  package mutating func nextIf(
    _ tag: UInt8, _ what: String
  ) throws(KeystoreReadFailure) -> DERElement? {
    guard nextTag == tag else { return nil }
    return try next(what)
  }

  /// A reader over the content of the next element, which must have `tag`.
  package mutating func enter(
    _ tag: UInt8, _ what: String
  ) throws(KeystoreReadFailure) -> DERReader {
    DERReader(bytes, inside: try next(tag, what))
  }

  private static func element(
    _ bytes: [UInt8], at start: Int, end: Int, what: String, depth: Int
  ) throws(KeystoreReadFailure) -> DERElement {
    func truncated(_ at: Int) -> KeystoreReadFailure {
      KeystoreReadFailure(offset: at, expected: what, found: "the end of the file or element")
    }
    guard depth < KeystoreBounds.depth else {
      throw KeystoreReadFailure(offset: start, expected: what, found: "nesting beyond bounds")
    }
    guard start < end else { throw truncated(start) }
    let tag = bytes[start]
    var position = start + 1
    if tag & 0x1F == 0x1F {
      while position < end, bytes[position] & 0x80 != 0 { position += 1 }
      position += 1
    }
    guard position < end else { throw truncated(end) }
    let first = bytes[position]
    position += 1
    if first == 0x80 {
      guard tag & 0x20 != 0 else {
        throw KeystoreReadFailure(
          offset: start, expected: what, found: "a simple value without a length")
      }
      var inner = position
      while true {
        guard inner + 1 < end else { throw truncated(inner) }
        if bytes[inner] == 0, bytes[inner + 1] == 0 {
          return DERElement(tag: tag, whole: start..<inner + 2, content: position..<inner)
        }
        inner =
          try element(bytes, at: inner, end: end, what: what, depth: depth + 1).whole.upperBound
      }
    }
    var length = Int(first)
    if first & 0x80 != 0 {
      let count = Int(first & 0x7F)
      guard count <= 7 else {
        throw KeystoreReadFailure(
          offset: start, expected: what, found: "a length of \(count) bytes")
      }
      guard count <= end - position else { throw truncated(position) }
      length = bytes[position..<position + count].reduce(0) { $0 << 8 | Int($1) }
      position += count
    }
    guard length <= end - position else { throw truncated(end) }
    return DERElement(
      tag: tag, whole: start..<position + length, content: position..<position + length)
  }
}
