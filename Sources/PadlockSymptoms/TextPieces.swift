/// Cuts a folded text into literals and the gaps between them.
///
/// `dial tcp <ip>:<port>: refused` gives `dial tcp `, `:` and `: refused`. What differs between
/// versions of one software is a gap as well: `error:0A00010B:SSL routines:f:no` gives `error:`,
/// `:SSL routines:` and `:no`. Written by hand, for there are hundreds of texts at every start.
struct TextPieces {
  private(set) var pieces: [SymptomPattern.Piece] = []
  private let text: [UInt8]
  private var at = 0
  private var literal: [UInt8] = []
  private var gap = SymptomPattern.Gap.anything

  init(_ text: [UInt8]) {
    self.text = text
    while at < text.count { step() }
    close(.anything)
  }

  private mutating func step() {
    switch text[at] {
    case 0x3C:  // <
      if let end = placeholderEnd() {
        close(.anything)
        at = end
        return
      }
    case 0x65 where takes("error:"): return skip(8...8, before: ":", Self.isHex)
    case 0x20 where takes(" routines:"): return skip(0...200, before: ":", Self.isWord)
    case 0x5F where takes("_ssl.c:"): return skip(1...9, before: "", Self.isDigit)
    case 0x5B where takes("[SSL: "): return skip(1...64, before: "] ", Self.isWord)
    case 0x6A where takes("javax.net.ssl.SSL"): return javaException()
    default: break
    }
    literal.append(text[at])
    at += 1
  }

  /// Takes `word` over into the literal if it stands here.
  private mutating func takes(_ word: StaticString) -> Bool {
    let bytes = word.withUTF8Buffer { Array($0) }
    guard text[at...].starts(with: bytes) else { return false }
    literal += bytes
    at += bytes.count
    return true
  }

  /// Makes a gap of as many bytes as fit, where `next` follows them.
  private mutating func skip(
    _ count: ClosedRange<Int>, before next: String, _ fits: (UInt8) -> Bool
  ) {
    let run = text[at...].prefix(count.upperBound).prefix(while: fits)
    guard run.count >= count.lowerBound, text[run.endIndex...].starts(with: next.utf8) else {
      return
    }
    close(.anything)
    at = run.endIndex
  }

  /// After `…Exception: ` an alert's name in brackets may stand, whether or not it does here.
  private mutating func javaException() {
    let name = text[at...].prefix(64).prefix(while: Self.isWord)
    let colon = Array(": ".utf8)
    guard name.reversed().starts(with: "Exception".utf8.reversed()),
      text[name.endIndex...].starts(with: colon)
    else { return }
    literal += name
    literal += colon
    at = name.endIndex + colon.count
    close(.alertName)
    guard at < text.count, text[at] == 0x28 else { return }
    let alert = text[(at + 1)...].prefix(64).prefix { $0 == 0x5F || ($0 >= 0x61 && $0 <= 0x7A) }
    if !alert.isEmpty, text[alert.endIndex...].starts(with: ") ".utf8) { at = alert.endIndex + 2 }
  }

  /// The end of a placeholder that begins here: a lower-case letter, then letters, digits, `-`, `_`.
  private func placeholderEnd() -> Int? {
    guard at + 1 < text.count, text[at + 1] >= 0x61, text[at + 1] <= 0x7A else { return nil }
    let name = text[(at + 1)...].prefix(64).prefix {
      ($0 >= 0x61 && $0 <= 0x7A) || Self.isDigit($0) || $0 == 0x2D || $0 == 0x5F
    }
    guard name.endIndex < text.count, text[name.endIndex] == 0x3E else { return nil }
    return name.endIndex + 1
  }

  private mutating func close(_ next: SymptomPattern.Gap) {
    if !literal.isEmpty { pieces.append(.init(gap: gap, bytes: literal)) }
    literal = []
    gap = next
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private static func isHex(_ byte: UInt8) -> Bool {
    isDigit(byte) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || byte == 0x5F || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
  }
}
