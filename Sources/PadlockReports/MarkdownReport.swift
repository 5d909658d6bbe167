public import PadlockModel
import PadlockRedaction

/// Renders the report as Markdown: CommonMark and pipe tables (GitHub Flavored Markdown 0.29).
///
/// Text from outside has every sign that Markdown reads escaped; what is quoted stands as code, in
/// which ticket systems find no mentions, links or images.
public func renderMarkdown(_ report: Report) -> String {
  let page = Page(report)
  var writer = MarkdownWriter()
  writer.block(["# " + MarkdownWriter.escaped(page.title)])
  writer.write(page.blocks)
  return writer.text
}

private struct MarkdownWriter {
  private var lines: [String] = []
  var text: String { lines.joined(separator: "\n") + "\n" }

  /// Lines with an empty one before them.
  mutating func block(_ new: [String]) {
    if !lines.isEmpty { lines.append("") }
    lines += new
  }

  mutating func write(_ blocks: [Page.Block]) {
    for block in blocks { write(block) }
  }

  private mutating func write(_ one: Page.Block) {
    switch one {
    case .heading(let level, let spans):
      block([String(repeating: "#", count: level) + " " + Self.line(spans)])
    case .paragraph(let spans): block([Self.line(spans)])
    case .status(let tone, let spans): block(["\(Self.sign(tone)) \(Self.line(spans))"])
    case .list(let items, let isNumbered): list(items, isNumbered)
    case .table(let header, let rows): block(Self.table(header, rows))
    case .command(let command): block(Self.fence(command, "sh"))
    case .edit(let edit): self.edit(edit)
    case .folded(let title, let blocks):
      block(["**\(Self.escaped(title))**"])
      write(blocks)
    case .appendix(_, _, let sentence): block([Self.escaped(sentence)])
    // Both figures say again what the text says.
    case .figure: break
    }
  }

  private mutating func list(_ items: [[Page.Block]], _ isNumbered: Bool) {
    var all: [String] = []
    for (number, item) in items.enumerated() {
      let sign = isNumbered ? "\(number + 1). " : "- "
      var inner = MarkdownWriter()
      inner.write(item)
      let indent = String(repeating: " ", count: sign.count)
      for (index, line) in inner.lines.enumerated() {
        all.append(index == 0 ? sign + line : line.isEmpty ? "" : indent + line)
      }
    }
    block(all)
  }

  private mutating func edit(_ edit: FilledRemedy.Step.Edit) {
    let place = edit.line.map { "\(edit.file):\($0)" } ?? edit.file
    block([Self.code(place)])
    let before = edit.before.isEmpty ? [] : ["- \(edit.before)"]
    block(Self.fence((before + ["+ \(edit.after)"]).joined(separator: "\n"), "diff"))
  }

  private static func table(_ header: [String], _ rows: [[[Page.Span]]]) -> [String] {
    func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
    return [row(header.map(escaped)), row(header.map { _ in "---" })]
      // A pipe ends a cell even within code.
      + rows.map { row($0.map { line($0).replacing("|", with: "\\|") }) }
  }

  private static func sign(_ tone: Page.Tone) -> String {
    switch tone {
    case .error: "❌"
    case .warning: "⚠️"
    case .notice: "ℹ️"
    case .good: "✅"
    case .open: "❓"
    }
  }

  private static func line(_ spans: [Page.Span]) -> String {
    spans.map { span in
      switch span {
      case .text(let text): escaped(text)
      case .strong(let text): "**\(escaped(text))**"
      case .code(let text): code(text)
      case .time(let time): escaped("\(time)")
      case .link(let text, let url): "[\(escaped(text))](<\(address(url))>)"
      }
    }.joined()
  }

  /// A code span, in as many backquotes as its text needs (CommonMark 6.1).
  private static func code(_ text: String) -> String {
    let shown = VisibleText.make(text)
    guard shown.contains(where: { $0 != " " }) else { return "" }
    let signs = String(repeating: "`", count: longestRun(in: shown) + 1)
    let needsRoom = shown.hasPrefix("`") || shown.hasSuffix("`")
    let room = needsRoom || (shown.hasPrefix(" ") && shown.hasSuffix(" ")) ? " " : ""
    return signs + room + shown + room + signs
  }

  /// A fenced block; its fence is longer than any in the text (CommonMark 4.5).
  private static func fence(_ text: String, _ language: String) -> [String] {
    let fence = String(repeating: "`", count: max(3, longestRun(in: text) + 1))
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return [fence + language] + lines.map { VisibleText.make(String($0)) } + [fence]
  }

  private static func longestRun(in text: String) -> Int {
    var (longest, run) = (0, 0)
    for character in text {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }

  /// Every sign that Markdown or HTML may read, after a backslash or as a reference.
  static func escaped(_ text: String) -> String {
    var result = ""
    let shown = VisibleText.make(text.replacing("\n", with: " "))
    // At the start of a line these would begin a list.
    let number = shown.prefix { $0.isASCII && $0.isNumber }
    let sign = shown[number.endIndex...].prefix(2)
    let isList = !number.isEmpty && [". ", ") ", ".", ")"].contains(sign)
    let listSign =
      isList ? number.endIndex : "-+".contains(shown.prefix(1)) ? shown.startIndex : nil
    for index in shown.indices {
      switch shown[index] {
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "&": result += "&amp;"
      case "\\", "`", "*", "_", "[", "]", "#", "~", "!", "@", "$": result += "\\\(shown[index])"
      case _ where index == listSign: result += "\\\(shown[index])"
      default: result.append(shown[index])
      }
    }
    return result
  }

  /// An address within angle brackets (CommonMark 6.3).
  private static func address(_ url: String) -> String {
    VisibleText.make(url).replacing("<", with: "%3C").replacing(">", with: "%3E")
      .replacing(" ", with: "%20").replacing("\\", with: "%5C")
  }
}
