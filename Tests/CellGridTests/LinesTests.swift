import CellGrid
import Testing

@Suite struct LinesTests {
  @Test func `panes inside a frame join it`() {
    let text = drawn(11, 5) {
      $0.frame($0.bounds, title: "Pad")
      $0.horizontalLine(y: 2, from: 0, through: 10)
      $0.verticalLine(x: 4, from: 2, through: 4)
    }
    #expect(
      text == """
        ┌ Pad ────┐
        │         │
        ├───┬─────┤
        │   │     │
        └───┴─────┘
        """)
  }

  @Test func `lines that cross make a cross`() {
    let text = drawn(3, 3) {
      $0.horizontalLine(y: 1, from: 0, through: 2)
      $0.verticalLine(x: 1, from: 0, through: 2)
    }
    #expect(text == " │\n─┼─\n │")
  }

  @Test func `without Unicode boxes are ASCII`() {
    let text = drawn(8, 3, .ascii) {
      $0.frame($0.bounds, title: "Padlock")
      $0.draw("→●", at: Point(x: 1, y: 1))
    }
    #expect(text == "+ Pad -+\n|->*   |\n+------+")
  }

  @Test func `a line does not join a hyphen that is text`() {
    let text = drawn(3, 1, .ascii) {
      $0.draw("-", at: Point(x: 1, y: 0))
      $0.verticalLine(x: 1, from: -1, through: 1)
    }
    #expect(text == " |")
  }

  @Test func `a long title is cut inside the frame`() {
    let text = drawn(10, 2) { $0.frame($0.bounds, title: "A long title") }
    #expect(text == "┌ A lo… ─┐\n└────────┘")
  }
}
