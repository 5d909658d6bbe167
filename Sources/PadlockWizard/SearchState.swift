internal import CellGrid
internal import PadlockModel

/// What a search found, and which of it is looked at.
struct SearchResult: Equatable, Sendable {
  /// A paragraph of a page.
  struct Hit: Hashable, Sendable {
    let row: DiagnosisRow
    let tab: DiagnosisTab
    let paragraph: Int
  }

  let words: String
  let hits: [Hit]
  /// Where they stand in the index.
  fileprivate let entries: [Int]
  var current = 0

  /// The hit that is looked at.
  var hit: Hit? { hits.indices.contains(current) ? hits[current] : nil }

  var text: String {
    hits.isEmpty ? "nothing found" : "\(current + 1) of \(hits.count)"
  }
}

/// What is to be made ready: every page of a report.
public struct SearchOrder: Equatable, Sendable {
  let tree: CauseTree
  let titles: [RuleID: String]
  /// What the pages are broken into lines for.
  let size: GridSize
  let glyphs: GlyphSet
}

/// Every page of a report as it is shown, and all of them as plain text in lower case.
///
/// Making one takes time, which no key waits for. Of the pages about other causes, which repeat each
/// other, only the first is in it.
public struct SearchIndex: Equatable, Sendable {
  private struct Entry: Equatable, Sendable {
    let hit: SearchResult.Hit
    let text: Range<Int>
  }

  /// Which diagnoses were seen to be fixed when it was made.
  let fixed: Set<String>
  private var pages: [DiagnosisPage.Key: DiagnosisPage] = [:]
  private var text: [UInt8] = []
  /// How often each byte is in the text.
  private var frequencies = [Int](repeating: 0, count: 256)
  private var entries: [Entry] = []
  /// The entries of each line of the list.
  private var rows: [DiagnosisRow: Range<Int>] = [:]

  public init(_ order: SearchOrder) {
    fixed = order.tree.fixed
    let screen = ScreenLayout(order.size)
    let first = order.tree.rows.first { order.tree.diagnosis($0.row) != nil }?.row
    for row in order.tree.rows.map(\.row) {
      let start = entries.count
      for tab in DiagnosisTab.pages(of: row) where tab != .otherCauses || row == first {
        let paragraphs = order.tree.paragraphs(tab, of: row, titles: order.titles)
        let key = DiagnosisPage.Key(row, tab, order.tree, screen, order.glyphs)
        pages[key] = DiagnosisPage(key, paragraphs, order.tree)
        for (index, paragraph) in paragraphs.enumerated() {
          let start = text.count
          for span in paragraph.text.spans { text += span.text.lowercased().utf8 }
          entries.append(
            Entry(
              hit: .init(row: row, tab: tab, paragraph: index), text: start..<text.count))
        }
      }
      rows[row] = start..<entries.count
    }
    for byte in text { frequencies[Int(byte)] += 1 }
  }

  /// A page, so that it need not be made again; nil where it is not in here.
  func page(_ key: DiagnosisPage.Key) -> DiagnosisPage? { pages[key] }

  /// The paragraphs that hold these words, in upper or lower case: those of this line come first.
  ///
  /// What was found for the beginning of the words, if anything was, is all that is looked at.
  func find(_ words: String, from row: DiagnosisRow?, in found: SearchResult?) -> SearchResult {
    let wanted = Array(words.lowercased().utf8)
    let rarest = wanted.indices.min {
      frequencies[Int(wanted[$0])] < frequencies[Int(wanted[$1])]
    }
    var hits: [Int] = []
    func look(_ places: some Sequence<Int>) {
      let text = self.text.span
      for place in places where holds(wanted, rarest ?? 0, in: entries[place].text, of: text) {
        hits.append(place)
      }
    }
    if let found, wanted.starts(with: found.words.lowercased().utf8) {
      look(found.entries)
    } else {
      let first = row.flatMap { rows[$0] } ?? 0..<0
      look(first)
      look(0..<first.lowerBound)
      look(first.upperBound..<entries.count)
    }
    return SearchResult(words: words, hits: hits.map { entries[$0].hit }, entries: hits)
  }

  /// Whether the words are there, of which one byte is compared first.
  private func holds(
    _ wanted: [UInt8], _ rarest: Int, in range: Range<Int>, of text: Span<UInt8>
  ) -> Bool {
    guard !wanted.isEmpty, range.count >= wanted.count else { return false }
    let byte = wanted[rarest]
    for start in range.lowerBound...range.upperBound - wanted.count
    where text[start + rarest] == byte {
      if wanted.indices.allSatisfy({ text[start + $0] == wanted[$0] }) { return true }
    }
    return false
  }
}

extension CauseTree {
  /// A page about a line of the list.
  func paragraphs(
    _ tab: DiagnosisTab, of row: DiagnosisRow, titles: [RuleID: String]
  ) -> [Paragraph] {
    guard let diagnosis = diagnosis(row) else { return OverviewText.paragraphs(tab, report) }
    return DiagnosisText(diagnosis: diagnosis, tree: self, titles: titles).paragraphs(tab)
  }

  /// The evidence for a diagnosis that is told below its reasons.
  func firstEvidence(of row: DiagnosisRow) -> [Paragraph] {
    guard let diagnosis = diagnosis(row) else { return [] }
    return DiagnosisText(diagnosis: diagnosis, tree: self, titles: [:]).firstEvidence
  }
}

extension StyledText {
  /// The text with every occurrence of some words reversed, in upper or lower case.
  func marking(_ words: String) -> StyledText {
    guard !words.isEmpty else { return self }
    return StyledText(spans.flatMap { $0.marking(words) })
  }
}

extension StyledText.Span {
  fileprivate func marking(_ words: String) -> [StyledText.Span] {
    var parts: [StyledText.Span] = []
    var rest = Substring(text)
    let wanted = Array(words.lowercased())
    while let start = rest.indices.first(where: { rest[$0...].starts(with: wanted, by: sameLetter) }
    ) {
      let end = rest.index(start, offsetBy: wanted.count)
      if start > rest.startIndex { parts.append(.init(String(rest[..<start]), style)) }
      parts.append(.init(String(rest[start..<end]), style.reversed))
      rest = rest[end...]
    }
    if !rest.isEmpty { parts.append(.init(String(rest), style)) }
    return parts
  }
}

private func sameLetter(_ shown: Character, _ wanted: Character) -> Bool {
  shown == wanted || shown.lowercased() == String(wanted)
}
