import PadlockCollectors
import PadlockModel
import PadlockWizard
import Synchronization

/// Tells the wizard how far a collection is: what runs, what it saw, what is waited for.
final class CollectionProgress: Sendable {
  fileprivate struct Running {
    var title: String
    var since: ContinuousClock.Instant
    var limit: Double?
    /// How far it is, where it says so.
    var detail: String?
  }

  fileprivate struct State {
    var running: [String: Running] = [:]
    var finished: [String: Finished] = [:]
    /// Collectors that ran or may still be worth running.
    var total = 0
  }

  fileprivate struct Finished {
    var title: String
    var checks: [CheckRecord]
    var result: Check.Result?
  }

  private let id: EffectID
  private let attemptLimit: Double
  private let answer: EffectRunner.Answer
  private let state = Mutex(State())

  /// `attemptLimit` is the time in seconds that each connection attempt has.
  init(_ id: EffectID, attemptLimit: Double, _ answer: @escaping EffectRunner.Answer) {
    self.id = id
    self.attemptLimit = attemptLimit
    self.answer = answer
  }

  /// Tells what a verification waits for.
  func note(_ event: Investigation.Event) {
    guard case .started(_, let title) = event else { return }
    answer(.verifying(id, waitingFor: title))
  }

  func show(_ event: Investigation.Event) {
    switch event {
    case .started(let collector, let title):
      let cost = CollectorCatalogue(rawValue: collector)?.collector.offer.cost
      let started = Running(
        title: title, since: .now, limit: cost == .slow ? attemptLimit : nil)
      state.withLock { $0.running[collector] = started }
      answer(.checkStarted(id, id: collector, title: title))
    case .progressed(let collector, let detail):
      state.withLock { $0.running[collector]?.detail = detail }
    case .finished(let collector, let checks, _):
      let title = state.withLock { state in
        let title = state.running.removeValue(forKey: collector)?.title ?? collector
        state.finished[collector] = Finished(title: title, checks: checks)
        return title
      }
      tell(collector, Finished(title: title, checks: checks))
    case .judged(let checks, let remaining):
      let changed = state.withLock { state in
        state.total = state.finished.count + remaining
        return state.takeResults(of: checks)
      }
      for (collector, finished) in changed { tell(collector, finished) }
    default: return
    }
    tellProgress()
  }

  /// Says every second how long is waited already, until its task is cancelled.
  func tick() async {
    while !Task.isCancelled {
      do { try await Task.sleep(for: .seconds(1)) } catch { return }
      tellProgress()
    }
  }

  private func tell(_ collector: String, _ finished: Finished) {
    let detail = finished.checks.map { $0.skipped ?? $0.detail }.joined(separator: "; ")
    answer(
      .checkFinished(
        id,
        CheckUpdate(
          id: collector, title: finished.title,
          detail: detail.isEmpty ? "nothing to see" : detail, result: finished.result)))
  }

  private func tellProgress() {
    let (done, total, wait) = state.withLock { state in
      // What says how far it is, is what takes long; else what runs longest.
      let longest = state.running.values.min {
        ($0.detail == nil ? 1 : 0, $0.since) < ($1.detail == nil ? 1 : 0, $1.since)
      }
      let wait = longest.map { running in
        Wait(
          "“\(running.title)”" + (running.detail.map { ": \($0)" } ?? ""),
          seconds: Int((ContinuousClock.now - running.since) / .seconds(1)), limit: running.limit)
      }
      return (state.finished.count, state.total, wait)
    }
    answer(.progress(id, done: done, total: total, waitingFor: wait))
  }
}

extension CollectionProgress.State {
  /// Notes how the checks came out by now, and returns the collectors for which that is new.
  fileprivate mutating func takeResults(
    of checks: [Check]
  ) -> [(String, CollectionProgress.Finished)] {
    let results = Dictionary(checks.map { ([$0.id, $0.subject ?? ""], $0.result) }) { first, _ in
      first
    }
    var changed: [(String, CollectionProgress.Finished)] = []
    for (collector, finished) in finished.sorted(by: { $0.key < $1.key }) {
      let all = finished.checks.compactMap { record in
        results[[record.id, record.subject == .target ? "" : record.subject.description]]
      }
      guard let worst = all.min(by: { $0.gravity < $1.gravity }), worst != finished.result else {
        continue
      }
      self.finished[collector]?.result = worst
      if let now = self.finished[collector] { changed.append((collector, now)) }
    }
    return changed
  }
}

extension Check.Result {
  /// What is shown for several checks: the gravest first.
  fileprivate var gravity: Int {
    switch self {
    case .failed: 0
    case .warned: 1
    case .notice: 2
    case .passed: 3
    case .unknown: 4
    case .skipped: 5
    }
  }
}
