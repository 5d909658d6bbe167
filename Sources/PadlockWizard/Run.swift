internal import PadlockModel

/// One collection: what was ordered, what it found so far, and its report.
struct Run: Equatable, Sendable {
  enum Phase: Equatable, Sendable {
    case running
    /// The user stopped it; its report is awaited.
    case stopping
    case finished
    /// It has a report of what was found before it was stopped.
    case stopped
    /// It ended without a report.
    case failed(String)
  }

  struct Progress: Equatable, Sendable {
    var done = 0
    var total = 0
    var waitingFor: String?
  }

  /// A check as the screen shows it.
  struct CheckLine: Equatable, Sendable {
    enum State: Equatable, Sendable {
      case running
      /// Looked at; the report will judge it.
      case seen
      case judged(Check.Result)
    }

    var id: String
    var title: String
    var detail = ""
    var state = State.running
  }

  let id: EffectID
  let order: CollectionOrder
  var phase = Phase.running
  var checks: [CheckLine] = []
  var progress = Progress()
  /// The check that is chosen; nil to follow the newest.
  var selection: Int?
  var listOffset = 0
  private(set) var report: Report?
  var isSaved = false
  /// The writing of its report that is awaited.
  var saving: EffectID?

  init(id: EffectID, order: CollectionOrder) {
    self.id = id
    self.order = order
  }

  var isRunning: Bool { phase == .running || phase == .stopping }

  /// The index of the check that is shown in full.
  var shownCheck: Int { min(selection ?? checks.count - 1, checks.count - 1) }

  mutating func start(_ id: String, _ title: String) {
    guard !checks.contains(where: { $0.id == id }) else { return }
    checks.append(CheckLine(id: id, title: title))
  }

  mutating func finish(_ check: CheckUpdate) {
    start(check.id, check.title)
    guard let index = checks.firstIndex(where: { $0.id == check.id }) else { return }
    checks[index].title = check.title
    checks[index].detail = check.detail
    checks[index].state = check.result.map { .judged($0) } ?? .seen
  }

  /// Takes the report, whose checks are judged and replace those seen on the way.
  mutating func end(with report: Report) {
    phase = phase == .stopping ? .stopped : .finished
    self.report = report
    isSaved = false
    selection = nil
    listOffset = 0
    checks = report.checks.map { check in
      CheckLine(
        id: [check.id, check.target, check.subject].compactMap { $0 }.joined(separator: " "),
        title: check.title, detail: check.detail, state: .judged(check.result))
    }
  }

  mutating func end(because reason: String) {
    phase = .failed(reason)
    checks.removeAll { $0.state == .running }
  }
}

extension WizardState {
  /// What would be collected for what is chosen now.
  var wantedOrder: CollectionOrder? {
    guard let target = target.chosen else { return nil }
    let symptom = chosenSymptom
    return CollectionOrder(target: target, symptom: symptom.choice, texts: symptom.texts)
  }

  /// Shows the collection for what is chosen, and starts it unless it is there already.
  mutating func enterEvidence() -> [Effect] {
    guard let order = wantedOrder else { return [] }
    screen = .evidence
    return run?.order == order ? [] : collect(order)
  }

  /// Starts a collection; one that runs is given up.
  mutating func collect(_ order: CollectionOrder) -> [Effect] {
    let earlier = cancel(run.flatMap { $0.isRunning ? $0.id : nil })
    let id = newEffect()
    run = Run(id: id, order: order)
    diagnosis = DiagnosisState()
    let verification = cancel(fix.awaited)
    fix = FixState()
    return earlier + verification + [.collect(id, order)]
  }
}
