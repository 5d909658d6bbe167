import Testing

@testable import CellGrid

@Suite struct GridTests {
  @Test(arguments: GlyphSet.allCases)
  func `nothing is drawn outside, for any size`(glyphs: GlyphSet) {
    for seed in UInt64(0)..<120 {
      var generator = SeededGenerator(seed: seed)
      let size = GridSize(
        columns: Int.random(in: 1...(seed % 4 == 0 ? 300 : 12), using: &generator),
        rows: Int.random(in: 1...(seed % 4 == 0 ? 100 : 6), using: &generator))
      var grid = Grid(size: size, glyphs: glyphs)
      for _ in 0..<12 { drawSomething(&grid, &generator) }
      #expect(fault(in: grid) == nil, "seed \(seed), size \(size)")
    }
  }

  @Test func `what is drawn in a rectangle leaves the cells around it alone`() {
    for seed in UInt64(0)..<200 {
      var generator = SeededGenerator(seed: seed)
      let rect = Rect(
        x: 2, y: 2, width: Int.random(in: 0...20, using: &generator),
        height: Int.random(in: 0...6, using: &generator))
      var grid = Grid(size: GridSize(columns: 30, rows: 12))
      grid.fill(grid.bounds, with: "#")
      drawWidget(&grid, rect, &generator)
      for y in 0..<12 {
        for x in 0..<30 where !rect.contains(Point(x: x, y: y)) {
          #expect(grid[x, y].text == "#", "seed \(seed) at \(x),\(y)")
        }
      }
    }
  }

  @Test func `a grid of no cells takes drawing`() {
    expect(0, 0, shows: "") { $0.draw("x", at: Point(x: 0, y: 0)) }
    expect(5, 0, shows: "") { $0.frame($0.bounds) }
  }

  @Test func `a wide character cut at the edge becomes a space`() {
    expect(3, 1, shows: "日") { $0.draw("日本", at: Point(x: 0, y: 0)) }
    expect(3, 1, shows: " 本") { $0.draw("日本", at: Point(x: -1, y: 0)) }
    expect(4, 1, shows: "日") { $0.draw("日本", at: Point(x: 0, y: 0), maxWidth: 3) }
  }

  @Test func `overwriting half of a wide character leaves a space for the other`() {
    let text = drawn(6, 1) {
      $0.draw("日本語", at: Point(x: 0, y: 0))
      $0.draw("x", at: Point(x: 1, y: 0))
      $0.draw("y", at: Point(x: 2, y: 0))
    }
    #expect(text == " xy 語")
  }

  @Test func `coordinates far outside are harmless`() {
    var grid = Grid(size: GridSize(columns: 4, rows: 2))
    grid.draw("x", at: Point(x: .max, y: .min), maxWidth: .max)
    grid.fill(Rect(x: .min, y: .min, width: .max, height: .max), with: "x")
    grid.frame(Rect(x: .max, y: .max, width: .max, height: .max))
    grid.horizontalLine(y: 0, from: .min, through: .max)
    #expect(fault(in: grid) == nil)
    #expect(GridSize(columns: .max, rows: .min) == GridSize(columns: 2_000, rows: 0))
  }

  @Test func `styles are listed by row and column`() {
    var grid = Grid(size: GridSize(columns: 8, rows: 2))
    grid.draw("ab", at: Point(x: 2, y: 1), style: Style(.red, on: .blue, bold: true))
    grid.draw("c", at: Point(x: 6, y: 1), style: .selected)
    grid.cursor = Point(x: 4, y: 1)
    #expect(grid.styles == "1: 2-3 bold red on blue, 6-6 reverse\ncursor 4,1")
  }

  @Test func `restyling keeps the text`() {
    var grid = Grid(size: GridSize(columns: 4, rows: 1))
    grid.draw("a日b", at: Point(x: 0, y: 0))
    grid.restyle(Rect(x: 0, y: 0, width: 2, height: 1)) { $0.bold }
    #expect(grid.text == "a日b")
    #expect(grid.styles == "0: 0-2 bold")
  }

  @Test func `applying a diff gives the new grid`() {
    for seed in UInt64(0)..<100 {
      var generator = SeededGenerator(seed: seed)
      var old = Grid(size: GridSize(columns: 24, rows: 5))
      for _ in 0..<5 { drawSomething(&old, &generator) }
      var new = old
      for _ in 0..<2 { drawSomething(&new, &generator) }
      var patched = old
      for run in new.diff(from: old) {
        #expect(run.cells.first?.width != 0, "seed \(seed): a run starts with half a character")
        #expect(run.cells.last?.width != 2, "seed \(seed): a run ends with half a character")
        for (index, cell) in run.cells.enumerated() {
          patched.cells[run.row * 24 + run.column + index] = cell
        }
      }
      #expect(patched.cells == new.cells, "seed \(seed)")
      #expect(new.diff(from: new).isEmpty)
    }
  }

  @Test func `a grid of another size differs everywhere`() {
    let small = Grid(size: GridSize(columns: 2, rows: 2))
    let large = Grid(size: GridSize(columns: 3, rows: 2))
    #expect(large.diff(from: small).map(\.cells.count) == [3, 3])
  }

  @Test func `on a reversed base a span keeps bold and underline, and no colour`() {
    var grid = Grid(size: GridSize(columns: 4, rows: 1))
    let line = StyledText("a", .bad) + StyledText("b", .link) + StyledText("c", .muted) + "d"
    grid.draw(line, at: Point(x: 0, y: 0), base: .selected)
    #expect(
      (0..<4).map { grid[$0, 0].style } == [
        Style(bold: true, reverse: true), Style(reverse: true, underline: true), .selected,
        .selected,
      ])
    grid.draw(line, at: Point(x: 0, y: 0), base: .heading)
    #expect((0..<4).map { grid[$0, 0].style } == [.bad, .link, .muted, .heading])
  }

  @Test func `a blank column parts scrolling text from its scroll bar`() {
    let rect = Rect(x: 0, y: 0, width: 6, height: 2)
    let lines = Array(repeating: StyledText("aaaaaaaaa"), count: 5)
    var grid = Grid(size: GridSize(columns: 6, rows: 2))
    LinesView(lines, offset: 0).draw(into: &grid, in: rect)
    #expect(grid.text == "aaaa █\naaaa │")
    TextView(lines).draw(into: &grid, in: rect)
    #expect(grid.text == "aaaa █\naaaa │")
    ListView(lines.map { ListItem([$0]) }, state: ListState()).draw(into: &grid, in: rect)
    #expect(grid.text == "aaaa █\naaaa │")
  }
}

private func drawSomething(_ grid: inout Grid, _ generator: inout SeededGenerator) {
  let rect = generator.rect()
  switch Int.random(in: 0..<4, using: &generator) {
  case 0:
    let width = Int.random(in: 0...40, using: &generator)
    grid.draw(
      generator.text(upTo: 30),
      at: Point(
        x: Int.random(in: -10...24, using: &generator), y: Int.random(in: -1...6, using: &generator)
      ), style: .bad, maxWidth: Bool.random(using: &generator) ? width : nil)
  case 1: grid.frame(rect, title: generator.text(upTo: 5))
  case 2: grid.fill(rect, with: "日")
  default: drawWidget(&grid, rect, &generator)
  }
}

private func drawWidget(_ grid: inout Grid, _ rect: Rect, _ generator: inout SeededGenerator) {
  let texts = (0..<Int.random(in: 0...9, using: &generator)).map { _ in
    generator.text(upTo: 9)
  }
  let number = Int.random(in: -2...10, using: &generator)
  switch Int.random(in: 0..<5, using: &generator) {
  case 0:
    let items = texts.map { ListItem([StyledText($0), StyledText($0, .muted)]) }
    ListView(items, state: ListState(selection: number, offset: number)).draw(into: &grid, in: rect)
  case 1: TextField(texts.joined()).draw(into: &grid, in: rect)
  case 2: ProgressBar(done: number, of: 7).draw(into: &grid, in: rect)
  case 3: Tabs(texts, selection: number).draw(into: &grid, in: rect)
  default:
    TextView(texts.map { StyledText($0) }, offset: number, hangingIndent: number)
      .draw(into: &grid, in: rect)
  }
}
