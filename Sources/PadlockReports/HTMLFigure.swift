/// Draws a figure as SVG that takes its colours from the page's style sheet.
enum HTMLFigure {
  private static let width = 236
  private static let height = 66
  private static let gap = (across: 44, down: 14)

  /// Nothing where a single box would say no more than the text.
  static func svg(_ figure: Figure, number: Int) -> String? {
    guard figure.boxes.count > 1 else { return nil }
    let columns = (figure.boxes.map(\.column).max() ?? 0) + 1
    let rows = (figure.boxes.map(\.row).max() ?? 0) + 1
    let full = (
      width: columns * (width + gap.across) - gap.across + 4,
      height: rows * (height + gap.down) - gap.down + 4
    )
    let title = XMLText.escaped("Figure \(number): \(figure.title)")
    let id = "figure\(number)"
    return """
      <div class="wide" role="region" aria-label="\(title)" tabindex="0">
      <svg role="img" aria-labelledby="\(id)" width="\(full.width)" height="\(full.height)" \
      viewBox="0 0 \(full.width) \(full.height)" xmlns="http://www.w3.org/2000/svg">
      <title id="\(id)">\(title)</title>
      \(figure.edges.map { edge(figure.boxes[$0.from], figure.boxes[$0.to]) }.joined(separator: "\n"))
      \(figure.boxes.map(box).joined(separator: "\n"))
      </svg>
      </div>
      """
  }

  private static func corner(_ box: Figure.Box) -> (x: Int, y: Int) {
    (2 + box.column * (width + gap.across), 2 + box.row * (height + gap.down))
  }

  private static func edge(_ from: Figure.Box, _ to: Figure.Box) -> String {
    let (a, b) = (corner(from), corner(to))
    let start = (x: a.x + width, y: a.y + height / 2)
    let end = (x: b.x, y: b.y + height / 2)
    let middle = (start.x + end.x) / 2
    return """
      <path class="edge" d="M\(start.x) \(start.y) C\(middle) \(start.y) \(middle) \(end.y) \
      \(end.x - 7) \(end.y)"/><path class="tip" d="M\(end.x) \(end.y) l-8 -4 v8 z"/>
      """
  }

  private static func box(_ box: Figure.Box) -> String {
    let (x, y) = corner(box)
    let lines = box.lines.prefix(3).enumerated().map { index, line in
      let isLast = index == box.lines.count - 1
      return
        "<text x=\"\(x + 12)\" y=\"\(y + 20 + index * 18)\"\(isLast ? " class=\"small\"" : "")>"
        + XMLText.escaped(line) + "</text>"
    }
    let missing = box.isMissing ? " missing" : ""
    return """
      <rect class="box \(box.tone.rawValue)\(missing)" x="\(x)" y="\(y)" width="\(width)" \
      height="\(height)" rx="6"/>\(lines.joined())
      """
  }
}
