internal import CellGrid
internal import PadlockModel

/// The page that is open on the diagnosis screen, broken into lines.
///
/// Breaking a long one takes time, so `update` keeps it in the state.
struct DiagnosisPage: Equatable, Sendable {
  /// What it depends on, apart from the report.
  private struct Key: Hashable, Sendable {
    let row: DiagnosisRow?
    let tab: DiagnosisTab
    let rect: Rect
    let glyphs: GlyphSet
    /// Whether the diagnosis was seen to be gone.
    let isFixed: Bool
  }

  struct Link: Equatable, Sendable {
    let paragraph: Int
    let place: FilePlace
  }

  private let key: Key
  let layout: PageLayout
  let links: [Link]

  /// The page of this state in a layout: the one that is kept, if it is that.
  init(_ state: WizardState, _ tree: CauseTree, _ screen: ScreenLayout, _ glyphs: GlyphSet) {
    let shown = state.diagnosis
    let key = Key(
      row: shown.selection, tab: shown.tab, rect: Self.rect(screen), glyphs: glyphs,
      isFixed: shown.selection.flatMap(tree.diagnosis).map { tree.isFixed($0.key) } ?? false)
    if let kept = state.run?.page, kept.key == key {
      self = kept
      return
    }
    self.key = key
    let row = shown.selection ?? .overview
    var paragraphs = state.paragraphs(shown.tab, of: row, tree)
    // A tall screen has room for the evidence below the reasons.
    if shown.tab == .why, screen.body.height >= 34 {
      paragraphs += ["", .heading("Evidence")] + state.paragraphs(.evidence, of: row, tree)
    }
    layout = PageLayout(paragraphs, width: key.rect.widthBesideScrollBar, glyphs: glyphs)
    links = paragraphs.enumerated().compactMap { index, paragraph in
      paragraph.link.map { Link(paragraph: index, place: $0) }
    }
  }

  /// Where the page lies: below the titles of all pages.
  static func rect(_ screen: ScreenLayout) -> Rect {
    screen.right.splitRows([.fixed(2), .share(1)])[1]
  }

  var height: Int { key.rect.height }

  /// The lines with the marked link, and the words that are searched, standing out.
  func view(_ diagnosis: DiagnosisState) -> LinesView<Range<Int>> {
    let words = diagnosis.search?.words ?? ""
    let marked = links.indices.contains(diagnosis.link) ? links[diagnosis.link].paragraph : nil
    return LinesView(0..<layout.count, offset: diagnosis.scroll) { line in
      let text = layout.line(line)
      guard let paragraph = layout.paragraph(ofLine: line),
        layout.paragraphs[paragraph].link != nil
      else {
        return text.marking(words)
      }
      let isMarked = paragraph == marked && diagnosis.detailHasFocus
      return text.linked(isMarked ? .selected : .link).marking(words)
    }
  }

  /// The offset at which a paragraph is seen, with a line before it.
  func scroll(showing paragraph: Int) -> Int {
    let last = max(layout.count - height, 0)
    return min(max(layout.start(ofParagraph: paragraph) - 1, 0), last)
  }

  /// Moves the mark to the next link that is seen, else scrolls.
  func move(_ key: CellGrid.Key, _ diagnosis: inout DiagnosisState) {
    let step = key == .down ? 1 : key == .up ? -1 : 0
    if step != 0, isSeen(diagnosis.link, diagnosis), isSeen(diagnosis.link + step, diagnosis) {
      diagnosis.link += step
      return
    }
    var lines = view(diagnosis)
    lines.handle(key, height: height)
    diagnosis.scroll = lines.offset
    if !isSeen(diagnosis.link, diagnosis),
      let seen = links.indices.filter({ isSeen($0, diagnosis) }).min(by: {
        abs($0 - diagnosis.link) < abs($1 - diagnosis.link)
      })
    {
      diagnosis.link = seen
    }
  }

  private func isSeen(_ link: Int, _ diagnosis: DiagnosisState) -> Bool {
    guard links.indices.contains(link) else { return false }
    let line = layout.start(ofParagraph: links[link].paragraph)
    return line >= diagnosis.scroll && line < diagnosis.scroll + height
  }

  /// The link on a line of the screen, if one is there.
  func link(at point: Point, _ diagnosis: DiagnosisState) -> Int? {
    guard key.rect.contains(point),
      let paragraph = layout.paragraph(ofLine: point.y - key.rect.y + diagnosis.scroll)
    else { return nil }
    return links.firstIndex { $0.paragraph == paragraph }
  }
}

extension StyledText {
  /// The text as a link looks: its indentation stays as it is.
  fileprivate func linked(_ style: Style) -> StyledText {
    let blank = text.prefix { $0 == " " }
    return StyledText(String(blank)) + StyledText(String(text.dropFirst(blank.count)), style)
  }
}

extension WizardState {
  /// A page about a line of the list: while a search is typed, as that has it ready.
  fileprivate func paragraphs(
    _ tab: DiagnosisTab, of row: DiagnosisRow, _ tree: CauseTree
  ) -> [Paragraph] {
    if case .search(let prompt) = overlay, let page = prompt.index?.paragraphs(tab, of: row) {
      return page
    }
    return tree.paragraphs(tab, of: row, titles: titles)
  }

  var causeTree: CauseTree? { run?.causes?.marking(fixed: fixedDiagnoses) }

  /// Keeps the list and the page that is open, so that they are not broken into lines for each
  /// picture.
  mutating func keepPage() {
    guard screen == .diagnosis, ScreenLayout.fits(size), let tree = causeTree else { return }
    let layout = ScreenLayout(size)
    let list = CauseList(self, tree, layout, glyphs)
    let page = DiagnosisPage(self, tree, layout, glyphs)
    run?.list = list
    run?.page = page
  }
}
