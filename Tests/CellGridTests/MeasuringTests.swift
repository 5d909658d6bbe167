import CellGrid
import Testing

@Suite struct MeasuringTests {
  @Test(arguments: [
    ("", 0), ("plain", 5), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("한글", 4), ("ＡＢ", 4), ("ｱ", 1),
    ("👍", 2), ("👍🏽", 2), ("👨‍👩‍👧", 2), ("🇩🇪", 2), ("❤", 1), ("❤️", 2), ("1\u{FE0F}\u{20E3}", 2),
    ("─│●✓", 4), ("\u{301}", 0), ("\u{1B}", 1), ("\t", 4), ("\u{202E}", 8),
    ("\u{1112}\u{1161}\u{11AB}", 2),
    ("⌚", 2), ("€", 1), ("ß", 1), ("𠀀", 2),
  ])
  func `a text takes the columns its clusters take`(text: String, width: Int) {
    #expect(columns(of: text) == width)
  }

  @Test(arguments: GlyphSet.allCases)
  func `drawing advances by what measuring says`(glyphs: GlyphSet) {
    for seed in UInt64(0)..<300 {
      var generator = SeededGenerator(seed: seed)
      let text = generator.text(upTo: 20)
      var grid = Grid(size: GridSize(columns: 300, rows: 1), glyphs: glyphs)
      let advanced = grid.draw(text, at: Point(x: 0, y: 0))
      #expect(advanced == columns(of: text, glyphs: glyphs), "seed \(seed)")
    }
  }

  @Test func `a text that fits is not truncated`() {
    #expect(truncate("agent.jks", to: 9) == "agent.jks")
    #expect(truncate("agent.jks", to: 8) == "agent.j…")
    #expect(truncate("agent.jks", to: 8, glyphs: .ascii) == "agent...")
    #expect(truncate("日本語", to: 5) == "日本…")
    #expect(truncate("日本語", to: 4) == "日…")
    #expect(truncate("abc", to: 1) == "a")
    #expect(truncate("abc", to: 0).isEmpty)
  }

  @Test func `a path keeps its start and its end`() {
    #expect(truncateMiddle("/opt/xagent/conf/agent.jks", to: 15) == "/opt/xa…ent.jks")
    #expect(truncateMiddle("/opt", to: 15) == "/opt")
  }

  @Test(arguments: GlyphSet.allCases)
  func `truncating never exceeds the width`(glyphs: GlyphSet) {
    for seed in UInt64(0)..<300 {
      var generator = SeededGenerator(seed: seed)
      let text = generator.text(upTo: 12)
      let width = Int.random(in: 0...15, using: &generator)
      #expect(columns(of: truncate(text, to: width, glyphs: glyphs)) <= width, "seed \(seed)")
      #expect(columns(of: truncateMiddle(text, to: width, glyphs: glyphs)) <= width, "seed \(seed)")
    }
  }
}
