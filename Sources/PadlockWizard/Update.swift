internal import CellGrid

/// Changes the state by one message, and returns what must happen outside.
///
/// Synchronous and pure; the only code that changes a ``WizardState``.
public func update(_ state: inout WizardState, _ message: Message) -> [Effect] {
  let effects = take(message, &state)
  state.keepPage()
  return effects + state.prepareIndex()
}

private func take(_ message: Message, _ state: inout WizardState) -> [Effect] {
  switch message {
  case .key(let key):
    return state.handle(key)
  case .line(let line):
    return state.take(line)
  case .interrupt:
    return state.interrupt()
  case .resized(let size):
    state.size = size
  case .detected(let id, let targets):
    guard state.finish(id) else { break }
    if let search = state.target.ticketSearch, search.id == id {
      return state.takeTicket(search, targets)
    }
    state.target.detection = nil
    return state.takeDetected(targets)
  case .listed(let id, let listing):
    guard state.finish(id) else { break }
    return state.takeListing(id, listing)
  case .remembered(let id, let problem):
    guard state.finish(id) else { break }
    state.notice = problem ?? state.notice
  case .liveness(let id, let isListening):
    guard state.finish(id) else { break }
    state.target.takeLiveness(id, isListening)
  case .recognised(let id, let explanation):
    guard state.finish(id) else { break }
    state.takeExplanation(explanation)
  case .checkStarted(let id, let check, let title):
    state.changeRunning(id) { $0.start(check, title) }
  case .checkFinished(let id, let check):
    state.changeRunning(id) { $0.finish(check) }
  case .progress(let id, let done, let total, let waitingFor):
    state.changeRunning(id) { $0.progress.take(done: done, total: total, waitingFor) }
  case .reportReady(let id, let report, let openPoints):
    guard state.finish(id), state.run?.id == id else { break }
    state.run?.end(with: report, openPoints)
    state.diagnosis = DiagnosisState(state.run?.causes)
    state.goOnPlainly()
    return state.renewPreview()
  case .collectionStopped(let id, let reason):
    guard state.finish(id), state.run?.id == id else { break }
    state.run?.end(because: reason)
  case .passwordTried(let id, let opens):
    guard state.finish(id) else { break }
    return state.takePasswordTried(id, opens)
  case .indexed(let id, let index):
    guard state.finish(id) else { break }
    state.takeIndex(id, index)
  case .sessionSaved(let id, let path, let problem):
    guard state.finish(id) else { break }
    state.takeSessionSaved(id, path, problem)
  case .saved(let id, let path):
    guard state.finish(id) else { break }
    return state.takeSaved(id, path)
  case .saveFailed(let id, let reason):
    guard state.finish(id) else { break }
    state.takeSaveFailure(id, reason)
  case .fileExists(let id, let path):
    guard state.finish(id) else { break }
    state.takeFileExists(id, path)
  case .rendered(let id, let text):
    guard state.finish(id) else { break }
    state.takePreview(id, text)
  case .fileRead(let id, let excerpt):
    guard state.finish(id) else { break }
    state.takeFile(id, excerpt)
  case .verifying(let id, let waitingFor):
    guard state.isAwaited(id) else { break }
    state.fix.note(id, waitingFor: waitingFor)
  case .verified(let id, let tree, let consequences):
    guard state.finish(id) else { break }
    state.takeVerified(id, tree, consequences)
  case .repaired(let id, let way):
    guard state.finish(id) else { break }
    state.takeRepaired(id, way: way)
  case .failed(let id, let reason):
    guard state.finish(id) else { break }
    state.takeFailure(id, reason)
  }
  return []
}

extension WizardState {
  mutating func handle(_ key: Key) -> [Effect] {
    if case .resize = key { return [] }
    // What cannot be seen must not be changed; only leaving stays possible.
    guard ScreenLayout.fits(size) || key == .control("c") else { return [] }
    notice = nil
    if key == .pasteStart {
      notice = "Reading what is pasted…"
      return []
    }
    let part = part
    if case .mouse(let x, let y, let action) = key {
      let point = Point(x: x, y: y)
      switch action {
      case .press:
        if let pressed = KeyLine(self, ScreenLayout(size)).key(at: point) { return handle(pressed) }
        return part.press(at: point, &self)
      case .wheelUp: return part.turn(.wheelUp, at: point, &self)
      case .wheelDown: return part.turn(.wheelDown, at: point, &self)
      }
    }
    if let effects = part.type(key, &self) { return effects }
    for binding in bindings(self) {
      guard let action = binding.action(for: key) else { continue }
      if let reason = binding.disabledReason {
        notice = reason
        return []
      }
      return perform(action)
    }
    return []
  }

  private mutating func perform(_ action: Action) -> [Effect] {
    switch action {
    case .help:
      overlay = .help(offset: 0)
      return []
    case .save:
      return openReport()
    case .saveSession:
      overlay = .session(SessionPrompt(path: sessionPath))
      return []
    case .closeOverlay:
      overlay = nil
      return []
    case .quit:
      guard hasUnsavedReport, overlay != .quit else { return quit() }
      overlay = .quit
      return []
    case .quitAnyway:
      return quit()
    case .back:
      guard let previous = screen == .report ? writing.origin : screen.previous else { return [] }
      screen = previous
      return []
    default:
      return part.perform(action, &self)
    }
  }

  mutating func quit() -> [Effect] {
    let running = run.flatMap { $0.isRunning ? $0.id : nil }
    return cancel(running) + [.quit]
  }

  /// Changes the run that an answer belongs to, if it is still wanted.
  fileprivate mutating func changeRunning(_ id: EffectID, _ change: (inout Run) -> Void) {
    guard isAwaited(id), var changed = run, changed.id == id, changed.phase == .running else {
      return
    }
    change(&changed)
    run = changed
  }
}
