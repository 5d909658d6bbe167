internal import CellGrid

/// A paragraph of a page: a mark, and a text that stays to the right of it.
struct Paragraph: ExpressibleByStringInterpolation {
  var text: StyledText
  /// Stands before the first line.
  var mark: StyledText
  /// Columns before every line.
  var indent: Int
  /// The line of a file that it names, where it names one.
  var link: FilePlace?

  init(
    _ text: StyledText, mark: StyledText = "", indent: Int = 0, link: FilePlace? = nil
  ) {
    self.text = text
    self.mark = mark
    self.indent = indent
    self.link = link
  }

  init(stringLiteral value: String) {
    self.init(StyledText(value))
  }

  static func heading(_ text: String) -> Paragraph { Paragraph(StyledText(text, .heading)) }
}

/// Breaks paragraphs into lines; no line is wider than 100 columns, which reads best.
func lines(_ paragraphs: [Paragraph], width: Int, glyphs: GlyphSet) -> [StyledText] {
  PageLayout(paragraphs, width: width, glyphs: glyphs).lines
}

/// Paragraphs broken into lines of a width; no line is wider than 100 columns, which reads best.
struct PageLayout: Equatable, Sendable {
  private(set) var lines: [StyledText] = []
  /// The first line of each paragraph.
  private var starts: [Int] = []

  init(_ paragraphs: [Paragraph], width: Int, glyphs: GlyphSet) {
    let width = max(min(width, 100), 2)
    for paragraph in paragraphs {
      starts.append(lines.count)
      lines += Self.lines(paragraph, width, glyphs)
    }
  }

  /// The first line of a paragraph; where there is none, the nearest.
  func start(ofParagraph index: Int) -> Int {
    starts.isEmpty ? 0 : starts[min(max(index, 0), starts.count - 1)]
  }

  /// The paragraph that a line belongs to; nil where there is no such line.
  func paragraph(ofLine line: Int) -> Int? {
    guard lines.indices.contains(line) else { return nil }
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= line { low = middle } else { high = middle }
    }
    return low
  }

  private static func lines(
    _ paragraph: Paragraph, _ width: Int, _ glyphs: GlyphSet
  ) -> [StyledText] {
    let indent = min(paragraph.indent, width / 2)
    let markWidth = columns(of: paragraph.mark.text, glyphs: glyphs)
    let margin = StyledText(String(repeating: " ", count: indent))
    let hanging = StyledText(String(repeating: " ", count: markWidth))
    return paragraph.text.wrapped(to: width - indent - markWidth, glyphs: glyphs)
      .enumerated().map { index, line in margin + (index == 0 ? paragraph.mark : hanging) + line }
  }
}
