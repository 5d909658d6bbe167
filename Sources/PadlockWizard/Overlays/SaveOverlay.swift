internal import CellGrid

/// The path field of a report that is to be saved.
struct SavePrompt: Equatable, Sendable {
  var path: TextField
  /// Why it was not saved, or cannot be under this path.
  var problem: String?
  /// The writing that is awaited.
  var writing: EffectID?
  /// Whether to quit once it is saved.
  var quitsAfterwards: Bool

  init(path: String, quitsAfterwards: Bool = false) {
    self.path = TextField(path)
    self.quitsAfterwards = quitsAfterwards
  }
}

/// Asks where to save the report.
enum SaveOverlay: ScreenPart {
  static func bindings(_ state: WizardState) -> [KeyBinding] {
    let isWriting = prompt(state)?.writing != nil
    return [
      KeyBinding(
        [.enter], "save", .saveNow, disabled: isWriting ? "The report is being written." : nil),
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
    guard action == .saveNow, var prompt = prompt(state), let report = state.report else {
      return []
    }
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
    state.run?.saving = id
    state.reportPath = path
    return [.save(id, report, path: path)]
  }

  static func draw(_ state: WizardState, into grid: inout Grid, in layout: ScreenLayout) {
    guard let prompt = prompt(state) else { return }
    let inner = grid.drawBox(layout, title: "Save the report", width: 64, height: 7)
    grid.draw("A file for the report: JSON, or text if it ends in .txt", at: inner.origin)
    prompt.path.draw(into: &grid, in: inner.row(1))
    let note: StyledText =
      if let problem = prompt.problem {
        StyledText("✗ \(problem)", .bad)
      } else if prompt.writing != nil {
        "Writing…"
      } else {
        StyledText("It holds no password and no key.", .muted)
      }
    TextView([note]).draw(into: &grid, in: inner.splitRows([.fixed(3), .share(1)])[1])
  }

  private static func prompt(_ state: WizardState) -> SavePrompt? {
    guard case .save(let prompt) = state.overlay else { return nil }
    return prompt
  }
}

extension WizardState {
  mutating func takeSaved(_ id: EffectID, _ path: String) -> [Effect] {
    if run?.saving == id { run?.isSaved = true }
    notice = "The report was saved as \(path)."
    guard case .save(let prompt) = overlay, prompt.writing == id else { return [] }
    overlay = nil
    return prompt.quitsAfterwards ? quit() : []
  }

  mutating func takeSaveFailure(_ reason: String) {
    guard case .save(var prompt) = overlay else {
      notice = "The report was not saved: \(reason)"
      return
    }
    prompt.writing = nil
    prompt.problem = reason
    overlay = .save(prompt)
  }
}
