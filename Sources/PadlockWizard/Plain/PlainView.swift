internal import CellGrid
internal import PadlockModel

/// The wizard in lines, for screen readers and for terminals that cannot move their cursor: what a
/// change of the state has to tell.
///
/// Nothing in the lines steers a terminal. `old` is the state that was told before; nil at the
/// beginning.
public func plainView(_ state: WizardState, after old: WizardState?) -> [String] {
  let text = PlainText(state: state)
  var told: [Paragraph] = checks(state.run, after: old?.run)
  let isAsked = state.plainStep != old?.plainStep || state.plain?.turn != old?.plain?.turn
  let ended = old?.plainWait != nil && state.plainWait == nil
  let isVerdict = ended && state.plain?.page == .verification
  if let notice = state.notice, isAsked || notice != old?.notice, !isVerdict,
    notice != state.plainWait
  {
    told.append(Paragraph(StyledText(notice)))
  }
  if let wait = state.plainWait {
    if old?.plainWait == nil { told.append(Paragraph(StyledText(wait))) }
  } else if state.plainStep != old?.plainStep {
    told += [""] + text.step + [text.hints]
  } else if isAsked || ended {
    told += text.page
    if state.plain?.page == .step { told.append(text.hints) }
  }
  return told.map { paragraph in
    let indent = String(repeating: " ", count: paragraph.indent)
    return indent + Visible(paragraph.mark.text + paragraph.text.text, glyphs: state.glyphs).text
  }
}

extension WizardState {
  /// What stands before the next line of the user; nil while none is taken.
  public var plainPrompt: String? {
    switch plainStep {
    case _ where plainWait != nil: nil
    case .text: "… "
    case .password: "Password: "
    default: "> "
    }
  }

  /// Whether the next line must not be shown.
  public var plainPromptIsSecret: Bool {
    if case .password = plainStep { true } else { false }
  }
}

/// Checks that came out since, and every few seconds what is waited for.
private func checks(_ run: Run?, after old: Run?) -> [Paragraph] {
  guard let run else { return [] }
  let before = old?.id == run.id ? old : nil
  // The end replaces what was told on the way by what the report holds.
  guard run.isRunning else {
    guard let before, before.isRunning, run.report != nil else { return [] }
    let others = before.checks.filter { $0.state == .seen }.map(\.title)
    let end = Paragraph(StyledText("Done: \(EvidenceScreen.summary(run))."))
    guard !others.isEmpty else { return [end] }
    return [Paragraph("looked at, nothing to judge: \(others.joined(separator: ", "))"), end]
  }
  let known = Dictionary(
    (before?.checks ?? []).map { ($0.id, $0.state) }, uniquingKeysWith: { first, _ in first })
  let judged = run.checks.filter { check in
    if case .judged = check.state { known[check.id] != check.state } else { false }
  }
  let wait = run.progress.waitingFor
  let isLong = wait.map { $0.seconds > 0 && $0.seconds.isMultiple(of: 5) } ?? false
  let words = wait.map { Paragraph("waiting for \(EvidenceScreen.words($0))") }
  return judged.map(line)
    + (isLong && wait != before?.progress.waitingFor ? [words].compactMap { $0 } : [])
}

private func line(_ check: Run.CheckLine) -> Paragraph {
  Paragraph(StyledText("\(check.state.words): \(check.title): \(check.detail)"))
}
