import PadlockReaders
import Testing

@Suite struct UTF16TranscoderTests {
  private func transcode(_ bytes: [UInt8], highByteFirst: Bool, step: Int) -> [UInt8] {
    var transcoder = UTF16Transcoder(highByteFirst: highByteFirst)
    var out: [UInt8] = []
    var room = [UInt8](repeating: 0, count: UTF16Transcoder.longestOutput(of: step))
    for start in stride(from: 0, to: bytes.count, by: step) {
      let count = bytes[start..<min(start + step, bytes.count)].withUnsafeBytes { input in
        room.withUnsafeMutableBytes { transcoder.transcode(input, into: $0) }
      }
      out += room[..<count]
    }
    let count = room.withUnsafeMutableBytes { transcoder.finish(into: $0) }
    return out + room[..<count]
  }

  private func encode(_ units: [UInt16], highByteFirst: Bool) -> [UInt8] {
    units.flatMap { unit in
      let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
      return highByteFirst ? pair : pair.reversed()
    }
  }

  @Test(arguments: [true, false], 1...9)
  func `every plane, in pieces of any size`(highByteFirst: Bool, step: Int) {
    let text = "a\u{7F}\u{80}\u{7FF}\u{800}\u{D7FF}\u{E000}\u{FFFF}\u{10000}\u{1F512}\u{10FFFF}\r\n"
    let bytes = encode(Array(text.utf16), highByteFirst: highByteFirst)
    #expect(
      transcode(bytes, highByteFirst: highByteFirst, step: step) == Array(text.utf8))
  }

  @Test(arguments: 1...5)
  func `half pairs and an odd byte become signs of a gap`(step: Int) {
    let units: [UInt16] = [0x61, 0xD83D, 0x62, 0xDD12, 0xD83D, 0xD83D, 0xDD12, 0xD83D]
    let bytes = encode(units, highByteFirst: true) + [0x61]
    #expect(
      transcode(bytes, highByteFirst: true, step: step)
        == Array("a\u{FFFD}b\u{FFFD}\u{FFFD}\u{1F512}\u{FFFD}\u{FFFD}".utf8))
  }

  @Test func `an encoding is told by its mark, or by its zeros`() {
    func told(_ bytes: [UInt8]) -> TextEncoding { TextEncoding.ofLog(firstBytes: bytes).encoding }
    #expect(told([0xEF, 0xBB, 0xBF, 0x61]) == .utf8WithByteOrderMark)
    #expect(told([0xFF, 0xFE, 0x61, 0]) == .utf16LittleEndian)
    #expect(told([0xFE, 0xFF, 0, 0x61]) == .utf16BigEndian)
    #expect(told(encode(Array("2021-02-09 10".utf16), highByteFirst: false)) == .utf16LittleEndian)
    #expect(told(encode(Array("2021-02-09 10".utf16), highByteFirst: true)) == .utf16BigEndian)
    #expect(told(Array("2021-02-09 10".utf8)) == .utf8)
    #expect(told([UInt8](repeating: 0, count: 16)) == .utf8)
    #expect(told([]) == .utf8)
    #expect(TextEncoding.ofLog(firstBytes: [0xFF, 0xFE]).mark == 2)
  }
}
