/// A screen as a value: rows of cells, which every drawing function clips to.
///
/// Text drawn into it is made visible and folded to the grid's ``GlyphSet`` first. A wide cluster
/// never stands half: where one is cut by an edge or overwritten, a space takes its place.
public struct Grid: Equatable, Sendable {
  public let size: GridSize
  public let glyphs: GlyphSet
  /// Where the terminal's cursor stands; hidden if nil.
  public var cursor: Point?
  var cells: [Cell]

  /// A blank grid.
  public init(size: GridSize, glyphs: GlyphSet = .unicode) {
    self.size = size
    self.glyphs = glyphs
    cells = Array(repeating: .blank(.plain), count: size.columns * size.rows)
  }

  public var bounds: Rect { size.bounds }

  /// The cell at a place; a plain blank outside the grid.
  public subscript(x: Int, y: Int) -> Cell {
    guard let index = index(x, y) else { return .blank(.plain) }
    return cells[index]
  }

  /// Draws one line of text from `point` to the right and returns the columns it took.
  ///
  /// - Parameters:
  ///   - text: Any text; line feeds show as pictures, use ``TextView`` for several lines.
  ///   - point: The first column and the row; both may be outside.
  ///   - style: How it looks.
  ///   - maxWidth: Columns it may take at most; what exceeds them is cut.
  /// - Returns: The columns advanced, also where they lay outside the grid; at most `maxWidth`.
  @discardableResult public mutating func draw(
    _ text: String, at point: Point, style: Style = .plain, maxWidth: Int? = nil
  ) -> Int {
    let limit = point.x + clampedCoordinate(max(maxWidth ?? 100_000, 0))
    var x = point.x
    if text.isPlain {
      for byte in text.utf8.prefix(max(limit - x, 0)) {
        place(Cell(text: String(UnicodeScalar(byte)), width: 1, style: style), x, point.y)
        x += 1
      }
      return x - point.x
    }
    for cluster in Visible(text, glyphs: glyphs).text {
      let width = clusterWidth(cluster)
      if width == 0 { continue }
      if x >= limit { break }
      if x + width > limit {
        place(.blank(style), x, point.y)
        x = limit
        break
      }
      draw(cluster, width: width, x, point.y, style)
      x += width
    }
    return x - point.x
  }

  /// Fills a rectangle with one character of one column; a wider or narrower one counts as a space.
  public mutating func fill(_ rect: Rect, with character: Character = " ", style: Style = .plain) {
    let shown = Visible(String(character), glyphs: glyphs).text
    let text = columns(of: shown) == 1 ? shown : " "
    let area = rect.intersection(bounds)
    for y in area.y..<area.maxY {
      for x in area.x..<area.maxX {
        place(Cell(text: text, width: 1, style: style), x, y)
      }
    }
  }

  /// Changes how a rectangle looks and leaves its characters; a wide cluster changes as a whole.
  public mutating func restyle(_ rect: Rect, _ change: (Style) -> Style) {
    let area = rect.intersection(bounds)
    for y in area.y..<area.maxY {
      for x in area.x..<area.maxX {
        guard let index = index(x, y), cells[index].width > 0 else { continue }
        let cell = cells[index]
        let style = change(cell.style)
        cells[index] = Cell(text: cell.text, width: cell.width, style: style, lines: cell.lines)
        if cell.width == 2 { cells[index + 1] = .continuation(style) }
      }
    }
  }

  func index(_ x: Int, _ y: Int) -> Int? {
    guard x >= 0, y >= 0, x < size.columns, y < size.rows else { return nil }
    return y * size.columns + x
  }

  private mutating func draw(
    _ cluster: Character, width: Int, _ x: Int, _ y: Int, _ style: Style
  ) {
    let text = bounded(cluster)
    if width == 1 {
      place(Cell(text: text, width: 1, style: style), x, y)
    } else if index(x, y) != nil, index(x + 1, y) != nil {
      place(.blank(style), x, y)
      place(.blank(style), x + 1, y)
      cells[y * size.columns + x] = Cell(text: text, width: 2, style: style)
      cells[y * size.columns + x + 1] = .continuation(style)
    } else {
      place(.blank(style), x, y)
      place(.blank(style), x + 1, y)
    }
  }

  /// Puts a cell of one column in its place, unless that is outside, and heals cut neighbours.
  mutating func place(_ cell: Cell, _ x: Int, _ y: Int) {
    guard let index = index(x, y) else { return }
    if cells[index].width == 0, x > 0 {
      cells[index - 1] = .blank(cells[index - 1].style)
    } else if cells[index].width == 2, x + 1 < size.columns {
      cells[index + 1] = .blank(cells[index + 1].style)
    }
    cells[index] = cell
  }
}

/// A cluster with at most twelve scalars, so that stacked marks cannot grow a cell without bound.
private func bounded(_ cluster: Character) -> String {
  let scalars = cluster.unicodeScalars
  guard scalars.count > 12 else { return String(cluster) }
  var kept = String.UnicodeScalarView()
  kept.append(contentsOf: scalars.prefix(12))
  return String(kept)
}
