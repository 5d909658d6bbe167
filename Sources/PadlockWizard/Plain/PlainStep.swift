internal import CellGrid
internal import PadlockModel

/// What the run line by line remembers beside the wizard's state.
struct PlainRun: Equatable, Sendable {
  /// What is told after a line.
  enum Page: Hashable, Sendable {
    /// What the step is about.
    case step
    /// A page about the chosen cause.
    case tab(DiagnosisTab)
    /// How the verification came out.
    case verification
    /// Where and how the report is, or would be, written.
    case outcome
    /// The report as it would be written.
    case preview
    /// The known symptoms, those with the words of the field.
    case symptoms
    /// What was found of what was searched.
    case hits
    /// What a path may become, in lines.
    case listing([String])
    /// What can be typed.
    case help
    /// The notice alone.
    case nothing
  }

  /// A look into the folder of a path.
  struct Look: Equatable, Sendable {
    let id: EffectID
    let path: TypedPath
  }

  var page = Page.step
  /// Counts the lines of the user, so that what is asked for twice is told twice.
  var turn = 0
  /// A text whose end is awaited, each of its lines with an end.
  var text: String?
  /// Whether the known symptoms were told, and can be chosen by their numbers.
  var listsSymptoms = false
  /// Whether what was found was told, and can be chosen by its number.
  var listsHits = false
  /// The look into a folder that is awaited.
  var look: Look?
  /// Keystores that the user gave no password for.
  var declined: Set<PasswordNeed> = []
}

/// What is asked for: it decides what the next line is taken for.
enum PlainStep: Hashable, Sendable {
  case target
  /// The folder or archive of a ticket's files.
  case ticket
  /// A field of the chosen target.
  case field(TargetForm.Field)
  case symptom
  /// The lines of a text, the last one a single dot.
  case text
  case evidence
  case question(String)
  case password(PasswordNeed)
  case diagnosis
  case fix
  case report
  /// The path of the session.
  case session
  /// What stands around a line of a file.
  case file
  /// Whether to leave without saving.
  case leaving
}

extension TargetChoice {
  fileprivate var isDetected: Bool { if case .detected = self { true } else { false } }
}

extension WizardState {
  var plainStep: PlainStep {
    switch overlay {
    case .chooser: return .ticket
    case .password(let prompt): return .password(prompt.need)
    case .session: return .session
    case .quit: return .leaving
    case .file: return .file
    case .help, .check, .search, nil: break
    }
    switch screen {
    case .target where target.formIsOpen:
      return .field(target.form(of: target.current).focus)
    case .target: return .target
    case .symptom: return plain?.text == nil ? .symptom : .text
    case .evidence: return run?.shownQuestion.map { .question($0.question.id) } ?? .evidence
    case .diagnosis: return .diagnosis
    case .fix: return .fix
    case .report: return .report
    }
  }

  /// What is waited for before the next line is taken, in a sentence; nil where nothing is.
  var plainWait: String? {
    if plain?.look != nil { return "Looking…" }
    switch overlay {
    case .search: return "Searching…"
    case .file(let viewer):
      if case .running = viewer.content { return "Reading…" }
      return nil
    case .password(let prompt): return prompt.trial == nil ? nil : "Trying the password…"
    case .session(let prompt): return prompt.writing == nil ? nil : "Writing…"
    default: break
    }
    switch screen {
    case .target:
      if let search = target.ticketSearch { return "Looking for products in \(search.path)…" }
      if target.goesOnAfterLook { return "Looking whether the path is there…" }
      let isLooking =
        target.detection != nil || target.probes.values.contains { $0.choice.isDetected }
      return isLooking ? "Looking for installed products and open ports…" : nil
    case .symptom:
      return symptom.recognition == nil ? nil : "Looking for messages that are known…"
    case .evidence:
      guard let run, run.isRunning else { return nil }
      return "Collecting evidence; Ctrl-C stops and keeps what was found."
    case .fix:
      guard fix.awaited != nil else { return nil }
      return fix.repair == nil
        ? "Verifying: only what the remedy names is collected; Ctrl-C stops." : "Repairing…"
    case .report:
      if case .writing = writing.outcome { return "Writing…" }
      return nil
    case .diagnosis: return nil
    }
  }

  /// Goes on from the evidence to what only the user can add, and from there to the diagnosis.
  mutating func goOnPlainly() {
    guard let plain, screen == .evidence, overlay == nil, let run, !run.isRunning,
      run.report != nil, run.shownQuestion == nil
    else { return }
    if let need = run.openPoints.passwords.first(where: { !plain.declined.contains($0) }) {
      overlay = .password(PasswordPrompt(need))
    } else {
      screen = .diagnosis
    }
  }
}
