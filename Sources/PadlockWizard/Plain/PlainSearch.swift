internal import CellGrid
internal import PadlockModel

extension WizardState {
  /// Searches everything for the words behind a slash; a slash alone lists the causes again.
  mutating func searchPlainly(_ words: String) -> [Effect] {
    plain?.listsHits = false
    diagnosis.search = nil
    guard !words.isEmpty else { return [] }
    startSearch()
    plain?.page = .hits
    return handle(.paste(words)) + handle(.enter)
  }

  /// Shows the page that a place is on.
  mutating func chooseHit(_ index: Int) {
    guard var search = diagnosis.search, search.hits.indices.contains(index) else { return }
    search.current = index
    diagnosis.search = search
    showHit()
    plain?.page = .tab(diagnosis.tab)
  }
}

extension PlainText {
  /// Places of what was searched that are told at most.
  private static let mostHits = 50

  /// What was found: whose page it is on, and what stands there.
  var hits: [Paragraph] {
    guard let tree = state.causeTree, let search = state.diagnosis.search else { return [] }
    var pages: [SearchResult.Hit: [Paragraph]] = [:]
    let told = search.hits.prefix(Self.mostHits).enumerated().map { index, hit in
      let page = SearchResult.Hit(row: hit.row, tab: hit.tab, paragraph: 0)
      let paragraphs =
        pages[page] ?? tree.paragraphs(hit.tab, of: hit.row, titles: state.titles)
      pages[page] = paragraphs
      let text =
        paragraphs.indices.contains(hit.paragraph) ? paragraphs[hit.paragraph].text.text : ""
      let owner = tree.diagnosis(hit.row)?.title ?? "What was checked"
      return line(
        index + 1, "\(owner), \(hit.tab.title): \(truncate(text, to: 200, glyphs: state.glyphs))")
    }
    let more = search.hits.count - told.count
    return [.heading("“\(search.words)” stands in \(search.hits.count) places:")] + told
      + (more > 0 ? ["There are \(more) more; search for more words."] : [])
  }
}
