/// Cuts a shell script into words and separators, as a POSIX shell does.
///
/// Redirections, comments, continuation lines and here-documents are passed over. It accepts any
/// bytes and takes time in proportion to their number (IEEE Std 1003.1, Shell Command Language 2.3).
struct ShellLexer {
  let bytes: [UInt8]
  var position = 0
  var line: Int
  /// The line of a quote that nothing closes.
  var unbalancedQuoteLine: Int?
  private var hereDocuments: [(delimiter: [UInt8], stripsTabs: Bool)] = []
  private var expectsTarget = false
  private var readsDelimiter: Bool?

  init(_ bytes: [UInt8], line: Int = 1) {
    self.bytes = bytes
    self.line = line
  }

  var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  func peek(_ distance: Int) -> UInt8? {
    position + distance < bytes.count ? bytes[position + distance] : nil
  }

  /// The next token, or nil at the end of the script.
  mutating func next() -> ShellToken? {
    while true {
      skipBlanks()
      guard let byte = current else { return nil }
      if byte == 0x23 {
        while let skipped = current, skipped != 0x0A { position += 1 }
        continue
      }
      if byte == 0x0A {
        position += 1
        line += 1
        expectsTarget = false
        skipHereDocuments()
        return .separator(.newline)
      }
      if let separator = separator(at: byte) {
        expectsTarget = false
        return .separator(separator)
      }
      if byte == 0x3C || byte == 0x3E || (byte == 0x26 && peek(1) == 0x3E) {
        readRedirection()
        continue
      }
      let word = readWord()
      if let stripsTabs = readsDelimiter {
        readsDelimiter = nil
        hereDocuments.append((Self.unquoted(word), stripsTabs))
        continue
      }
      if expectsTarget {
        expectsTarget = false
        continue
      }
      if isRedirectionNumber(word) { continue }
      return .word(word)
    }
  }

  private mutating func skipBlanks() {
    while let byte = current {
      if byte == 0x20 || byte == 0x09 {
        position += 1
      } else if byte == 0x5C, peek(1) == 0x0A {
        position += 2
        line += 1
      } else {
        return
      }
    }
  }

  private mutating func separator(at byte: UInt8) -> ShellSeparator? {
    switch (byte, peek(1)) {
    case (0x26, 0x26): return advance(2, .and)
    case (0x26, 0x3E): return nil
    case (0x26, _): return advance(1, .background)
    case (0x7C, 0x7C): return advance(2, .or)
    case (0x7C, 0x26): return advance(2, .pipe)
    case (0x7C, _): return advance(1, .pipe)
    case (0x3B, 0x3B): return advance(peek(2) == 0x26 ? 3 : 2, .doubleSemicolon)
    case (0x3B, 0x26): return advance(2, .doubleSemicolon)
    case (0x3B, _): return advance(1, .semicolon)
    case (0x28, _): return advance(1, .openParenthesis)
    case (0x29, _): return advance(1, .closeParenthesis)
    default: return nil
    }
  }

  private mutating func advance(_ count: Int, _ separator: ShellSeparator) -> ShellSeparator {
    position += count
    return separator
  }

  private mutating func readRedirection() {
    let isHere = current == 0x3C && peek(1) == 0x3C
    if isHere, peek(2) != 0x3C {
      let stripsTabs = peek(2) == 0x2D
      position += stripsTabs ? 3 : 2
      readsDelimiter = stripsTabs
      return
    }
    var count = 0
    while count < 3, let byte = current, byte == 0x3C || byte == 0x3E || byte == 0x26 {
      position += 1
      count += 1
    }
    if current == 0x7C { position += 1 }
    if current == 0x28 {
      _ = skipBalanced(open: 0x28, close: 0x29)
    } else {
      expectsTarget = true
    }
  }

  private func isRedirectionNumber(_ word: ShellWord) -> Bool {
    guard let byte = current, byte == 0x3C || byte == 0x3E, word.pieces.count == 1,
      case .literal(let digits, .none)? = word.pieces.first
    else { return false }
    return digits.allSatisfy { (0x30...0x39).contains($0) }
  }

  private static func unquoted(_ word: ShellWord) -> [UInt8] {
    word.pieces.reduce(into: []) { result, piece in
      switch piece {
      case .literal(let bytes, _): result += bytes
      case .variable(_, _, _, let source, _), .unknown(_, let source, _): result += source
      }
    }
  }

  private mutating func skipHereDocuments() {
    for document in hereDocuments {
      while position < bytes.count {
        let start = position
        let end = bytes[position...].firstIndex(of: 0x0A) ?? bytes.count
        position = min(end + 1, bytes.count)
        line += 1
        var text = bytes[start..<end]
        if document.stripsTabs { text = text.drop { $0 == 0x09 } }
        if text.elementsEqual(document.delimiter) { break }
      }
    }
    hereDocuments = []
  }

  /// Passes over a bracketed stretch with quotes in it; returns its bytes with the brackets.
  mutating func skipBalanced(open: UInt8, close: UInt8) -> [UInt8] {
    let start = position
    var depth = 0
    while let byte = current {
      position += 1
      switch byte {
      case 0x0A: line += 1
      case 0x5C:
        if current == 0x0A { line += 1 }
        if current != nil { position += 1 }
      case 0x27, 0x22: skipQuoted(byte)
      case open: depth += 1
      case close:
        depth -= 1
        if depth == 0 { return Array(bytes[start..<position]) }
      default: break
      }
    }
    return Array(bytes[start..<position])
  }

  private mutating func skipQuoted(_ quote: UInt8) {
    while let byte = current {
      position += 1
      if byte == 0x0A { line += 1 }
      if byte == quote { return }
      if byte == 0x5C, quote == 0x22, current != nil { position += 1 }
    }
  }

  static func isNameStart(_ byte: UInt8) -> Bool {
    byte == 0x5F || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  static func isNameByte(_ byte: UInt8) -> Bool {
    isNameStart(byte) || (0x30...0x39).contains(byte)
  }
}
