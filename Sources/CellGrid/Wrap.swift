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
      for (index, line) in Visible.lines(of: span.text, glyphs: glyphs).enumerated() {
        if index > 0 { wrapper.endParagraph() }
        for cluster in line { wrapper.add(cluster, span.style) }
      }
    }
    wrapper.endParagraph()
    return wrapper.lines
  }
}

extension StyledText {
  /// Whether it is printable ASCII that takes one line of `width` columns as it is.
  ///
  /// Nearly all lines are, and seeing that takes much less time than breaking them.
  public func fitsPlainly(in width: Int) -> Bool {
    var used = 0
    for span in spans {
      used += span.text.utf8.count
      guard used <= width, span.text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else {
        return false
      }
    }
    // Breaking drops the spaces at a line's end.
    return spans.last?.text.utf8.last.map { $0 != 0x20 } ?? true
  }
}

private struct StyledCluster {
  let cluster: Character
  let style: Style
  let width: Int
}

/// Collects clusters into words and words into lines.
private struct LineWrapper {
  let width: Int
  let indent: Int
  var lines: [StyledText] = []
  private var line: [StyledCluster] = []
  private var lineWidth = 0
  private var spaces: [StyledCluster] = []
  private var word: [StyledCluster] = []
  private var wordWidth = 0
  private var lineHasWord = false

  init(width: Int, indent: Int) {
    self.width = width
    self.indent = indent
  }

  mutating func add(_ cluster: Character, _ style: Style) {
    let added = StyledCluster(cluster: cluster, style: style, width: clusterWidth(cluster))
    if cluster == " " {
      endWord()
      spaces.append(added)
      return
    }
    word.append(added)
    wordWidth += added.width
  }

  mutating func endParagraph() {
    endWord()
    spaces = []
    pushLine()
    lineHasWord = false
    line = []
    lineWidth = 0
  }

  private mutating func endWord() {
    guard !word.isEmpty else { return }
    if lineWidth + spaces.count + wordWidth <= width {
      append(spaces)
    } else if lineHasWord {
      breakLine()
    } else if spaces.count < width / 2 {
      append(spaces)
    }
    spaces = []
    for part in word {
      if lineWidth + part.width > width { breakLine() }
      line.append(part)
      lineWidth += part.width
    }
    lineHasWord = true
    word = []
    wordWidth = 0
  }

  private mutating func append(_ clusters: [StyledCluster]) {
    line += clusters
    for part in clusters { lineWidth += part.width }
  }

  private mutating func breakLine() {
    pushLine()
    line = Array(
      repeating: StyledCluster(cluster: " ", style: .plain, width: 1), count: indent)
    lineWidth = indent
    lineHasWord = false
  }

  private mutating func pushLine() {
    var spans: [StyledText.Span] = []
    var run = ""
    var style = Style.plain
    for part in line {
      if part.style != style, !run.isEmpty {
        spans.append(StyledText.Span(run, style))
        run = ""
      }
      style = part.style
      run.append(part.cluster)
    }
    if !run.isEmpty { spans.append(StyledText.Span(run, style)) }
    lines.append(StyledText(spans))
  }
}
