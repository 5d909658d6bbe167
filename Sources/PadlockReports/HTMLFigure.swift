/// Draws a figure as SVG that takes its colours from the page's style sheet.
struct HTMLFigure {
  private static let width = 236
  private static let gap = (across: 44, down: 14)
  private static let line = 18

  /// All boxes have the height of that with the most lines.
  private let height: Int

  /// Nothing where a single box would say no more than the text.
  static func svg(_ figure: Figure, number: Int) -> String? {
    guard figure.boxes.count > 1 else { return nil }
    let lines = figure.boxes.map(\.lines.count).max() ?? 0
    return HTMLFigure(height: 12 + lines * line).svg(figure, number: number)
  }

  private func svg(_ figure: Figure, number: Int) -> String {
    let columns = (figure.boxes.map(\.column).max() ?? 0) + 1
    let rows = (figure.boxes.map(\.row).max() ?? 0) + 1
    let full = (
      width: columns * (Self.width + Self.gap.across) - Self.gap.across + 4,
      height: rows * (height + Self.gap.down) - Self.gap.down + 4
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

  private func corner(_ box: Figure.Box) -> (x: Int, y: Int) {
    (
      2 + box.column * (Self.width + Self.gap.across),
      2 + box.row * (height + Self.gap.down)
    )
  }

  private func edge(_ from: Figure.Box, _ to: Figure.Box) -> String {
    let (a, b) = (corner(from), corner(to))
    let start = (x: a.x + Self.width, y: a.y + height / 2)
    let end = (x: b.x, y: b.y + height / 2)
    let middle = (start.x + end.x) / 2
    return """
      <path class="edge" d="M\(start.x) \(start.y) C\(middle) \(start.y) \(middle) \(end.y) \
      \(end.x - 7) \(end.y)"/><path class="tip" d="M\(end.x) \(end.y) l-8 -4 v8 z"/>
      """
  }

  private func box(_ box: Figure.Box) -> String {
    let (x, y) = corner(box)
    let lines = box.lines.enumerated().map { index, line in
      "<text x=\"\(x + 12)\" y=\"\(y + 20 + index * Self.line)\"\(Self.style(line))>"
        + XMLText.escaped(line.text) + "</text>"
    }
    let missing = box.isMissing ? " missing" : ""
    return """
      <rect class="box \(box.tone.rawValue)\(missing)" x="\(x)" y="\(y)" width="\(Self.width)" \
      height="\(height)" rx="6"/>\(lines.joined())
      """
  }

  private static func style(_ line: Figure.Line) -> String {
    switch line.style {
    case .title: ""
    case .name: " class=\"name\""
    case .note: " class=\"small\""
    }
  }
}
