import CellGrid
import Testing

@Suite struct TextFieldTests {
  private func field(_ text: String, _ keys: Key...) -> TextField {
    var field = TextField(text)
    for key in keys { field.handle(key) }
    return field
  }

  @Test func `typing inserts at the cursor`() {
    let typed = field("ac", .left, .character("b"))
    #expect(typed.text == "abc")
    #expect(typed.cursor == 2)
  }

  @Test func `deleting removes whole clusters`() {
    #expect(field("a👨‍👩‍👧", .backspace).text == "a")
    #expect(field("e\u{301}x", .home, .delete).text == "x")
    #expect(field("", .backspace, .delete, .left, .right).text.isEmpty)
  }

  @Test func `words are skipped and deleted`() {
    #expect(field("start daemon.sh", .wordLeft).cursor == 13)
    #expect(field("start daemon.sh", .home, .wordRight).cursor == 5)
    #expect(field("start daemon", .control("w")).text == "start ")
    #expect(field("start daemon", .wordLeft, .control("u")).text == "daemon")
    #expect(field("start daemon", .wordLeft, .control("k")).text == "start ")
  }

  @Test func `a pasted text becomes one line`() {
    let pasted = field("", .paste("agent01\r\n8081\tx\n"))
    #expect(pasted.text == "agent01 8081 x")
    #expect(pasted.cursor == pasted.text.count)
  }

  @Test func `a combining character joins the cluster before the cursor`() {
    let joined = field("e", .character("\u{301}"))
    #expect(joined.text == "é")
    #expect(joined.cursor == 1)
  }

  @Test func `a text beyond the limit is cut`() {
    let long = String(repeating: "x", count: TextField.limit + 5)
    #expect(field(long).text.count == TextField.limit)
    #expect(field("a", .paste(long)).text.count == TextField.limit)
  }

  @Test func `other keys are not used`() {
    var field = TextField("a")
    let used = [Key.enter, .tab, .escape, .up].map { field.handle($0) }
    #expect(used == [false, false, false, false])
  }

  @Test func `whatever is edited, the cursor stays in the text and in sight`() {
    let keys: [Key] = [
      .left, .right, .home, .end, .wordLeft, .wordRight, .backspace, .delete, .control("w"),
    ]
    for seed in UInt64(0)..<200 {
      var generator = SeededGenerator(seed: seed)
      var field = TextField(generator.text(upTo: 9))
      for _ in 0..<15 {
        if Bool.random(using: &generator) {
          field.insert(generator.text(upTo: 4))
        } else {
          field.handle(keys.randomElement(using: &generator) ?? .left)
        }
        #expect((0...field.text.count).contains(field.cursor), "seed \(seed)")
        var grid = Grid(size: GridSize(columns: 12, rows: 1))
        field.draw(into: &grid, in: Rect(x: 2, y: 0, width: 8, height: 1))
        #expect((2..<10).contains(grid.cursor?.x ?? -1), "seed \(seed)")
      }
    }
  }

  @Test func `a long text is scrolled to the cursor`() {
    let field = TextField("agent01.example.com")
    expect(10, 1, shows: "[ple.com ]") { field.draw(into: &$0, in: $0.bounds) }
    expect(10, 1, shows: "[agent01.]") { field.draw(into: &$0, in: $0.bounds, isFocused: false) }
  }

  @Test func `a masked field shows dots alone`() {
    let masked = TextField("hunter2", isMasked: true)
    expect(9, 1, shows: "[•••••• ]") { masked.draw(into: &$0, in: $0.bounds) }
    expect(9, 1, .ascii, shows: "[****** ]") { masked.draw(into: &$0, in: $0.bounds) }
  }

  @Test func `an empty field shows its placeholder`() {
    expect(9, 1, shows: "[host   ]") {
      TextField().draw(into: &$0, in: $0.bounds, placeholder: "host")
    }
  }

  @Test func `a place that is too narrow for them has no brackets`() {
    expect(3, 1, shows: "abc") {
      TextField("abcd").draw(into: &$0, in: $0.bounds, isFocused: false)
    }
  }
}
