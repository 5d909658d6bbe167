internal import CellGrid

/// The path field of a report that is to be saved.
struct SavePrompt: Equatable, Sendable {
  /// What is saved.
  enum Subject: Equatable, Sendable {
    case report
    case session
  }

  let subject: Subject
  var path: TextField
  /// Why it was not saved, or cannot be under this path.
  var problem: String?
  /// The writing that is awaited.
  var writing: EffectID?
  /// Whether to quit once it is saved.
  var quitsAfterwards: Bool

  init(_ subject: Subject = .report, path: String, quitsAfterwards: Bool = false) {
    self.subject = subject
    self.path = TextField(path)
    self.quitsAfterwards = quitsAfterwards
  }
}

/// Asks where to save the report, or the session.
enum SaveOverlay: ScreenPart {
  static func bindings(_ state: WizardState) -> [KeyBinding] {
    let isWriting = prompt(state)?.writing != nil
    return [
      KeyBinding(
        [.enter], "save", .saveNow, disabled: isWriting ? "The file is being written." : nil),
      KeyBinding([.escape], isWriting ? "close" : "do not save", .closeOverlay),
      KeyBinding([.control("c")], "quit", .quit, isQuiet: true),
    ]
  }

  static func isTyping(_ state: WizardState) -> Bool { true }

  static func type(_ key: Key, _ state: inout WizardState) -> [Effect]? {
    guard var prompt = prompt(state), prompt.path.handle(key) else { return nil }
    prompt.problem = nil
    state.overlay = .save(prompt)
    return []
  }

  static func perform(_ action: Action, _ state: inout WizardState) -> [Effect] {
    guard action == .saveNow, var prompt = prompt(state) else { return [] }
    let path = trimmed(prompt.path.text)
    if path.isEmpty {
      prompt.problem = "The path is missing: name a file."
      state.overlay = .save(prompt)
      return []
    }
    let id = state.newEffect()
    prompt.writing = id
    prompt.problem = nil
    state.overlay = .save(prompt)
    switch prompt.subject {
    case .report:
      guard let report = state.report else { return [] }
      state.run?.saving = id
      state.reportPath = path
      return [.save(id, report, path: path)]
    case .session:
      state.sessionPath = path
      return [.saveSession(id, state.session, path: path)]
    }
  }

  static func draw(_ state: WizardState, into grid: inout Grid, in layout: ScreenLayout) {
    guard let prompt = prompt(state) else { return }
    let (title, what, note): (String, String, String) =
      switch prompt.subject {
      case .report:
        (
          "Save the report", "A file for the report: JSON, or text if it ends in .txt",
          "It holds no password and no key."
        )
      case .session:
        (
          "Save the session", "A file for what you chose and answered, to go on with --answers",
          "It holds the target, what you saw and your answers; no password."
        )
      }
    let inner = grid.drawBox(layout, title: title, width: 68, height: 7)
    grid.draw(what, at: inner.origin)
    prompt.path.draw(into: &grid, in: inner.row(1))
    let below: StyledText =
      if let problem = prompt.problem {
        StyledText("✗ \(problem)", .bad)
      } else if prompt.writing != nil {
        "Writing…"
      } else {
        StyledText(note, .muted)
      }
    TextView([below]).draw(into: &grid, in: inner.splitRows([.fixed(3), .share(1)])[1])
  }

  private static func prompt(_ state: WizardState) -> SavePrompt? {
    guard case .save(let prompt) = state.overlay else { return nil }
    return prompt
  }
}

extension WizardState {
  mutating func takeSaved(_ id: EffectID, _ path: String) -> [Effect] {
    let isReport = run?.saving == id
    if isReport { run?.isSaved = true }
    notice =
      isReport
      ? "The report was saved as \(path)."
      : "Saved; go on with: padlock --answers \(path)"
    guard case .save(let prompt) = overlay, prompt.writing == id else { return [] }
    overlay = nil
    return prompt.quitsAfterwards ? quit() : []
  }

  mutating func takeSaveFailure(_ reason: String) {
    guard case .save(var prompt) = overlay else {
      notice = "It was not saved: \(reason)"
      return
    }
    prompt.writing = nil
    prompt.problem = reason
    overlay = .save(prompt)
  }
}
