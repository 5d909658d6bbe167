/// The body of a PEM private key, from its first line to its last (RFC 7468 §10).
///
/// A key that is cut off is masked to the end of the text.
enum PrivateKeyShape {
  private static let begin = Array("-----BEGIN ".utf8)
  private static let end = Array("-----END ".utf8)
  private static let dashes = Array("-----".utf8)

  static func spans(in text: [UInt8]) -> [Range<Int>] {
    var spans: [Range<Int>] = []
    var index = 0
    while let start = find(begin, in: text, from: index) {
      let label = start + begin.count
      guard let labelEnd = find(dashes, in: text, from: label) else { break }
      index = labelEnd + dashes.count
      guard labelEnd - label < 80,
        String(decoding: text[label..<labelEnd], as: UTF8.self).contains("PRIVATE KEY")
      else { continue }
      let stop = find(end, in: text, from: index) ?? text.count
      if index < stop { spans.append(index..<stop) }
      index = stop
    }
    return spans
  }

  private static func find(_ pattern: [UInt8], in text: [UInt8], from start: Int) -> Int? {
    guard let first = pattern.first, text.count >= pattern.count else { return nil }
    var index = start
    while index <= text.count - pattern.count {
      if text[index] == first, text[index..<(index + pattern.count)].elementsEqual(pattern) {
        return index
      }
      index += 1
    }
    return nil
  }
}
