import PadlockModel
import PadlockRedaction

/// Lines of plain text, wrapped, in which nothing invisible stands.
///
/// Everything that is written passes ``VisibleText`` here, so that only this page breaks lines.
struct TextPage {
  let options: TextOptions
  let names: ReportNames
  private var lines: [String] = []

  init(_ options: TextOptions, names: ReportNames = ReportNames()) {
    self.options = options
    self.names = names
  }

  /// The name of a subject's id or a diagnosis's key, or that itself.
  func name(_ id: String) -> String { names.name(id) }

  var text: String { lines.joined(separator: "\n") + "\n" }

  /// One empty line between parts; never two, and none at the top.
  mutating func gap() {
    if let last = lines.last, !last.isEmpty { lines.append("") }
  }

  mutating func heading(_ text: String) {
    gap()
    line(text, style: .bold)
  }

  /// A paragraph at `indent`; later lines stand at `hanging`.
  mutating func line(
    _ text: String, indent: Int = 0, hanging: Int? = nil, style: TextStyle? = nil
  ) {
    let shown = visible(Self.trimmed(text))
    let rest = bounded(hanging ?? indent)
    for (index, part) in Columns.wrap(
      shown, first: options.width - bounded(indent), rest: options.width - rest
    ).enumerated() {
      append(index == 0 ? bounded(indent) : rest, part, style)
    }
  }

  /// A sign, coloured, and a paragraph beside it.
  mutating func item(_ sign: String, _ text: String, indent: Int = 0, style: TextStyle? = nil) {
    let column = bounded(indent) + Columns.width(sign) + 1
    let parts = Columns.wrap(
      visible(Self.trimmed(text)), first: options.width - column, rest: options.width - column)
    for (index, part) in parts.enumerated() {
      if index == 0 {
        lines.append(blanks(bounded(indent)) + painted(sign, style) + " " + part)
      } else {
        append(column, part, nil)
      }
    }
  }

  /// A line that is never wrapped, so that it can be copied: a command, an edit, an address.
  mutating func verbatim(_ text: String, indent: Int = 0, style: TextStyle? = nil) {
    let parts = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for part in parts { append(bounded(indent), visible(String(part)), style) }
  }

  mutating func verdict(_ verdict: Verdict, wraps: Bool) {
    self.verdict(verdict.sentence, of: verdict.outcome, wraps: wraps)
  }

  mutating func verdict(_ sentence: String, of outcome: Report.Outcome, wraps: Bool) {
    let style: TextStyle =
      switch outcome {
      case .problems: .red
      case .healthy: .green
      case .inconclusive: .yellow
      }
    if wraps {
      line(sentence, style: style)
    } else {
      verbatim(sentence, style: style)
    }
  }

  /// Folded YAML ends with a line feed that nobody meant.
  private static func trimmed(_ text: String) -> String {
    guard text.last?.isWhitespace == true else { return text }
    var rest = text[...]
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }

  func visible(_ text: String) -> String {
    guard !options.unicode else { return VisibleText.make(text) }
    let folded = text.replacing("“", with: "\"").replacing("”", with: "\"")
    return VisibleText.make(folded, ascii: true)
  }

  /// The sign for output beyond ASCII, or its ASCII twin.
  func sign(_ unicode: String, _ ascii: String) -> String { options.unicode ? unicode : ascii }

  private func painted(_ text: String, _ style: TextStyle?) -> String {
    guard options.colour, let style, !text.isEmpty else { return text }
    return "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m"
  }

  private mutating func append(_ indent: Int, _ text: String, _ style: TextStyle?) {
    lines.append(text.isEmpty ? "" : blanks(indent) + painted(text, style))
  }

  private func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

  /// Deep trees stop moving to the right where prose would have no room left.
  private func bounded(_ indent: Int) -> Int { min(indent, options.width - 24) }
}
