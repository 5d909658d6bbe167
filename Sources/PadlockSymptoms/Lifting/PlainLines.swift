/// The lines of a text without what steers a terminal: sequences for colours, titles and
/// movements, and control characters.
///
/// They are numbered as ``SourceLines`` numbers them: a line feed, a carriage return or both end one.
enum PlainLines {
  /// The first lines of a text, of each at most `longest` bytes.
  static func of(_ text: String, most: Int, longest: Int) -> [Substring] {
    var text = text
    return text.withUTF8 { bytes in
      var lines: [Substring] = []
      var line: [UInt8] = []
      var at = 0
      func end() {
        lines.append(String(decoding: line, as: UTF8.self)[...])
        line.removeAll(keepingCapacity: true)
      }
      while at < bytes.count, lines.count < most {
        let next = max(at + 1, EscapeSequence.end(in: bytes, at: at))
        for (index, byte) in zip(at..<next, bytes[at..<next]) {
          let isPaired = byte == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
          if byte == 0x0A || (byte == 0x0D && !isPaired) {
            end()
          } else if next == at + 1, !isPaired, line.count < longest {
            line.append(byte < 0x20 || byte == 0x7F ? 0x20 : byte)
          }
        }
        at = next
      }
      if lines.count < most { end() }
      return lines
    }
  }
}
