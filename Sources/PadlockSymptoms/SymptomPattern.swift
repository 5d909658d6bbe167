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
    let bytes = FoldedText.fold(text.text)
    let folded = String(decoding: bytes, as: UTF8.self)
    let foldsCase =
      folded.contains(" routines:") || folded.contains("verify error")
      || text.software.contains { $0.lowercased().contains("openssl") }
    let pieces = TextPieces(bytes).pieces.map { piece in
      foldsCase ? Piece(gap: piece.gap, bytes: FoldedText.lowered(piece.bytes)) : piece
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
}
