import PadlockModel

extension Recogniser {
  /// Bytes of a pasted text that count.
  public static let longestText = 4 << 20

  /// The known messages in a pasted text, in order; a message that several situations share is one.
  ///
  /// The text may be a message, a ticket, a stack trace, quoted mail; wrapped, coloured, escaped, or
  /// cut off where the rest is unique. Each message is given once, where it stands first, and of a
  /// chain of exceptions the innermost cause that is known. Nothing known gives an empty list; of a
  /// text beyond ``longestText`` the rest is ignored.
  public func messages(in text: String) -> Recognition {
    let source = Array(text.utf8.prefix(Self.longestText))
    return source.withUnsafeBufferPointer { bytes in
      let folded = FoldedText.fold(bytes)
      let lines = SourceLines(bytes)
      let repeated = RepeatedLines(folded)
      var search = PatternSearch(self, folded, repeated: repeated)
      let sightings = search.sightings(isWhole: false).compactMap { sighting in
        let owners = sighting.owners.filter {
          !isOrdinaryAtDebug($0) || !DebugRecord.holds(sighting.range.lowerBound, in: folded)
        }
        return owners.isEmpty ? nil : sighting.with(owners)
      }
      var seen: Set<Set<Int>> = []
      let messages = telling(innermost(of: sightings, in: folded)).compactMap { sighting in
        seen.insert(Set(sighting.owners.map(\.symptom))).inserted
          ? message(sighting, folded, lines) : nil
      }
      let known = Set(sightings.flatMap { lines.numbers(of: $0.range, in: folded) })
      return Recognition(
        messages: messages,
        unrecognised: lines.unknownMessages(besides: known, repeated, in: folded),
        cutAt: search.endedAt.map { Int(folded.offsets[$0]) })
    }
  }

  /// How near what tells the cause stands to words that do not, in bytes of folded text.
  private static let nearby = 1_000

  /// Leaves out a headline or a wrapper, which tells no cause, where what does stands near it.
  private func telling(_ sightings: [PatternSearch.Sighting]) -> [PatternSearch.Sighting] {
    let tells = sightings.map { $0.owners.contains { !symptoms[$0.symptom].diagnoses.isEmpty } }
    guard tells.contains(false) else { return sightings }
    func isNear(_ index: Int?, _ sighting: PatternSearch.Sighting) -> Bool {
      guard let index else { return false }
      let other = sightings[index].range
      return other.lowerBound - sighting.range.upperBound < Self.nearby
        && sighting.range.lowerBound - other.upperBound < Self.nearby
    }
    var next = [Int?](repeating: nil, count: sightings.count)
    for index in sightings.indices.reversed() {
      next[index] = tells[index] ? index : index + 1 < next.count ? next[index + 1] : nil
    }
    var last: Int?
    return zip(sightings.indices, sightings).filter { index, sighting in
      if tells[index] {
        last = index
        return true
      }
      return !isNear(last, sighting) && !isNear(next[index], sighting)
    }.map(\.1)
  }

  /// The symptoms in a pasted text, each once, where it stands first; see ``messages(in:)``.
  public func recognise(text: String) -> [Match] {
    var seen: Set<String> = []
    return messages(in: text).messages.flatMap(\.readings).filter {
      seen.insert($0.symptom).inserted
    }
  }

  private func message(
    _ sighting: PatternSearch.Sighting, _ text: FoldedText, _ lines: SourceLines
  ) -> Recognition.Message {
    let numbers = lines.numbers(of: sighting.range, in: text)
    let excerpt = lines.excerpt(
      numbers, from: Int(text.offsets[sighting.range.lowerBound]),
      to: Int(text.offsets[sighting.range.upperBound - 1]))
    return Recognition.Message(
      excerpt: excerpt, line: numbers.lowerBound + 1, lineCount: numbers.count,
      readings: sighting.owners.map {
        match($0, excerpt: excerpt, line: numbers.lowerBound + 1)
      }, quotes: sighting.literals.flatMap { lines.quotes($0, in: text) })
  }

  /// Leaves out what was thrown because of the next one.
  private func innermost(
    of sightings: [PatternSearch.Sighting], in text: FoldedText
  ) -> [PatternSearch.Sighting] {
    zip(sightings.indices, sightings).filter { index, sighting in
      guard index + 1 < sightings.count else { return true }
      return !StackTrace.causes(
        from: sighting.range.upperBound, to: sightings[index + 1].range.lowerBound, in: text)
    }.map(\.1)
  }
}
