/// One line of text that can be edited.
///
/// The cursor counts grapheme clusters, so it never stands inside one.
public struct TextField: Hashable, Sendable {
  /// The most clusters it takes; what is typed or pasted beyond them is dropped.
  public static let limit = 4_096

  public private(set) var text: String
  /// The clusters before the cursor.
  public private(set) var cursor: Int
  /// Whether each cluster shows as a dot.
  public var isMasked: Bool

  /// A field with the cursor after its text, which is cut at ``limit``.
  public init(_ text: String = "", isMasked: Bool = false) {
    self.text = String(singleLine(text).prefix(TextField.limit))
    cursor = self.text.count
    self.isMasked = isMasked
  }

  /// Edits the text or moves the cursor if `key` is one that does, and says whether it was.
  @discardableResult public mutating func handle(_ key: Key) -> Bool {
    switch key {
    case .character(let character): insert(String(character))
    case .paste(let pasted): insert(pasted)
    case .left, .control("b"): cursor = max(cursor - 1, 0)
    case .right, .control("f"): cursor = min(cursor + 1, text.count)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = text.count
    case .wordLeft: cursor = startOfWord()
    case .wordRight: cursor = endOfWord()
    case .backspace: remove(max(cursor - 1, 0)..<cursor)
    case .delete, .control("d"): remove(cursor..<min(cursor + 1, text.count))
    case .control("w"): remove(startOfWord()..<cursor)
    case .control("u"): remove(0..<cursor)
    case .control("k"): remove(cursor..<text.count)
    default: return false
    }
    return true
  }

  /// Inserts a text at the cursor; line ends and tabs become spaces.
  public mutating func insert(_ inserted: String) {
    let room = TextField.limit - text.count
    let added = String(singleLine(inserted).prefix(max(room, 0)))
    let clusters = Array(text)
    let head = String(clusters[..<cursor]) + added
    text = head + String(clusters[cursor...])
    // A combining character joins the cluster before it, so the cursor is counted afresh.
    cursor = min(head.count, text.count)
  }

  private mutating func remove(_ range: Range<Int>) {
    var clusters = Array(text)
    clusters.removeSubrange(range)
    text = String(clusters)
    cursor = min(range.lowerBound, text.count)
  }

  private func startOfWord() -> Int {
    let clusters = Array(text)
    var index = cursor
    while index > 0, !isWordCharacter(clusters[index - 1]) { index -= 1 }
    while index > 0, isWordCharacter(clusters[index - 1]) { index -= 1 }
    return index
  }

  private func endOfWord() -> Int {
    let clusters = Array(text)
    var index = cursor
    while index < clusters.count, !isWordCharacter(clusters[index]) { index += 1 }
    while index < clusters.count, isWordCharacter(clusters[index]) { index += 1 }
    return index
  }
}

extension TextField {
  /// Draws it over the first row of `rect`, scrolled so far that the cursor is seen.
  ///
  /// Brackets at both ends tell that it is a field where no style is shown.
  ///
  /// - Parameters:
  ///   - grid: Where it is drawn; its cursor is set if the field has the focus.
  ///   - rect: Its place.
  ///   - style: How text and empty room look.
  ///   - placeholder: What an empty field shows, muted.
  ///   - isFocused: Whether keys go to it.
  public func draw(
    into grid: inout Grid, in rect: Rect, style: Style = Style(underline: true),
    placeholder: String = "", isFocused: Bool = true
  ) {
    guard !rect.isEmpty else { return }
    let hasBrackets = rect.width >= 4
    let rect = hasBrackets ? rect.row(0).inset(vertical: 0) : rect.row(0)
    if hasBrackets {
      let look = isFocused ? Style.heading : .muted
      grid.draw("[", at: Point(x: rect.x - 1, y: rect.y), style: look)
      grid.draw("]", at: Point(x: rect.maxX, y: rect.y), style: look)
    }
    grid.fill(rect, style: style)
    if text.isEmpty {
      var muted = style
      muted.foreground = .gray
      grid.draw(placeholder, at: rect.origin, style: muted, maxWidth: rect.width)
    }
    let clusters = text.map { isMasked ? "•" : Visible(String($0), glyphs: grid.glyphs).text }
    let widths = clusters.map { columns(of: $0, glyphs: grid.glyphs) }
    var first = 0
    var before = isFocused ? widths[..<min(cursor, widths.count)].reduce(0, +) : 0
    while before > rect.width - 1, first < widths.count {
      before -= widths[first]
      first += 1
    }
    grid.draw(
      clusters[first...].joined(), at: rect.origin, style: style, maxWidth: rect.width)
    guard isFocused else { return }
    grid.cursor = Point(x: rect.x + before, y: rect.y)
  }
}

private func singleLine(_ text: String) -> String {
  let trimmed = text.hasSuffix("\n") || text.hasSuffix("\r\n") ? text.dropLast() : text[...]
  return String(trimmed.map { $0.isNewline || $0 == "\t" ? " " : $0 })
}

private func isWordCharacter(_ character: Character) -> Bool {
  character.isLetter || character.isNumber || character == "_"
}
