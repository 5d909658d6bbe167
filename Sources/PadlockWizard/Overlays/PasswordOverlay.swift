internal import CellGrid
internal import PadlockModel

/// A password that is being typed; it is handed over once, and never shown or saved.
struct PasswordPrompt: Equatable, Sendable {
  let need: PasswordNeed
  /// What was typed; forgotten as soon as it is handed over.
  var secret = SecretField()
  /// Why the last one was not taken.
  var problem: String?
  /// The trial that is awaited.
  var trial: EffectID?

  init(_ need: PasswordNeed) { self.need = need }
}

/// Asks for a password that stands in no configuration.
enum PasswordOverlay: ScreenPart {
  static func bindings(_ state: WizardState) -> [KeyBinding] {
    let prompt = prompt(state)
    let reason =
      prompt?.trial != nil
      ? "The password is being tried."
      : prompt?.secret.isEmpty ?? true ? "Nothing was typed yet." : nil
    return [
      KeyBinding([.enter], "try it", .usePassword, disabled: reason),
      KeyBinding([.escape], "leave it", .closeOverlay),
      KeyBinding([.control("c")], "quit", .quit, isQuiet: true),
    ]
  }

  static func isTyping(_ state: WizardState) -> Bool { true }

  static func type(_ key: Key, _ state: inout WizardState) -> [Effect]? {
    guard var prompt = prompt(state), prompt.trial == nil, prompt.secret.handle(key) else {
      return nil
    }
    prompt.problem = nil
    state.overlay = .password(prompt)
    return []
  }

  static func perform(_ action: Action, _ state: inout WizardState) -> [Effect] {
    guard action == .usePassword, var prompt = prompt(state) else { return [] }
    let id = state.newEffect()
    let secret = prompt.secret.secret
    prompt.trial = id
    prompt.secret = SecretField()
    state.overlay = .password(prompt)
    return [.tryPassword(id, secret, prompt.need)]
  }

  static func draw(_ state: WizardState, into grid: inout Grid, in layout: ScreenLayout) {
    guard let prompt = prompt(state) else { return }
    let inner = grid.drawBox(layout, title: "Password", width: 68, height: 9)
    let rows = inner.splitRows([.fixed(2), .fixed(1), .fixed(1), .share(1)])
    TextView([StyledText("The password of \(prompt.need.path)")]).draw(into: &grid, in: rows[0])
    prompt.secret.draw(into: &grid, in: rows[1], isFocused: prompt.trial == nil)
    let note: StyledText =
      if let problem = prompt.problem {
        StyledText("✗ \(problem)", .bad)
      } else if prompt.trial != nil {
        "Trying…"
      } else {
        StyledText("It is used in this run alone: it is not shown, saved or sent.", .muted)
      }
    TextView([note]).draw(into: &grid, in: rows[3])
  }

  private static func prompt(_ state: WizardState) -> PasswordPrompt? {
    guard case .password(let prompt) = state.overlay else { return nil }
    return prompt
  }
}

extension WizardState {
  /// Looks at everything again with a password that opens; another is asked for once more.
  mutating func takePasswordTried(_ id: EffectID, _ opens: Bool?) -> [Effect] {
    guard case .password(var prompt) = overlay, prompt.trial == id else { return [] }
    prompt.trial = nil
    guard opens == true, let order = run?.order else {
      prompt.problem =
        opens == false
        ? "It does not open with this password; type another."
        : "Whether it opens could not be told: it cannot be read as a keystore."
      overlay = .password(prompt)
      return []
    }
    overlay = nil
    notice = "The keystore opens; everything is looked at again."
    return collect(order)
  }
}
