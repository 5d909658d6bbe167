/// Where a pattern stands in a text.
struct PatternMatch {
  /// Where each of its pieces stands; of a text that was cut, the last one is what is left of it.
  var ranges: [Range<Int>]
  /// What stands in the gaps of versions, in order.
  var variations: [Range<Int>]
  /// Literal bytes that were found.
  var literalCount: Int
  /// Where a text was cut off that did not end there.
  var cutAt: Int?

  var start: Int { ranges.first?.lowerBound ?? 0 }
  var end: Int { cutAt ?? ranges.last?.upperBound ?? 0 }
}

extension SymptomPattern {
  /// The longest value without blanks, and the longest one with them.
  static let longestWord = 256
  static let longestValue = 400

  /// The pattern, beginning at `start`; nil where it does not stand there.
  func match(_ text: FoldedText, at start: Int) -> PatternMatch? {
    pieces(text, at: start, cutAt: nil).flatMap {
      isBounded(text, $0) && hasCase($0, text) ? $0 : nil
    }
  }

  /// The pattern, beginning at `start` and cut off at `end`.
  ///
  func match(_ text: FoldedText, at start: Int, cutAt end: Int) -> PatternMatch? {
    guard end - start >= Self.shortestCut, !isWholeLine, startsWord(text, start) else { return nil }
    return pieces(text, at: start, cutAt: end).flatMap { hasCase($0, text) ? $0 : nil }
  }

  /// The fewest bytes by which a text is told from others when its end is missing, and the fewest
  /// of them that are no values.
  static let shortestCut = 36
  static let shortestLiteral = 20
  /// The same, besides the name of an exception's class.
  private static let shortestMessage = 5

  private func pieces(_ text: FoldedText, at start: Int, cutAt end: Int?) -> PatternMatch? {
    let none = PatternMatch(ranges: [], variations: [], literalCount: 0)
    return rest(of: none, text, at: start, cutAt: end)
  }

  /// How often a piece is looked for further on where what follows does not fit.
  private static let mostPlaces = 6

  /// The pieces after those of `match`, of which the first follows at `at`.
  private func rest(
    of match: PatternMatch, _ text: FoldedText, at: Int, cutAt end: Int?
  ) -> PatternMatch? {
    guard match.ranges.count < pieces.count else { return end == nil ? match : nil }
    let piece = pieces[match.ranges.count]
    var match = match
    switch piece.gap {
    case .start: return take(piece, of: match, text, at: at, cutAt: end)
    case .variation(let kind):
      var length = length(of: kind, text, at)
      if let end, kind == .alertVersion, isBegun(text.bytes[at..<max(at, end)]) {
        length = end - at
      }
      match.variations.append(at..<min(at + length, end ?? text.count))
      return take(piece, of: match, text, at: at + length, cutAt: end)
    case .word:
      return value(piece, text, from: at, least: 1, cutAt: end).flatMap {
        take(piece, of: match, text, at: $0, cutAt: end)
      }
    case .anything, .file:
      var least = 0
      for _ in 0..<Self.mostPlaces {
        guard let place = value(piece, text, from: at, least: least, cutAt: end) else { return nil }
        let isPossible = piece.gap != .file || !FileKind.isForeign(text.bytes[at..<place])
        if isPossible, let whole = take(piece, of: match, text, at: place, cutAt: end) {
          return whole
        }
        least = place + 1 - at
      }
      return nil
    }
  }

  /// `piece` at `place`, and all that follows it.
  private func take(
    _ piece: Piece, of match: PatternMatch, _ text: FoldedText, at place: Int, cutAt end: Int?
  ) -> PatternMatch? {
    let next = place + piece.bytes.count
    guard Self.stands(piece.bytes, text.bytes, place), next <= end ?? .max else {
      return end.flatMap { cut(match, piece, text, place, $0) }
    }
    var match = match
    match.ranges.append(place..<next)
    match.literalCount += piece.bytes.count
    return rest(of: match, text, at: next, cutAt: end)
  }

  /// What is left of `piece` up to the end.
  private func cut(
    _ match: PatternMatch, _ piece: Piece, _ text: FoldedText, _ place: Int, _ end: Int
  ) -> PatternMatch? {
    var match = match
    match.cutAt = end
    if place < end {
      guard end - place < piece.bytes.count,
        Self.stands(piece.bytes.prefix(end - place), text.bytes, place)
      else { return nil }
      match.ranges.append(place..<end)
      match.literalCount += end - place
    }
    let weight = weight(match, text)
    return weight >= Self.shortestLiteral && weight - className >= Self.shortestMessage
      ? match : nil
  }

  /// Where `piece` stands behind a value that begins at `from` and has `least` bytes or more.
  private func value(
    _ piece: Piece, _ text: FoldedText, from: Int, least: Int, cutAt end: Int?
  ) -> Int? {
    let isWord = piece.gap == .word
    let limit = min(
      (end ?? text.count) - (end == nil ? piece.bytes.count : 1),
      from + (isWord ? Self.longestWord : Self.longestValue))
    guard let first = piece.bytes.first else { return nil }
    var place = from + least
    while place <= limit {
      if isWord, place > from + 1, text.followsBlank(place - 1) { return nil }
      if text.bytes[place] == first {
        let isCut = end.map { $0 - place < piece.bytes.count } ?? false
        let wanted = isCut ? piece.bytes.prefix((end ?? 0) - place) : piece.bytes[...]
        if Self.stands(wanted, text.bytes, place) { return place }
      }
      place += 1
    }
    // The text may be cut within the value, unless that goes on as the piece does, and then otherwise.
    let beginning = piece.bytes.prefix(PatternIndex.width)
    if let end, beginning.count == PatternIndex.width,
      (from..<max(from, end)).contains(where: { Self.stands(beginning, text.bytes, $0) })
    {
      return nil
    }
    return end.flatMap { $0 - from <= (isWord ? Self.longestWord : Self.longestValue) ? $0 : nil }
  }

  /// Whether the name of a version was cut off.
  private func isBegun(_ rest: ArraySlice<UInt8>) -> Bool {
    Self.alertVersions.contains { $0.starts(with: rest) }
  }

  /// How many bytes at `at` belong to what differs between versions.
  private func length(of kind: Variation, _ text: FoldedText, _ at: Int) -> Int {
    let next = text.bytes[min(at, text.count)...]
    switch kind {
    case .code, .function, .mnemonic:
      // A manual leaves them open.
      if next.first == 0x3C, let end = next.prefix(16).firstIndex(of: 0x3E) {
        return end + 1 - next.startIndex
      }
      if kind == .code { return next.prefix(8).prefix(while: Self.isHex).count }
      return next.prefix(64).prefix(while: FoldedText.isWord).count
    case .alertVersion: return Self.alertVersions.first(where: next.starts)?.count ?? 0
    case .hyphen: return next.first == 0x2D ? 1 : 0
    case .alertName:
      guard next.first == 0x28 else { return 0 }
      let name = next.dropFirst().prefix(40).prefix(while: FoldedText.isWord)
      return !name.isEmpty && next.dropFirst(name.count + 1).first == 0x29 ? name.count + 2 : 0
    }
  }

  /// Whether the words at both ends are whole ones.
  private func isBounded(_ text: FoldedText, _ match: PatternMatch) -> Bool {
    guard startsWord(text, match.start) else { return false }
    let end = match.end
    guard !isOpen, text.continues(end), FoldedText.isWord(text.bytes[end - 1]) else { return true }
    if FoldedText.isWord(text.bytes[end]) { return false }
    // `https` in `https.example.com` is a part of something else.
    guard [0x2D, 0x2E].contains(text.bytes[end]), text.continues(end + 1) else { return true }
    return !FoldedText.isWord(text.bytes[end + 1])
  }

  private func startsWord(_ text: FoldedText, _ start: Int) -> Bool {
    !text.continues(start) || !FoldedText.isWord(text.bytes[start])
      || !FoldedText.isWord(text.bytes[start - 1])
  }

  private static func stands(
    _ piece: some RandomAccessCollection<UInt8>, _ bytes: [UInt8], _ at: Int
  ) -> Bool {
    guard at >= 0, at + piece.count <= bytes.count else { return false }
    var place = at
    for byte in piece {
      if bytes[place] != byte { return false }
      place += 1
    }
    return true
  }

  /// The symptoms that a match may mean: those of the text that stands there word for word, else of
  /// every text of this form.
  func owners(_ match: PatternMatch, _ text: FoldedText) -> [Owner] {
    let exact = members.filter { isExact($0, match, text) }
    let near = foldsCase ? members : members.filter { hasCase($0, match, text) }
    var seen: Set<Int> = []
    return (exact.isEmpty ? near : exact).flatMap(\.owners).filter {
      seen.insert($0.symptom).inserted
    }
  }

  /// What stands in the place of values that may have blanks.
  func values(_ match: PatternMatch) -> [Range<Int>] {
    match.ranges.indices.dropFirst().filter { [.anything, .file].contains(pieces[$0].gap) }.map {
      match.ranges[$0 - 1].upperBound..<match.ranges[$0].lowerBound
    }
  }

  /// Whether a text of this form stands there word for word.
  func isExact(_ match: PatternMatch, _ text: FoldedText) -> Bool {
    members.contains { isExact($0, match, text) }
  }

  /// Bytes that speak for the text: its literals, and what is its own in the gaps of versions.
  func weight(_ match: PatternMatch, _ text: FoldedText) -> Int {
    let own = members.map { member in
      zip(member.originals, match.variations).reduce(0) { sum, gap in
        hasOwn(gap.0, gap.1, match, text) ? sum + gap.1.count : sum
      }
    }
    return match.literalCount + (own.max() ?? 0)
  }

  /// The length of the exception's class at the beginning, which says nothing by itself.
  private var className: Int {
    guard let first = pieces.first, let colon = first.bytes.firstIndex(of: 0x3A) else { return 0 }
    let name = first.bytes[..<colon]
    return name.contains(0x2E) && name.allSatisfy { FoldedText.isWord($0) || $0 == 0x2E }
      ? name.count : 0
  }

  private func hasOwn(
    _ original: [UInt8]?, _ range: Range<Int>, _ match: PatternMatch, _ text: FoldedText
  ) -> Bool {
    guard let original else { return true }
    let found = text.bytes[range]
    let isCut = range.upperBound == match.cutAt
    return isCut ? original.starts(with: found) : original.elementsEqual(found)
  }

  private func isExact(_ member: Member, _ match: PatternMatch, _ text: FoldedText) -> Bool {
    zip(member.originals, match.variations).allSatisfy { hasOwn($0, $1, match, text) }
      && hasCase(member, match, text)
  }

  private func hasCase(_ match: PatternMatch, _ text: FoldedText) -> Bool {
    foldsCase || members.contains { hasCase($0, match, text) }
  }

  /// Whether the literals of a match are in the letter case of this text.
  private func hasCase(_ member: Member, _ match: PatternMatch, _ text: FoldedText) -> Bool {
    var at = 0
    for range in match.ranges {
      for index in range {
        if member.exact[at] != text.exact[index] { return false }
        at += 1
      }
    }
    return true
  }
}
