import CellGrid
import Testing

@Suite struct WrapTests {
  @Test func `lines break at spaces`() {
    #expect(wrap("the key's password differs", to: 10) == ["the key's", "password", "differs"])
  }

  @Test func `a word longer than a line is broken`() {
    #expect(wrap("at /etc/xagent/agent.jks", to: 8) == ["at", "/etc/xag", "ent/agen", "t.jks"])
  }

  @Test func `wide characters are never split`() {
    #expect(wrap("日本語のログ", to: 5) == ["日本", "語の", "ログ"])
  }

  @Test func `line feeds break and empty lines stay`() {
    #expect(wrap("a\n\nb\r\nc", to: 10) == ["a", "", "b", "c"])
    #expect(wrap("", to: 10) == [""])
  }

  @Test func `indentation stays and continued lines hang`() {
    #expect(wrap("  one two", to: 6) == ["  one", "two"])
    #expect(wrap("- one two three", to: 7, hangingIndent: 2) == ["- one", "  two", "  three"])
  }

  @Test func `styles survive, also inside a word`() {
    let text = StyledText([.init("opens with pass"), .init("word", .bad), .init(" x")])
    let lines = text.wrapped(to: 10)
    #expect(lines.map(\.text) == ["opens with", "password x"])
    #expect(lines[1].spans == [.init("pass"), .init("word", .bad), .init(" x")])
  }

  @Test func `no line exceeds the width and no character is lost`() {
    for seed in UInt64(0)..<400 {
      var generator = SeededGenerator(seed: seed)
      let text = generator.text(upTo: 40)
      let width = Int.random(in: 2...20, using: &generator)
      let lines = wrap(text, to: width)
      for line in lines { #expect(columns(of: line) <= width, "seed \(seed)") }
      #expect(inked(lines) == inked(Visible.lines(of: text)), "seed \(seed)")
      for line in wrap(text, to: width, hangingIndent: 3) {
        #expect(columns(of: line) <= width, "seed \(seed)")
      }
    }
  }
}

/// All scalars but spaces, which wrapping may drop.
private func inked(_ lines: [String]) -> [Unicode.Scalar] {
  lines.flatMap(\.unicodeScalars).filter { $0 != " " }
}
