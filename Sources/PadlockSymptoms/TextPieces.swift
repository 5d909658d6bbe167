/// Cuts a text that symptoms are known by into literals and the gaps between them.
///
/// `dial tcp <ip>:<port>: refused` gives `dialtcp`, `:` and `:refused`. What differs between versions
/// of one software is a gap as well: `error:0A00010B:SSL routines:f:no` gives `error:`,
/// `:sslroutines:` and `:no`. Written by hand, for there are hundreds of texts at every start.
struct TextPieces {
  private(set) var pieces: [SymptomPattern.Piece] = []
  /// What the text itself has in the gaps that differ between versions; nil where it leaves it open.
  private(set) var originals: [[UInt8]?] = []
  /// Its literals in their own case, one after the other.
  private(set) var exact: [UInt8] = []
  /// Each literal as it stands in the text.
  private(set) var spans: [ArraySlice<UInt8>] = []
  /// The last three digits of OpenSSL's numeric code, where the text has one.
  private(set) var reason: Int?
  /// Whether a placeholder ends it.
  private(set) var isOpen = false

  /// Whether it has a reason of OpenSSL, of which versions change the letter case.
  var foldsCase: Bool {
    pieces.contains { piece in
      piece.bytes.count > 8
        && (piece.bytes.suffix(9).elementsEqual("routines:".utf8)
          || piece.bytes.starts(with: "verifyerror".utf8))
    }
  }

  private var bytes: [UInt8] = []
  private var own: [UInt8] = []
  private var at = 0
  private var part: [UInt8] = []
  private var offsets: Range<Int> = 0..<0
  private var literal: [UInt8] = []
  private var gap = SymptomPattern.Gap.start
  private var original: [UInt8]?

  init(_ text: String) {
    let source = Array(text.utf8)
    var start = 0
    var index = 0
    while index < source.count {
      if source[index] == 0x3C, let (name, end) = Self.placeholder(source, index) {
        take(source[start..<index])
        close(gap(for: name))
        (index, start) = (end, end)
      } else {
        index += 1
      }
    }
    take(source[start...])
    isOpen = start == source.count && start > 0
    close(.start)
  }

  /// Adds a part without placeholders.
  private mutating func take(_ slice: ArraySlice<UInt8>) {
    part = Array(slice)
    let folded = FoldedText.fold(part: part)
    (bytes, own, at) = (folded.bytes, folded.exact, 0)
    while at < bytes.count {
      if let (gap, length) = variation() {
        let original = Array(bytes[at..<(at + length)])
        if gap == .variation(.code) { reason = OpenSSLCode.reason(of: original[...]) }
        close(gap, original: original)
        at += length
        continue
      }
      let offset = Int(folded.offsets[at])
      offsets = (literal.isEmpty ? offset : offsets.lowerBound)..<(offset + 1)
      literal.append(bytes[at])
      exact.append(own[at])
      at += 1
    }
  }

  /// What differs between versions and stands here, and how many bytes of it.
  private func variation() -> (SymptomPattern.Gap, Int)? {
    let next = bytes[at...]
    switch literal.last {
    case 0x3A where ends("error:"):
      let code = next.prefix(8).prefix(while: SymptomPattern.isHex)
      return code.count == 8 && next.dropFirst(8).first == 0x3A ? (.variation(.code), 8) : nil
    case 0x3A where ends("routines:"):
      let name = next.prefix(64).prefix(while: FoldedText.isWord)
      return next.dropFirst(name.count).first == 0x3A ? (.variation(.function), name.count) : nil
    case 0x3A where ends("_ssl.c:"):
      let digits = next.prefix(9).prefix { $0 >= 0x30 && $0 <= 0x39 }
      return digits.isEmpty ? nil : (.word, digits.count)
    case 0x3A where ends("[ssl:") || ends("[x509:"):
      let name = next.prefix(64).prefix(while: FoldedText.isWord)
      let isFollowed = next.dropFirst(name.count).first == 0x5D && next.count > name.count + 1
      return isFollowed && !name.isEmpty ? (.variation(.mnemonic), name.count) : nil
    case 0x3A where ends("exception:") && isJavaSSL:
      return (.variation(.alertName), alertName(next))
    case 0x66 where ends("self"):
      let hyphen = next.first == 0x2D ? 1 : 0
      if next.dropFirst(hyphen).starts(with: "signed".utf8) { return (.variation(.hyphen), hyphen) }
    default: break
    }
    guard bytes[at] == 0x73 || bytes[at] == 0x74,
      literal.last.map({ !FoldedText.isWord($0) }) ?? true,
      let word = SymptomPattern.alertVersions.first(where: {
        next.starts(with: $0) && next.dropFirst($0.count).starts(with: "alert".utf8)
      })
    else { return nil }
    return (.variation(.alertVersion), word.count)
  }

  private var isJavaSSL: Bool {
    let name = literal.dropLast().reversed().prefix(while: FoldedText.isWord)
    return name.starts(with: "noitpecxe".utf8) && name.reversed().starts(with: "ssl".utf8)
  }

  private func alertName(_ next: ArraySlice<UInt8>) -> Int {
    guard next.first == 0x28 else { return 0 }
    let name = next.dropFirst().prefix(40).prefix(while: FoldedText.isWord)
    return !name.isEmpty && next.dropFirst(name.count + 1).first == 0x29 ? name.count + 2 : 0
  }

  private func ends(_ text: StaticString) -> Bool {
    text.withUTF8Buffer { literal.count >= $0.count && literal.suffix($0.count).elementsEqual($0) }
  }

  private mutating func gap(for name: String) -> SymptomPattern.Gap {
    if name == "code", ends("error:") { return .variation(.code) }
    if name == "function", ends("routines:") { return .variation(.function) }
    if name == Self.tlsFile { return .file }
    return Self.words.contains(name) ? .word : .anything
  }

  /// The placeholder of a path that may have to do with TLS.
  private static let tlsFile = "tls-file"

  /// Placeholders whose values have no blank.
  private static let words: Set<String> = [
    "host", "ip", "port", "n", "line", "hex", "version", "scheme", "dns", "code", "function",
    "server", "backend", "frontend", "type", "id", "option",
  ]

  /// A lower-case letter, then letters, digits, `-`, `_` in angle brackets.
  private static func placeholder(_ text: [UInt8], _ at: Int) -> (String, Int)? {
    guard at + 1 < text.count, text[at + 1] >= 0x61, text[at + 1] <= 0x7A else { return nil }
    let name = text[(at + 1)...].prefix(64).prefix {
      ($0 >= 0x61 && $0 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2D || $0 == 0x5F
    }
    guard name.endIndex < text.count, text[name.endIndex] == 0x3E else { return nil }
    return (String(decoding: name, as: UTF8.self), name.endIndex + 1)
  }

  /// Ends a literal; what comes next follows `next`, where the text itself has `own`.
  private mutating func close(_ next: SymptomPattern.Gap, original own: [UInt8]? = nil) {
    if !literal.isEmpty {
      if pieces.isEmpty { gap = .start }
      if case .variation = gap { originals.append(original) }
      pieces.append(.init(gap: gap, bytes: literal))
      spans.append(part[offsets])
      literal = []
      (gap, original) = (next, own)
    } else if gap == .start || next == .anything || next == .file {
      // Two gaps in a row are as wide as the wider one; a gap before the first literal is none.
      (gap, original) = (next, own)
    }
  }
}
