internal import CellGrid

/// A paragraph of a page: a mark, and a text that stays to the right of it.
struct Paragraph: Equatable, Sendable, ExpressibleByStringInterpolation {
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
///
/// A paragraph that takes one line becomes it when it is shown, since a page may have many thousands.
struct PageLayout: Equatable, Sendable {
  let paragraphs: [Paragraph]
  /// How many lines there are.
  private(set) var count = 0
  private let glyphs: GlyphSet
  /// The first line of each paragraph.
  private var starts: [Int] = []
  /// The lines of the paragraphs that take several, by their indices.
  private var broken: [Int: [StyledText]] = [:]

  init(_ paragraphs: [Paragraph], width: Int, glyphs: GlyphSet) {
    self.paragraphs = paragraphs
    self.glyphs = glyphs
    let width = max(min(width, 100), 2)
    starts.reserveCapacity(paragraphs.count)
    for (index, paragraph) in paragraphs.enumerated() {
      starts.append(count)
      let indent = min(paragraph.indent, width / 2)
      let room = width - indent - paragraph.hanging(glyphs)
      if indent == paragraph.indent, paragraph.text.fitsPlainly(in: room) {
        count += 1
      } else {
        let text = paragraph.text.wrapped(to: room, glyphs: glyphs)
        broken[index] = text.indices.map {
          paragraph.line(text[$0], isFirst: $0 == 0, indent: indent, glyphs)
        }
        count += text.count
      }
    }
  }

  var lines: [StyledText] { (0..<count).map(line) }

  /// A line; an empty one where there is none.
  func line(_ index: Int) -> StyledText {
    guard let paragraph = paragraph(ofLine: index) else { return "" }
    if let lines = broken[paragraph] { return lines[index - starts[paragraph]] }
    let whole = paragraphs[paragraph]
    return whole.line(whole.text, isFirst: true, indent: whole.indent, glyphs)
  }

  /// The first line of a paragraph; where there is none, the nearest.
  func start(ofParagraph index: Int) -> Int {
    starts.isEmpty ? 0 : starts[min(max(index, 0), starts.count - 1)]
  }

  /// The paragraph that a line belongs to; nil where there is no such line.
  func paragraph(ofLine line: Int) -> Int? {
    guard (0..<count).contains(line) else { return nil }
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= line { low = middle } else { high = middle }
    }
    return low
  }
}

extension Paragraph {
  /// A line of its text behind the margin, and behind the mark or the room that it takes.
  fileprivate func line(
    _ text: StyledText, isFirst: Bool, indent: Int, _ glyphs: GlyphSet
  ) -> StyledText {
    StyledText(String(repeating: " ", count: indent))
      + (isFirst ? mark : StyledText(String(repeating: " ", count: hanging(glyphs)))) + text
  }

  /// Columns that its mark takes; most have none.
  fileprivate func hanging(_ glyphs: GlyphSet) -> Int {
    mark.spans.isEmpty ? 0 : columns(of: mark.text, glyphs: glyphs)
  }
}
