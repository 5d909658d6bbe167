/// What logs put before a message: date, time, level, thread, logger, process.
enum LogPrefix {
  private static let words: Set<String> = [
    "trace", "debug", "info", "notice", "warn", "warning", "error", "severe", "fatal", "emerg",
    "alert", "crit", "critical", "fine", "status", "jvm", "caused", "by", "exception", "in",
    "thread", "am", "pm", "utc", "gmt", "mon", "tue", "wed", "thu", "fri", "sat", "sun", "jan",
    "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "err",
    "information",
  ]
  private static let signs = Set("[](){}:|,*-=<>;'".utf8)
  /// The longest prefix, in bytes without white space.
  private static let longest = 400

  /// Whether a message is all that its line says: a log's prefix may stand before it, quotes and
  /// closing signs around it.
  static func isAlone(_ range: Range<Int>, in text: FoldedText) -> Bool {
    var start = range.lowerBound
    var isQuoted = false
    if text.continues(start), text.bytes[start - 1] == 0x27 {
      start -= 1
      isQuoted = true
      // A field of JSON or of `key="value"`; others may follow.
      if start > 0, [0x3A, 0x3D].contains(text.bytes[start - 1]), range.upperBound < text.count {
        return text.bytes[range.upperBound] == 0x27
      }
    }
    guard endsLine(range.upperBound, in: text, isQuoted: isQuoted) else { return false }
    return isPrefix(text, until: start)
  }

  /// Whether the line that begins at `start` begins a record of its own, so that it does not
  /// continue the one before it.
  static func beginsRecord(_ start: Int, in text: FoldedText) -> Bool {
    let line = text.bytes[start...].prefix(16)
    if beginnings.contains(where: { line.starts(with: $0.utf8) }) { return true }
    var next = word(start, in: text)
    if next.count == 1, [0x24, 0x23].contains(text.bytes[start]) { return true }
    if isFrame(text, next) || isProcess(text.bytes[next]) { return true }
    for _ in 0..<4 {
      if isTimestamp(text.bytes[next]) { return true }
      guard isPrefix(text.bytes[next]), next.upperBound < text.count,
        !text.startsLine(next.upperBound)
      else { return false }
      next = word(next.upperBound, in: text)
    }
    return false
  }

  private static let beginnings = [
    "causedby", "curl:", "wget:", "***", "traceback", "suppressed:", "nginx:",
  ]

  /// `(name:4711):`, as GLib begins its messages.
  private static func isProcess(_ word: ArraySlice<UInt8>) -> Bool {
    guard word.first == 0x28, word.last == 0x3A, word.dropLast().last == 0x29 else { return false }
    let inside = word.dropFirst().dropLast(2).split(separator: 0x3A)
    return inside.count == 2 && inside[1].allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
  }

  /// `at a.b.C.d(E.java:7)` and `... 12 more` of a stack trace.
  static func isFrame(_ text: FoldedText, _ first: Range<Int>) -> Bool {
    guard first.upperBound < text.count, !text.startsLine(first.upperBound) else { return false }
    let second = text.bytes[word(first.upperBound, in: text)]
    switch String(decoding: text.bytes[first].prefix(4), as: UTF8.self) {
    case "at": return second.contains(0x28) && second.contains(0x2E)
    case "...": return second.allSatisfy { $0 >= 0x30 && $0 <= 0x39 }
    default: return false
    }
  }

  /// A date, a time of day, or seconds since 1970.
  static func isTimestamp(_ word: ArraySlice<UInt8>) -> Bool {
    let digits = word.count { $0 >= 0x30 && $0 <= 0x39 }
    guard digits >= 6, isTime(word) else { return false }
    return digits >= 9 || [0x2D, 0x2F, 0x3A].contains { sign in word.count { $0 == sign } == 2 }
  }

  /// Whether nothing but closing signs follows on the line.
  private static func endsLine(_ end: Int, in text: FoldedText, isQuoted: Bool) -> Bool {
    var at = end
    while at < text.count, !text.startsLine(at) {
      guard at < end + 6,
        [0x2E, 0x21, 0x27, 0x29, 0x5D, 0x7D, 0x2C, 0x3B, 0x2A].contains(text.bytes[at])
      else { return false }
      at += 1
    }
    return true
  }

  /// Whether a line says nothing but a prefix up to `end`.
  private static func isPrefix(_ text: FoldedText, until end: Int) -> Bool {
    guard end < text.count else { return true }
    var start = end
    while start > 0, !text.startsLine(start) {
      start -= 1
      guard end - start <= longest else { return false }
    }
    var at = start
    var (hasTime, isBracketed, isSeparated) = (false, false, false)
    // RFC 5424: `<11>1`, time, host, program, process, message id.
    let isSyslog = text.bytes[start] == 0x3C
    while at < end {
      let whole = word(at, in: text)
      let bytes = text.bytes[at..<min(end, whole.upperBound)]
      at += bytes.count
      let isOpening = bytes.first == 0x5B || bytes.first == 0x28
      let isClosing = bytes.contains(0x5D) || bytes.contains(0x29)
      if isBracketed {
        isBracketed = !isClosing
      } else if isTime(bytes) {
        hasTime = true
      } else if isOpening, !isClosing {
        isBracketed = true
      } else if !isPrefix(bytes) {
        let isNamed = at < end && text.bytes[word(at, in: text).upperBound - 1] == 0x3A
        let isNoun = isNamed || isSeparated || isSyslog || isLogger(bytes) || bytes.contains(0x3D)
        guard hasTime, isNoun else { return false }
      }
      isSeparated = bytes.count == 1 && [0x2D, 0x7C].contains(bytes.first ?? 0)
    }
    return true
  }

  /// A word of what stands before a message.
  static func isPrefix(_ word: ArraySlice<UInt8>) -> Bool {
    if isTime(word) { return true }
    let bare = word.filter { !signs.contains($0) }
    if bare.isEmpty || (bare.count < 12 && words.contains(String(decoding: bare, as: UTF8.self))) {
      return true
    }
    if word.first == 0x5B || word.last == 0x5D { return true }
    // A logger or process: `com.example.Agent:`, `sshd[123]:`, `nginx:`, `"main"`.
    return word.last == 0x3A && !word.starts(with: "http".utf8)
      || (word.first == 0x27 && bare.count < 24)
  }

  /// `com.example.Server`, `o.a.c.C.[Tomcat].[/]`.
  private static func isLogger(_ word: ArraySlice<UInt8>) -> Bool {
    word.contains(0x2E)
      && word.allSatisfy { FoldedText.isWord($0) || [0x2E, 0x24, 0x5B, 0x5D, 0x2F].contains($0) }
  }

  /// Digits with the signs of dates, times and process numbers, and the name of a month.
  private static func isTime(_ word: ArraySlice<UInt8>) -> Bool {
    var digits = 0
    var letters: [UInt8] = []
    for byte in word {
      switch byte {
      case 0x30...0x39: digits += 1
      case 0x2D, 0x2F, 0x3A, 0x2E, 0x2C, 0x2B, 0x23, 0x5B, 0x5D, 0x28, 0x29, 0x7C, 0x2A, 0x3C,
        0x3E, 0x27:
        break
      case 0x61...0x7A where letters.count < 3: letters.append(byte)
      default: return false
      }
    }
    guard digits > 0 else { return false }
    let name = String(decoding: letters, as: UTF8.self)
    // `t` and `z` of ISO 8601; `e1120` of klog.
    return name.isEmpty || name == "t" || name == "tz" || name == "z"
      || (letters.count == 1 && digits == 4 && word.first == letters.first)
      || (letters.count == 3 && words.contains(name))
  }

  static func word(_ start: Int, in text: FoldedText) -> Range<Int> {
    var end = start
    repeat { end += 1 } while end < text.count && text.continues(end)
    return start..<min(end, text.count)
  }
}
