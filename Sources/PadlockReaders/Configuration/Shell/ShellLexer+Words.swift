extension ShellLexer {
  /// Reads a word that begins at the current byte, which is no blank and no operator.
  mutating func readWord() -> ShellWord {
    var word = ShellWord(line: line, lastLine: line)
    var plain: [UInt8] = []
    let start = position
    func flush() {
      if !plain.isEmpty { word.pieces.append(.literal(plain, .none)) }
      plain = []
    }
    scan: while let byte = current {
      switch byte {
      case 0x20, 0x09, 0x0A, 0x26, 0x7C, 0x3B, 0x3C, 0x3E, 0x28, 0x29:
        break scan
      case 0x5C:
        position += 1
        guard let escaped = current else {
          plain.append(0x5C)
          break scan
        }
        position += 1
        if escaped == 0x0A {
          line += 1
        } else {
          flush()
          word.pieces.append(.literal([escaped], .escaped))
        }
      case 0x27:
        flush()
        word.pieces.append(.literal(readSingleQuoted(), .single))
      case 0x22:
        flush()
        readDoubleQuoted(into: &word)
      case 0x24:
        if peek(1) == 0x27 {
          flush()
          word.pieces.append(readANSIQuoted())
        } else if peek(1) == 0x22 {
          position += 1
        } else if let piece = readExpansion(.none) {
          flush()
          word.pieces.append(piece)
        } else {
          plain.append(byte)
          position += 1
        }
      case 0x60:
        flush()
        word.pieces.append(readBackquoted(.none))
      default:
        plain.append(byte)
        position += 1
      }
    }
    flush()
    word.lastLine = line
    word.hasBraces = Self.hasBraces(word)
    judgeEnd(of: &word, from: start)
    return word
  }

  /// Notes an operator that ends the word with text right behind it.
  private func judgeEnd(of word: inout ShellWord, from start: Int) {
    guard let byte = current else { return }
    if byte == 0x28 {
      word.isFollowedByParenthesis = true
      word.isCutByOperator = true
      return
    }
    guard [0x26, 0x7C, 0x3B, 0x3C, 0x3E, 0x29].contains(byte) else { return }
    var end = position
    while end < bytes.count, [0x26, 0x7C, 0x3B, 0x3C, 0x3E, 0x28, 0x29].contains(bytes[end]) {
      end += 1
    }
    guard end < bytes.count, ![0x20, 0x09, 0x0A, 0x0D].contains(bytes[end]) else { return }
    let redirects = byte == 0x3C || byte == 0x3E
    if redirects, [0x2F, 0x24, 0x22].contains(bytes[end]) || bytes[end - 1] == 0x26 { return }
    word.isCutByOperator = true
  }

  private mutating func readSingleQuoted() -> [UInt8] {
    let opened = line
    position += 1
    let start = position
    while let byte = current, byte != 0x27 {
      if byte == 0x0A { line += 1 }
      position += 1
    }
    let text = Array(bytes[start..<position])
    if current == nil { unbalancedQuoteLine = unbalancedQuoteLine ?? opened } else { position += 1 }
    return text
  }

  private mutating func readDoubleQuoted(into word: inout ShellWord) {
    let opened = line
    position += 1
    var text: [UInt8] = []
    let first = word.pieces.count
    while let byte = current, byte != 0x22 {
      if byte == 0x5C, let escaped = peek(1), [0x24, 0x60, 0x22, 0x5C, 0x0A].contains(escaped) {
        position += 2
        if escaped == 0x0A { line += 1 } else { text.append(escaped) }
        continue
      }
      let piece: ShellWord.Piece? =
        switch byte {
        case 0x24: readExpansion(.double)
        case 0x60: readBackquoted(.double)
        default: nil
        }
      guard let piece else {
        if byte == 0x0A { line += 1 }
        text.append(byte)
        position += 1
        continue
      }
      if !text.isEmpty { word.pieces.append(.literal(text, .double)) }
      text = []
      word.pieces.append(piece)
    }
    if !text.isEmpty || word.pieces.count == first {
      word.pieces.append(.literal(text, .double))
    }
    if current == nil { unbalancedQuoteLine = unbalancedQuoteLine ?? opened } else { position += 1 }
  }

  private mutating func readANSIQuoted() -> ShellWord.Piece {
    let start = position
    position += 2
    while let byte = current, byte != 0x27 {
      if byte == 0x0A { line += 1 }
      position += byte == 0x5C && peek(1) != nil ? 2 : 1
    }
    let inner = Array(bytes[min(start + 2, position)..<position])
    if current != nil { position += 1 }
    if inner.contains(0x5C) {
      return .unknown(
        .single, source: Array(bytes[start..<position]), isSpecialParameter: false)
    }
    return .literal(inner, .single)
  }

  private mutating func readBackquoted(_ quote: ShellWord.Quote) -> ShellWord.Piece {
    let start = position
    position += 1
    while let byte = current, byte != 0x60 {
      if byte == 0x0A { line += 1 }
      position += byte == 0x5C && peek(1) != nil ? 2 : 1
    }
    if current != nil { position += 1 }
    return .unknown(quote, source: Array(bytes[start..<position]), isSpecialParameter: false)
  }

  /// Reads what a dollar sign begins, or nothing when it stands for itself.
  private mutating func readExpansion(_ quote: ShellWord.Quote) -> ShellWord.Piece? {
    let start = position
    guard let following = peek(1) else { return nil }
    if Self.isNameStart(following) {
      position += 1
      while let byte = current, Self.isNameByte(byte) { position += 1 }
      let name = String(decoding: bytes[start + 1..<position], as: UTF8.self)
      return .variable(
        name: name, .none, quote, source: Array(bytes[start..<position]), isBraced: false)
    }
    switch following {
    case 0x7B:
      position += 1
      let inner = skipBalanced(open: 0x7B, close: 0x7D)
      return braced(inner.dropFirst().dropLast(), quote, Array(bytes[start..<position]))
    case 0x28:
      position += 1
      _ = skipBalanced(open: 0x28, close: 0x29)
      return .unknown(quote, source: Array(bytes[start..<position]), isSpecialParameter: false)
    case 0x24, 0x3F, 0x21, 0x23, 0x2A, 0x40, 0x2D, 0x30...0x39:
      position += 2
      return .unknown(quote, source: Array(bytes[start..<position]), isSpecialParameter: true)
    default:
      return nil
    }
  }

  private func braced(
    _ inner: ArraySlice<UInt8>, _ quote: ShellWord.Quote, _ source: [UInt8]
  ) -> ShellWord.Piece {
    let name = inner.prefix(while: Self.isNameByte)
    guard let first = name.first, Self.isNameStart(first) else {
      return .unknown(quote, source: source, isSpecialParameter: false)
    }
    var rest = inner.dropFirst(name.count)
    var fallback = ShellWord.Fallback.none
    if !rest.isEmpty {
      let alsoForEmpty = rest.first == 0x3A
      if alsoForEmpty { rest = rest.dropFirst() }
      let operation = rest.popFirst()
      let special: [UInt8] = [0x24, 0x60, 0x22, 0x27, 0x5C]
      let text = String(decoding: rest, as: UTF8.self)
      fallback =
        switch operation {
        case _ where rest.contains(where: special.contains): .unsupported
        case 0x2D, 0x3D: .text(text, alsoForEmpty: alsoForEmpty)
        case 0x2B: .replacement(text, alsoForEmpty: alsoForEmpty)
        default: .unsupported
        }
    }
    return .variable(
      name: String(decoding: name, as: UTF8.self), fallback, quote, source: source,
      isBraced: true)
  }

  private static func hasBraces(_ word: ShellWord) -> Bool {
    word.pieces.contains { piece in
      guard case .literal(let bytes, .none) = piece, let open = bytes.firstIndex(of: 0x7B),
        let close = bytes[open...].firstIndex(of: 0x7D)
      else { return false }
      let inner = bytes[open..<close]
      return inner.contains(0x2C) || zip(inner, inner.dropFirst()).contains { $0 == (0x2E, 0x2E) }
    }
  }
}
