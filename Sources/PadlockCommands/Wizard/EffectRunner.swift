import Foundation
import PadlockCollectors
import PadlockEngine
import PadlockModel
import PadlockNetwork
import PadlockRedaction
import PadlockReports
import PadlockSymptoms
import PadlockWizard
import Synchronization

/// Carries out what the wizard asks for, each on a task of its own that can be cancelled.
final class EffectRunner: Sendable {
  typealias Answer = @Sendable (Message) -> Void

  private let rules: RuleSet
  private let base: RunOptions
  private let wish: TargetWish
  private let deadline: Double
  private let known: [FoundTarget]?
  private let recogniser: Recogniser
  private let running = Mutex<[EffectID: CancellationFlag]>([:])
  private let found = Mutex<[String: FoundTarget]>([:])
  private let masker = Mutex(Masker())

  init(rules: RuleSet, options: TargetOptions, known: [FoundTarget]?) throws {
    self.rules = rules
    base = try options.runOptions(
      run: Deadline(after: .seconds(options.deadline)), rules: rules)
    wish = options.wish
    deadline = options.deadline
    self.known = known
    recogniser = Recogniser(symptoms: rules.symptoms)
    remember(known ?? [])
  }

  /// Targets that need no detection, as the wizard lists them.
  var knownTargets: [PadlockWizard.DetectedTarget]? { known.map { $0.map(Self.shown) } }

  private func remember(_ targets: [FoundTarget]) {
    found.withLock { known in
      for target in targets { known[target.target.id] = target }
    }
  }

  private static func shown(_ found: FoundTarget) -> PadlockWizard.DetectedTarget {
    PadlockWizard.DetectedTarget(
      id: found.target.id, product: found.product.id, name: found.product.name,
      host: found.target.host, port: found.target.port, home: found.target.home)
  }

  /// Begins an effect; `answer` is called from any thread.
  func run(_ effect: Effect, _ answer: @escaping Answer) {
    switch effect {
    case .detect(let id): begin(id) { _ in await self.detect(id, answer) }
    case .probe(let id, let host, let port):
      begin(id) { flag in answer(.liveness(id, await Self.isListening(host, port, flag))) }
    case .recognise(let id, let text):
      begin(id) { _ in answer(.recognised(id, self.recognise(text))) }
    case .collect(let id, let order): begin(id) { await self.collect(id, order, $0, answer) }
    case .stop(let id): running.withLock { $0[id] }?.raise()
    case .cancel(let id): running.withLock { $0.removeValue(forKey: id) }?.raise()
    case .save(let id, let report, let path):
      begin(id) { _ in answer(self.save(id, report, path)) }
    case .quit: stopAll()
    }
  }

  /// Ends whatever still runs.
  func stopAll() {
    running.withLock { running in
      for flag in running.values { flag.raise() }
      running = [:]
    }
  }

  private func begin(
    _ id: EffectID, _ work: @escaping @Sendable (CancellationFlag) async -> Void
  ) {
    let flag = CancellationFlag()
    running.withLock { $0[id] = flag }
    Task.detached {
      await work(flag)
      _ = self.running.withLock { $0.removeValue(forKey: id) }
    }
  }

  private func detect(_ id: EffectID, _ answer: Answer) async {
    let targets = await TargetDetection(rules, wish).targets()
    remember(targets)
    answer(.detected(id, targets.map(Self.shown)))
  }

  private static func isListening(
    _ host: String, _ port: Int, _ flag: CancellationFlag
  ) async -> Bool? {
    guard let port = UInt16(exactly: port) else { return nil }
    let run = Deadline(after: .seconds(5), cancelledBy: flag)
    let resolved = await Resolver.resolve(
      HostName(host), port: port, timeout: .seconds(2), before: run)
    guard case .addresses(let addresses) = resolved else { return nil }
    for address in addresses.prefix(2) {
      switch await TCPConnect.probe(address, timeout: .seconds(2), before: run).outcome {
      case .connected: return true
      case .refused: continue
      default: return nil
      }
    }
    return false
  }

  private func recognise(_ text: String) -> [RecognisedSymptom] {
    recogniser.recognise(text: text).map { match in
      let title = rules.symptoms.first { $0.id == match.symptom }?.title ?? match.symptom
      return RecognisedSymptom(
        id: match.symptom, title: title, text: match.excerpt, software: match.software,
        side: match.side)
    }
  }

  private func collect(
    _ id: EffectID, _ order: CollectionOrder, _ flag: CancellationFlag, _ answer: @escaping Answer
  ) async {
    var options = base
    options.run = Deadline(after: .seconds(deadline), cancelledBy: flag)
    options.reportedTexts += order.texts
    let chosen = order.target
    var wish = self.wish
    wish.product = chosen.product ?? wish.product
    wish.host = chosen.host
    wish.port = chosen.port ?? wish.port
    wish.home = chosen.home ?? wish.home
    var targets = chosen.detected.flatMap { name in found.withLock { $0[name] } }.map { [$0] } ?? []
    let isChanged = targets.first.map {
      $0.target.host != chosen.host || $0.target.port != chosen.port
        || $0.target.home != chosen.home
    }
    if isChanged ?? true {
      if targets.first?.target.home == chosen.home { wish.home = self.wish.home }
      targets = await TargetDetection(rules, wish).targets()
    }
    options.host = targets.first?.target.host ?? chosen.host
    options.port = chosen.port
    let progress = CollectionProgress(id, answer)
    let outcome = await DiagnosisRun(
      rules: rules, wish: wish, options: options, watch: progress.show
    ).perform(on: targets)
    let masker = Masker(outcome.secrets)
    self.masker.withLock { $0 = masker }
    answer(.reportReady(id, outcome.report.masked(by: masker)))
  }

  private func save(_ id: EffectID, _ report: Report, _ typed: String) -> Message {
    let path = WorkingFolder.typed(typed)
    if FileManager.default.fileExists(atPath: path) {
      return .saveFailed(id, reason: "\(path) exists already; choose another name")
    }
    do {
      let format: ReportFormat = path.hasSuffix(".txt") ? .text : .json
      let text = try format.renderGuarded(
        report, masker: masker.withLock { $0 }, ownText: ReportWriting.ownText(of: rules))
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .withoutOverwriting)
      return .saved(id, path: path)
    } catch let refusal as RedactionRefusal {
      return .saveFailed(
        id, reason: "it would hold a secret read from \(refusal.source); this is a bug in Padlock")
    } catch {
      return .saveFailed(id, reason: error.localizedDescription)
    }
  }
}

/// Tells the wizard how far a collection is.
private final class CollectionProgress: Sendable {
  private let id: EffectID
  private let answer: EffectRunner.Answer
  private typealias Running = [String: (title: String, detail: String)]
  private let state = Mutex<(running: Running, done: Int)>(([:], 0))

  init(_ id: EffectID, _ answer: @escaping EffectRunner.Answer) {
    self.id = id
    self.answer = answer
  }

  func show(_ event: Investigation.Event) {
    switch event {
    case .started(let collector, let title):
      state.withLock { $0.running[collector] = (title, "") }
      answer(.checkStarted(id, id: collector, title: title))
    case .progressed(let collector, let detail):
      state.withLock { $0.running[collector]?.detail = ": \(detail)" }
    case .finished(let collector, let checks):
      let title = state.withLock { state in
        state.done += 1
        return state.running.removeValue(forKey: collector)?.title
      }
      let detail = checks.map { $0.skipped ?? $0.detail }.joined(separator: "; ")
      answer(
        .checkFinished(
          id,
          CheckUpdate(
            id: collector, title: title ?? collector,
            detail: detail.isEmpty ? "nothing to see" : detail)))
    }
    let (done, waiting) = state.withLock { state in
      // What says how far it is, is what takes long.
      let running = state.running.sorted { $0.key < $1.key }.map(\.value)
      let shown = running.first { !$0.detail.isEmpty } ?? running.first
      return (state.done, shown.map { $0.title + $0.detail })
    }
    answer(
      .progress(id, done: done, total: CollectorCatalogue.allCases.count, waitingFor: waiting))
  }
}
