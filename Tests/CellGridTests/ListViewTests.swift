import CellGrid
import Testing

@Suite struct ListViewTests {
  private let items = (1...9).map { ListItem([StyledText("item \($0)"), "  detail"]) }

  @Test func `the list scrolls just as far as the selection needs`() {
    var state = ListState()
    for _ in 0..<3 { state.handle(.down, items: items, height: 6) }
    #expect(state == ListState(selection: 3, offset: 2))
    state.handle(.up, items: items, height: 6)
    #expect(state == ListState(selection: 2, offset: 2))
    state.handle(.home, items: items, height: 6)
    #expect(state == ListState(selection: 0, offset: 0))
    state.handle(.end, items: items, height: 6)
    #expect(state == ListState(selection: 8, offset: 12))
  }

  @Test func `whatever keys are pressed, the selection is seen`() {
    let keys: [Key] = [.up, .down, .pageUp, .pageDown, .home, .end]
    for seed in UInt64(0)..<100 {
      var generator = SeededGenerator(seed: seed)
      let height = Int.random(in: 2...30, using: &generator)
      var state = ListState()
      for _ in 0..<20 {
        let key = keys.randomElement(using: &generator) ?? .down
        state.handle(key, items: items, height: height)
        let offset = state.offset(for: items, height: height)
        #expect(offset == state.offset)
        #expect(state.selection * 2 >= offset, "seed \(seed)")
        #expect(state.selection * 2 + 2 <= offset + height, "seed \(seed)")
      }
    }
  }

  @Test func `headings are skipped`() {
    var items = items
    items[0].isSelectable = false
    items[2].isSelectable = false
    var state = ListState(selection: 1)
    state.handle(.down, items: items, height: 20)
    #expect(state.selection == 3)
    state.handle(.home, items: items, height: 20)
    #expect(state.selection == 1)
    state.handle(.up, items: items, height: 20)
    #expect(state.selection == 1)
  }

  @Test func `a page moves by what is shown`() {
    var state = ListState()
    state.handle(.pageDown, items: items, height: 7)
    #expect(state.selection == 3)
    let used = state.handle(.enter, items: items, height: 7)
    #expect(!used)
  }

  @Test func `the selection is reversed over the whole width, with a scroll bar beside it`() {
    var grid = Grid(size: GridSize(columns: 10, rows: 4))
    ListView(items, state: ListState(selection: 2)).draw(into: &grid, in: grid.bounds)
    #expect(grid.text == "item 2   █\n  detail │\nitem 3   │\n  detail │")
    #expect(grid.styles.split(separator: "\n")[2] == "2: 0-8 reverse, 9-9 gray")
  }

  @Test func `a click finds its entry`() {
    let list = ListView(items, state: ListState(selection: 2))
    let rect = Rect(x: 5, y: 5, width: 10, height: 4)
    #expect(list.item(at: Point(x: 6, y: 5), in: rect) == 1)
    #expect(list.item(at: Point(x: 6, y: 8), in: rect) == 2)
    #expect(list.item(at: Point(x: 6, y: 9), in: rect) == nil)
  }

  @Test func `an empty list is drawn and takes keys`() {
    var state = ListState(selection: 4)
    state.handle(.end, items: [], height: 5)
    state.handle(.down, items: [], height: 0)
    expect(5, 2, shows: "\n") { ListView([], state: state).draw(into: &$0, in: $0.bounds) }
  }
}
