/// Recognises the lines of a stack trace by their beginnings.
enum StackTraceLine {
  /// Whether the line from `start` to `end` continues an exception.
  static func isPart(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    guard start < end else { return false }
    let first = line[start]
    if first == 0x20 || first == 0x09 { return true }
    if isCause(line, start, end) || line.hasText("Suppressed: ", at: start, end)
      || line.hasText("at ", at: start, end) || line.hasText("... ", at: start, end)
    {
      return true
    }
    return isThrowable(line, start, end)
  }

  /// Whether the line begins with `Caused by:` or `Wrapped by:`.
  static func isCause(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    line.hasText("Caused by:", at: start, end) || line.hasText("Wrapped by:", at: start, end)
  }

  /// A class with a package that is named as exceptions are, and then nothing or a colon.
  private static func isThrowable(_ line: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
    var index = start
    var hasDot = false
    while index < end, index - start < 300 {
      let byte = line[index]
      if byte == 0x3A || byte <= 0x20 { break }
      if byte == 0x2E { hasDot = true }
      index += 1
    }
    guard hasDot, index == end || line[index] == 0x3A else { return false }
    return line.hasText("Exception", at: index - 9, end)
      || line.hasText("Error", at: index - 5, end)
  }
}

extension Span<UInt8> {
  /// Whether `text` stands at `start`, before `end`.
  func hasText(_ text: StaticString, at start: Int, _ end: Int) -> Bool {
    guard start >= 0, end - start >= text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { expected in
      for index in expected.indices where self[start + index] != expected[index] { return false }
      return true
    }
  }
}
