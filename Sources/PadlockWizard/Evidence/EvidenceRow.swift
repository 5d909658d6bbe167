internal import CellGrid
internal import PadlockModel

/// One line of the list of evidence.
enum EvidenceRow: Hashable, Sendable {
  /// Goes on to the diagnosis.
  case diagnosis
  /// The question with this id, to be answered or answered.
  case question(String)
  case password(PasswordNeed)
  /// Parts what the user can do from what was looked at.
  case gap
  /// The check at this index.
  case check(Int)
}

extension Run {
  /// The lines: once there is a report, what can be done with it comes first.
  var rows: [EvidenceRow] {
    let looked = checks.indices.map(EvidenceRow.check)
    guard !isRunning, report != nil else { return looked }
    let questions = ([openPoints.question].compactMap { $0 } + openPoints.answered)
      .map { EvidenceRow.question($0.question.id) }
    return [.diagnosis] + questions + openPoints.passwords.map(EvidenceRow.password)
      + [.gap] + looked
  }

  /// The line that is chosen.
  var shownRow: EvidenceRow? {
    let rows = rows
    if let selection, rows.contains(selection) { return selection }
    return isRunning ? rows.last : rows.first
  }

  /// The list as it stands in an area, for keys, the mouse and drawing; of the many lines that there
  /// may be, those that are seen have their text.
  func list(in rect: Rect, _ glyphs: GlyphSet) -> ListView {
    let rows = rows
    let index = shownRow.flatMap { rows.firstIndex(of: $0) } ?? 0
    var list = ListView(
      rows.map { ListItem([""], isSelectable: $0 != .gap) },
      state: ListState(selection: index, offset: listOffset))
    let first = list.state.offset(for: list.items, height: rect.height)
    for line in first..<min(first + rect.height, rows.count) {
      list.items[line] = item(rows[line], width: rect.widthBesideScrollBar, glyphs)
    }
    return list
  }

  /// What the check at a line saw.
  func check(_ row: EvidenceRow?) -> CheckLine? {
    guard case .check(let index) = row, checks.indices.contains(index) else { return nil }
    return checks[index]
  }

  private func item(_ row: EvidenceRow, width: Int, _ glyphs: GlyphSet) -> ListItem {
    let (mark, style, title, detail): (String, Style, String, String)
    switch row {
    case .diagnosis:
      (mark, style, title, detail) = ("→", .heading, "The diagnosis", report?.verdict ?? "")
    case .question(let id):
      guard let asked = asked(id) else { return ListItem([""], isSelectable: false) }
      if asked.given == nil {
        (mark, style, title, detail) = ("?", .warning, "A question for you", asked.question.asks)
      } else {
        (mark, style, title) = ("=", .accent, "You answered")
        detail = "\(asked.givenWords) — \(asked.question.asks)"
      }
    case .password(let need):
      (mark, style, title, detail) = ("?", .warning, "A password is needed", need.path)
    case .gap:
      return ListItem([""], isSelectable: false)
    case .check(let index):
      let check = checks[index]
      (mark, style, title) = (check.state.glyph, check.state.style, check.title)
      detail = check.detail.isEmpty ? check.state.words : check.detail
    }
    let titleWidth = min(max(width * 2 / 5, 20), 44)
    let shown = truncate(title, to: titleWidth, glyphs: glyphs)
    let gap = max(titleWidth - columns(of: shown, glyphs: glyphs), 0) + 2
    let indent = max(4 - columns(of: glyphs.fold(mark)), 1)
    let rest = truncate(detail, to: max(width - titleWidth - 6, 0), glyphs: glyphs)
    return ListItem([
      StyledText(mark + String(repeating: " ", count: indent), style)
        + StyledText(shown + String(repeating: " ", count: gap) + rest)
    ])
  }
}

extension Run.CheckLine.State {
  var glyph: String {
    switch self {
    case .running: "…"
    case .seen: "○"
    case .judged(.passed): "✓"
    case .judged(.failed): "✗"
    case .judged(.warned): "!"
    case .judged(.notice): "i"
    case .judged(.skipped): "–"
    case .judged(.unknown): "?"
    }
  }

  var words: String {
    switch self {
    case .running: "running"
    case .seen: "seen"
    case .judged(let result): result.rawValue
    }
  }

  var style: Style {
    switch self {
    case .running, .seen, .judged(.skipped), .judged(.unknown): .muted
    case .judged(.passed): .good
    case .judged(.failed): .bad
    case .judged(.warned): .warning
    case .judged(.notice): .accent
    }
  }
}

extension Report {
  /// The outcome with its figures, such as `2 errors, 1 warning`.
  fileprivate var verdict: String {
    func count(_ severity: Severity, _ word: String) -> String? {
      let count = diagnoses.count { $0.severity == severity && $0.certainty != .possible }
      return count == 0 ? nil : "\(count) \(word)\(count == 1 ? "" : "s")"
    }
    let counts = [
      count(.error, "error"), count(.warning, "warning"), count(.notice, "notice"),
    ].compactMap { $0 }.joined(separator: ", ")
    switch outcome {
    case .problems: return counts
    case .healthy: return counts.isEmpty ? "healthy" : "healthy, with \(counts)"
    case .inconclusive: return counts.isEmpty ? "inconclusive" : "inconclusive, with \(counts)"
    }
  }
}
