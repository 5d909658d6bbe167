/// Values after `=` or `:` whose key names a secret.
///
/// `-Dserver.ssl.key-store-password=s3cret -jar x` yields `s3cret`; a key that begins its line
/// (`ssl.password = two words`) owns the rest of the line.
enum AssignmentShape {
  static func spans(in text: [UInt8]) -> [Range<Int>] {
    var spans: [Range<Int>] = []
    // What was found below a key and is still to come; between it, other keys may stand.
    var ahead: [Range<Int>] = []
    var index = 0
    while index < text.count {
      if let next = ahead.last, next.lowerBound <= index {
        ahead.removeLast()
        index = max(index, next.upperBound)
        continue
      }
      let byte = text[index]
      if byte == 0x3D || byte == 0x3A, let key = key(before: index, in: text),
        SecretKey.isSecret(text[key.name]),
        byte == 0x3D || !ErrorWords.isFunction(key.name, in: text)
      {
        let values = values(after: index, key: key, in: text).filter {
          SecretKey.isSecret(text[key.name], with: text[$0])
        }
        spans += values
        ahead += values.reversed()
      }
      index += 1
    }
    return spans
  }

  private struct Key {
    var name: Range<Int>
    /// The quote right before the key, and where the key with its dashes begins.
    var quoteBefore: UInt8?
    var isQuoted: Bool
    var start: Int
  }

  private static func isKeyByte(_ byte: UInt8) -> Bool {
    byte.isASCIIAlphanumeric || byte == 0x2E || byte == 0x2D || byte == 0x5F
  }

  /// The key that ends at `separator`, at most 200 bytes long.
  private static func key(before separator: Int, in text: [UInt8]) -> Key? {
    var end = separator
    while end > 0, text[end - 1] == 0x20 || text[end - 1] == 0x09 { end -= 1 }
    // YAML: `? password`, and `: s3cret` on the next line.
    let isExplicit = text[separator] == 0x3A && end > 0 && text[end - 1] == 0x0A
    if isExplicit {
      end -= 1
      while end > 0, text[end - 1] == 0x20 || text[end - 1] == 0x0D { end -= 1 }
    }
    var isQuoted = false
    // JSON writes "key": and, quoted once more, \"key\":.
    if end > 0, text[end - 1] == 0x22 || text[end - 1] == 0x27 {
      isQuoted = true
      end -= 1
      if end > 0, text[end - 1] == 0x5C { end -= 1 }
    } else if end > 0, text[end - 1] == 0x5D {
      end -= 1
      if end > 0, text[end - 1] == 0x22 || text[end - 1] == 0x27 { end -= 1 }
    }
    var start = end
    while start > 0, end - start < 200, isKeyByte(text[start - 1]) { start -= 1 }
    guard start < end, !isExplicit || follows(0x3F, start, in: text) else { return nil }
    let before = start > 0 ? text[start - 1] : 0x0A
    let quote = !isQuoted && (before == 0x22 || before == 0x27) ? before : nil
    return Key(name: start..<end, quoteBefore: quote, isQuoted: isQuoted, start: start)
  }

  /// Whether only blanks and quotes stand between `sign` and `end`.
  private static func follows(_ sign: UInt8, _ end: Int, in text: [UInt8]) -> Bool {
    text[max(0, end - 8)..<end].last { ![0x20, 0x22, 0x27].contains($0) } == sign
  }

  /// What a key names: a value behind it, those in brackets there, or those on the lines below.
  private static func values(after separator: Int, key: Key, in text: [UInt8]) -> [Range<Int>] {
    if text[separator] == 0x3A, let column = columnOfLine(of: key, separator, in: text),
      let below = IndentedScalars.spans(from: separator + 1, column: column, in: text)
    {
      return below
    }
    var start = separator + 1
    // `==`, `:=` and `=>` are one separator.
    while start < text.count, text[start] == 0x3D || (text[start] == 0x3E && start == separator + 1)
    {
      start += 1
    }
    while start < text.count, text[start] == 0x20 || text[start] == 0x09 { start += 1 }
    guard start < text.count, !isLineEnd(text[start]) else { return [] }
    if text[start] == 0x5B || text[start] == 0x7B {
      return FlowScalars.spans(from: start, in: text)
    }
    return value(from: start, behind: separator, key: key, in: text).map { [$0] } ?? []
  }

  /// The column of a key that begins its line, but for blanks and a dash, as a key of YAML does.
  private static func columnOfLine(of key: Key, _ separator: Int, in text: [UInt8]) -> Int? {
    var begin = key.start
    if begin > 0, text[begin - 1] == 0x22 || text[begin - 1] == 0x27 { begin -= 1 }
    let end = begin
    while begin > 0, text[begin - 1] == 0x20 || text[begin - 1] == 0x2D || text[begin - 1] == 0x3F {
      begin -= 1
      if end - begin > 200 { return nil }
    }
    guard begin == 0 || text[begin - 1] == 0x0A else { return nil }
    return text[begin..<end].firstIndex(of: 0x3F).map { $0 - begin } ?? end - begin
  }

  private static func value(
    from start: Int, behind separator: Int, key: Key, in text: [UInt8]
  ) -> Range<Int>? {
    if text[start] == 0x3C, let close = text[start...].prefix(64).firstIndex(of: 0x3E),
      SecretShape.isStandIn(text[start...close])
    {
      return nil
    }
    // keytool: `-storepass:env NAME` and `-storepass:file NAME` name a place, not the value.
    if text[key.name].first == 0x2D,
      text[start...].starts(with: Array("env ".utf8))
        || text[start...].starts(with: Array("file ".utf8))
    {
      return nil
    }
    if text[start] == 0x5C, start + 1 < text.count, text[start + 1] == 0x22 {
      return nonEmpty(start + 2, end(from: start + 2, in: text) { $0 == 0x22 || $0 == 0x5C })
    }
    if text[start] == 0x22 || text[start] == 0x27 {
      let quote = text[start]
      return nonEmpty(start + 1, closing(quote, from: start + 1, openedAt: start, in: text))
    }
    if let quote = key.quoteBefore {
      return nonEmpty(start, closing(quote, from: start, openedAt: key.start - 1, in: text))
    }
    if ownsLine(key, in: text) {
      var stop = end(from: start, in: text, ownsLine: true) { _ in false }
      while stop > start, text[stop - 1] == 0x20 || text[stop - 1] == 0x09 { stop -= 1 }
      if text[separator] == 0x3A, stop > start, text[stop - 1] == 0x2C { stop -= 1 }
      return nonEmpty(start, stop)
    }
    let isQuery = key.start > 0 && (text[key.start - 1] == 0x3F || text[key.start - 1] == 0x26)
    let stop = end(from: start, in: text) { byte in
      byte == 0x20 || byte == 0x09 || byte == 0x22
        || (isQuery && (byte == 0x26 || byte == 0x23 || byte == 0x27 || byte == 0x3E))
    }
    if text[separator] == 0x3A, start > separator + 1, !key.isQuoted,
      ErrorWords.isException(text[start..<stop])
    {
      return nil
    }
    return nonEmpty(start, stop)
  }

  /// Whether the key begins its line, but for blanks, `export`, `set`, `-` and comment signs, or is
  /// the only option of a wrapper's line (`wrapper.java.additional.20=-D…`).
  private static func ownsLine(_ key: Key, in text: [UInt8]) -> Bool {
    var begin = key.start
    while begin > 0, text[begin - 1] != 0x0A, text[begin - 1] != 0x0D, key.start - begin < 200 {
      begin -= 1
    }
    let before = String(decoding: text[begin..<key.start], as: UTF8.self)
    if before.allSatisfy({ " \t-#;!?\u{FEFF}".contains($0) }) {
      return !text[key.name].starts(with: [0x2D, 0x44]) && !text[key.name].starts(with: [0x2D])
    }
    if text[key.name].starts(with: Array("-D".utf8)), before.hasSuffix("="),
      before.allSatisfy({ $0.isASCII && !" \"'".contains($0) })
    {
      return true
    }
    return before.split(separator: " ").last.map { ["set", "SET"].contains($0) } ?? false
  }

  /// Where a quoted value ends: at its closing quote, or else with its line.
  private static func closing(
    _ quote: UInt8, from start: Int, openedAt open: Int, in text: [UInt8]
  ) -> Int {
    var index = start
    while index < text.count, text[index] != 0x0A, text[index] != quote {
      index += text[index] == 0x5C && index + 1 < text.count && text[index + 1] != 0x0A ? 2 : 1
    }
    let end = min(index, text.count)
    guard end < text.count, text[end] == 0x0A else { return end }
    return QuotedLines.closing(quote, openedAt: open, below: end, in: text) ?? end
  }

  /// The end of an unquoted value; a backslash takes the next byte along, or the next line.
  ///
  /// What begins with a dash behind blanks is an option, unless the value owns its line.
  private static func end(
    from start: Int, in text: [UInt8], ownsLine: Bool = false, _ stops: (UInt8) -> Bool
  ) -> Int {
    var index = start
    while index < text.count, !isLineEnd(text[index]), !stops(text[index]) {
      if let next = LineContinuation.end(at: index, in: text[...]) {
        var begin = next
        while begin < text.count, text[begin] == 0x20 || text[begin] == 0x09 { begin += 1 }
        guard begin < text.count, !isLineEnd(text[begin]) else { return index + 1 }
        if !ownsLine, begin > next, text[begin] == 0x2D { return index }
        index = begin
      } else {
        index += text[index] == 0x5C && index + 1 < text.count ? 2 : 1
      }
    }
    return min(index, text.count)
  }

  private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

  private static func nonEmpty(_ start: Int, _ end: Int) -> Range<Int>? {
    start < end ? start..<end : nil
  }
}
