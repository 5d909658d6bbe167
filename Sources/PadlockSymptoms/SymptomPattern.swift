import PadlockModel

/// One text of a symptom as the literals around its placeholders, ready to be compared.
///
/// What differs between versions of the same software is a placeholder too: OpenSSL's numeric code
/// and function name, Python's mnemonic and line number, the alert name that some JDKs put in
/// brackets.
struct SymptomPattern: Sendable {
  /// What may stand between a piece and the one before it.
  enum Gap: Sendable, Equatable {
    case anything
    /// Nothing, or an alert's name in brackets: `(certificate_unknown) `.
    case alertName
  }

  struct Piece: Sendable, Equatable {
    var gap: Gap
    var bytes: [UInt8]
  }

  let symptom: Int
  let textIndex: Int
  let pieces: [Piece]
  /// Whether letter case does not matter, as in OpenSSL's reason texts.
  let foldsCase: Bool
  let isWholeLine: Bool
  /// How many bytes are literal: the more, the more exact the text.
  let literalCount: Int
  /// The last three digits of OpenSSL's numeric code, where the text holds one.
  let code: String?

  /// Nil where nothing is literal in the text.
  init?(_ text: SymptomText, symptom: Int, textIndex: Int) {
    let folded = String(decoding: FoldedText.fold(text.text), as: UTF8.self)
    let general = Self.generalised(folded)
    let foldsCase =
      folded.contains(" routines:") || folded.contains("verify error")
      || text.software.contains { $0.lowercased().contains("openssl") }
    var pieces: [Piece] = []
    var gap = Gap.anything
    for part in Self.split(general) {
      guard let literal = part.literal else {
        gap = part.gap
        continue
      }
      let bytes = Array(literal.utf8)
      pieces.append(Piece(gap: gap, bytes: foldsCase ? FoldedText.lowered(bytes) : bytes))
      gap = .anything
    }
    guard pieces.contains(where: { $0.bytes.contains { $0 != 0x20 } }) else { return nil }
    self.symptom = symptom
    self.textIndex = textIndex
    self.pieces = pieces
    self.foldsCase = foldsCase
    isWholeLine = text.wholeLine
    literalCount = pieces.reduce(0) { $0 + $1.bytes.count }
    code = OpenSSLCode.find(in: folded)
  }

  /// The longest piece: a line without it cannot match.
  var anchor: [UInt8] { pieces.map(\.bytes).max { $0.count < $1.count } ?? [] }

  /// Puts placeholders where versions differ.
  private static func generalised(_ text: String) -> String {
    var text = text
    // The plain searches are there because a regular expression takes a hundred times as long.
    if text.contains("error:") {
      text.replace(/error:[0-9A-Fa-f]{8}:/, with: "error:<code>:")
    }
    if text.contains(" routines:") {
      text.replace(/\ routines:[A-Za-z0-9_]*:/, with: " routines:<function>:")
    }
    if text.contains("_ssl.c:") { text.replace(/_ssl\.c:[0-9]+/, with: "_ssl.c:<line>") }
    if text.contains("[SSL: ") {
      text.replace(/\[SSL: [A-Z0-9_]+\] (?=[A-Za-z])/, with: "[SSL: <mnemonic>] ")
    }
    if text.contains("javax.net.ssl.SSL") {
      text.replace(/(javax\.net\.ssl\.SSL[A-Za-z]*Exception: )(?:\([a-z_]+\) )?/) {
        "\($0.output.1)<\u{1}>"
      }
    }
    return text
  }

  /// Splits at placeholders: `<`, a lower-case letter, then such letters, digits, `-` and `_`, `>`.
  private static func split(_ text: String) -> [(literal: String?, gap: Gap)] {
    var parts: [(literal: String?, gap: Gap)] = []
    var rest = text[...]
    while rest.utf8.contains(0x3C), let match = rest.firstMatch(of: /<(?:[a-z][a-z0-9_\-]*|\x{1})>/)
    {
      if match.range.lowerBound > rest.startIndex {
        parts.append((String(rest[..<match.range.lowerBound]), .anything))
      }
      parts.append((nil, match.output.contains("\u{1}") ? .alertName : .anything))
      rest = rest[match.range.upperBound...]
    }
    if !rest.isEmpty { parts.append((String(rest), .anything)) }
    return parts
  }
}
