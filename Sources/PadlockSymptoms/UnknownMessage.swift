/// Tells a message of software from prose.
enum UnknownMessage {
  /// Whether the line speaks of a failure, in the way of a program: with a log's prefix, the name of
  /// an exception, a code.
  static func isOne(_ line: Range<Int>, in text: FoldedText) -> Bool {
    guard holdsOne(of: failures, text.bytes[line.prefix(400)]),
      !LogPrefix.isFrame(text, LogPrefix.word(line.lowerBound, in: text))
    else { return false }
    return holdsOne(of: marks, text.exact[line.prefix(400)])
      || LogPrefix.beginsRecord(line.lowerBound, in: text) || isLabelled(line, in: text)
  }

  private static func holdsOne(of words: [[UInt8]], _ line: ArraySlice<UInt8>) -> Bool {
    let line = Array(line)
    return words.contains { PlainBytes.find($0, in: line) != nil }
  }

  private static let failures = [
    "error", "exception", "fail", "fatal", "refused", "denied", "cannot", "couldnot", "unable",
    "invalid", "notfound", "nosuch", "timedout", "alert", "severe", "reset", "rejected",
  ].map { Array($0.utf8) }
  private static let marks = [
    "Exception", "Error:", "error:", "ERROR", "ERR_", "FATAL", "SEVERE", "_ERROR", "failed:", "0x",
    "errno", "[error]", "[emerg]", "[crit]",
  ].map { Array($0.utf8) }

  /// Whether it begins with the name of a program or class and a colon: `curl: (99) …`.
  private static func isLabelled(_ line: Range<Int>, in text: FoldedText) -> Bool {
    let first = LogPrefix.word(line.lowerBound, in: text)
    return first.count > 2 && first.count < 80 && text.bytes[first].last == 0x3A
      && first.upperBound < line.upperBound
      && text.exact[first].first.map { $0 >= 0x61 && $0 <= 0x7A } ?? false
  }
}
