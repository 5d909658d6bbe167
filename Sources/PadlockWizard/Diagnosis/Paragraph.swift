internal import CellGrid

/// A paragraph of a page: a mark, and a text that stays to the right of it.
struct Paragraph: ExpressibleByStringInterpolation {
  var text: StyledText
  /// Stands before the first line.
  var mark: StyledText
  /// Columns before every line.
  var indent: Int

  init(_ text: StyledText, mark: StyledText = "", indent: Int = 0) {
    self.text = text
    self.mark = mark
    self.indent = indent
  }

  init(stringLiteral value: String) {
    self.init(StyledText(value))
  }

  static func heading(_ text: String) -> Paragraph { Paragraph(StyledText(text, .heading)) }
}

/// Breaks paragraphs into lines; no line is wider than 100 columns, which reads best.
func lines(_ paragraphs: [Paragraph], width: Int, glyphs: GlyphSet) -> [StyledText] {
  let width = max(min(width, 100), 2)
  return paragraphs.flatMap { paragraph in
    let indent = min(paragraph.indent, width / 2)
    let markWidth = columns(of: paragraph.mark.text, glyphs: glyphs)
    let margin = StyledText(String(repeating: " ", count: indent))
    let hanging = StyledText(String(repeating: " ", count: markWidth))
    return paragraph.text.wrapped(to: width - indent - markWidth, glyphs: glyphs)
      .enumerated().map { index, line in margin + (index == 0 ? paragraph.mark : hanging) + line }
  }
}
