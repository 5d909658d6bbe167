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
      return verification(remedy)
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
      + [Paragraph(StyledText("c copies it; p shows it by itself, to be selected.", .muted))]
  }

  private func content(
    _ edit: FilledRemedy.Step.Edit, _ diagnosis: Diagnosis
  ) -> FileContent? {
    if state.isSavedReport { return nil }
    return state.fix.files[
      FilePlace(target: diagnosis.target, path: edit.file, line: edit.line)]
  }

  private func verification(_ remedy: FilledRemedy) -> [Paragraph] {
    guard let before = remedy.verify else {
      return [
        "This remedy names nothing that could be verified by itself.",
        "c on the diagnosis checks everything again.",
      ]
    }
    switch state.fix.verification {
    case nil:
      return [
        .heading("It is fixed when this holds"), "",
      ] + ConditionText.paragraphs(before) + ["", Paragraph(StyledText(hint, .muted))]
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
    case .done(let now):
      return [verdict(now.result), "", .heading("Before")] + ConditionText.paragraphs(before)
        + ["", .heading("Now")] + ConditionText.paragraphs(now)
    }
  }

  private var hint: String {
    if let reason = state.whyNothingIsCollected { return reason }
    return state.canRepair
      ? "v collects just that. In this demo, r repairs the fault for you first."
      : "v collects just that, and shows how it was and how it is."
  }

  private func verdict(_ result: Kleene) -> Paragraph {
    switch result {
    case .yes:
      let lock = Lock(state)
      let rest =
        lock.shape == .closed
        ? "The padlock is closed. Enter goes to the report; c on the diagnosis checks all again."
        : "Other causes are left: Esc goes back to them."
      return Paragraph(
        StyledText("It is fixed. ", .good.bold) + StyledText(rest), mark: StyledText("✓ ", .good))
    case .no:
      return Paragraph(
        StyledText("It is not fixed yet. ", .bad)
          + StyledText("What does not hold is marked below."),
        mark: StyledText("✗ ", .bad))
    case .unknown:
      return Paragraph(
        StyledText("It cannot be told yet. ", .warning)
          + StyledText("What is not known is marked below."), mark: StyledText("? ", .warning))
    }
  }
}
