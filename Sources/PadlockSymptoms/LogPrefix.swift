/// What logs put before a message: date, time, level, thread, logger, process.
enum LogPrefix {
  private static let levels: Set<String> = [
    "trace", "debug", "info", "notice", "warn", "warning", "error", "severe", "fatal", "emerg",
    "alert", "crit", "critical", "fine", "status", "jvm",
  ]
  private static let lead: Set<String> = [
    "-", "|", "by:", "caused", "exception", "in", "thread", "error:", "--", "---", "=>", "am", "pm",
    "utc", "gmt",
  ]
  private static let calendar: Set<String> = [
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "jan", "feb", "mar", "apr", "may", "jun",
    "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  /// The part of a folded line after its prefix, without quotes, backquotes and a last full stop.
  static func content(of line: [UInt8]) -> Range<Int> {
    var start = 0
    while start < line.count {
      let end = line[start...].firstIndex(of: 0x20) ?? line.count
      guard end < line.count, isPrefix(line[start..<end]) else { break }
      start = end + 1
    }
    var end = line.count
    let wrapping: Set<UInt8> = [0x22, 0x27, 0x60]
    if let last = line.last, last == 0x2E, end - start > 1 { end -= 1 }
    while end - start > 2, wrapping.contains(line[start]), line[end - 1] == line[start] {
      start += 1
      end -= 1
    }
    return start..<end
  }

  /// Whether a line begins a record of its own, so that it does not continue the one before it.
  static func beginsRecord(_ line: [UInt8]) -> Bool {
    let words = line.split(separator: 0x20, maxSplits: 3)
    guard let first = words.first else { return true }
    if isTime(first) || (words.count > 1 && isTime(words[1]) && isPrefix(first)) { return true }
    let text = String(decoding: line.prefix(16), as: UTF8.self)
    return ["at ", "Caused by", "curl:", "wget:", "*** ", "... ", "Traceback", "$ ", "# "]
      .contains(where: text.hasPrefix)
  }

  private static func isPrefix(_ word: ArraySlice<UInt8>) -> Bool {
    if isTime(word) { return true }
    let text = String(decoding: word, as: UTF8.self).lowercased()
    let bare = text.filter { !"[](){}:|,*".contains($0) }
    if bare.isEmpty || levels.contains(bare) || lead.contains(text) || calendar.contains(bare) {
      return true
    }
    if word.first == 0x5B || word.last == 0x5D { return true }
    // A logger or process: `com.example.Agent:`, `sshd[123]:`, `nginx:`, `"main"`.
    return word.last == 0x3A && !text.hasPrefix("http") || (text.hasPrefix("\"") && bare.count < 24)
  }

  /// Digits with the signs of dates, times and process numbers.
  private static func isTime(_ word: ArraySlice<UInt8>) -> Bool {
    var digits = 0
    for byte in word {
      switch byte {
      case 0x30...0x39: digits += 1
      case 0x2D, 0x2F, 0x3A, 0x2E, 0x2C, 0x54, 0x5A, 0x2B, 0x23, 0x5B, 0x5D, 0x28, 0x29, 0x7C: break
      default: return false
      }
    }
    return digits > 0
  }
}
