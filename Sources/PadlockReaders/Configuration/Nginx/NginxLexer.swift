import PadlockModel

/// Cuts the text of an nginx configuration into directives, as `ngx_conf_read_token` does.
///
/// ```
/// server_name "a b" c\;d;   # a comment
/// location ~ \.php$ { …
/// }
/// ```
/// yields the words `server_name`, `a b`, `c\;d`, ended by a semicolon; `location`, `~`, `\.php$`,
/// which open a block; and the end of a block.
struct NginxLexer {
  /// How a run of words ended.
  enum End: Equatable {
    case semicolon, open, close, file
    /// The text breaks off, or something stands where nothing may.
    case broken
  }

  private let bytes: [UInt8]
  private var place = 0
  /// The line that is being read, from 1.
  private(set) var line = 1

  /// The most bytes of one word; nginx itself takes no more than its buffer.
  static let wordLimit = 4_096
  private static let wordsLimit = 10_000

  init(_ text: String) { bytes = Array(text.utf8) }

  /// The next directive's words, and the line on which the first of them stands.
  mutating func next() -> (words: [String], line: Int, end: End) {
    var words: [String] = []
    var first = line
    while true {
      skipBlank()
      guard place < bytes.count else { return (words, first, words.isEmpty ? .file : .broken) }
      if words.isEmpty { first = line }
      switch bytes[place] {
      case UInt8(ascii: ";"):
        place += 1
        return (words, first, words.isEmpty ? .broken : .semicolon)
      case UInt8(ascii: "{"):
        place += 1
        return (words, first, words.isEmpty ? .broken : .open)
      case UInt8(ascii: "}"):
        place += 1
        return (words, first, words.isEmpty ? .close : .broken)
      default:
        guard words.count < Self.wordsLimit, let word = word() else { return ([], first, .broken) }
        words.append(word)
      }
    }
  }

  private mutating func skipBlank() {
    while place < bytes.count {
      switch bytes[place] {
      case 0x0A:
        line += 1
        place += 1
      case 0x20, 0x09, 0x0D: place += 1
      case UInt8(ascii: "#"):
        while place < bytes.count, bytes[place] != 0x0A { place += 1 }
      default: return
      }
    }
  }

  /// One word; nil where its quote is never closed, or something stands right behind that.
  private mutating func word() -> String? {
    let quote = bytes[place]
    let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    if isQuoted { place += 1 }
    var word: [UInt8] = []
    while place < bytes.count, word.count <= Self.wordLimit {
      let byte = bytes[place]
      if byte == 0x0A, isQuoted { line += 1 }
      if byte == UInt8(ascii: "\\"), place + 1 < bytes.count {
        word += Self.unescaped(bytes[place + 1])
        if bytes[place + 1] == 0x0A { line += 1 }
        place += 2
        continue
      }
      if isQuoted {
        place += 1
        guard byte == quote else {
          word.append(byte)
          continue
        }
        let next = place < bytes.count ? bytes[place] : 0
        let mayFollow: [UInt8] = [0x20, 0x09, 0x0D, 0x0A, 0x3B, 0x7B, 0x29]
        return mayFollow.contains(next) ? String(decoding: word, as: UTF8.self) : nil
      }
      switch byte {
      case 0x20, 0x09, 0x0D, 0x0A, UInt8(ascii: ";"):
        return String(decoding: word, as: UTF8.self)
      case UInt8(ascii: "{") where word.last != UInt8(ascii: "$"):
        return String(decoding: word, as: UTF8.self)
      default:
        word.append(byte)
        place += 1
      }
    }
    return nil
  }

  /// What a backslash and this byte stand for.
  private static func unescaped(_ byte: UInt8) -> [UInt8] {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"): [byte]
    case UInt8(ascii: "t"): [0x09]
    case UInt8(ascii: "r"): [0x0D]
    case UInt8(ascii: "n"): [0x0A]
    default: [UInt8(ascii: "\\"), byte]
    }
  }

  /// Skips a block of Lua up to its brace, past Lua's own texts and comments; false where it never
  /// ends.
  mutating func skipLua() -> Bool {
    var depth = 1
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      switch byte {
      case 0x0A: line += 1
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 { return true }
      case UInt8(ascii: "\""), UInt8(ascii: "'"): skipLuaText(until: byte)
      case UInt8(ascii: "-") where place < bytes.count && bytes[place] == byte:
        place += 1
        if !skipLongBracket() {
          while place < bytes.count, bytes[place] != 0x0A { place += 1 }
        }
      case UInt8(ascii: "["):
        place -= 1
        if !skipLongBracket() { place += 1 }
      default: break
      }
    }
    return false
  }

  private mutating func skipLuaText(until quote: UInt8) {
    while place < bytes.count, bytes[place] != quote, bytes[place] != 0x0A {
      place += bytes[place] == UInt8(ascii: "\\") ? 2 : 1
    }
    place = min(place + 1, bytes.count)
    if place > 0, bytes[place - 1] == 0x0A { line += 1 }
  }

  /// Skips `[[ … ]]` or `[==[ … ]==]`; false where none begins here.
  private mutating func skipLongBracket() -> Bool {
    var at = place
    guard at < bytes.count, bytes[at] == UInt8(ascii: "[") else { return false }
    at += 1
    var level = 0
    while at < bytes.count, bytes[at] == UInt8(ascii: "=") {
      level += 1
      at += 1
    }
    guard at < bytes.count, bytes[at] == UInt8(ascii: "[") else { return false }
    at += 1
    let end =
      [UInt8(ascii: "]")] + [UInt8](repeating: UInt8(ascii: "="), count: level)
      + [UInt8(ascii: "]")]
    while at < bytes.count {
      if bytes[at] == 0x0A { line += 1 }
      if bytes[at] == end[0], bytes[at...].starts(with: end) {
        place = at + end.count
        return true
      }
      at += 1
    }
    place = bytes.count
    return true
  }
}
