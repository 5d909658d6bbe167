/// The words of a command line or log line, as a shell would cut them.
///
/// A backslash before a line's end is white space between words, and nothing within one.
enum Words {
  /// One word: its place with quotes, and what is inside them.
  struct Word {
    var whole: Range<Int>
    var inner: Range<Int>
  }

  /// The words between two line ends; a quote that never closes ends with its line.
  static func split(_ text: [UInt8], _ visit: (_ line: [Word]) -> Void) {
    var line: [Word] = []
    var index = 0
    while index < text.count {
      let byte = text[index]
      if byte == 0x0A || byte == 0x0D {
        if !line.isEmpty { visit(line) }
        line.removeAll(keepingCapacity: true)
        index += 1
      } else if let next = LineContinuation.end(at: index, in: text[...]) {
        index = next
      } else if byte == 0x20 || byte == 0x09 {
        index += 1
      } else {
        let word = word(from: index, in: text)
        line.append(word)
        index = max(index + 1, word.whole.upperBound)
      }
    }
    if !line.isEmpty { visit(line) }
  }

  private static func word(from start: Int, in text: [UInt8]) -> Word {
    var index = start
    var quote: UInt8?
    while index < text.count, text[index] != 0x0A, text[index] != 0x0D {
      let byte = text[index]
      if byte == 0x5C, quote != 0x27, let next = LineContinuation.end(at: index, in: text[...]) {
        index = next
        continue
      }
      if let open = quote {
        if byte == open { quote = nil }
        if byte == 0x5C, open == 0x22, index + 1 < text.count, text[index + 1] != 0x0A {
          index += 1
        }
      } else if byte == 0x20 || byte == 0x09 {
        break
      } else if byte == 0x22 || byte == 0x27 {
        quote = byte
      } else if byte == 0x5C, index + 1 < text.count, text[index + 1] != 0x0A {
        index += 1
      }
      index += 1
    }
    let end = min(index, text.count)
    let isQuoted =
      end - start >= 2 && (text[start] == 0x22 || text[start] == 0x27)
      && text[end - 1] == text[start]
    return Word(whole: start..<end, inner: isQuoted ? (start + 1)..<(end - 1) : start..<end)
  }
}
