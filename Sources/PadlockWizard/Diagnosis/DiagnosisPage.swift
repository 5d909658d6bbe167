internal import CellGrid
internal import PadlockModel

/// The page that is open on the diagnosis screen, broken into lines.
///
/// Breaking a long one takes time, so `update` keeps it in the state.
struct DiagnosisPage: Equatable, Sendable {
  /// What it depends on, apart from the report.
  struct Key: Hashable, Sendable {
    let row: DiagnosisRow
    let tab: DiagnosisTab
    let rect: Rect
    let glyphs: GlyphSet
    /// Whether the diagnosis was seen to be gone.
    let isFixed: Bool

    init(
      _ row: DiagnosisRow, _ tab: DiagnosisTab, _ tree: CauseTree, _ screen: ScreenLayout,
      _ glyphs: GlyphSet
    ) {
      self.row = row
      self.tab = tab
      self.glyphs = glyphs
      rect = DiagnosisPage.rect(screen)
      isFixed = tree.diagnosis(row).map { tree.isFixed($0.key) } ?? false
    }
  }

  struct Link: Equatable, Sendable {
    let paragraph: Int
    let place: FilePlace
  }

  private let key: Key
  let layout: PageLayout
  let links: [Link]

  /// The page of this state in a layout: the one that is kept or was made ready, if it is that.
  init(_ state: WizardState, _ tree: CauseTree, _ screen: ScreenLayout, _ glyphs: GlyphSet) {
    let shown = state.diagnosis
    let key = Key(shown.selection ?? .overview, shown.tab, tree, screen, glyphs)
    if let kept = state.run?.page, kept.key == key {
      self = kept
    } else if let ready = state.run?.index?.page(key) {
      self = ready
    } else {
      self.init(key, tree.paragraphs(key.tab, of: key.row, titles: state.titles), tree)
    }
  }

  /// A page that says this; below the reasons there is room for evidence on a tall screen.
  init(_ key: Key, _ paragraphs: [Paragraph], _ tree: CauseTree) {
    self.key = key
    let isTall = key.rect.height >= 32
    let evidence = isTall && key.tab == .why ? tree.firstEvidence(of: key.row) : []
    layout = PageLayout(
      paragraphs + evidence, width: key.rect.widthBesideScrollBar, glyphs: key.glyphs)
    links = layout.paragraphs.enumerated().compactMap { index, paragraph in
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
