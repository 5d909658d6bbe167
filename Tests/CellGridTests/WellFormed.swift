import Testing

@testable import CellGrid

/// What is wrong with a grid as a value, nil for a grid that can be printed.
///
/// Looks for half a wide cluster, a control character, a width that is not that of its text.
func fault(in grid: Grid) -> String? {
  if grid.cells.count != grid.size.columns * grid.size.rows { return "cells are missing" }
  for y in 0..<grid.size.rows {
    for x in 0..<grid.size.columns {
      let cell = grid[x, y]
      if cell.text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
        return "control character at \(x),\(y)"
      }
      switch cell.width {
      case 0:
        if !cell.text.isEmpty || x == 0 || grid[x - 1, y].width != 2 {
          return "second half without a first at \(x),\(y)"
        }
      case 1:
        if columns(of: cell.text) != 1 { return "width is not 1 at \(x),\(y): \(cell.text)" }
      case 2:
        if columns(of: cell.text) != 2 || x + 1 >= grid.size.columns || grid[x + 1, y].width != 0 {
          return "first half without a second at \(x),\(y): \(cell.text)"
        }
      default: return "width \(cell.width) at \(x),\(y)"
      }
    }
  }
  return nil
}

/// A grid with `draw` applied, as text.
func drawn(
  _ columns: Int, _ rows: Int, _ glyphs: GlyphSet = .unicode, _ draw: (inout Grid) -> Void
) -> String {
  var grid = Grid(size: GridSize(columns: columns, rows: rows), glyphs: glyphs)
  draw(&grid)
  return grid.text
}

/// Expects `draw` to leave this text on a grid.
func expect(
  _ columns: Int, _ rows: Int, _ glyphs: GlyphSet = .unicode, shows text: String,
  at location: SourceLocation = #_sourceLocation, _ draw: (inout Grid) -> Void
) {
  let shown = drawn(columns, rows, glyphs, draw)
  #expect(shown == text, sourceLocation: location)
}
