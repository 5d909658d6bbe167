/// The columns that text takes in a terminal, and wrapping by them.
enum Columns {
  static func width(_ text: some StringProtocol) -> Int {
    isPlain(text) ? text.utf8.count : text.reduce(0) { $0 + width($1) }
  }

  /// Whether it is printable ASCII alone, each letter of which takes one column.
  private static func isPlain(_ text: some StringProtocol) -> Bool {
    text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
  }

  /// 2 for East Asian wide characters and emoji, 0 for what only combines, else 1.
  static func width(_ character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    if first.value < 0x300 { return 1 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: break
    }
    if first.properties.isEmojiPresentation { return 2 }
    return wide.contains { $0.contains(first.value) } ? 2 : 1
  }

  /// Blocks that are wide throughout (UAX #11).
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
    0xA000...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
    0xFFE0...0xFFE6, 0x20000...0x3FFFD,
  ]

  /// Breaks at spaces; a word that is too long for a line is cut.
  static func wrap(_ text: String, first: Int, rest: Int) -> [String] {
    // Most texts are short, and no character takes more columns than bytes.
    if text.utf8.count <= first, text.utf8.first != 0x20 { return [text] }
    var lines: [String] = []
    var line = ""
    var used = 0
    var room = max(1, first)
    func close() {
      while line.last == " " { line.removeLast() }
      lines.append(line)
      line = ""
      used = 0
      room = max(1, rest)
    }
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let needed = width(word)
      if !line.isEmpty, used + 1 + needed > room {
        close()
      } else if used > 0 || !line.isEmpty {
        line += " "
        used += 1
      }
      guard used + needed > room else {
        line += word
        used += needed
        continue
      }
      for character in word {
        let columns = width(character)
        if used + columns > room, used > 0 { close() }
        line.append(character)
        used += columns
      }
    }
    if !line.isEmpty || lines.isEmpty { lines.append(line) }
    return lines
  }

  /// `text` with blanks up to `columns`.
  static func padded(_ text: String, to columns: Int) -> String {
    text + String(repeating: " ", count: max(0, columns - width(text)))
  }
}
