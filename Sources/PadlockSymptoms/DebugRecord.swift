/// Tells messages in records of debugging, which many programs write of ordinary business too: of a
/// client that left, of a request that broke off.
///
/// A record without a level is none, nor is a program's last word (`Exception in thread "main"`) or
/// what `javax.net.debug` prints: somebody turned that on to see a fault.
enum DebugRecord {
  /// How many bytes of a paste, without white space, may stand before the message in its record.
  private static let reach = 64 << 10
  /// How many words of a record's head are looked at, and how many of them, like a host's name, may
  /// be unlike a log's prefix.
  private static let (mostWords, mostNames) = (24, 1)

  /// Whether a message at `place` of a pasted text belongs to a record of debugging: that of the
  /// nearest head at or before its line, in the same paragraph.
  static func holds(_ place: Int, in text: FoldedText) -> Bool {
    var start = place
    for _ in 0...LogScan.Record.reach {
      while start > 0, !text.startsLine(start), place - start <= reach { start -= 1 }
      if let isDebug = isDebug(lineAt: start, until: place, in: text) { return isDebug }
      guard start > 0, text.startsLine(start), !text.startsParagraph(start) else { return false }
      start -= 1
    }
    return false
  }

  /// Whether a message at `place` in a line of a log does, where `record` is its record's head.
  static func holds(_ place: Int, inLine line: FoldedText, of record: LogScan.Record?) -> Bool {
    if let isDebug = isDebug(lineAt: 0, until: place, in: line) { return isDebug }
    guard let record else { return false }
    let head = record.bytes.withUnsafeBufferPointer(FoldedText.fold)
    return isDebug(lineAt: 0, until: head.count, in: head) ?? false
  }

  /// Whether the line at `start` begins a record of debugging; nil where it begins none.
  private static func isDebug(lineAt start: Int, until end: Int, in text: FoldedText) -> Bool? {
    guard start < text.count else { return nil }
    if let level = level(from: start, until: end, in: text) { return isDebug(level) }
    let line = text.bytes[start...].prefix(24)
    if line.starts(with: "exceptioninthread".utf8) { return false }
    let continues = ["causedby", "suppressed:", "traceback"].contains {
      line.starts(with: $0.utf8)
    }
    if continues || LogPrefix.isFrame(text, LogPrefix.word(start, in: text)) { return nil }
    return LogPrefix.beginsRecord(start, in: text) ? false : nil
  }

  /// The level in the prefix of a line; of a line that a service wrapper copied with its own prefix,
  /// the level that the program gave it.
  private static func level(from start: Int, until end: Int, in text: FoldedText) -> [UInt8]? {
    var (at, names, isDue, followsTime) = (start, 0, true, false)
    var level: [UInt8]?
    for _ in 0..<mostWords where at < end && (at == start || !text.startsLine(at)) {
      let word = LogPrefix.word(at, in: text)
      if LogPrefix.isTimestamp(text.bytes[word]) {
        (isDue, followsTime) = (true, true)
      } else {
        if isDue, let found = Self.level(in: word, of: text, isBare: followsTime) {
          (level, isDue) = (found, false)
        } else if !LogPrefix.isPrefix(text.bytes[word]) {
          names += 1
          if names > mostNames { break }
        }
        followsTime = false
      }
      at = word.upperBound
    }
    return level
  }

  /// The first level in a word: in capitals, or in small letters between signs (`[debug]`,
  /// `level=debug`); `isBare` where small letters need no signs.
  private static func level(in word: Range<Int>, of text: FoldedText, isBare: Bool) -> [UInt8]? {
    var start = word.lowerBound
    while start < word.upperBound {
      var end = start
      while end < word.upperBound, isLetter(text.bytes[end]) { end += 1 }
      guard end > start else {
        start += 1
        continue
      }
      let name = Array(text.bytes[start..<end])
      // Apache's `trace1` to `trace8`.
      if end < word.upperBound, name == trace, isDigit(text.bytes[end]) { end += 1 }
      let before = start > word.lowerBound ? text.bytes[start - 1] : nil
      let after = end < word.upperBound ? text.bytes[end] : nil
      let isCapital = text.exact[start..<end].allSatisfy { !($0 >= 0x61 && $0 <= 0x7A) }
      if debugging.contains(name) || others.contains(name), isSign(before), isSign(after),
        isCapital || before != nil || (isBare && after == nil),
        before != 0x7C || !text.bytes[word.lowerBound..<start].contains(where: isLetter)
      {
        return name
      }
      start = end
    }
    return nil
  }

  private static func isDebug(_ level: [UInt8]) -> Bool { debugging.contains(level) }

  private static let trace = Array("trace".utf8)
  private static let debugging = Set(
    ["trace", "debug", "dbug", "fine", "finer", "finest"].map { Array($0.utf8) })
  private static let others = Set(
    [
      "config", "info", "information", "notice", "status", "warn", "warning", "advice", "error",
      "err", "severe", "fatal", "crit", "critical", "alert", "emerg", "panic",
    ].map { Array($0.utf8) })

  private static func isLetter(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }
  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// Whether nothing, or a sign that parts names from each other, stands there: not the dots and
  /// strokes within a name.
  private static func isSign(_ byte: UInt8?) -> Bool {
    guard let byte else { return true }
    return !FoldedText.isWord(byte) && ![0x2D, 0x2E, 0x2F, 0x24, 0x40].contains(byte)
  }
}
