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
  /// The patterns with each OpenSSL reason, one of each symptom.
  let byCode: [String: [Int]]
  /// Finds anchors in folded lines in lower case.
  private let lineSearch: LiteralSearch
  private let byAnchor: [[Int]]
  /// Patterns whose anchors are too short to search for.
  private let short: [Int]
  /// Finds lines of raw bytes that may hold a symptom.
  let logSearch: LiteralSearch

  /// Texts whose longest literal is shorter than this are not looked for in logs.
  public static let shortestInLogs = 10

  public init(symptoms: [Symptom]) {
    self.symptoms = symptoms
    var patterns: [SymptomPattern] = []
    for (index, symptom) in symptoms.enumerated() {
      for (textIndex, text) in symptom.texts.enumerated() {
        if let pattern = SymptomPattern(text, symptom: index, textIndex: textIndex) {
          patterns.append(pattern)
        }
      }
    }
    var byAnchor: [[UInt8]: [Int]] = [:]
    var byCode: [String: [Int]] = [:]
    var short: [Int] = []
    for (index, pattern) in patterns.enumerated() {
      let anchor = FoldedText.lowered(pattern.anchor)
      if anchor.count >= LiteralSearch.minimumLength {
        byAnchor[anchor, default: []].append(index)
      } else {
        short.append(index)
      }
      if let code = pattern.code,
        !(byCode[code] ?? []).contains(where: { patterns[$0].symptom == pattern.symptom })
      {
        byCode[code, default: []].append(index)
      }
    }
    let anchors = byAnchor.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    self.patterns = patterns
    self.byCode = byCode
    self.short = short
    self.byAnchor = anchors.map(\.value)
    lineSearch = LiteralSearch(anchors.map(\.key))
    var raw = Set(patterns.map { Self.rawAnchor(of: symptoms[$0.symptom].texts[$0.textIndex], $0) })
    if !byCode.isEmpty { raw.insert(Array("error:0A000".utf8)) }
    logSearch = LiteralSearch(
      raw.filter { $0.count >= Self.shortestInLogs }.sorted { $0.lexicographicallyPrecedes($1) })
  }

  /// The longest literal of a text in its own letter case, without quotes inside where that
  /// is long enough.
  private static func rawAnchor(of text: SymptomText, _ pattern: SymptomPattern) -> [UInt8] {
    let folded = FoldedText.fold(text.text)
    let lowered = FoldedText.lowered(folded)
    let source = pattern.foldsCase ? lowered : folded
    let literals = pattern.pieces.compactMap { piece -> ArraySlice<UInt8>? in
      SymptomPattern.find(piece.bytes, in: source, from: 0, to: source.count)
        .map { folded[$0..<($0 + piece.bytes.count)] }
    }
    let runs = literals.flatMap { $0.split { $0 == 0x22 || $0 == 0x27 } }
    let run = runs.max { $0.count < $1.count } ?? []
    // Quotes at the ends may be of another kind there, or have Python 2's `u` before them.
    let isQuote: (UInt8) -> Bool = { $0 == 0x22 || $0 == 0x27 }
    let bare = literals.map { literal in
      literal.drop(while: isQuote).reversed().drop(while: isQuote).reversed() as [UInt8]
    }
    let whole = bare.max { $0.count < $1.count } ?? []
    return run.count >= 12 ? Array(run) : whole
  }

  /// A pattern that a line matches, and where its pieces stand.
  struct Found {
    var pattern: Int
    var ranges: [Range<Int>]
    var anchor: Range<Int> { ranges.max { $0.count < $1.count } ?? 0..<0 }
  }

  /// The symptoms in one folded line: the most exact text of each, without those that stand inside
  /// the text of another.
  func find(in line: [UInt8]) -> [Found] {
    let lowered = FoldedText.lowered(line)
    var found: [Found] = []
    let candidates = lineSearch.all(in: lowered).flatMap { byAnchor[$0] } + short
    for index in candidates.sorted() {
      if let ranges = patterns[index].match(line, lowered: lowered) {
        found.append(Found(pattern: index, ranges: ranges))
      }
    }
    found = found.filter { one in !found.contains { hides($0, one) } }
    var best: [Int: Found] = [:]
    for one in found {
      let symptom = patterns[one.pattern].symptom
      if let other = best[symptom],
        patterns[other.pattern].literalCount >= patterns[one.pattern].literalCount
      {
        continue
      }
      best[symptom] = one
    }
    if !byCode.isEmpty, best.isEmpty {
      let text = String(decoding: line, as: UTF8.self)
      for index in OpenSSLCode.find(in: text).flatMap({ byCode[$0] }) ?? [] {
        best[patterns[index].symptom] = Found(pattern: index, ranges: [])
      }
    }
    return best.values.sorted {
      ($0.ranges.first?.lowerBound ?? 0, $0.pattern) < (
        $1.ranges.first?.lowerBound ?? 0, $1.pattern
      )
    }
  }

  /// Whether only a number stood for the text, so that the line says nothing about its pieces.
  func isByCode(_ found: Found) -> Bool {
    found.ranges.count != patterns[found.pattern].pieces.count
  }

  /// Whether `inner` of another symptom is only a part of what `outer` says.
  private func hides(_ outer: Found, _ inner: Found) -> Bool {
    let (a, b) = (patterns[outer.pattern], patterns[inner.pattern])
    guard a.symptom != b.symptom, a.literalCount > b.literalCount else { return false }
    let place = inner.anchor
    return outer.ranges.contains {
      $0.lowerBound <= place.lowerBound && place.upperBound <= $0.upperBound
    }
  }

  func match(_ found: Found, excerpt: String, line: Int) -> Match {
    let pattern = patterns[found.pattern]
    let symptom = symptoms[pattern.symptom]
    let text = symptom.texts[pattern.textIndex]
    return Match(
      symptom: symptom.id, textIndex: pattern.textIndex, software: text.software, side: text.side,
      excerpt: excerpt, line: line)
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
