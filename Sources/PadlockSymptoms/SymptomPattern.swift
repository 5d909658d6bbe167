import PadlockModel

/// The common form of texts that differ only in what differs between versions of one software:
/// literals, and the gaps between them.
struct SymptomPattern: Sendable {
  /// What may stand between a piece and the one before it.
  enum Gap: Sendable, Hashable {
    /// Nothing is before it.
    case start
    /// A value without blanks, of a byte at least.
    case word
    case anything
    /// A path that may be that of a key, a certificate, a store or a configuration.
    case file
    case variation(Variation)
  }

  /// What differs between versions of the same software.
  enum Variation: Sendable, Hashable {
    /// OpenSSL's numeric code: eight hexadecimal digits.
    case code
    /// The name of the C function, which may be empty.
    case function
    /// Python's name for the error, which may be the wrong one.
    case mnemonic
    /// The alert's name in brackets that some JDKs put before a message.
    case alertName
    /// `sslv3`, `tlsv1` and the like before `alert`.
    case alertVersion
    /// The hyphen of `self-signed`.
    case hyphen
  }

  struct Piece: Sendable, Hashable {
    var gap: Gap
    /// Lower case, without white space.
    var bytes: [UInt8]

    func hash(into hasher: inout Hasher) { bytes.withUnsafeBytes { hasher.combine(bytes: $0) } }
  }

  struct Form: Hashable {
    var pieces: [Piece]
    var isWholeLine: Bool
    var isOpen: Bool
    var foldsCase: Bool
  }

  /// One text of this form.
  struct Member: Sendable {
    /// What it has in the gaps of versions, in order; nil where it leaves that open.
    var originals: [[UInt8]?]
    /// Its literals in their own case.
    var exact: [UInt8]
    var owners: [Owner]
  }

  /// A symptom with this text.
  struct Owner: Sendable, Hashable {
    var symptom: Int
    var textIndex: Int
  }

  let pieces: [Piece]
  /// Whether it counts only as a whole line.
  let isWholeLine: Bool
  /// Whether a value ends it, so that anything may follow.
  let isOpen: Bool
  /// Whether letter case does not matter, as in OpenSSL's reason texts.
  let foldsCase: Bool
  private(set) var members: [Member] = []
  /// How many bytes are literal: the more, the more exact the text.
  let literalCount: Int

  /// The values of ``Variation/alertVersion``, longer ones first.
  static let alertVersions = ["ssl/tls", "tlsv13", "sslv3", "tlsv1", "tls"].map { Array($0.utf8) }

  init(_ form: Form) {
    pieces = form.pieces
    isWholeLine = form.isWholeLine
    isOpen = form.isOpen
    foldsCase = form.foldsCase
    literalCount = form.pieces.reduce(0) { $0 + $1.bytes.count }
  }

  /// The longest literal in what is left of it when its end is cut off, and its piece.
  var beginning: (piece: Int, bytes: ArraySlice<UInt8>)? {
    guard !isWholeLine, literalCount >= Self.shortestLiteral else { return nil }
    var best: (piece: Int, bytes: ArraySlice<UInt8>)?
    var room = Self.shortestCut - 4
    for (index, piece) in pieces.enumerated() {
      if index > 0 { room -= 8 }
      guard room >= PatternIndex.width || best == nil else { break }
      let bytes = piece.bytes.prefix(max(room, PatternIndex.width + 4))
      room -= bytes.count
      if bytes.count > best?.bytes.count ?? PatternIndex.width - 1 { best = (index, bytes) }
    }
    return best
  }

  mutating func add(_ text: TextPieces, of owner: Owner) {
    let same = members.firstIndex {
      $0.originals == text.originals && $0.exact == text.exact
    }
    if let same {
      if !members[same].owners.contains(where: { $0.symptom == owner.symptom }) {
        members[same].owners.append(owner)
      }
    } else {
      members.append(Member(originals: text.originals, exact: text.exact, owners: [owner]))
    }
  }

  static func isHex(_ byte: UInt8) -> Bool {
    (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x66)
  }
}
