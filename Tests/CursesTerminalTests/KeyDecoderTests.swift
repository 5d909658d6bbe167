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
    let sent = Array("one\rt\u{1B}[2wo é\u{1B}[201~b".utf8)
    for first in 0..<sent.count - 7 {
      var decoder = KeyDecoder()
      decoder.add(scalar: 0x61)
      decoder.add(code: OwnKey.pasteStart.rawValue)
      #expect(decoder.add(pasted: Array(sent[..<first])).isEmpty)
      #expect(decoder.take() == [.character("a"), .pasteStart])
      #expect(decoder.isPasting)
      #expect(Array(decoder.add(pasted: Array(sent[first...]))) == [0x62])
      #expect(decoder.take() == [.paste("one\nt\u{1B}[2wo é")])
      #expect(!decoder.isPasting)
    }
  }

  @Test func `an end that comes byte by byte is seen`() {
    var decoder = KeyDecoder()
    decoder.add(code: OwnKey.pasteStart.rawValue)
    for byte in "x\u{1B}\u{1B}[20\u{1B}[201~".utf8 { _ = decoder.add(pasted: [byte]) }
    #expect(decoder.take() == [.pasteStart, .paste("x\u{1B}\u{1B}[20")])
  }

  @Test func `of an endless paste the beginning is kept`() {
    var decoder = KeyDecoder()
    decoder.add(code: OwnKey.pasteStart.rawValue)
    for _ in 0..<40 {
      #expect(decoder.add(pasted: [UInt8](repeating: 0x61, count: 65_536)).isEmpty)
    }
    _ = decoder.add(pasted: Array("\u{1B}[201~".utf8))
    #expect(decoder.take().last == .paste(String(repeating: "a", count: Paste.limit)))
  }

  @Test func `control-C leaves a paste that never ends`() {
    var decoder = KeyDecoder()
    decoder.add(code: OwnKey.pasteStart.rawValue)
    #expect(Array(decoder.add(pasted: [0x61, 3, 3])) == [3])
    #expect(decoder.take() == [.pasteStart, .paste("a")])
  }
}
