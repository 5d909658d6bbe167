import CellGrid
import Testing

@Suite struct SmallWidgetTests {
  @Test(arguments: [(0.0, "░░░░░░░░░░   0%"), (0.5, "█████░░░░░  50%"), (1.0, "██████████ 100%")])
  func `a bar fills with what is done`(fraction: Double, expected: String) {
    expect(15, 1, shows: expected) { ProgressBar(fraction).draw(into: &$0, in: $0.bounds) }
  }

  @Test func `a bar takes any number`() {
    #expect(ProgressBar(.nan).fraction == 0)
    #expect(ProgressBar(.infinity).fraction == 1)
    #expect(ProgressBar(done: 0, of: 0).fraction == 1)
    expect(4, 1, .ascii, shows: "##..") { ProgressBar(0.5).draw(into: &$0, in: $0.bounds) }
  }

  @Test func `the open tab is marked`() {
    var grid = Grid(size: GridSize(columns: 20, rows: 1))
    Tabs(["Why", "Evidence", "Fix"], selection: 1).draw(into: &grid, in: grid.bounds)
    #expect(grid.text == "Why   Evidence   Fix")
    #expect(grid.styles.contains("6-13 reverse"))
  }

  @Test func `the open tab is seen when they do not fit`() {
    let tabs = Tabs(["Why", "Evidence", "Fix"], selection: 2)
    expect(14, 1, shows: "Evidence   Fix") { tabs.draw(into: &$0, in: $0.bounds) }
    let rect = Rect(x: 0, y: 0, width: 14, height: 1)
    #expect(tabs.tab(at: Point(x: 11, y: 0), in: rect, glyphs: .unicode) == 2)
    #expect(tabs.tab(at: Point(x: 9, y: 0), in: rect, glyphs: .unicode) == nil)
  }

  @Test func `text that does not fit gets a scroll bar and scrolls to its end`() {
    var view = TextView(["one two three four", StyledText("five", .bad)])
    let rect = Rect(x: 0, y: 0, width: 7, height: 2)
    expect(7, 2, shows: "one   █\ntwo   │") { view.draw(into: &$0, in: rect) }
    view.handle(.end, in: rect, glyphs: .unicode)
    expect(7, 2, shows: "four  │\nfive  █") { view.draw(into: &$0, in: rect) }
    view.offset = .max
    expect(7, 2, shows: "four  │\nfive  █") { view.draw(into: &$0, in: rect) }
    let used = view.handle(.enter, in: rect, glyphs: .unicode)
    #expect(!used)
  }
}
