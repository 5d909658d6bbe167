import PadlockCollectors
import PadlockEngine
import PadlockModel
import PadlockNetwork

/// Runs the collectors of one target, those that the engine asks for, until nothing more helps.
struct Investigation: Sendable {
  /// What a run tells whoever watches it.
  enum Event: Sendable {
    /// A collector starts; the title is for people.
    case started(id: String, title: String)
    /// It has come so far: `agent.log 43 %`.
    case progressed(id: String, detail: String)
    /// It is done; the checks tell what it saw.
    case finished(id: String, checks: [CheckRecord])
  }

  let engine: Engine
  /// The facts that are to be known; nil for whatever the rules ask for.
  var goal: Set<FactName>?
  let watch: @Sendable (Event) -> Void

  /// Observes what can be observed before the run's time is up.
  func investigate(_ request: CollectionRequest) async -> Findings {
    var findings = Findings(target: request.target)
    for answer in request.options.answers { findings.add(.answer(answer)) }
    var done: Set<String> = []
    let clock = ContinuousClock()
    while request.options.run.interruption == nil {
      let steps = nextSteps(findings, done: done)
      guard !steps.isEmpty else { break }
      done.formUnion(steps.map(\.collector))
      let known = findings
      let outcomes = await withTaskGroup(of: (String, [Observation], Int).self) { group in
        for step in steps {
          guard let collector = CollectorCatalogue(rawValue: step.collector)?.collector else {
            continue
          }
          group.addTask {
            watch(.started(id: step.collector, title: collector.title))
            let start = clock.now
            var told = request
            told.options.tell = { watch(.progressed(id: step.collector, detail: $0)) }
            var observations = await collector.collect(told, knowing: known)
            if request.options.run.interruption != nil {
              observations = observations.map(Self.stopped)
            }
            let elapsed = Int((clock.now - start) / .milliseconds(1))
            watch(.finished(id: step.collector, checks: observations.compactMap(Self.check)))
            return (step.collector, observations, elapsed)
          }
        }
        var all: [(String, [Observation], Int)] = []
        for await outcome in group { all.append(outcome) }
        return all.sorted { $0.0 < $1.0 }
      }
      for (id, observations, elapsed) in outcomes {
        for observation in observations { findings.add(observation) }
        findings.timings[id] = elapsed
      }
    }
    if request.options.run.interruption != nil {
      // What was not asked may be what is wrong, so nothing that was seen makes this healthy.
      findings.failures.append("The run was stopped before all that matters was observed.")
      findings.add(
        .unchecked(
          Unchecked(
            what: "what is still unknown of \(request.target.id)",
            why: "the run was stopped before it was done",
            how: "run again, with a longer --deadline if it was too short")))
    }
    findings.ledger = request.files.ledger
    return findings
  }

  private func nextSteps(_ findings: Findings, done: Set<String>) -> [NextStep] {
    let offers = CollectorCatalogue.offers
    guard let goal else { return engine.nextSteps(findings, offers: offers, done: done) }
    return engine.nextSteps(toKnow: goal, findings, offers: offers, done: done)
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
