/// Returns the text broken into lines of at most `width` columns, at spaces where possible.
///
/// Line feeds always break. A word longer than a line is broken between clusters; indentation at
/// the start of a line stays. A width below 2 counts as 2, the width of the widest cluster.
public func wrap(
  _ text: String, to width: Int, hangingIndent: Int = 0, glyphs: GlyphSet = .unicode
) -> [String] {
  StyledText(text).wrapped(to: width, hangingIndent: hangingIndent, glyphs: glyphs).map(\.text)
}

extension StyledText {
  /// The lines of at most `width` columns it breaks into; never none.
  ///
  /// - Parameters:
  ///   - width: Columns of a line; below 2 counts as 2.
  ///   - hangingIndent: Spaces before each line that continues a paragraph, at most half the width.
  ///   - glyphs: What the terminal can show; the result is folded to it.
  /// - Returns: Lines that keep the styles of their parts.
  public func wrapped(
    to width: Int, hangingIndent: Int = 0, glyphs: GlyphSet = .unicode
  ) -> [StyledText] {
    let width = max(width, 2)
    if fitsPlainly(in: width) { return [self] }
    var wrapper = LineWrapper(
      width: width, indent: min(max(hangingIndent, 0), width / 2, width - 2))
    for span in spans {
      if span.text.isPlain {
        wrapper.add(.plain(Array(span.text.utf8)), span.style)
        continue
      }
      for (index, line) in Visible.lines(of: span.text, glyphs: glyphs).enumerated() {
        if index > 0 { wrapper.endParagraph() }
        wrapper.add(.clusters(Array(line)), span.style)
      }
    }
    wrapper.endParagraph()
    return wrapper.lines
  }
}

extension StringProtocol {
  /// Whether it is printable ASCII, which is drawn as it is, one column for each byte.
  ///
  /// Nearly all text is, and seeing that takes much less time than asking Unicode's tables.
  var isPlain: Bool { utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }
}

extension StyledText {
  /// Whether it is printable ASCII that takes one line of `width` columns as it is.
  public func fitsPlainly(in width: Int) -> Bool {
    var used = 0
    for span in spans {
      used += span.text.utf8.count
      guard used <= width, span.text.isPlain else { return false }
    }
    // Breaking drops the spaces at a line's end.
    return spans.last?.text.utf8.last.map { $0 != 0x20 } ?? true
  }
}

/// A part of a paragraph that looks the same.
private struct Piece {
  enum Text {
    case plain([UInt8])
    case clusters([Character])
  }

  let text: Text
  let style: Style

  var count: Int {
    switch text {
    case .plain(let bytes): bytes.count
    case .clusters(let clusters): clusters.count
    }
  }

  func text(_ range: Range<Int>) -> String {
    switch text {
    case .plain(let bytes): String(decoding: bytes[range], as: UTF8.self)
    case .clusters(let clusters): String(clusters[range])
    }
  }
}

/// Collects clusters into words and words into lines, each of which is a range of the paragraph's
/// clusters.
private struct LineWrapper {
  let width: Int
  let indent: Int
  private(set) var lines: [StyledText] = []
  private var pieces: [Piece] = []
  /// Clusters of the paragraph so far.
  private var count = 0
  private var line = 0..<0
  /// Columns of the line, with its indentation.
  private var lineWidth = 0
  private var isIndented = false
  private var lineHasWord = false
  /// Spaces between the line and the word.
  private var spaces = 0
  /// The columns of each cluster of the word, which ends where the paragraph does by now.
  private var word: [UInt8] = []
  private var wordWidth = 0

  init(width: Int, indent: Int) {
    self.width = width
    self.indent = indent
  }

  mutating func add(_ text: Piece.Text, _ style: Style) {
    pieces.append(Piece(text: text, style: style))
    switch text {
    case .plain(let bytes):
      for byte in bytes { add(isSpace: byte == 0x20, 1) }
    case .clusters(let clusters):
      for cluster in clusters { add(isSpace: cluster == " ", clusterWidth(cluster)) }
    }
  }

  private mutating func add(isSpace: Bool, _ columns: Int) {
    if isSpace {
      endWord()
      spaces += 1
    } else {
      word.append(UInt8(columns))
      wordWidth += columns
    }
    count += 1
  }

  mutating func endParagraph() {
    endWord()
    pushLine()
    pieces.removeAll(keepingCapacity: true)
    (count, spaces, line, lineWidth) = (0, 0, 0..<0, 0)
    (isIndented, lineHasWord) = (false, false)
  }

  private mutating func endWord() {
    guard !word.isEmpty else { return }
    var start = count - word.count
    if lineWidth + spaces + wordWidth <= width || !lineHasWord && spaces < width / 2 {
      extend(to: start, from: start - spaces, columns: spaces)
    } else if lineHasWord {
      breakLine()
    }
    spaces = 0
    for columns in word {
      if lineWidth + Int(columns) > width { breakLine() }
      extend(to: start + 1, from: start, columns: Int(columns))
      start += 1
    }
    lineHasWord = true
    word.removeAll(keepingCapacity: true)
    wordWidth = 0
  }

  private mutating func extend(to end: Int, from start: Int, columns: Int) {
    line = (line.isEmpty ? start : line.lowerBound)..<end
    lineWidth += columns
  }

  private mutating func breakLine() {
    pushLine()
    line = 0..<0
    lineWidth = indent
    isIndented = true
    lineHasWord = false
  }

  private mutating func pushLine() {
    var spans: [StyledText.Span] = []
    var run = isIndented ? String(repeating: " ", count: indent) : ""
    var style = Style.plain
    var start = 0
    for piece in pieces {
      let shown = line.clamped(to: start..<start + piece.count)
      if !shown.isEmpty {
        if piece.style != style, !run.isEmpty {
          spans.append(StyledText.Span(run, style))
          run = ""
        }
        style = piece.style
        run += piece.text(shown.lowerBound - start..<shown.upperBound - start)
      }
      start += piece.count
    }
    if !run.isEmpty { spans.append(StyledText.Span(run, style)) }
    lines.append(StyledText(spans))
  }
}
