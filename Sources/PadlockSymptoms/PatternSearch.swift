import PadlockModel

/// Looks for the texts of all symptoms in one text.
struct PatternSearch {
  /// A text that was found, and the symptoms that it may mean.
  struct Sighting {
    var range: Range<Int>
    var literalCount: Int
    var owners: [SymptomPattern.Owner]
    /// Where its literals stand.
    var literals: [Range<Int>] = []
    /// What stands in the place of its longer values.
    var values: [Range<Int>] = []

    /// The same, which may mean only these.
    func with(_ owners: [SymptomPattern.Owner]) -> Sighting {
      var sighting = self
      sighting.owners = owners
      return sighting
    }
  }

  /// As many letters as are behind a line's end by no accident.
  private static let shortestRest = 8
  /// How far before a piece its text may begin.
  private static let reach = 600

  private let recogniser: Recogniser
  private let text: FoldedText
  /// How many places were looked at closely.
  private(set) var tries = 0
  /// Where it ended, if that was before the end of the text.
  private(set) var endedAt: Int?
  private let repeated: RepeatedLines?
  private let most: Int
  private var found: [(pattern: Int, match: PatternMatch)] = []

  /// Makes a search of one text; in `repeated` lines it looks only for what counts by its record, and
  /// ends where `most` places were looked at closely, in a text made to be slow.
  init(
    _ recogniser: Recogniser, _ text: FoldedText, repeated: RepeatedLines? = nil,
    most: Int = 400_000
  ) {
    self.recogniser = recogniser
    self.text = text
    self.repeated = repeated
    self.most = most
  }

  /// What stands in the text, in order, without what is a part of another; `isWhole` where no text
  /// was cut or wrapped.
  mutating func sightings(isWhole: Bool) -> [Sighting] {
    whole()
    var sightings = found.map { pattern, match in
      Sighting(
        range: match.start..<match.end, literalCount: match.literalCount,
        owners: recogniser.patterns[pattern].owners(match, text), literals: match.ranges,
        values: recogniser.patterns[pattern].values(match))
    }
    if !isWhole { sightings += cut() }
    var isTaken = [Bool](repeating: false, count: sightings.isEmpty ? 0 : text.count)
    sightings = mostExact(of: nearest(of: sightings), &isTaken)
    if !recogniser.byCode.isEmpty {
      for code in OpenSSLCode.all(in: text) where !(isTaken.first(in: code.range) ?? false) {
        if let owners = recogniser.byCode[code.reason] {
          sightings.append(Sighting(range: code.range, literalCount: 0, owners: owners))
        }
      }
    }
    return sightings.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  // Texts that stand there from beginning to end.
  private mutating func whole() {
    each(recogniser.index) { search, pattern, start, place, piece in
      guard let match = search.recogniser.patterns[pattern].match(search.text, at: start),
        match.ranges[piece].lowerBound == place, search.stands(pattern, match)
      else { return false }
      search.found.append((pattern, match))
      return true
    }
    var cursor = repeated.map(RepeatedLines.Cursor.init)
    for (start, first) in text.bytes.enumerated() {
      for pattern in recogniser.short[Int(first)] {
        guard text.bytes[start...].starts(with: recogniser.patterns[pattern].pieces[0].bytes) else {
          continue
        }
        if saysNothingNew(pattern, start, &cursor) { continue }
        guard isAnotherTry(at: start) else { return }
        if let match = recogniser.patterns[pattern].match(text, at: start), stands(pattern, match) {
          found.append((pattern, match))
        }
      }
    }
  }

  /// Whether a match is alone where its text counts only so, and no record begins within it.
  private func stands(_ pattern: Int, _ match: PatternMatch) -> Bool {
    if recogniser.patterns[pattern].isWholeLine,
      !LogPrefix.isAlone(match.start..<match.end, in: text)
    {
      return false
    }
    return isContinuous(match.start..<match.end)
  }

  private func isContinuous(_ range: Range<Int>) -> Bool {
    range.dropFirst().allSatisfy {
      !text.startsLine($0) || !(text.startsParagraph($0) || LogPrefix.beginsRecord($0, in: text))
    }
  }

  /// Texts of which only the beginning is there, where that is the beginning of no other.
  private mutating func cut() -> [Sighting] {
    let ends = lineEnds()
    var cuts: [Int: [(pattern: Int, match: PatternMatch)]] = [:]
    each(recogniser.beginnings) { search, pattern, start, place, piece in
      var isFound = false
      for end in Self.next(3, of: ends, after: start) where end - start <= Self.reach {
        guard
          let match = search.recogniser.patterns[pattern].match(
            search.text, at: start, cutAt: end),
          piece >= match.ranges.count || match.ranges[piece].lowerBound == place,
          search.isContinuous(start..<end), !search.goesOn(pattern, match, start, end)
        else { continue }
        cuts[end, default: []].append((pattern, match))
        isFound = true
      }
      return isFound
    }
    return cuts.values.compactMap(unique)
  }

  /// Whether the text stands on behind `end`, for a few letters at least: then it was wrapped there
  /// and not cut.
  private func goesOn(_ pattern: Int, _ match: PatternMatch, _ start: Int, _ end: Int) -> Bool {
    let further = end + Self.shortestRest
    guard further < text.count, isContinuous(start..<further) else { return false }
    let longer = recogniser.patterns[pattern].match(text, at: start, cutAt: further)
    return longer.map { $0.literalCount == match.literalCount + Self.shortestRest } ?? false
  }

  /// What texts cut off at one place mean, where that is the same for all that it may have been.
  private func unique(_ cuts: [(pattern: Int, match: PatternMatch)]) -> Sighting? {
    let exact = cuts.filter { recogniser.patterns[$0.pattern].isExact($0.match, text) }
    let weighed = (exact.isEmpty ? cuts : exact).map {
      (cut: $0, weight: recogniser.patterns[$0.pattern].weight($0.match, text))
    }
    let most = weighed.map(\.weight).max() ?? 0
    let best = weighed.filter { $0.weight == most }.map(\.cut)
    let owners = best.map { recogniser.patterns[$0.pattern].owners($0.match, text) }
    guard let first = owners.first, let match = best.first?.match,
      owners.allSatisfy({ situations($0) == situations(first) })
    else { return nil }
    var seen: Set<Int> = []
    return Sighting(
      range: match.start..<match.end, literalCount: match.literalCount,
      owners: owners.joined().filter { seen.insert($0.symptom).inserted },
      literals: match.ranges)
  }

  private func situations(_ owners: [SymptomPattern.Owner]) -> Set<String> {
    Set(owners.map { recogniser.symptoms[$0.symptom].situation })
  }

  /// The ends of lines, and of fields of JSON, without closing signs.
  private func lineEnds() -> [Int] {
    let (bytes, breaks) = (text.bytes, text.breaks)
    var ends: [Int] = []
    var at = 1
    while at <= bytes.count {
      if at == bytes.count || breaks[at] >= FoldedText.Break.line.rawValue
        || (bytes[at] == 0x27 && Self.endsField(at, bytes))
      {
        var end = at
        while end > max(0, at - 8), Self.closing.contains(bytes[end - 1]) { end -= 1 }
        ends.append(end)
      }
      at += 1
    }
    return ends
  }

  private static let closing: [UInt8] = [0x27, 0x29, 0x5D, 0x7D, 0x2E, 0x2C]

  /// The first of `ends`, which are in order, that lie behind `start`.
  private static func next(_ count: Int, of ends: [Int], after start: Int) -> ArraySlice<Int> {
    var (low, high) = (0, ends.count)
    while low < high {
      let middle = (low + high) / 2
      if ends[middle] <= start { low = middle + 1 } else { high = middle }
    }
    return ends[low...].prefix(count)
  }

  /// Whether a quote stands at `index` that ends a field among others.
  private static func endsField(_ index: Int, _ bytes: [UInt8]) -> Bool {
    index + 2 < bytes.count && bytes[index + 1] == 0x2C && bytes[index + 2] == 0x27
  }

  /// Leaves out what has another in the place of a value: that one is the nearer cause.
  private func nearest(of sightings: [Sighting]) -> [Sighting] {
    let ordered = sightings.sorted { $0.range.lowerBound < $1.range.lowerBound }
    return ordered.enumerated().filter { index, outer in
      !outer.values.contains { value in
        ordered[(index + 1)...].prefix { $0.range.lowerBound < value.upperBound }.contains {
          $0.range.lowerBound >= value.lowerBound && $0.range.upperBound <= value.upperBound
        }
      }
    }.map(\.element)
  }

  /// Of what overlaps, the text with the most literals.
  private func mostExact(of sightings: [Sighting], _ isTaken: inout [Bool]) -> [Sighting] {
    let ordered = sightings.sorted {
      ($1.literalCount, $0.range.lowerBound, $0.range.count)
        < ($0.literalCount, $1.range.lowerBound, $1.range.count)
    }
    var kept: [Sighting] = []
    for sighting in ordered where !isTaken[sighting.range].contains(true) {
      for index in sighting.range { isTaken[index] = true }
      kept.append(sighting)
    }
    return kept
  }

  /// Calls `take` with the places where a pattern may begin, until one of them is taken.
  private mutating func each(
    _ index: PatternIndex, _ take: (inout PatternSearch, Int, Int, Int, Int) -> Bool
  ) {
    let text = text
    var cursor = repeated.map(RepeatedLines.Cursor.init)
    index.each(in: text) { pattern, piece, place in
      if saysNothingNew(pattern, place, &cursor) { return true }
      guard isAnotherTry(at: place) else { return false }
      if piece == 0 {
        _ = take(&self, pattern, place, place, 0)
        return true
      }
      let first = recogniser.patterns[pattern].pieces[0].bytes
      var before = place
      for _ in 0..<4 {
        guard let start = Self.last(first, in: text.bytes, before: before) else { break }
        if take(&self, pattern, start, place, piece) { break }
        before = start + first.count - 1
      }
      return true
    }
  }

  /// Counts a try; false where there have been enough.
  private mutating func isAnotherTry(at place: Int) -> Bool {
    guard tries < most else {
      endedAt = min(endedAt ?? place, place)
      return false
    }
    tries += 1
    return true
  }

  /// Whether a pattern at `place` was there in the same words before, and means the same whatever
  /// record it stands in.
  private func saysNothingNew(
    _ pattern: Int, _ place: Int, _ cursor: inout RepeatedLines.Cursor?
  ) -> Bool {
    guard cursor?.isRepeated(place) == true else { return false }
    return !recogniser.patterns[pattern].members.contains { member in
      member.owners.contains(where: recogniser.isOrdinaryAtDebug)
    }
  }

  /// Where `piece` begins at most ``reach`` bytes before `end`, where it ends at the latest.
  private static func last(_ piece: [UInt8], in bytes: [UInt8], before end: Int) -> Int? {
    var start = end - piece.count
    let lowest = max(0, end - reach)
    while start >= lowest {
      if bytes[start] == piece[0], bytes[start..<(start + piece.count)].elementsEqual(piece) {
        return start
      }
      start -= 1
    }
    return nil
  }
}

extension Recogniser {
  func sightings(inWhole text: FoldedText) -> [PatternSearch.Sighting] {
    var search = PatternSearch(self, text)
    return search.sightings(isWhole: true)
  }
}

extension [Bool] {
  /// The first value in `range`, where there is one.
  fileprivate func first(in range: Range<Int>) -> Bool? {
    range.lowerBound < count ? self[range.clamped(to: 0..<count)].contains(true) : nil
  }
}
