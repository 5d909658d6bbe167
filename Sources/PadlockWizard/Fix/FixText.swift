internal import CellGrid
internal import PadlockModel

/// What is to be done for the chosen step, or how the verification came out.
struct FixText {
  let state: WizardState

  init(_ state: WizardState) {
    self.state = state
  }

  var paragraphs: [Paragraph] {
    guard let (diagnosis, remedy) = state.fixed else {
      return ["No steps are known that fix this."]
    }
    guard remedy.steps.indices.contains(state.fix.selection) else {
      return verification(remedy, ConditionText(state.report, of: diagnosis.target))
    }
    let step = remedy.steps[state.fix.selection]
    var text: [Paragraph] = []
    if state.fix.selection == 0, let consequence = state.fix.consequence {
      text += ["“\(consequence)” goes away when its cause is fixed.", ""]
    }
    text.append(Paragraph(StyledText(step.instruction, .heading)))
    if let command = step.command { text += self.command(command) }
    if let edit = step.edit { text += EditText(edit, content(edit, diagnosis)).paragraphs }
    if let restart = step.restart, restart != step.command { text += command(restart) }
    return text
  }

  private func command(_ command: String) -> [Paragraph] {
    ["", Paragraph(StyledText(command, .accent), mark: StyledText("$ ", .muted)), ""]
      + [Paragraph(StyledText("y copies it; p shows it by itself, to be selected.", .muted))]
  }

  private func content(
    _ edit: FilledRemedy.Step.Edit, _ diagnosis: Diagnosis
  ) -> FileContent? {
    if state.isSavedReport { return nil }
    return state.fix.files[
      FilePlace(target: diagnosis.target, path: edit.file, line: edit.line)]
  }

  private func verification(
    _ remedy: FilledRemedy, _ conditions: ConditionText
  ) -> [Paragraph] {
    guard let before = remedy.verify else {
      return [
        "This remedy names nothing that could be verified by itself.",
        "Enter checks everything again.",
      ]
    }
    switch state.fix.verification {
    case nil:
      let heading =
        state.fix.isRepaired
        ? "This is how it was; it is fixed when this holds" : "It is fixed when this holds"
      return [.heading(heading), ""] + conditions.paragraphs(before) + [
        "", Paragraph(StyledText(hint, .muted)),
      ]
    case .running(_, let waitingFor):
      return [
        .heading("Verifying"), "",
        Paragraph(StyledText("waiting for \(waitingFor ?? "the first collector")")), "",
        "Only what the remedy names is collected. Esc stops it.",
      ]
    case .failed(let reason):
      return [
        .heading("It was not verified"), "", Paragraph(StyledText(reason)), "",
        Paragraph(StyledText("v verifies again.", .muted)),
      ]
    case .done(let now, let consequences):
      return [verdict(now.result, consequences), "", .heading("Now")]
        + conditions.paragraphs(now) + caused(consequences, conditions)
        + ["", .heading("Before")] + conditions.paragraphs(before)
    }
  }

  /// What the diagnosis caused, and what still keeps it from being gone.
  private func caused(
    _ consequences: [String: ConditionTree], _ conditions: ConditionText
  ) -> [Paragraph] {
    let known = state.report?.diagnoses.filter { consequences[$0.key] != nil } ?? []
    guard !known.isEmpty else { return [] }
    return ["", .heading("What it caused")]
      + known.flatMap { diagnosis -> [Paragraph] in
        guard let tree = consequences[diagnosis.key] else { return [] }
        let words =
          switch tree.result {
          case .yes: "gone"
          case .no: "still there"
          case .unknown: "not known"
          }
        let line = Paragraph(
          StyledText("\(diagnosis.title): \(words)"), mark: ConditionText.mark(tree.result))
        guard tree.result != .yes else { return [line] }
        return [line]
          + conditions.paragraphs(tree).map { part in
            var part = part
            part.indent += 2
            return part
          }
      }
  }

  private var hint: String {
    if let reason = state.whyNothingIsCollected { return reason }
    return state.canRepair && !state.fix.isRepaired
      ? "v collects just that. In this demo, r repairs the fault for you first."
      : "v collects just that, and shows how it was and how it is."
  }

  private func verdict(
    _ result: Kleene, _ consequences: [String: ConditionTree]
  ) -> Paragraph {
    let left = consequences.values.reduce(.yes) { $0 && $1.result }
    let (words, style, rest): (String, Style, String) =
      switch (result, left) {
      case (.yes, .yes) where Lock(state).shape == .closed:
        (
          "It is fixed. ", .good.bold,
          "The padlock is closed. Enter checks everything again, for a report without the fault."
        )
      case (.yes, .yes):
        (
          "It is fixed. ", .good.bold,
          "Other causes are left: Esc goes to them. Enter checks everything again."
        )
      case (.yes, _):
        (
          "The cause is fixed, what it caused is not gone. ", .warning,
          "Was every step done, the restart too? What does not hold is marked below."
        )
      case (.no, _): ("It is not fixed yet. ", .bad, "What does not hold is marked below.")
      case (.unknown, _):
        ("It cannot be told yet. ", .warning, "What is not known is marked below.")
      }
    return Paragraph(
      StyledText(words, style) + StyledText(rest), mark: ConditionText.mark(result && left))
  }
}
