/// Text in the form in which messages are compared: in lower case, without any white space.
///
/// So a text is the same wherever it was wrapped. What copying adds or replaces is undone: colours,
/// HTML's references, typographic quotes, the `>` of quoted mail, Python 2's `u'…'` and `,)`,
/// backslashes that escape; all quotes are one. `It\u{2019}s  Here` becomes `it'shere`.
struct FoldedText: Sendable {
  /// What stands in the source before a byte: nothing, a blank, the start of a line, an empty line.
  enum Break: UInt8 { case none, blank, line, paragraph }

  /// Lower case.
  private(set) var bytes: [UInt8] = []
  /// In their own case.
  private(set) var exact: [UInt8] = []
  private(set) var breaks: [UInt8] = []
  /// Where each byte stands in the source.
  private(set) var offsets: [Int32] = []

  var count: Int { bytes.count }

  /// Folds UTF-8 bytes; bytes that are no UTF-8 stay as they are.
  static func fold(_ source: UnsafeBufferPointer<UInt8>) -> FoldedText {
    var folding = Folding(source, isQuoted: true)
    return folding.run()
  }

  /// Folds a part of a text that symptoms are known by.
  static func fold(part: [UInt8]) -> FoldedText {
    part.withUnsafeBufferPointer { source in
      var folding = Folding(source, isQuoted: false)
      return folding.run()
    }
  }

  static func fold(_ text: String) -> FoldedText {
    var text = text
    return text.withUTF8 { fold($0) }
  }

  /// Whether a line begins with the byte at `index`.
  func startsLine(_ index: Int) -> Bool { breaks[index] >= Break.line.rawValue }

  func startsParagraph(_ index: Int) -> Bool { breaks[index] == Break.paragraph.rawValue }

  /// Whether blanks, and no end of a line, stand before the byte at `index`.
  func followsBlank(_ index: Int) -> Bool { breaks[index] == Break.blank.rawValue }

  /// Whether the byte at `index` directly follows the one before it, so that both may be one word.
  func continues(_ index: Int) -> Bool {
    index > 0 && index < count && breaks[index] == Break.none.rawValue
  }

  static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x80...: true
    default: false
    }
  }

  fileprivate mutating func reserve(_ count: Int) {
    bytes.reserveCapacity(count)
    exact.reserveCapacity(count)
    breaks.reserveCapacity(count)
    offsets.reserveCapacity(count)
  }

  fileprivate mutating func append(_ byte: UInt8, _ kind: Break, at offset: Int) {
    bytes.append(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
    exact.append(byte)
    breaks.append(kind.rawValue)
    offsets.append(Int32(truncatingIfNeeded: offset))
  }

  /// Takes the last byte away and says what stood before it.
  fileprivate mutating func dropLast() -> Break {
    bytes.removeLast()
    exact.removeLast()
    offsets.removeLast()
    return breaks.popLast().flatMap(Break.init) ?? .none
  }

  private struct Folding {
    let source: UnsafeBufferPointer<UInt8>
    /// Whether a line may begin with signs of quoted mail.
    let isQuoted: Bool
    var at = 0
    var result = FoldedText()
    var pending = Break.line

    init(_ source: UnsafeBufferPointer<UInt8>, isQuoted: Bool) {
      self.source = source
      self.isQuoted = isQuoted
      result.reserve(source.count)
    }

    mutating func run() -> FoldedText {
      while at < source.count { step() }
      return result
    }

    private mutating func step() {
      let byte = source[at]
      switch byte {
      case 0x61...0x7A, 0x30...0x3A, 0x2D...0x2F, 0x41...0x5A, 0x5F, 0x28:
        result.append(byte, pending, at: at)
        pending = .none
        at += 1
      case 0x1B, 0x5B, 0x5E, 0x5C:
        let end = EscapeSequence.end(in: source, at: at)
        if end > at { at = end } else { take(byte, until: at + 1) }
      case 0x26:
        if let (scalar, end) = CharacterReference.read(source, at: at) {
          take(PlainCharacter.of(scalar) ?? 0xFF, until: end)
        } else {
          take(byte, until: at + 1)
        }
      case 0x22, 0x60: take(0x27, until: at + 1)
      case 0xC2, 0xE2, 0xE3, 0xEF:
        let sequence = EscapeSequence.end(in: source, at: at)
        if sequence > at {
          at = sequence
          return
        }
        let (plain, end) = PlainCharacter.read(source, at: at) ?? (byte, at + 1)
        take(plain, until: end)
      default: take(byte, until: at + 1)
      }
    }

    /// Appends `byte`, for which the source stands up to `end`, unless it adds nothing.
    private mutating func take(_ byte: UInt8, until end: Int) {
      defer { at = end }
      switch byte {
      case 0x0D where end < source.count && source[end] == 0x0A: break
      case 0x0A, 0x0D: pending = pending.rawValue < Break.line.rawValue ? .line : .paragraph
      case 0x00...0x20, 0x7F:
        if pending == .none, byte != 0 { pending = .blank }
      case 0x3E where isQuoted && pending.rawValue >= Break.line.rawValue: break
      case 0x5C:
        // However often it was escaped.
        if result.exact.last == 0x5C, pending == .none { return }
        append(byte)
      case 0x27:
        if result.exact.last == 0x5C, pending == .none { pending = result.dropLast() }
        if endsInPythonPrefix { pending = result.dropLast() }
        append(byte)
      case 0x29:
        if result.exact.last == 0x2C, pending == .none { pending = result.dropLast() }
        append(byte)
      default: append(byte)
      }
    }

    private mutating func append(_ byte: UInt8) {
      result.append(byte, pending, at: at)
      pending = .none
    }

    /// Whether a quote here follows a `u` or `b` that begins a word: `error(u'…` but not `menu'…`.
    private var endsInPythonPrefix: Bool {
      guard pending == .none, let last = result.exact.last, last == 0x75 || last == 0x62 else {
        return false
      }
      let index = result.count - 1
      return !result.continues(index)
        || [0x28, 0x2C, 0x5B, 0x7B, 0x3A, 0x3D].contains(result.exact[index - 1])
    }
  }
}
