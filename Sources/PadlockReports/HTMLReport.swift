public import PadlockModel
import PadlockRedaction

/// Renders the report as one HTML file that needs nothing else: no script, no font, no image.
///
/// Light and dark follow the reader's system; printing unfolds what is folded.
public func renderHTML(_ report: Report) -> String {
  renderHTML(Page(report), version: report.tool.version)
}

/// Renders one page as such a file.
func renderHTML(_ page: Page, version: String) -> String {
  var writer = HTMLWriter()
  writer.write(page.blocks)
  let title = XMLText.escaped(page.title)
  return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8"/>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <meta http-equiv="Content-Security-Policy" \
    content="default-src 'none'; style-src 'unsafe-inline'"/>
    <meta name="generator" content="\(XMLText.escaped("Padlock \(version)"))"/>
    <title>\(title)</title>
    <style>
    \(HTMLStyle.sheet)
    </style>
    </head>
    <body>
    <main>
    <h1>\(title)</h1>
    \(writer.lines.joined(separator: "\n"))
    </main>
    </body>
    </html>

    """
}

private struct HTMLWriter {
  private(set) var lines: [String] = []
  private var figures = 0
  private var tables = 0

  mutating func write(_ blocks: [Page.Block]) {
    for block in blocks { write(block) }
  }

  private mutating func write(_ block: Page.Block) {
    switch block {
    case .heading(let level, let spans):
      lines.append("<h\(level)>\(Self.line(spans))</h\(level)>")
    case .paragraph(let spans): lines.append("<p>\(Self.line(spans))</p>")
    case .status(let tone, let spans):
      lines.append(
        "<p class=\"status \(tone.rawValue)\"><span aria-hidden=\"true\">\(Self.sign(tone))</span> "
          + "\(Self.line(spans))</p>")
    case .list(let items, let isNumbered): list(items, isNumbered ? "ol" : "ul")
    case .table(let header, let rows): table(header, rows)
    case .command(let command):
      lines.append("<pre><code>\(XMLText.escapedLines(command))</code></pre>")
    case .edit(let edit): self.edit(edit)
    case .folded(let title, let blocks), .appendix(let title, let blocks, instead: _):
      lines.append("<details><summary>\(XMLText.escaped(title))</summary>")
      write(blocks)
      lines.append("</details>")
    case .figure(let figure): draw(figure)
    }
  }

  private mutating func draw(_ figure: Figure) {
    guard let drawing = HTMLFigure.svg(figure, number: figures + 1) else { return }
    figures += 1
    lines.append(drawing)
  }

  private mutating func list(_ items: [[Page.Block]], _ tag: String) {
    lines.append("<\(tag)>")
    for item in items {
      lines.append("<li>")
      write(item)
      lines.append("</li>")
    }
    lines.append("</\(tag)>")
  }

  private mutating func table(_ header: [String], _ rows: [[[Page.Span]]]) {
    guard !rows.isEmpty else { return }
    tables += 1
    let name = XMLText.escaped("Table \(tables): \(header.joined(separator: ", "))")
    lines.append(
      "<div class=\"wide\" role=\"region\" aria-label=\"\(name)\" tabindex=\"0\"><table>")
    let cells = header.map { "<th scope=\"col\">\(XMLText.escaped($0))</th>" }
    lines.append("<thead><tr>\(cells.joined())</tr></thead>")
    lines.append("<tbody>")
    for row in rows {
      lines.append("<tr>\(row.map { "<td>\(Self.line($0))</td>" }.joined())</tr>")
    }
    lines.append("</tbody></table></div>")
  }

  private mutating func edit(_ edit: FilledRemedy.Step.Edit) {
    let place = edit.line.map { "\(edit.file):\($0)" } ?? edit.file
    lines.append("<p><code>\(XMLText.escaped(place))</code></p>")
    let before =
      edit.before.isEmpty ? "" : "<del>- \(XMLText.escapedLines(edit.before))</del>\n"
    lines.append(
      "<pre><code>\(before)<ins>+ \(XMLText.escapedLines(edit.after))</ins></code></pre>")
  }

  private static func line(_ spans: [Page.Span]) -> String {
    spans.map { span in
      switch span {
      case .text(let text): prose(text)
      case .strong(let text): "<strong>\(prose(text))</strong>"
      case .code(let text): "<code>\(prose(text))</code>"
      case .time(let time): "<time>\(time)</time>"
      case .link(let text, let url):
        // A report of other making may hold an address that would run something.
        url.hasPrefix("https://") || url.hasPrefix("http://")
          ? "<a href=\"\(XMLText.escaped(url))\">\(prose(text))</a>" : prose(text)
      }
    }.joined()
  }

  private static func prose(_ text: String) -> String {
    XMLText.escaped(text.replacing("\n", with: " "))
  }

  private static func sign(_ tone: Page.Tone) -> String {
    switch tone {
    case .error: "✗"
    case .warning: "!"
    case .notice: "i"
    case .good: "✓"
    case .open: "?"
    }
  }
}
