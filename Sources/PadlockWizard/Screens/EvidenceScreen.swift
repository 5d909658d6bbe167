internal import CellGrid

/// Screen 3: each check as it starts and ends, a bar over the whole, and what only the user can add.
enum EvidenceScreen: ScreenPart {
  static func bindings(_ state: WizardState) -> [KeyBinding] {
    var own: [KeyBinding] = [.moving("choose"), enter(state)]
    if state.run?.phase == .running {
      own.append(KeyBinding([.escape], "stop, keep what is found", .stop))
      var back = KeyBinding.back(escape: false)
      back.isQuiet = true
      own.append(back)
    } else {
      own.append(
        KeyBinding(
          [.character("c"), .character("r")], "check again", .checkAgain,
          disabled: state.run?.phase == .stopping ? "The collection is ending." : nil))
      own.append(.back())
    }
    return own
  }

  /// What Enter does with the chosen line.
  private static func enter(_ state: WizardState) -> KeyBinding {
    guard let run = state.run, let row = run.shownRow else {
      return KeyBinding([.enter], "diagnosis", .next, disabled: whyNoDiagnosis(state))
    }
    switch row {
    case .diagnosis, .gap: return KeyBinding([.enter], "diagnosis", .next)
    case .question(let id):
      return KeyBinding([.enter], run.asked(id)?.given == nil ? "answer" : "change", .next)
    case .password: return KeyBinding([.enter], "type it", .next)
    case .check: return KeyBinding([.enter], "details", .details)
    }
  }

  private static func whyNoDiagnosis(_ state: WizardState) -> String {
    state.run?.isRunning ?? false
      ? "The evidence is still being collected; Esc stops and keeps what was found."
      : "There is no diagnosis, because nothing was collected; c checks again."
  }

  static func perform(_ action: Action, _ state: inout WizardState) -> [Effect] {
    switch action {
    case .move(let movement):
      guard let run = state.run else { break }
      let rect = Areas(ScreenLayout(state.size)).list
      let list = run.list(in: rect, state.glyphs)
      var moved = list.state
      moved.handle(movement.key, items: list.items, height: rect.height)
      if run.rows.indices.contains(moved.selection) {
        state.run?.selection = run.rows[moved.selection]
      }
      state.run?.listOffset = moved.offset
    case .next:
      return open(state.run?.shownRow, &state)
    case .details:
      guard let check = state.run.flatMap({ $0.check($0.shownRow) }) else { break }
      state.overlay = .check(check, offset: 0)
    case .stop:
      guard let run = state.run, run.phase == .running else { break }
      state.run?.phase = .stopping
      return [.stop(run.id)]
    case .checkAgain:
      return state.checkAgain()
    default:
      break
    }
    return []
  }

  private static func open(_ row: EvidenceRow?, _ state: inout WizardState) -> [Effect] {
    switch row {
    case .question(let id): state.run?.openQuestion = id
    case .password(let need): state.overlay = .password(PasswordPrompt(need))
    case .diagnosis: state.screen = .diagnosis
    case .gap, .check, nil: break
    }
    return []
  }

  static func press(at point: Point, _ state: inout WizardState) -> [Effect] {
    guard let run = state.run else { return [] }
    let rect = Areas(ScreenLayout(state.size)).list
    let list = run.list(in: rect, state.glyphs)
    guard let index = list.item(at: point, in: rect) else { return [] }
    let row = run.rows[index]
    // A second click on a line opens it, as Enter does.
    guard row == run.shownRow else {
      state.run?.selection = row
      return []
    }
    return perform(run.check(row) == nil ? .next : .details, &state)
  }
}
