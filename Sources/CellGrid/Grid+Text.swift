extension Grid {
  /// The rows joined by line feeds, without trailing spaces: what a golden file holds.
  public var text: String {
    (0..<size.rows).map { y in
      var row = ""
      for x in 0..<size.columns { row += self[x, y].text }
      return String(row.reversed().drop { $0 == " " }.reversed())
    }.joined(separator: "\n")
  }

  /// The styled runs, one line per row that has any: the second block of a golden file.
  ///
  /// A line reads `3: 2-9 bold red, 12-14 reverse`: row, then first and last column and the style.
  /// The last line is `cursor 4,7` (column, row) if the cursor is shown.
  public var styles: String {
    var lines: [String] = []
    for y in 0..<size.rows {
      let runs = styledRuns(inRow: y)
      if !runs.isEmpty { lines.append("\(y): " + runs.joined(separator: ", ")) }
    }
    if let cursor { lines.append("cursor \(cursor.x),\(cursor.y)") }
    return lines.joined(separator: "\n")
  }

  private func styledRuns(inRow y: Int) -> [String] {
    var runs: [String] = []
    var x = 0
    while x < size.columns {
      let style = self[x, y].style
      var end = x
      while end + 1 < size.columns, self[end + 1, y].style == style { end += 1 }
      if style != .plain { runs.append("\(x)-\(end) \(style)") }
      x = end + 1
    }
    return runs
  }
}
