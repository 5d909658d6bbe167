import CellGrid
import Testing

@Suite struct VisibleTests {
  @Test func `control characters become pictures`() {
    #expect(Visible("\u{1B}[2J\u{7}").text == "␛[2J␇")
    #expect(Visible("\u{1B}[2J\u{7F}", glyphs: .ascii).text == "^[[2J^?")
    #expect(Visible("a\r\nb").text == "a␍␊b")
  }

  @Test func `what reorders or hides text is shown as its number`() {
    #expect(Visible("a\u{202E}b").text == "a<U+202E>b")
    #expect(Visible("a\u{200B}b\u{AD}").text == "a<U+200B>b<U+00AD>")
    #expect(Visible("\u{9B}").text == "<U+009B>")
  }

  @Test func `joiners of emoji stay`() {
    #expect(Visible("👨‍👩‍👧").text == "👨‍👩‍👧")
  }

  @Test func `lines end at line feeds, with or without a carriage return`() {
    #expect(Visible.lines(of: "a\r\nb\n\nc\u{1B}") == ["a", "b", "", "c␛"])
  }

  @Test(arguments: GlyphSet.allCases) func `applying it twice changes nothing`(glyphs: GlyphSet) {
    for seed in UInt64(0)..<200 {
      var generator = SeededGenerator(seed: seed)
      let once = Visible(generator.text(upTo: 20), glyphs: glyphs).text
      #expect(Visible(once, glyphs: glyphs).text == once, "seed \(seed)")
    }
  }

  @Test func `ASCII holds nothing but printable ASCII`() {
    for seed in UInt64(0)..<200 {
      var generator = SeededGenerator(seed: seed)
      let text = Visible(generator.text(upTo: 20), glyphs: .ascii).text
      #expect(text.utf8.allSatisfy { (0x20..<0x7F).contains($0) }, "seed \(seed): \(text)")
    }
  }

  @Test func `glyphs of our screens have equivalents`() {
    #expect(GlyphSet.ascii.fold("● ○ ↳ ─│ ✓ ✗ … → ↑↓") == "* o > -| + x ... -> ^v")
    #expect(GlyphSet.ascii.fold("日é") == "???")
    #expect(GlyphSet.unicode.fold("●") == "●")
  }
}
