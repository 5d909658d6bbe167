/// Values that follow an option as a word of their own.
///
/// `keytool -list -storepass s3cret` and `openssl pkcs12 -passin pass:s3cret` yield `s3cret`.
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
        let option = String(decoding: text[word.inner], as: UTF8.self)
        guard option.hasPrefix("-"), option.utf8.count <= 64 else { continue }
        if let span = span(option, next, in: text), !span.isEmpty { spans.append(span) }
      }
    }
    return spans
  }

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
      value.first != 0x2D, SecretKey.isSecret(option.utf8)
    else { return nil }
    return next.inner
  }
}
