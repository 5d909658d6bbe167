/// Neighbouring cells of one row that changed.
public struct CellRun: Equatable, Sendable {
  public let row: Int
  /// The column of the first cell.
  public let column: Int
  public let cells: [Cell]
}

extension Grid {
  /// The cells that differ from an older grid, as runs from top to bottom and left to right.
  ///
  /// A wide cluster is in a run as a whole. When the sizes differ, every row is one run.
  public func diff(from old: Grid) -> [CellRun] {
    guard old.size == size else {
      return (0..<size.rows).map { y in run(y, 0..<size.columns) }.filter { !$0.cells.isEmpty }
    }
    var runs: [CellRun] = []
    for y in 0..<size.rows {
      var start: Int?
      for x in 0...size.columns {
        if x < size.columns, differs(from: old, x, y) {
          start = start ?? x
        } else if let first = start {
          runs.append(run(y, first..<x))
          start = nil
        }
      }
    }
    return runs
  }

  /// Whether a cell changed; both halves of a wide cluster count as changed if one is.
  private func differs(from old: Grid, _ x: Int, _ y: Int) -> Bool {
    let index = y * size.columns + x
    if cells[index] != old.cells[index] { return true }
    if cells[index].width == 2, x + 1 < size.columns {
      return cells[index + 1] != old.cells[index + 1]
    }
    return cells[index].width == 0 && x > 0 && cells[index - 1] != old.cells[index - 1]
  }

  private func run(_ y: Int, _ columns: Range<Int>) -> CellRun {
    let base = y * size.columns
    return CellRun(
      row: y, column: columns.lowerBound,
      cells: Array(cells[base + columns.lowerBound..<base + columns.upperBound]))
  }
}
