internal import CellGrid
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
    /// From 0 to 1; it never goes back, although more to look at may turn up.
    private(set) var fraction = 0.0
    private(set) var waitingFor: Wait?

    mutating func take(done: Int, total: Int, _ wait: Wait?) {
      if total > 0 { fraction = max(fraction, min(Double(done) / Double(total), 1)) }
      waitingFor = wait
    }
  }

  /// A making of the index, and what it is for, apart from the report.
  struct Indexing: Equatable, Sendable {
    let id: EffectID
    let size: GridSize
    let fixed: Set<String>
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
    /// What it is about; nil for the target itself.
    var subject: String?
    var detail = ""
    var state = State.running
  }

  /// The effect that collects, or judges again.
  private(set) var id: EffectID
  var order: CollectionOrder
  var phase = Phase.running
  var checks: [CheckLine] = []
  var progress = Progress()
  /// The line that is chosen; nil to follow the newest check, and for the first line at the end.
  var selection: EvidenceRow?
  var listOffset = 0
  private(set) var report: Report?
  /// The causes that the report names.
  private(set) var causes: CauseTree?
  /// The list of causes and the page about one as they were shown last.
  var list: CauseList?
  var page: DiagnosisPage?
  /// All pages, once they are made.
  var index: SearchIndex?
  /// The last making of it.
  var indexing: Indexing?
  private(set) var openPoints = OpenPoints()
  /// The question that is on the screen.
  var openQuestion: String?
  /// The answers that are chosen but not given yet, by question.
  var marked: [String: Int] = [:]
  /// Questions that the user put off.
  var postponed: Set<String> = []
  var isSaved = false
  /// The writing of its report that is awaited.
  var saving: EffectID?

  init(id: EffectID, order: CollectionOrder) {
    self.id = id
    self.order = order
  }

  var isRunning: Bool { phase == .running || phase == .stopping }

  /// Goes on with this effect; what was found stays.
  mutating func resume(_ effect: EffectID) {
    id = effect
    phase = .running
    progress = Progress()
  }

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
  mutating func end(with report: Report, _ openPoints: OpenPoints) {
    phase = phase == .stopping ? .stopped : .finished
    if report != self.report {
      isSaved = false
      saving = nil
    }
    self.report = report
    causes = CauseTree(report)
    (list, page, index, indexing) = (nil, nil, nil, nil)
    self.openPoints = openPoints
    selection = nil
    listOffset = 0
    showNextQuestion()
    checks = Self.failuresFirst(report.checks).map { check in
      CheckLine(
        id: [check.id, check.target, check.subject].compactMap { $0 }.joined(separator: " "),
        title: check.title, subject: check.subject.map { report.name(of: $0, at: check.target) },
        detail: check.detail,
        state: .judged(check.result))
    }
  }

  /// What went wrong comes first, so that it is seen without scrolling.
  private static func failuresFirst(_ checks: [Check]) -> [Check] {
    let first: [Check.Result] = [.failed, .warned]
    return first.flatMap { result in checks.filter { $0.result == result } }
      + checks.filter { !first.contains($0.result) }
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
    return CollectionOrder(
      target: target, symptom: symptom.current(symptoms), answers: answers(about: target))
  }

  /// Shows the collection for what is chosen, and starts it unless it is there already.
  mutating func enterEvidence() -> [Effect] {
    guard let order = wantedOrder else { return [] }
    screen = .evidence
    return run?.order == order ? [] : collect(order)
  }

  /// Collects everything anew for what was collected last.
  mutating func checkAgain() -> [Effect] {
    guard let order = run?.order else { return [] }
    screen = .evidence
    return collect(order)
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
