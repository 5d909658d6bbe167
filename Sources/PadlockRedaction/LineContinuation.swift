/// A backslash right before a line's end: shells and Java properties go on with the next line.
enum LineContinuation {
  /// Where the next line begins, where a backslash at `index` continues its line.
  static func end(at index: Int, in text: ArraySlice<UInt8>) -> Int? {
    guard index + 1 < text.endIndex, text[index] == 0x5C else { return nil }
    switch text[index + 1] {
    case 0x0A: return index + 2
    case 0x0D: return index + 2 < text.endIndex && text[index + 2] == 0x0A ? index + 3 : index + 2
    default: return nil
    }
  }

  /// `value` as one line: without what continues its lines, and the blanks that follow.
  static func joined(_ value: ArraySlice<UInt8>) -> [UInt8] {
    var line: [UInt8] = []
    var index = value.startIndex
    while index < value.endIndex {
      if let next = end(at: index, in: value) {
        index = next
        while index < value.endIndex, value[index] == 0x20 || value[index] == 0x09 { index += 1 }
      } else {
        // An escaped backslash continues nothing.
        let length = value[index] == 0x5C && index + 1 < value.endIndex ? 2 : 1
        line += value[index..<(index + length)]
        index += length
      }
    }
    return line
  }
}
