internal import CellGrid
internal import PadlockModel

/// A change of a file as a difference, with what stands around it in the file now.
///
/// What is changed may be a part of its line, such as one option of many.
struct EditText {
  private static let around = 3
  /// The longest file that is shown whole where no line is named.
  private static let shortFile = 12
  let edit: FilledRemedy.Step.Edit
  /// What stands there; nil where nobody looks.
  let content: FileContent?

  init(_ edit: FilledRemedy.Step.Edit, _ content: FileContent?) {
    self.edit = edit
    self.content = content
  }

  var paragraphs: [Paragraph] {
    let place = edit.line.map { "\(edit.file):\($0)" } ?? edit.file
    var text: [Paragraph] = ["", Paragraph(StyledText(place, .accent))]
    if let line = edit.line {
      text +=
        context(line - Self.around, line - 1) + difference(at: line)
        + context(edit.before.isEmpty ? line : line + 1, line + Self.around)
    } else {
      text += difference(at: nil)
    }
    text += ["", byHand, remark]
    if edit.line == nil, let excerpt, excerpt.lines.count <= Self.shortFile {
      text += ["", .heading("The file now")] + context(1, excerpt.lines.count)
    }
    if case .failed(let reason) = content {
      text.append(
        Paragraph(StyledText("What stands around it cannot be shown: \(reason)", .warning)))
    }
    return text
  }

  private var excerpt: FileExcerpt? {
    if case .done(let excerpt) = content { excerpt } else { nil }
  }

  private func fileLine(_ number: Int) -> String? {
    guard let excerpt, excerpt.lines.indices.contains(number - excerpt.firstLine) else {
      return nil
    }
    return excerpt.lines[number - excerpt.firstLine]
  }

  private var digits: Int {
    String(max((edit.line ?? excerpt?.lines.count ?? 0) + Self.around, 1)).count
  }

  private func context(_ first: Int, _ last: Int) -> [Paragraph] {
    guard first <= last else { return [] }
    return (first...last).compactMap { number in
      fileLine(number).map { row(" ", number, StyledText($0), .plain) }
    }
  }

  /// The line without and with the change; where the file is not at hand, the change alone.
  private func difference(at line: Int?) -> [Paragraph] {
    if let line, let part = part(of: line) {
      return [
        row("-", line, part.highlighting(part.old, .bad), .bad),
        row("+", line, part.highlighting(edit.after, .good), .good),
      ]
    }
    return
      (edit.before.isEmpty
      ? [] : [row("-", line, StyledText(edit.before, .bad), .bad)])
      + [row("+", nil, StyledText(edit.after, .good), .good)]
  }

  /// A line of the file, cut around what is to be replaced.
  private struct Part {
    let head: String
    /// What is replaced, as the file has it.
    let old: String
    let tail: String

    /// The line with `middle`, which stands out where it is not all of the line.
    func highlighting(_ middle: String, _ style: Style) -> StyledText {
      let isWhole = head.allSatisfy(\.isWhitespace) && tail.isEmpty
      return StyledText(head) + StyledText(middle, isWhole ? style : style.reversed)
        + StyledText(tail)
    }
  }

  /// Where what is to be replaced stands in its line now; nil where it does not.
  private func part(of line: Int) -> Part? {
    guard !edit.before.isEmpty, let text = fileLine(line) else { return nil }
    // Stand-ins for secrets are numbered in one text and not in the other.
    let pieces = edit.before.split(
      separator: /<secret( [0-9]+)?>/, omittingEmptySubsequences: false)
    guard let first = pieces.first, !first.isEmpty,
      let start = text.firstRange(of: first)?.lowerBound
    else { return nil }
    var rest = text[start...].dropFirst(first.count)
    for piece in pieces.dropFirst() {
      guard let standIn = rest.prefixMatch(of: /<secret( [0-9]+)?>/) else { return nil }
      rest = rest[standIn.range.upperBound...]
      guard rest.hasPrefix(piece) else { return nil }
      rest = rest.dropFirst(piece.count)
    }
    return Part(
      head: String(text[..<start]), old: String(text[start..<rest.startIndex]), tail: String(rest))
  }

  private func row(
    _ sign: String, _ number: Int?, _ text: StyledText, _ style: Style
  ) -> Paragraph {
    let gutter = number.map { padded($0, digits) } ?? String(repeating: " ", count: digits)
    return Paragraph(text, mark: StyledText("\(gutter) ", .muted) + StyledText(sign + " ", style))
  }

  private var byHand: Paragraph {
    guard let line = edit.line else {
      return edit.before.isEmpty
        ? "By hand: open the file in an editor, and write what is marked + where the step says."
        : "By hand: open the file in an editor, and replace what is marked - by what is marked +."
    }
    if edit.before.isEmpty {
      return "By hand: open the file in an editor, and write what is marked + at line \(line)."
    }
    guard let part = part(of: line), !part.head.isEmpty || !part.tail.isEmpty else {
      return fileLine(line) == nil || part(of: line) != nil
        ? "By hand: open the file in an editor, and replace line \(line), marked -, by that marked +."
        : Paragraph(
          StyledText(
            "Line \(line) of the file reads otherwise now: look for what is marked -.", .warning))
    }
    return
      "By hand: open the file in an editor, and in line \(line) replace \(part.old) by \(edit.after)"
  }

  private var remark: Paragraph {
    Paragraph(
      StyledText(
        holdsStandIn(edit.after)
          ? "Where <secret> stands, keep what the file has: it is never shown."
          : "y copies what is new; Padlock changes no file.", .muted))
  }
}

/// Whether a secret of the line is not shown.
func holdsStandIn(_ line: String) -> Bool { line.contains("<secret") }
