/// Values on the lines below their key, indented deeper than it (YAML 1.2 §8).
///
/// `password: >-`, a line end and `  s3cret` yield `s3cret`; so does each scalar of a list. Of a
/// mapping only `value: s3cret` and the like: its other keys are judged by themselves.
enum IndentedScalars {
  private struct Line {
    var indent: Int
    /// Without the indentation, and without blanks at its end.
    var content: Range<Int>
    var next: Int
  }

  /// How much below a key is looked at: texts made for it would cost time and depth otherwise.
  private static let longest = 65_536

  private static let valueKeys: Set<String> = ["value", "values", "default", "content", "data"]

  /// Whether what stands at this key below the name of a secret is the secret.
  static func isValueKey(_ key: ArraySlice<UInt8>) -> Bool {
    key.count <= 8 && valueKeys.contains(String(decoding: key, as: UTF8.self))
  }

  /// The scalars below the key at `column` of its line, whose separator ends at `start`; nil where
  /// the value stands on that line.
  static func spans(from start: Int, column: Int, in text: [UInt8]) -> [Range<Int>]? {
    guard let header = header(from: start, in: text) else { return nil }
    if header.isBlock {
      let lines = lines(from: header.below, deeperThan: column, in: text)
      return lines.isEmpty ? nil : scalar(lines)
    }
    let below = node(from: header.below, column: column, in: text)
    if header.rest.isEmpty { return below }
    // A comment, a tag or an anchor may as well be the value.
    return below.isEmpty ? nil : [header.rest] + below
  }

  private static func node(from begin: Int, column: Int, in text: [UInt8]) -> [Range<Int>] {
    guard let first = firstLine(from: begin, in: text), text[first.content.lowerBound] != 0x09
    else { return [] }
    if isItem(first, in: text) {
      return first.indent < column ? [] : list(from: begin, at: first.indent, in: text)
    }
    guard first.indent > column else { return [] }
    let start = first.content.lowerBound
    if isBracket(text[start]) { return FlowScalars.spans(from: start, in: text) }
    let lines = lines(from: begin, deeperThan: column, in: text)
    if colon(in: first.content, of: text) != nil { return mapping(lines, in: text) }
    // Behind a word at the end of a message, a stack trace follows.
    if lines.contains(where: { isFrame($0, in: text) }) { return [] }
    return quoted(scalar(lines), in: text)
  }

  private static func isBracket(_ byte: UInt8) -> Bool { byte == 0x5B || byte == 0x7B }

  /// What stands behind a separator that leaves the value to the lines below.
  private static func header(
    from start: Int, in text: [UInt8]
  ) -> (isBlock: Bool, rest: Range<Int>, below: Int)? {
    let rest = line(at: start, in: text)
    guard rest.content.count < 200 else { return nil }
    var words = text[rest.content].split { $0 == 0x20 || $0 == 0x09 }[...]
    while let sign = words.first?.first, sign == 0x21 || sign == 0x26 { words.removeFirst() }
    guard let word = words.first, word.first != 0x23 else {
      return (false, rest.content, rest.next)
    }
    let isBlock =
      (word.first == 0x7C || word.first == 0x3E) && word.count <= 3
      && word.dropFirst().allSatisfy { $0 == 0x2B || $0 == 0x2D || ($0 >= 0x30 && $0 <= 0x39) }
      && (words.dropFirst().first?.first ?? 0x23) == 0x23
    return isBlock ? (true, rest.content, rest.next) : nil
  }

  private static func line(at begin: Int, in text: [UInt8]) -> Line {
    var first = begin
    while first < text.count, text[first] == 0x20 { first += 1 }
    let end = text[first...].firstIndex(of: 0x0A) ?? text.count
    var last = end
    while last > first, text[last - 1] == 0x20 || (text[last - 1] >= 0x09 && text[last - 1] <= 0x0D)
    {
      last -= 1
    }
    return Line(indent: first - begin, content: first..<last, next: end + 1)
  }

  private static func firstLine(from begin: Int, in text: [UInt8]) -> Line? {
    var at = begin
    while at < text.count {
      let line = line(at: at, in: text)
      if !line.content.isEmpty { return line }
      at = line.next
    }
    return nil
  }

  /// The lines up to the first that is not indented enough, without empty ones.
  private static func lines(
    from begin: Int, deeperThan column: Int, in text: [UInt8]
  ) -> [Line] {
    var lines: [Line] = []
    var at = begin
    let end = min(text.count, begin + longest)
    while at < end {
      let line = line(at: at, in: text)
      at = line.next
      if line.content.isEmpty { continue }
      guard line.indent > column else { break }
      lines.append(line)
    }
    return lines
  }

  private static func scalar(_ lines: [Line]) -> [Range<Int>] {
    guard let first = lines.first, let last = lines.last else { return [] }
    return [first.content.lowerBound..<last.content.upperBound]
  }

  /// Scalars without the quotes round them.
  private static func quoted(_ spans: [Range<Int>], in text: [UInt8]) -> [Range<Int>] {
    spans.compactMap { span in
      let quote = text[span.lowerBound]
      guard quote == 0x22 || quote == 0x27 else { return span }
      let close = text[span].dropFirst().lastIndex(of: quote) ?? span.upperBound
      return close > span.lowerBound + 1 ? (span.lowerBound + 1)..<close : nil
    }
  }

  private static func isItem(_ line: Line, in text: [UInt8]) -> Bool {
    text[line.content.lowerBound] == 0x2D
      && (line.content.count == 1 || text[line.content.lowerBound + 1] == 0x20)
  }

  /// The scalars of a list whose dashes stand at `indent`.
  private static func list(from begin: Int, at indent: Int, in text: [UInt8]) -> [Range<Int>] {
    let lines = lines(from: begin, deeperThan: indent - 1, in: text)
    var spans: [Range<Int>] = []
    var index = 0
    while index < lines.count, lines[index].indent == indent, isItem(lines[index], in: text) {
      var next = index + 1
      while next < lines.count, lines[next].indent > indent { next += 1 }
      spans += item(lines[index..<next], in: text)
      index = next
    }
    return spans
  }

  private static func item(_ lines: ArraySlice<Line>, in text: [UInt8]) -> [Range<Int>] {
    guard let first = lines.first, let last = lines.last else { return [] }
    let dash = first.content.lowerBound
    if let below = spans(from: dash + 1, column: first.indent, in: text) { return below }
    var begin = dash + 1
    while begin < first.content.upperBound, text[begin] == 0x20 { begin += 1 }
    guard begin < first.content.upperBound else { return [] }
    if isBracket(text[begin]) { return FlowScalars.spans(from: begin, in: text) }
    if colon(in: begin..<first.content.upperBound, of: text) != nil { return [] }
    return quoted([begin..<last.content.upperBound], in: text)
  }

  private static func mapping(_ lines: [Line], in text: [UInt8]) -> [Range<Int>] {
    guard let first = lines.first else { return [] }
    return lines.flatMap { line -> [Range<Int>] in
      guard line.indent == first.indent, let colon = colon(in: line.content, of: text),
        isValueKey(text[line.content.lowerBound..<colon])
      else { return [] }
      if let below = spans(from: colon + 1, column: line.indent, in: text) { return below }
      var begin = colon + 1
      while begin < line.content.upperBound, text[begin] == 0x20 { begin += 1 }
      guard begin < line.content.upperBound else { return [] }
      return quoted([begin..<line.content.upperBound], in: text)
    }
  }

  /// The colon behind a key with which a line begins: one that a blank or the line's end follows.
  private static func colon(in line: Range<Int>, of text: [UInt8]) -> Int? {
    var index = line.lowerBound
    if text[index] == 0x22 || text[index] == 0x27 {
      guard let close = text[line].dropFirst().firstIndex(of: text[index]) else { return nil }
      index = close + 1
      return index < line.upperBound && text[index] == 0x3A ? index : nil
    }
    while index < line.upperBound {
      let isLast = index + 1 == line.upperBound
      if text[index] == 0x3A, isLast || text[index + 1] == 0x20 { return index }
      index += 1
    }
    return nil
  }

  /// `at com.example.Agent.run(Agent.java:7)`.
  private static func isFrame(_ line: Line, in text: [UInt8]) -> Bool {
    text[line.content].starts(with: Array("at ".utf8)) && text[line.content].contains(0x28)
  }
}
