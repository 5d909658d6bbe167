/// What stands between an exception and its cause.
enum StackTrace {
  /// The most bytes, without white space, of one exception with its frames.
  private static let longest = 64 << 10

  /// Whether nothing but frames stands between two messages and the second is said to cause the
  /// first: Java's `Caused by:`, .NET's `--->`.
  static func causes(from end: Int, to start: Int, in text: FoldedText) -> Bool {
    guard end <= start, start - end <= longest else { return false }
    var lineStart = start
    while lineStart > end, !text.startsLine(lineStart) { lineStart -= 1 }
    guard holds("causedby:", text, lineStart..<start) || holds("--->", text, lineStart..<start)
    else { return false }
    var at = end
    while at < lineStart {
      if text.startsLine(at), text.startsParagraph(at) || !isTrace(at, in: text) { return false }
      at += 1
    }
    return true
  }

  /// Whether the line at `start` is a frame, or a cause that is not known; a log's prefix may stand
  /// before it.
  private static func isTrace(_ start: Int, in text: FoldedText) -> Bool {
    var word = LogPrefix.word(start, in: text)
    for _ in 0..<16 {
      if LogPrefix.isFrame(text, word) { return true }
      let bytes = text.bytes[word]
      if ["caused", "suppressed:", "--->", "---"].contains(where: { bytes.starts(with: $0.utf8) }) {
        return true
      }
      guard word.upperBound < text.count, !text.startsLine(word.upperBound) else { return false }
      word = LogPrefix.word(word.upperBound, in: text)
    }
    return false
  }

  private static func holds(_ part: String, _ text: FoldedText, _ range: Range<Int>) -> Bool {
    let part = Array(part.utf8)
    var at = range.lowerBound
    while at + part.count <= range.upperBound {
      if text.bytes[at] == part[0], text.bytes[at..<(at + part.count)].elementsEqual(part) {
        return true
      }
      at += 1
    }
    return false
  }
}
