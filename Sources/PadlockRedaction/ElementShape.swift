/// Values in XML whose element or attribute names a secret.
///
/// `<password>s3cret</password>`, `<entry key="apiKey">s3cret</entry>` and
/// `<property name="password" value="s3cret"/>` yield `s3cret`.
enum ElementShape {
  static func spans(in text: [UInt8]) -> [Range<Int>] {
    var spans: [Range<Int>] = []
    var index = 0
    while let open = text[index...].firstIndex(of: 0x3C) {
      guard let close = tagEnd(from: open + 1, in: text) else { break }
      // A tag that ends where another begins is none; that one is looked at next.
      guard text[close] == 0x3E else {
        index = max(open + 1, close)
        continue
      }
      index = close + 1
      let tag = text[(open + 1)..<close]
      // `<secret 1>` is no element, whatever follows it; `<secret>` is one that ends as elements do.
      if tag.contains(0x20), SecretShape.isStandIn(text[open...close]) { continue }
      if tag.elementsEqual(standIn), !isBody(from: index, in: text) { continue }
      guard let first = tag.first, first.isASCIIAlphanumeric || first == 0x5F else { continue }
      let name = tag.prefix { !isBlank($0) && $0 != 0x2F }
      let attributes = attributes(in: tag.dropFirst(name.count))
      let names =
        attributes.filter { ["name", "key", "id"].contains($0.name) }.map { text[$0.value] }
        + [localPart(name)]
      guard names.contains(where: { SecretKey.isSecret($0) }) else { continue }
      var values = attributes.filter { ["value", "default", "content"].contains($0.name) }
        .map(\.value)
      if tag.last != 0x2F {
        let body = elementBody(from: index, in: text)
        values.append(body)
        index = body.upperBound
      }
      spans += values.filter { value in
        !value.isEmpty && names.contains { SecretKey.isSecret($0, with: text[value]) }
      }
    }
    return spans
  }

  private static let standIn = Array("secret".utf8)
  private static let cdata = Array("<![CDATA[".utf8)

  /// Whether what begins at `start` ends with a tag that closes an element, with a comment, or with
  /// the text in the middle of a line.
  private static func isBody(from start: Int, in text: [UInt8]) -> Bool {
    if text[start...].starts(with: cdata) { return true }
    let body = elementBody(from: start, in: text)
    guard body.upperBound + 1 < text.count else { return !text[body].contains(0x0A) }
    return text[body.upperBound] != 0x3C || [0x21, 0x2F].contains(text[body.upperBound + 1])
  }

  private static func localPart(_ name: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    name.firstIndex(of: 0x3A).map { name[($0 + 1)...] } ?? name
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || (byte >= 0x09 && byte <= 0x0D)
  }

  /// The `>` that ends a tag of at most 4,096 bytes, outside quotes, or where the tag breaks off.
  private static func tagEnd(from start: Int, in text: [UInt8]) -> Int? {
    var quote: UInt8?
    for index in start..<min(text.count, start + 4_096) {
      let byte = text[index]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == 0x3E {
        return index
      } else if byte == 0x3C {
        return index
      } else if (byte == 0x22 || byte == 0x27) && index > start && text[index - 1] == 0x3D {
        quote = byte
      }
    }
    // An open quote may have swallowed the rest; what follows the sign is then looked at again.
    return start < text.count ? start : nil
  }

  private static func elementBody(from start: Int, in text: [UInt8]) -> Range<Int> {
    if text[start...].starts(with: cdata) {
      let begin = start + cdata.count
      return begin..<(text[begin...].firstIndex(of: 0x5D) ?? text.count)
    }
    return start..<(text[start...].firstIndex(of: 0x3C) ?? text.count)
  }

  private static func attributes(
    in tag: ArraySlice<UInt8>
  ) -> [(name: String, value: Range<Int>)] {
    var found: [(name: String, value: Range<Int>)] = []
    var rest = tag
    while let equals = rest.firstIndex(of: 0x3D) {
      let name = rest[..<equals].split(whereSeparator: isBlank).last ?? []
      var start = equals + 1
      while start < tag.endIndex, isBlank(tag[start]) { start += 1 }
      guard start < tag.endIndex, tag[start] == 0x22 || tag[start] == 0x27,
        let end = tag[(start + 1)...].firstIndex(of: tag[start])
      else { break }
      found.append((String(decoding: name, as: UTF8.self), (start + 1)..<end))
      rest = tag[(end + 1)...]
    }
    return found
  }
}
