internal import CellGrid
internal import PadlockModel

/// The field for the path under which the session is saved.
struct SessionPrompt: Equatable, Sendable {
  var path: TextField
  /// Why it was not saved, or cannot be under this path.
  var problem: String?
  /// The writing that is awaited.
  var writing: EffectID?

  init(path: String) { self.path = TextField(path) }
}

/// Asks where to save what was chosen and answered.
enum SessionOverlay: ScreenPart {
  static func bindings(_ state: WizardState) -> [KeyBinding] {
    let isWriting = prompt(state)?.writing != nil
    return [
      KeyBinding(
        [.enter], "save", .saveNow, disabled: isWriting ? "The session is being written." : nil),
      KeyBinding([.escape], isWriting ? "close" : "do not save", .closeOverlay),
      KeyBinding([.control("c")], "quit", .quit, isQuiet: true),
    ]
  }

  static func isTyping(_ state: WizardState) -> Bool { true }

  static func type(_ key: Key, _ state: inout WizardState) -> [Effect]? {
    guard var prompt = prompt(state), prompt.path.handle(key) else { return nil }
    prompt.problem = nil
    state.overlay = .session(prompt)
    return []
  }

  static func perform(_ action: Action, _ state: inout WizardState) -> [Effect] {
    guard action == .saveNow, var prompt = prompt(state) else { return [] }
    let path = trimmed(prompt.path.text)
    guard !path.isEmpty else {
      prompt.problem = "The path is missing: name a file."
      state.overlay = .session(prompt)
      return []
    }
    let id = state.newEffect()
    prompt.writing = id
    prompt.problem = nil
    state.overlay = .session(prompt)
    state.sessionPath = path
    return [.saveSession(id, state.session, path: path)]
  }

  static func draw(_ state: WizardState, into grid: inout Grid, in layout: ScreenLayout) {
    guard let prompt = prompt(state) else { return }
    let inner = grid.drawBox(layout, title: "Save the session", width: 68, height: 7)
    grid.draw("A file for what you chose and answered, to go on with --answers", at: inner.origin)
    prompt.path.draw(into: &grid, in: inner.row(1))
    let note: StyledText =
      if let problem = prompt.problem {
        StyledText("✗ \(problem)", .bad)
      } else if prompt.writing != nil {
        "Writing…"
      } else {
        StyledText("It holds the target, what you saw and your answers; no password.", .muted)
      }
    TextView([note]).draw(into: &grid, in: inner.splitRows([.fixed(3), .share(1)])[1])
  }

  private static func prompt(_ state: WizardState) -> SessionPrompt? {
    guard case .session(let prompt) = state.overlay else { return nil }
    return prompt
  }
}

extension WizardState {
  /// Says that the session was saved, or in its field why not.
  mutating func takeSessionSaved(_ id: EffectID, _ path: String, _ problem: String?) {
    var prompt: SessionPrompt?
    if case .session(let open) = overlay, open.writing == id { prompt = open }
    guard let problem else {
      if prompt != nil { overlay = nil }
      noteSaved(path)
      let archive = target.chosen.flatMap { $0.isInArchive ? $0.tree : nil }
      notice =
        "Saved; go on with: padlock --answers \(path)" + (archive.map { " --bundle \($0)" } ?? "")
      return
    }
    guard var prompt else {
      notice = "The session was not saved: \(problem)"
      return
    }
    prompt.writing = nil
    prompt.problem = problem
    overlay = .session(prompt)
  }
}
