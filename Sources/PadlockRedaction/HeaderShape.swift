/// What follows `Authorization:`, `Proxy-Authorization:`, `Cookie:` and `Set-Cookie:`.
///
/// `Authorization: Basic dXNlcjpwdw==` yields what stands after `Basic`.
enum HeaderShape {
  private static let headers = ["authorization", "cookie"].map { Array($0.utf8) }
  private static let schemes = [
    "basic", "bearer", "digest", "negotiate", "ntlm", "apikey", "token",
  ]

  static func spans(in text: [UInt8]) -> [Range<Int>] {
    var spans: [Range<Int>] = []
    var index = 0
    while let sign = text[index...].firstIndex(where: { $0 == 0x3A || $0 == 0x3D }) {
      index = sign + 1
      var end = sign
      while end > 0, text[end - 1] == 0x22 || text[end - 1] == 0x27 || text[end - 1] == 0x20 {
        end -= 1
      }
      guard headers.contains(where: { endsWith($0, at: end, in: text) }),
        let span = value(from: index, in: text)
      else { continue }
      spans.append(span)
      index = span.upperBound
    }
    return spans
  }

  private static func endsWith(_ word: [UInt8], at end: Int, in text: [UInt8]) -> Bool {
    end >= word.count
      && zip(word, text[(end - word.count)..<end]).allSatisfy { $0 == ($1 | 0x20) }
  }

  private static func value(from start: Int, in text: [UInt8]) -> Range<Int>? {
    var begin = start
    while begin < text.count, text[begin] == 0x20 || text[begin] == 0x22 || text[begin] == 0x27 {
      begin += 1
    }
    let quote = begin > start ? text[begin - 1] : 0x20
    var end = begin
    while end < text.count, text[end] != 0x0A, text[end] != 0x0D,
      !(quote != 0x20 && text[end] == quote)
    {
      end += 1
    }
    // The end of a quoted shell word: curl -H "Authorization: Bearer …".
    if quote == 0x20, let close = text[begin..<end].firstIndex(where: { $0 == 0x22 || $0 == 0x27 }),
      text[begin..<close].contains(0x20)
    {
      end = close
    }
    let credentials = credentials(begin..<end, in: text)
    return credentials.isEmpty ? nil : credentials
  }

  /// A header's value without the scheme that it begins with (RFC 9110 §11.4).
  static func credentials(_ value: Range<Int>, in text: [UInt8]) -> Range<Int> {
    let first = text[value].prefix { $0 != 0x20 }
    let word = String(decoding: first, as: UTF8.self).lowercased()
    guard schemes.contains(word), first.endIndex < value.upperBound else { return value }
    return (first.endIndex + 1)..<value.upperBound
  }
}
