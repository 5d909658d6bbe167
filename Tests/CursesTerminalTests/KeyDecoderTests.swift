import CellGrid
import Testing

@testable import CursesTerminal

@MainActor @Suite struct KeyDecoderTests {
  private func keys(_ text: String) -> [Key] {
    var decoder = KeyDecoder()
    for scalar in text.unicodeScalars { decoder.add(scalar: scalar.value) }
    return decoder.take()
  }

  @Test func `control characters are keys of their own`() {
    #expect(
      keys("a\t\r\n\u{7F}\u{8}\u{1B}\u{3}\u{1A}") == [
        .character("a"), .tab, .enter, .enter, .backspace, .backspace, .escape, .control("c"),
        .control("z"),
      ])
  }

  @Test func `scalars that combine are one key`() {
    #expect(keys("e\u{301}x👨‍👩‍👧") == [.character("e\u{301}"), .character("x"), .character("👨‍👩‍👧")])
  }

  @Test func `endless combining characters do not make an endless key`() {
    let flood = keys("e" + String(repeating: "\u{301}", count: 10_000))
    #expect(flood.count > 100)
  }

  @Test func `what is pasted is one key, however often it is read in between`() {
    var decoder = KeyDecoder()
    decoder.add(scalar: 0x61)
    decoder.add(code: OwnKey.pasteStart.rawValue)
    for scalar in "one\rt\u{1B}".unicodeScalars { decoder.add(scalar: scalar.value) }
    #expect(decoder.take() == [.character("a")])
    for scalar in "wo".unicodeScalars { decoder.add(scalar: scalar.value) }
    decoder.add(code: OwnKey.pasteEnd.rawValue)
    decoder.add(scalar: 0x62)
    #expect(decoder.take() == [.paste("one\nt\u{1B}wo"), .character("b")])
  }

  @Test func `control-C leaves a paste that never ends`() {
    var decoder = KeyDecoder()
    decoder.add(code: OwnKey.pasteStart.rawValue)
    decoder.add(scalar: 0x61)
    decoder.add(scalar: 3)
    decoder.add(scalar: 3)
    #expect(decoder.take() == [.paste("a"), .control("c")])
  }
}
