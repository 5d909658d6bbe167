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
  var current = 0

  /// The hit that is looked at.
  var hit: Hit? { hits.indices.contains(current) ? hits[current] : nil }

  var text: String {
    hits.isEmpty ? "nothing found" : "\(current + 1) of \(hits.count)"
  }
}

/// Every page of a report as plain text.
///
/// Of the pages about other causes, which repeat each other, only that of `row` is in it.
struct SearchIndex: Equatable, Sendable {
  private struct Entry: Equatable, Sendable {
    let hit: SearchResult.Hit
    let text: [UInt8]
  }

  private let entries: [Entry]

  init(_ tree: CauseTree, titles: [RuleID: String], from row: DiagnosisRow?) {
    var entries: [Entry] = []
    for line in tree.rows.map(\.row) {
      for tab in DiagnosisTab.pages(of: line) where tab != .otherCauses || line == row {
        let page = tree.paragraphs(tab, of: line, titles: titles)
        for (index, paragraph) in page.enumerated() {
          entries.append(
            Entry(
              hit: SearchResult.Hit(row: line, tab: tab, paragraph: index),
              text: Array(paragraph.text.text.lowercased().utf8)))
        }
      }
    }
    self.entries = entries
  }

  /// The paragraphs that hold these words, in upper or lower case; those of `row` first.
  func find(_ words: String, from row: DiagnosisRow?) -> SearchResult {
    let wanted = Array(words.lowercased().utf8)
    guard !wanted.isEmpty else { return SearchResult(words: words, hits: []) }
    let hits = entries.filter { contains($0.text, wanted) }.map(\.hit)
    return SearchResult(
      words: words, hits: hits.filter { $0.row == row } + hits.filter { $0.row != row })
  }

  private func contains(_ text: [UInt8], _ wanted: [UInt8]) -> Bool {
    guard let first = wanted.first, text.count >= wanted.count else { return false }
    return (0...(text.count - wanted.count)).contains { start in
      text[start] == first && text[start..<start + wanted.count].elementsEqual(wanted)
    }
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
