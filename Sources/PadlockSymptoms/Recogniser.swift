public import PadlockModel

/// Recognises symptoms in logs and in pasted text, in whatever words software reports them.
///
/// It is compiled once from all symptoms and then used from any number of threads.
public struct Recogniser: Sendable {
  /// A symptom that stands in a text.
  public struct Match: Sendable, Equatable {
    /// The symptom's id.
    public let symptom: String
    /// Which of its texts, from 0.
    public let textIndex: Int
    public let software: [String]
    public let side: Side
    /// The line as it stands in the text, at most 400 columns.
    public let excerpt: String
    /// 1-based line at which it begins.
    public let line: Int
  }

  let symptoms: [Symptom]
  let patterns: [SymptomPattern]
  /// Finds patterns by a whole piece of theirs, and by a piece of their beginning.
  let index: PatternIndex
  let beginnings: PatternIndex
  /// Patterns too short for the index, at the byte that each begins with.
  let short: [[Int]]
  /// The symptoms of each reason of OpenSSL.
  let byCode: [Int: [SymptomPattern.Owner]]
  private let logs: LogLiterals

  /// Texts whose longest literal is shorter than this are not looked for in logs.
  public static let shortestInLogs = LogLiterals.shortest

  public init(symptoms: [Symptom]) {
    self.symptoms = symptoms
    var patterns: [SymptomPattern] = []
    var forms: [SymptomPattern.Form: Int] = [:]
    var byCode: [Int: [SymptomPattern.Owner]] = [:]
    for (index, symptom) in symptoms.enumerated() {
      for (textIndex, text) in symptom.texts.enumerated() {
        let pieces = TextPieces(text.text)
        guard !pieces.pieces.isEmpty else { continue }
        let form = SymptomPattern.Form(
          pieces: pieces.pieces, isWholeLine: text.wholeLine, isOpen: pieces.isOpen,
          foldsCase: pieces.foldsCase || text.software.contains { $0.contains("OpenSSL") })
        let owner = SymptomPattern.Owner(symptom: index, textIndex: textIndex)
        let place = forms[form] ?? patterns.count
        if place == patterns.count {
          forms[form] = place
          patterns.append(SymptomPattern(form))
        }
        patterns[place].add(pieces, of: owner)
        if let reason = pieces.reason,
          !(byCode[reason] ?? []).contains(where: { $0.symptom == index })
        {
          byCode[reason, default: []].append(owner)
        }
      }
    }
    var (whole, beginnings) = (PatternIndex(), PatternIndex())
    var short = [[Int]](repeating: [], count: 256)
    for (index, pattern) in patterns.enumerated() {
      let longest = pattern.pieces.indices.max {
        pattern.pieces[$0].bytes.count < pattern.pieces[$1].bytes.count
      }
      if let longest, !whole.add(index, piece: longest, of: pattern.pieces[longest].bytes[...]) {
        if let first = pattern.pieces[0].bytes.first { short[Int(first)].append(index) }
      }
      if let (piece, bytes) = pattern.beginning {
        _ = beginnings.add(index, piece: piece, of: bytes)
      }
    }
    self.patterns = patterns
    self.index = whole
    self.beginnings = beginnings
    self.short = short
    self.byCode = byCode
    logs = LogLiterals(symptoms)
  }

  /// Finds lines of raw bytes that may hold a symptom.
  var logSearch: LiteralSearch { logs.search }

  /// A reading of what a line says.
  struct Found {
    var owner: SymptomPattern.Owner
    /// Where it stands in the folded line.
    var range: Range<Int>
  }

  /// The symptoms in one folded line of a log: the most exact text at each place.
  func find(in line: FoldedText) -> [Found] {
    sightings(inWhole: line).flatMap { sighting in
      sighting.owners.map { Found(owner: $0, range: sighting.range) }
    }
  }

  /// Whether a text means nothing in a record of debugging.
  func isOrdinaryAtDebug(_ owner: SymptomPattern.Owner) -> Bool {
    symptoms[owner.symptom].texts[owner.textIndex].ordinaryAtDebug
  }

  func match(_ found: Found, excerpt: String, line: Int) -> Match {
    match(found.owner, excerpt: excerpt, line: line)
  }

  func match(_ owner: SymptomPattern.Owner, excerpt: String, line: Int) -> Match {
    let symptom = symptoms[owner.symptom]
    let text = symptom.texts[owner.textIndex]
    return Match(
      symptom: symptom.id, textIndex: owner.textIndex, software: text.software, side: text.side,
      excerpt: excerpt, line: line)
  }

  /// The first line of a text that says something, at most 400 columns of it.
  public static func excerpt(of text: String) -> String {
    let line = PlainLines.of(text, most: 1_000, longest: 4_096).first {
      !$0.allSatisfy(\.isWhitespace)
    }
    return excerpt((line ?? "").utf8)
  }

  /// At most 400 columns of a line, without white space around it.
  static func excerpt(_ bytes: some Collection<UInt8>) -> String {
    let isSpace = { (byte: UInt8) in byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
    let plain = bytes.drop(while: isSpace).prefix(401)
    if plain.allSatisfy({ $0 < 0x80 }) {
      var short = Array(plain.prefix(400))
      while let last = short.last, isSpace(last) { short.removeLast() }
      return String(decoding: short, as: UTF8.self)
    }
    // A column takes at most 4 bytes in UTF-8.
    let text = String(decoding: bytes.prefix(1_700), as: UTF8.self)
    let start = text.firstIndex { !$0.isWhitespace } ?? text.endIndex
    var short = text[start...].prefix(400)
    while let last = short.last, last.isWhitespace { short.removeLast() }
    return String(short)
  }
}
