/// Quoted values over several lines, as XML, YAML and shells allow.
enum QuotedLines {
  private static let longest = 4_096

  /// Where the quote that is open at `lineEnd` closes; nil where what follows does not look like it.
  ///
  /// A quote that another text begins with stands before a letter, and one that was the second of
  /// its line opens nothing.
  static func closing(
    _ quote: UInt8, openedAt open: Int, below lineEnd: Int, in text: [UInt8]
  ) -> Int? {
    let limit = min(text.count, lineEnd + longest)
    var index = lineEnd
    while index < limit, text[index] != quote {
      index += text[index] == 0x5C && quote == 0x22 ? 2 : 1
    }
    guard index < limit, opens(quote, at: open, in: text) else { return nil }
    return index + 1 == text.count || ends.contains(text[index + 1]) ? index : nil
  }

  private static let ends = Set("\n\r\t ,;/>?)]}&|".utf8)

  /// Whether an even number of these quotes stands before it on its line.
  private static func opens(_ quote: UInt8, at open: Int, in text: [UInt8]) -> Bool {
    var (index, isEven) = (open, true)
    while index > 0, text[index - 1] != 0x0A, open - index < longest {
      index -= 1
      if text[index] == quote { isEven.toggle() }
    }
    return isEven
  }
}
