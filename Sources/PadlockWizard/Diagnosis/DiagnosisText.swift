internal import CellGrid
internal import PadlockModel

/// The pages about one diagnosis.
struct DiagnosisText {
  let diagnosis: Diagnosis
  let tree: CauseTree
  let titles: [RuleID: String]

  func paragraphs(_ tab: DiagnosisTab) -> [Paragraph] {
    switch tab {
    case .why: why
    case .evidence: evidence(diagnosis.evidence[...])
    case .fix: fix
    case .otherCauses: otherCauses
    case .source: source
    case .summary, .checks, .facts: OverviewText.paragraphs(tab, tree.report)
    }
  }

  private var why: [Paragraph] {
    var text: [Paragraph] = [Paragraph(StyledText(diagnosis.summary)), "", certainty]
    if isFixed {
      let heading = StyledText("It is fixed. ", .good.bold)
      text =
        [Paragraph(heading + "This is how it was:", mark: StyledText("✓ ", .good)), ""] + text
    }
    let causes = diagnosis.causedBy.compactMap { tree.diagnosis(key: $0)?.title }
    if !causes.isEmpty { text.append("Caused by: \(causes.joined(separator: "; "))") }
    let consequences = diagnosis.causes.compactMap { tree.diagnosis(key: $0)?.title }
    if !consequences.isEmpty { text.append("Causes: \(consequences.joined(separator: "; "))") }
    text +=
      ["", .heading("What decided")]
      + conditions.withEvidence(diagnosis.why)
    if !diagnosis.toConfirm.isEmpty {
      text += ["", .heading("What would make it certain")]
      text += diagnosis.toConfirm.map { open in
        Paragraph(
          StyledText(open.how) + StyledText("  \(open.fact)", .muted),
          mark: StyledText("? ", .warning))
      }
    }
    return text
  }

  private var certainty: Paragraph {
    let severity = diagnosis.severity.rawValue
    switch diagnosis.certainty {
    case _ where isFixed: return "It was a \(diagnosis.certainty.rawValue) \(severity)."
    case .confirmed: return "A confirmed \(severity): what was seen proves it."
    case .likely: return "A likely \(severity): what was seen points to it and does not prove it."
    case .possible: return "A possible \(severity): some of it was seen, the rest is not known."
    }
  }

  private var isFixed: Bool { tree.isFixed(diagnosis.key) }

  private var conditions: ConditionText { ConditionText(tree.report, of: diagnosis.target) }

  /// The evidence below the reasons, of which there may be thousands: what can be seen at once.
  var firstEvidence: [Paragraph] {
    let first = diagnosis.evidence.prefix(20)
    let rest = diagnosis.evidence.count - first.count
    return ["", .heading("Evidence")] + evidence(first)
      + (rest > 0 ? ["\(rest) more on the page Evidence."] : [])
  }

  private func evidence(_ quoted: ArraySlice<Evidence>) -> [Paragraph] {
    guard !quoted.isEmpty else { return ["Nothing is quoted for this diagnosis."] }
    return quoted.flatMap { evidence in
      let place = evidence.line.map { "\(evidence.source):\($0)" } ?? evidence.source
      let time = evidence.time.map { ", \($0)" } ?? ""
      return [
        Paragraph(StyledText(evidence.kind.rawValue, .accent) + StyledText(time, .muted)),
        Paragraph(
          StyledText(place), indent: 2, link: FilePlace(evidence, of: diagnosis.target)),
        Paragraph(StyledText(evidence.excerpt, .heading), indent: 2), "",
      ]
    }
  }

  private var fix: [Paragraph] {
    guard !diagnosis.remedies.isEmpty else {
      let causes = diagnosis.causedBy.compactMap { tree.diagnosis(key: $0)?.title }
      return causes.isEmpty
        ? ["No steps are known for this diagnosis."]
        : ["It goes away when its cause is fixed: \(causes.joined(separator: "; "))."]
    }
    return diagnosis.remedies.flatMap { remedy in
      var text: [Paragraph] = [.heading(remedy.title)]
      for (index, step) in remedy.steps.enumerated() {
        text += paragraphs(step, number: index + 1)
      }
      if let verify = remedy.verify {
        text += ["", .heading("It is fixed when this holds")] + conditions.paragraphs(verify)
      }
      return text + [""]
    }
  }

  private func paragraphs(_ step: FilledRemedy.Step, number: Int) -> [Paragraph] {
    var text = [Paragraph(StyledText(step.instruction), mark: StyledText("\(number). "))]
    if let command = step.command {
      text.append(
        Paragraph(StyledText(command, .accent), mark: StyledText("$ ", .muted), indent: 3))
    }
    if let edit = step.edit {
      let place = edit.line.map { "\(edit.file):\($0)" } ?? edit.file
      text.append(Paragraph(StyledText(place, .muted), indent: 3))
      if !edit.before.isEmpty {
        text.append(
          Paragraph(StyledText(edit.before, .bad), mark: StyledText("- ", .bad), indent: 3))
      }
      text.append(
        Paragraph(StyledText(edit.after, .good), mark: StyledText("+ ", .good), indent: 3))
    }
    if let restart = step.restart, restart != step.command {
      text.append(
        Paragraph(StyledText(restart, .accent), mark: StyledText("$ ", .muted), indent: 3))
    }
    return text
  }

  private var source: [Paragraph] {
    var text: [Paragraph] = diagnosis.references.flatMap { reference in
      var lines: [Paragraph] = [.heading(reference.title)]
      if !reference.section.isEmpty { lines.append("Section: \(reference.section)") }
      if let url = reference.url { lines.append(Paragraph(StyledText(url, .link))) }
      return lines + [""]
    }
    if text.isEmpty { text = ["No article is named for this diagnosis.", ""] }
    return text + [Paragraph(StyledText("Rule ", .muted) + StyledText(diagnosis.id))]
  }
}
