extension Recogniser {
  /// The symptoms in a pasted text: a message, a ticket, a stack trace, quoted mail.
  ///
  /// Lines that were wrapped are joined again, up to four of them. Each symptom is reported once,
  /// where it stands first. Of a text beyond 4 MiB the rest is ignored, of a line what is beyond
  /// 64 KiB. Nothing known gives an empty list.
  public func recognise(text: String) -> [Match] {
    let lines = Self.lines(of: text)
    let folded = lines.map { line in
      line.withUnsafeBufferPointer { FoldedText.fold($0) }
    }
    var found: [Sighted] = []
    for first in lines.indices where !folded[first].isEmpty {
      found += find(in: folded[first]).map { Sighted($0, folded[first], first, 1) }
      for count in 2...4 where first + count <= lines.count {
        let last = first + count - 1
        guard !folded[last].isEmpty, !LogPrefix.beginsRecord(folded[last]) else { break }
        for filler in [[0x20], []] as [[UInt8]] {
          let joined = Array(folded[first...last].joined(separator: filler))
          let edges = (folded[first].count, joined.count - folded[last].count)
          found += find(in: joined).filter { one in
            (one.ranges.first?.lowerBound ?? .max) < edges.0
              && (one.ranges.last?.upperBound ?? 0) > edges.1 && !isByCode(one)
          }.map { Sighted($0, joined, first, count) }
        }
      }
    }
    var seen: Set<Int> = []
    let ordered = found.sorted {
      ($0.line, $0.count, $0.found.pattern) < ($1.line, $1.count, $1.found.pattern)
    }
    return ordered.compactMap { one in
      guard !ordered.contains(where: { hides($0, one) }) else { return nil }
      guard seen.insert(patterns[one.found.pattern].symptom).inserted else { return nil }
      let excerpt = Self.excerpt(
        Array(lines[one.line..<(one.line + one.count)].joined(separator: [0x20])))
      return match(one.found, excerpt: excerpt, line: one.line + 1)
    }
  }

  private struct Sighted {
    var found: Found
    var bytes: [UInt8]
    var line: Int
    var count: Int

    init(_ found: Found, _ bytes: [UInt8], _ line: Int, _ count: Int) {
      self.found = found
      self.bytes = bytes
      self.line = line
      self.count = count
    }
  }

  /// Whether `inner` is only a part of what `outer` says over several lines.
  private func hides(_ outer: Sighted, _ inner: Sighted) -> Bool {
    guard outer.count > inner.count, outer.line <= inner.line,
      inner.line + inner.count <= outer.line + outer.count
    else { return false }
    let (a, b) = (patterns[outer.found.pattern], patterns[inner.found.pattern])
    guard a.symptom != b.symptom, a.literalCount > b.literalCount else { return false }
    let part = Array(inner.bytes[inner.found.anchor])
    return outer.found.ranges.contains { range in
      SymptomPattern.find(part, in: outer.bytes, from: range.lowerBound, to: range.upperBound)
        != nil
    }
  }

  /// The lines of a text without the signs of quoted mail.
  private static func lines(of text: String) -> [[UInt8]] {
    Array(text.utf8.prefix(4 << 20))
      .split(omittingEmptySubsequences: false) { $0 == 0x0A || $0 == 0x0D }
      .map { line in
        var rest = line.prefix(LogScan.longestLine)
        while let sign = rest.first, sign == 0x3E || sign == 0x20 || sign == 0x09 {
          rest = rest.dropFirst()
        }
        return Array(rest)
      }
  }
}
