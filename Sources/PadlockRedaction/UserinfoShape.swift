/// The password in a URL: `https://user:s3cret@host/` yields `s3cret` (RFC 3986 §3.2.1).
///
/// A lone name before the `@` is masked too where it is long enough for a token.
enum UserinfoShape {
  static func spans(in text: [UInt8]) -> [Range<Int>] {
    var spans: [Range<Int>] = []
    var index = 0
    while index + 3 < text.count {
      guard text[index] == 0x3A, text[index + 1] == 0x2F, text[index + 2] == 0x2F else {
        index += 1
        continue
      }
      let start = index + 3
      var end = start
      var lastAt: Int?
      while end < text.count, end - start < 4_096, !endsAuthority(text[end]) {
        if text[end] == 0x40 { lastAt = end }
        end += 1
      }
      if let lastAt {
        if let colon = text[start..<lastAt].firstIndex(of: 0x3A) {
          if colon + 1 < lastAt { spans.append((colon + 1)..<lastAt) }
        } else if lastAt - start >= 20 {
          spans.append(start..<lastAt)
        }
      }
      index = max(end, start)
    }
    return spans
  }

  private static func endsAuthority(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == 0x2F || byte == 0x3F || byte == 0x22 || byte == 0x3C || byte == 0x3E
  }
}
