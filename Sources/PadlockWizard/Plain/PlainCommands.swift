internal import CellGrid
internal import PadlockModel

/// Something that can be typed.
struct PlainAnswer {
  let typed: String
  let does: String
  /// Why that is nothing now; nil where it does something.
  let whyNot: String?

  init(_ typed: String, _ does: String, whyNot: String? = nil) {
    self.typed = typed
    self.does = does
    self.whyNot = whyNot
  }
}

/// A letter that does something, as the screens' key of that name does.
struct PlainCommand {
  let letter: Character
  let binding: KeyBinding
}

extension WizardState {
  /// The letters of this step, apart from those that every step has.
  var plainCommands: [PlainCommand] {
    bindings(self).compactMap { binding in
      for trigger in binding.triggers {
        guard case .character(let letter) = trigger.key, isPlain(trigger.action) else { continue }
        return PlainCommand(letter: letter, binding: binding)
      }
      return nil
    }
  }

  /// Whether an action makes sense where nothing is drawn: everything is told in full, so nothing
  /// needs to be moved, marked or copied.
  private func isPlain(_ action: Action) -> Bool {
    switch action {
    case .change, .forget, .toggleMemory, .checkAgain, .save, .saveSession, .verify, .repair: true
    case .openFile: plainStep == .diagnosis
    default: false
    }
  }

  /// What can be typed now.
  var plainHelp: [PlainAnswer] {
    let letters = plainCommands.map { command in
      PlainAnswer(
        String(command.letter), command.binding.label, whyNot: command.binding.disabledReason)
    }
    let back = [PlainAnswer("b", plainStep == .leaving ? "stay" : "back")]
    let end = [PlainAnswer("q", "quit"), PlainAnswer("?", "what can be typed")]
    switch plainStep {
    case .text, .password: return plainAnswers
    case .field, .ticket, .session, .file: return plainAnswers + back + end
    case .target: return plainAnswers + letters + end
    case .leaving: return letters + [PlainAnswer("q", "quit without saving")] + back
    case .diagnosis: return plainAnswers + plainPages + letters + back + end
    case .symptom, .evidence, .question, .fix, .report:
      return plainAnswers + letters + back + end
    }
  }

  /// The pages about the chosen line.
  private var plainPages: [PlainAnswer] {
    diagnosis.pages.compactMap { tab in
      tab.letter.map { PlainAnswer(String($0), tab.title.lowercased()) }
    }
  }

  /// The answers that a step takes beside letters.
  private var plainAnswers: [PlainAnswer] {
    let number = PlainAnswer("a number", "chooses")
    let list = PlainAnswer("a path and *", "lists what begins so")
    switch plainStep {
    case .target: return [number, PlainAnswer("Enter", "goes on with the marked one")]
    case .ticket: return [PlainAnswer("a path", "the folder or archive, beginning with /"), list]
    case .field(let field):
      return [PlainAnswer("Enter", "keeps what is there"), PlainAnswer("-", "empties it")]
        + (field.isPath ? [list] : [])
    case .symptom:
      let text = [
        number,
        PlainAnswer("any other text", "your message or ticket, ended by a line with a single dot"),
        PlainAnswer("/ and words", "lists known symptoms with these words; / alone lists all"),
      ]
      let next = symptom.words == nil ? [] : [PlainAnswer("Enter", "goes on with the marked one")]
      return text + next
        + (otherPlace.map { [PlainAnswer("t", "diagnoses \($0.place) instead")] } ?? [])
    case .text:
      return [PlainAnswer("a single dot", "ends the text"), PlainAnswer("Ctrl-C", "forgets it")]
    case .evidence:
      let next = PlainAnswer("Enter", "goes to the diagnosis")
      return run?.plainRows.isEmpty ?? true
        ? [next] : [next, PlainAnswer("a number", "answers, or changes the answer")]
    case .question: return [PlainAnswer("a number", "answers")]
    case .password: return [PlainAnswer("Enter", "goes on without it")]
    case .diagnosis:
      return [
        PlainAnswer("a number", "chooses a line"), PlainAnswer("f", "fixes the chosen cause"),
        PlainAnswer("/ and words", "searches everything; / alone lists the causes"),
      ]
    case .fix:
      let next = PlainAnswer("Enter", isVerified ? "goes to the report" : "verifies")
      let steps = [
        PlainAnswer("t and a number", "ticks that step off, or takes the tick away"),
        PlainAnswer("o and a number", "opens the file that this step changes"),
      ]
      return [next]
        + (plainWays > 1 ? [PlainAnswer("a number", "chooses the way that is verified")] : [])
        + steps
    case .report:
      return [
        PlainAnswer("a number", "chooses the format"), PlainAnswer("a path", "changes the place"),
        list, PlainAnswer("Enter", "saves"), PlainAnswer("p", "shows it"),
      ]
    case .session:
      return [
        PlainAnswer("Enter", "saves it there"), PlainAnswer("a path", "saves it under that"), list,
      ]
    case .file:
      guard case .file(let viewer) = overlay else { return [] }
      return (viewer.hasMore ? [PlainAnswer("Enter", "the lines that follow")] : [])
        + (viewer.places.count > 1 ? [PlainAnswer("a number", "shows another place")] : [])
    case .leaving: return []
    }
  }

  private var isVerified: Bool {
    if case .done(let tree, _) = fix.verification { tree.result == .yes } else { false }
  }

  /// How many ways there are to fix what is to be fixed.
  var plainWays: Int {
    report?.diagnoses.first { $0.key == fix.diagnosis }?.remedies.count ?? 0
  }
}
