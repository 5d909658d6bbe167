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
  /// Where they were found, which has their pages ready.
  let index: SearchIndex
  var current = 0

  /// The hit that is looked at.
  var hit: Hit? { hits.indices.contains(current) ? hits[current] : nil }

  var text: String {
    hits.isEmpty ? "nothing found" : "\(current + 1) of \(hits.count)"
  }
}

/// What is to be made ready for a search: every page of a report.
public struct SearchOrder: Equatable, Sendable {
  let tree: CauseTree
  let titles: [RuleID: String]
  /// The line of the list that is looked at.
  let row: DiagnosisRow?
  /// What the pages are broken into lines for.
  let size: GridSize
  let glyphs: GlyphSet
}

/// Every page of a report as it is shown, and all of them as plain text in lower case.
///
/// Making one takes time, which no key waits for. Of the pages about other causes, which repeat each
/// other, only that of the order's line is in it.
public struct SearchIndex: Equatable, Sendable {
  private struct Entry: Equatable, Sendable {
    let hit: SearchResult.Hit
    /// Where its text ends; it begins where the one before ends.
    let end: Int
  }

  private var pages: [DiagnosisPage.Key: DiagnosisPage] = [:]
  private var text: [UInt8] = []
  private var entries: [Entry] = []

  public init(_ order: SearchOrder) {
    let screen = ScreenLayout(order.size)
    let rows = order.tree.rows.map(\.row)
    // What is looked at comes first in what is found.
    for row in rows.filter({ $0 == order.row }) + rows.filter({ $0 != order.row }) {
      for tab in DiagnosisTab.pages(of: row) where tab != .otherCauses || row == order.row {
        let paragraphs = order.tree.paragraphs(tab, of: row, titles: order.titles)
        let key = DiagnosisPage.Key(row, tab, order.tree, screen, order.glyphs)
        pages[key] = DiagnosisPage(key, paragraphs, order.tree)
        for (index, paragraph) in paragraphs.enumerated() {
          for span in paragraph.text.spans { text += span.text.lowercased().utf8 }
          entries.append(
            Entry(hit: .init(row: row, tab: tab, paragraph: index), end: text.count))
        }
      }
    }
  }

  /// A page, so that one that is found need not be made again; nil where it is not in here.
  func page(_ key: DiagnosisPage.Key) -> DiagnosisPage? { pages[key] }

  /// The paragraphs that hold these words, in upper or lower case.
  func find(_ words: String) -> SearchResult {
    let wanted = Array(words.lowercased().utf8)
    var hits: [SearchResult.Hit] = []
    var start = 0
    for entry in entries {
      if holds(wanted, in: start..<entry.end) { hits.append(entry.hit) }
      start = entry.end
    }
    return SearchResult(words: words, hits: hits, index: self)
  }

  private func holds(_ wanted: [UInt8], in range: Range<Int>) -> Bool {
    guard let first = wanted.first, range.count >= wanted.count else { return false }
    var start = range.lowerBound
    while start <= range.upperBound - wanted.count {
      if text[start] == first, wanted.indices.allSatisfy({ text[start + $0] == wanted[$0] }) {
        return true
      }
      start += 1
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
