import PadlockModel

/// Fills the templates of a rule with what is known near the diagnosis's subject.
struct RemedyFilling {
  let evaluation: Evaluation
  let findings: Findings
  let subject: SubjectID

  func text(_ template: Template) -> String {
    template.filled { name in evaluation.read(name, for: subject).state.value?.description }
  }

  /// The remedies for the target's platform that are not known to be out of place.
  func remedies(of rule: Rule) -> [FilledRemedy] {
    rule.remedies.filter { remedy in
      if evaluation.evaluate(remedy.applies, for: subject).result == .no { return false }
      guard let platform = remedy.platform, let here = findings.target.platform else {
        return true
      }
      return platform == here
    }.map { remedy in
      FilledRemedy(
        title: remedy.title, platform: remedy.platform,
        steps: remedy.steps.map { step($0, on: remedy.platform ?? findings.target.platform) },
        verify: remedy.verify.map { evaluation.evaluate($0, for: subject) })
    }
  }

  /// Whether a setting of that subject is one for the diagnosis's own.
  private func concerns(_ owner: SubjectID?) -> Bool {
    guard let owner else { return true }
    let near = evaluation.neighbourhood
    return owner == subject || near.wholes(of: subject).contains(owner)
      || near.wholes(of: owner).contains(subject) || subject == .target
  }

  private func command(_ template: Template, on platform: Platform?) -> String {
    CommandText.filled(template, for: platform ?? .linux) {
      evaluation.read($0, for: subject).state.value?.description
    }
  }

  private func step(_ step: RemedyStep, on platform: Platform?) -> FilledRemedy.Step {
    if step.restartsService {
      let command = findings.restart.map { self.command(Template($0), on: platform) }
      return FilledRemedy.Step(
        instruction: step.instruction.map(text) ?? "Restart \(findings.target.name)",
        restart: command)
    }
    var filled = FilledRemedy.Step(
      instruction: step.instruction.map(text) ?? "",
      command: step.command.map { command($0, on: platform) })
    if let edit = step.edit {
      let value = text(edit.to)
      let places = findings.settings.filter { $0.setting == edit.setting && concerns($0.subject) }
      if let place = places.min(by: ReportOrder.precedes) {
        filled.edit = .init(
          file: place.file, line: place.line, before: place.before ?? "",
          after: Template.replacing("{value}", in: place.pattern, with: value))
      } else if filled.instruction.isEmpty {
        filled.instruction = "Set \(edit.setting) to \(value)"
      }
      if filled.instruction.isEmpty { filled.instruction = "Change \(edit.setting)" }
    }
    return filled
  }
}
