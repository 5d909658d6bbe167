import PadlockCollectors
import PadlockEngine
import PadlockModel
import PadlockNetwork

/// One target, with what was observed of it so far and what can be looked at in addition.
struct Inquiry: Sendable {
  var request: CollectionRequest
  var findings: Findings
  /// Collectors that have run.
  var done: Set<String> = []
  /// What each of them observed.
  var observed: [String: [Observation]] = [:]
  /// Whether the run was stopped before all was looked at; then it stays as it is.
  var wasStopped = false
  /// Whether it is what was observed elsewhere, to which nothing can be added.
  var isRecorded = false

  init(_ request: CollectionRequest) {
    self.request = request
    findings = Findings(target: request.target)
    findings.answers = request.options.answers
  }
}

/// Runs the collectors of one target, those that the engine asks for, until nothing more helps.
struct Investigation: Sendable {
  let engine: Engine
  /// The collector with an id.
  var collector: @Sendable (String) -> (any Collector)? = CollectorCatalogue.collector
  /// The facts that are to be known; nil for whatever the rules ask for.
  var goal: Set<FactName>?
  /// The collectors to run in turn, whatever the rules ask for; nil to ask them on the way.
  var waves: [[String]]?
  let watch: @Sendable (Event) -> Void

  /// Observes what can be observed, and was not yet, before the run's time is up.
  func investigate(_ start: Inquiry) async -> Inquiry {
    var inquiry = start
    if inquiry.wasStopped || inquiry.isRecorded { return inquiry }
    let request = start.request
    let clock = ContinuousClock()
    var told = Told()
    while request.options.run.interruption == nil {
      let steps = nextSteps(inquiry)
      guard !steps.isEmpty else { break }
      inquiry.done.formUnion(steps)
      let known = inquiry.findings
      let outcomes = await withTaskGroup(of: (String, [Observation], Int).self) { group in
        for step in steps {
          guard let collector = collector(step) else { continue }
          group.addTask {
            watch(.started(id: step, title: collector.title))
            let start = clock.now
            var request = request
            request.options.tell = { watch(.progressed(id: step, detail: $0)) }
            var observations = await collector.collect(request, knowing: known)
            if request.options.run.interruption != nil {
              observations = observations.map(Self.stopped)
            }
            let elapsed = Int((clock.now - start) / .milliseconds(1))
            watch(
              .finished(
                id: step, checks: observations.compactMap(Self.check),
                milliseconds: elapsed))
            return (step, observations, elapsed)
          }
        }
        var all: [(String, [Observation], Int)] = []
        for await outcome in group { all.append(outcome) }
        return all.sorted { $0.0 < $1.0 }
      }
      for (id, observations, elapsed) in outcomes {
        for observation in observations { inquiry.findings.add(observation) }
        inquiry.observed[id] = observations
        inquiry.findings.timings[id] = elapsed
      }
      tellAccesses(of: request, &told)
    }
    if request.options.run.interruption != nil {
      inquiry.wasStopped = true
      inquiry.findings.addStop()
    }
    inquiry.findings.ledger = request.files.ledger
    return inquiry
  }

  /// The collectors to run now; without a goal, after telling how what was seen is judged.
  private func nextSteps(_ inquiry: Inquiry) -> [String] {
    let (findings, done, offers) = (inquiry.findings, inquiry.done, CollectorCatalogue.offers)
    if let waves {
      return waves.first { !done.isSuperset(of: $0) } ?? []
    }
    if let goal {
      let steps = engine.nextSteps(toKnow: goal, findings, offers: offers, done: done).map(
        \.collector)
      tell(steps, engine.judge(findings))
      return steps
    }
    let verdict = engine.judge(findings)
    let outlook = engine.outlook(findings, judged: verdict, offers: offers, done: done)
    watch(.judged(verdict.checks, remaining: outlook.remaining))
    let steps = outlook.steps.map(\.collector)
    tell(steps, verdict)
    return steps
  }

  private func tell(_ steps: [String], _ verdict: TargetVerdict) {
    let conclusions = verdict.conclusions
    let concluded = zip(conclusions.judgements, conclusions.standings).compactMap { pair in
      if case .concluded(let certainty) = pair.1 {
        "\(pair.0.rule.id) of \(pair.0.subject) (\(certainty))"
      } else {
        nil
      }
    }
    watch(
      .decided(
        target: verdict.findings.target.id, concluded: concluded,
        open: conclusions.standings.count { $0 == .open }, next: steps))
  }

  /// Files and attempts to connect that were told already.
  private struct Told {
    var files: Set<LedgerEntry> = []
    var attempts: [String: Int] = [:]
  }

  private func tellAccesses(of request: CollectionRequest, _ told: inout Told) {
    for entry in request.files.ledger where told.files.insert(entry).inserted {
      watch(.opened(entry))
    }
    let attempts = request.workbench.read { $0.attempts }
    for (listener, made) in attempts.sorted(by: { $0.key < $1.key }) {
      for attempt in made.dropFirst(told.attempts[listener] ?? 0) { watch(.connected(attempt)) }
      told.attempts[listener] = made.count
    }
  }

  /// What was looked at when the run was stopped may not have been looked at to its end.
  private static func stopped(_ observation: Observation) -> Observation {
    guard case .check(var record) = observation else { return observation }
    record.wasStopped = true
    return .check(record)
  }

  private static func check(_ observation: Observation) -> CheckRecord? {
    if case .check(let record) = observation { record } else { nil }
  }
}

extension Findings {
  /// What was not asked may be what is wrong, so nothing that was seen makes this healthy.
  fileprivate mutating func addStop() {
    failures.append("The run was stopped before all that matters was observed.")
    add(
      .unchecked(
        Unchecked(
          what: "what is still unknown of \(target.id)",
          why: "the run was stopped before it was done",
          how: "run again, with a longer --deadline if it was too short")))
  }
}
