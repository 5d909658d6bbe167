/// Values that follow an option, or the name of a directive, as a word of their own.
///
/// `keytool -list -storepass s3cret`, `openssl pkcs12 -passin pass:s3cret` and
/// `secure_link_secret s3cret;` yield `s3cret`.
enum OptionArgumentShape {
  private static let options: Set<String> = [
    "-storepass", "-keypass", "-srcstorepass", "-deststorepass", "-srckeypass", "-destkeypass",
    "-new", "-pass", "-password", "--pass", "-passwd", "-pwd",
  ]
  private static let sources: Set<String> = ["-passin", "-passout", "-pass", "-password", "-k"]
  private static let users: Set<String> = ["-u", "--user", "--proxy-user", "-U"]
  private static let keywords: Set<String> = ["pass", "stdin", "fd", "env", "file"]

  static func spans(in text: [UInt8]) -> [Range<Int>] {
    var spans: [Range<Int>] = []
    Words.split(text) { line in
      for (word, next) in zip(line, line.dropFirst()) {
        guard word.inner.count <= 64 else { continue }
        let span =
          text[word.inner].first == 0x2D
          ? span(String(decoding: text[word.inner], as: UTF8.self), next, in: text)
          : directive(text[word.inner], next, in: text)
        if let span, !span.isEmpty { spans.append(span) }
      }
    }
    return spans
  }

  /// What stands between a directive's name and its semicolon, without quotes.
  ///
  /// A name of one word may be prose: `wrong password given;`.
  private static func directive(
    _ name: ArraySlice<UInt8>, _ next: Words.Word, in text: [UInt8]
  ) -> Range<Int>? {
    var value = text[next.whole]
    guard value.popLast() == 0x3B else { return nil }
    if let quote = value.first, quote == 0x22 || quote == 0x27, value.count > 1,
      value.last == quote
    {
      value = value.dropFirst().dropLast()
    }
    let range = value.startIndex..<value.endIndex
    if isHeader(name) { return HeaderShape.credentials(range, in: text) }
    return name.contains(where: isJoint) && SecretKey.isSecret(name, with: value) ? range : nil
  }

  private static func isJoint(_ byte: UInt8) -> Bool {
    byte == 0x5F || byte == 0x2D || byte == 0x24
  }

  private static func isHeader(_ name: ArraySlice<UInt8>) -> Bool {
    let folded = name.map { $0 | 0x20 }
    return folded.ends(with: authorization) || folded.ends(with: cookie)
  }

  private static let authorization = Array("authorization".utf8)
  private static let cookie = Array("cookie".utf8)

  private static func span(_ option: String, _ next: Words.Word, in text: [UInt8]) -> Range<Int>? {
    let value = text[next.inner]
    if sources.contains(option), let colon = value.firstIndex(of: 0x3A) {
      let keyword = String(decoding: value[..<colon], as: UTF8.self)
      if keyword == "pass" { return (colon + 1)..<next.inner.upperBound }
      if keywords.contains(keyword) { return nil }
    }
    if users.contains(option) {
      return value.firstIndex(of: 0x3A).map { ($0 + 1)..<next.inner.upperBound }
    }
    if options.contains(option) { return value.first == 0x2D ? nil : next.inner }
    // A sentence goes on behind an option and a comma.
    guard option.hasPrefix("--"), !option.contains("="), !option.contains(":"),
      !option.hasSuffix(","),
      value.first != 0x2D, SecretKey.isSecret(option.utf8, with: value)
    else { return nil }
    return next.inner
  }
}
