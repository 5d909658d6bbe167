extension ShellWord {
  /// Whether the shell passes something else than an author who wrote this option means.
  ///
  /// Quotes around a whole word or a whole value, `\$`, `$NAME` and `${NAME}` at the beginning of
  /// a value are meant. `pa$$wd`, `pa&x`, `pa"ss`, `c:\dir` and `{a,b}` are not.
  func isChangedByShell(isKnown: Bool) -> Bool {
    if isCutByOperator || hasBraces { return true }
    for (index, piece) in pieces.enumerated() {
      switch piece {
      case .literal(let bytes, let quote):
        if isOdd(bytes, quote, at: index) { return true }
      case .variable(let name, _, _, _, let isBraced):
        if !isKnown, !isBraced, !isDeliberate(name, at: index) { return true }
      case .unknown(_, _, let isSpecialParameter):
        if isSpecialParameter || !beginsValue(index) { return true }
      }
    }
    return false
  }

  private func isOdd(_ bytes: [UInt8], _ quote: Quote, at index: Int) -> Bool {
    switch quote {
    case .none: return false
    case .escaped: return bytes.allSatisfy { ShellLexer.isNameByte($0) || $0 == 0x2E }
    case .single, .double:
      let isMeant = bytes.contains { " \t\n!\"#$&'()*;<>?[\\]^`{|}~".utf8.contains($0) }
      if isMeant || index == 0 { return false }
      let endsThere = pieces.dropFirst(index + 1).allSatisfy { $0 == .literal([0x0D], .none) }
      return !(beginsValue(index) && endsThere) && !isBesideExpansion(index)
    }
  }

  /// Whether the pieces before `index` end in `=`, or there are none.
  private func beginsValue(_ index: Int) -> Bool {
    guard index > 0 else { return true }
    if case .literal(let bytes, let quote) = pieces[index - 1] {
      return bytes.last == 0x3D || (quote != .none && bytes.isEmpty)
    }
    return false
  }

  private func isBesideExpansion(_ index: Int) -> Bool {
    [index - 1, index + 1].contains { neighbour in
      guard pieces.indices.contains(neighbour) else { return false }
      if case .literal = pieces[neighbour] { return false }
      return true
    }
  }

  private func isDeliberate(_ name: String, at index: Int) -> Bool {
    guard beginsValue(index) else { return false }
    guard index + 1 < pieces.count else { return true }
    if case .literal(let bytes, _) = pieces[index + 1] {
      return bytes.first == 0x2F || bytes == [0x0D]
    }
    return true
  }
}
