internal import CellGrid
internal import PadlockModel

/// Screen 5: the steps of a remedy, ticked off one by one, and whether it worked.
enum FixScreen: ScreenPart {
  static func bindings(_ state: WizardState) -> [KeyBinding] {
    let inDetail = state.fix.detailHasFocus
    var moving = KeyBinding.moving(inDetail ? "scroll" : "choose")
    moving.isQuiet = !inDetail
    let ways = state.report?.diagnoses.first { $0.key == state.fix.diagnosis }?.remedies.count ?? 0
    var others = KeyBinding.ways
    others.disabledReason = ways > 1 ? nil : "Padlock knows one way to fix this."
    let nothingToCopy = whyNotCopy(state)
    var own = [
      enter(state), moving,
      KeyBinding([.tab, .backTab], inDetail ? "steps" : "pane", .otherPane, isQuiet: !inDetail),
      KeyBinding([.character("y")], "copy", .copy, disabled: nothingToCopy),
      KeyBinding([.character("v")], "verify", .verify, disabled: whyNotVerify(state)),
    ]
    if state.canRepair {
      own.append(
        KeyBinding(
          [.character("r")], "demo repair", .repair,
          disabled: state.fix.awaited == nil ? nil : "Something runs already; Esc stops it.",
          isQuiet: inDetail))
    }
    own += [
      others,
      KeyBinding([.character(" ")], "tick", .tick, disabled: whyNoTick(state), isQuiet: true),
      KeyBinding(
        [.character("p")], "show plainly", .showPlainly, disabled: nothingToCopy, isQuiet: true),
      KeyBinding(
        [.character("o")], "open the file", .openFile, disabled: whyNoFile(state), isQuiet: true),
      KeyBinding(
        [.character("c")], "check everything again", .checkAgain,
        disabled: whyNotCheckAgain(state), isQuiet: true),
    ]
    guard state.fix.awaited != nil else { return own + [.back()] }
    return own + [KeyBinding([.escape], "stop", .stop), .back(escape: false)]
  }

  private static func enter(_ state: WizardState) -> KeyBinding {
    guard isAtVerification(state) else {
      return KeyBinding([.enter], "done, next", .next, isQuiet: state.fix.detailHasFocus)
    }
    if whyNotCheckAgain(state) == nil {
      return KeyBinding([.enter], "check all again", .checkAgain)
    }
    return KeyBinding([.enter], "verify", .verify, disabled: whyNotVerify(state), isQuiet: true)
  }

  /// Before the fix was seen to work, a check of everything would only lose the ticks.
  private static func whyNotCheckAgain(_ state: WizardState) -> String? {
    if let reason = state.whyNothingIsCollected { return reason }
    if holds(state) || state.fixed?.remedy.verify == nil { return nil }
    return "v verifies this fix first; y copies a command."
  }

  private static func whyNotVerify(_ state: WizardState) -> String? {
    if let reason = state.whyNothingIsCollected { return reason }
    if state.fix.awaited != nil { return "Something runs already; Esc stops it." }
    return state.fixed?.remedy.verify == nil
      ? "This remedy names nothing to verify by itself; c checks everything again." : nil
  }

  private static func whyNoTick(_ state: WizardState) -> String? {
    isAtVerification(state) ? "This line is ticked by verifying: v." : nil
  }

  private static func whyNoFile(_ state: WizardState) -> String? {
    if state.isSavedReport {
      return "This is a saved report: the files that it names are not read here."
    }
    return step(state)?.edit == nil ? "This step changes no line of a file." : nil
  }

  private static func step(_ state: WizardState) -> FilledRemedy.Step? {
    guard let steps = state.fixed?.remedy.steps, steps.indices.contains(state.fix.selection) else {
      return nil
    }
    return steps[state.fix.selection]
  }

  /// What the chosen step has to copy: its command, or the new line of its file.
  private static func text(_ state: WizardState) -> String? {
    step(state).flatMap { $0.command ?? $0.restart ?? $0.edit?.after }
  }

  private static func whyNotCopy(_ state: WizardState) -> String? {
    guard let text = text(state) else { return "This line has nothing to copy." }
    // Pasted into the file, the stand-in would take the secret's place.
    return holdsStandIn(text)
      ? "The line holds a secret that is not shown: change only what differs." : nil
  }

  private static func isAtVerification(_ state: WizardState) -> Bool {
    state.fix.selection >= state.fixed?.remedy.steps.count ?? 0
  }

  private static func holds(_ state: WizardState) -> Bool {
    if case .done(let tree, _) = state.fix.verification { tree.result == .yes } else { false }
  }

  static func perform(_ action: Action, _ state: inout WizardState) -> [Effect] {
    switch action {
    case .move(let movement):
      guard state.fix.detailHasFocus else {
        return move(movement.key, &state)
      }
      scroll(movement.key, &state)
    case .next:
      state.fix.ticked.insert(.init(way: state.fix.way, index: state.fix.selection))
      return move(.down, &state)
    case .tick:
      let step = FixState.Step(way: state.fix.way, index: state.fix.selection)
      if state.fix.ticked.remove(step) == nil { state.fix.ticked.insert(step) }
    case .otherPane:
      state.fix.detailHasFocus.toggle()
    case .nextWay: return changeWay(1, &state)
    case .previousWay: return changeWay(-1, &state)
    case .copy:
      guard let text = text(state) else { break }
      state.notice = "Sent to the clipboard; if your terminal ignores that, p shows it plainly."
      return [.copy(text)]
    case .showPlainly:
      return text(state).map { [.showPlainly($0)] } ?? []
    case .openFile:
      guard let (diagnosis, _) = state.fixed, let edit = step(state)?.edit else { break }
      return state.openFile(
        [FilePlace(target: diagnosis.target, path: edit.file, line: edit.line)], at: 0)
    case .verify:
      return state.verify()
    case .checkAgain:
      return state.checkAgain()
    case .repair:
      let id = state.newEffect()
      state.fix.repair = id
      return [.repair(id)]
    case .stop:
      let stopped = state.cancel(state.fix.awaited)
      if let id = state.fix.awaited, !state.fix.fail(id, "you stopped it") { break }
      return stopped
    default: break
    }
    return []
  }

  static func press(at point: Point, _ state: inout WizardState) -> [Effect] {
    let areas = FixAreas(state, ScreenLayout(state.size))
    state.fix.detailHasFocus = areas.detail.contains(point)
    if areas.verification.contains(point) {
      state.fix.select(state.fixed?.remedy.steps.count ?? 0)
    } else if let index = list(state, areas, state.glyphs).item(at: point, in: areas.list) {
      state.fix.select(index)
    }
    return state.readContext()
  }

  static func turn(
    _ wheel: Movement, at point: Point, _ state: inout WizardState
  ) -> [Effect] {
    let areas = FixAreas(state, ScreenLayout(state.size))
    guard areas.detail.contains(point) else { return move(wheel.key, &state) }
    scroll(wheel.key, &state)
    return []
  }

  private static func move(_ key: Key, _ state: inout WizardState) -> [Effect] {
    let areas = FixAreas(state, ScreenLayout(state.size))
    var list = list(state, areas, state.glyphs).state
    list.handle(
      key, items: items(state, areas, state.glyphs), height: max(areas.list.height, 1))
    state.fix.select(list.selection)
    state.fix.listOffset = list.offset
    return state.readContext()
  }

  private static func scroll(_ key: Key, _ state: inout WizardState) {
    let areas = FixAreas(state, ScreenLayout(state.size))
    var view = detail(state, areas, state.glyphs)
    view.handle(key, height: areas.detail.height)
    state.fix.scroll = view.offset
  }

  private static func changeWay(_ step: Int, _ state: inout WizardState) -> [Effect] {
    let key = state.fix.diagnosis
    let count = state.report?.diagnoses.first { $0.key == key }?.remedies.count ?? 0
    guard count > 1 else { return [] }
    state.fix.chosenWay[key] = (state.fix.way.index + step + count) % count
    state.fix.selection = 0
    state.fix.scroll = 0
    return state.readContext()
  }
}
