import CellGrid
import Testing

@Suite struct LinesViewTests {
  private let rect = Rect(x: 0, y: 0, width: 10, height: 3)

  private func view(_ offset: Int, count: Int = 9) -> LinesView<[StyledText]> {
    LinesView((0..<count).map { StyledText("line \($0)") }, offset: offset)
  }

  @Test(arguments: [(-5, "line 0"), (0, "line 0"), (4, "line 4"), (99, "line 6")])
  func `a window of the lines is drawn, with a scroll bar`(offset: Int, first: String) {
    var grid = Grid(size: GridSize(columns: 10, rows: 3))
    view(offset).draw(into: &grid, in: rect)
    #expect(grid.text.hasPrefix(first))
    #expect(grid.text.contains("█"))
  }

  @Test func `what fits has no scroll bar, and nothing is drawn where there is no room`() {
    var grid = Grid(size: GridSize(columns: 10, rows: 3))
    view(2, count: 2).draw(into: &grid, in: rect)
    #expect(grid.text == "line 0\nline 1\n")
    view(0).draw(into: &grid, in: Rect(x: 0, y: 2, width: 0, height: 0))
    #expect(grid.text == "line 0\nline 1\n")
  }

  @Test func `keys and the wheel scroll as far as there are lines`() {
    var lines = view(0)
    let keys: [Key] = [.down, .pageDown, .end, .down, .up, .pageUp, .home, .up]
    let offsets = keys.map { key in
      lines.handle(key, height: 3)
      return lines.offset
    }
    #expect(offsets == [1, 3, 6, 6, 5, 3, 0, 0])
    lines.handle(.mouse(x: 0, y: 0, .wheelDown), height: 3)
    #expect(lines.offset == 3)
    let isUsed = lines.handle(.enter, height: 3)
    #expect(!isUsed)
  }

  @Test func `only the lines that are seen are made`() {
    var made = 0
    var grid = Grid(size: GridSize(columns: 10, rows: 3))
    LinesView(Array(0..<1_000_000), offset: 500_000) { number in
      made += 1
      return StyledText("\(number)")
    }.draw(into: &grid, in: rect)
    #expect(made == 3)
    #expect(grid.text.hasPrefix("500000"))
  }
}
