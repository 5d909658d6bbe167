import Foundation
import PadlockCollectors
import PadlockEngine
import PadlockModel
import PadlockNetwork
import PadlockRedaction
import PadlockReports
import PadlockWizard
import Synchronization

/// Carries out what the wizard asks for, each on a task of its own that can be cancelled.
final class EffectRunner: Sendable {
  typealias Answer = @Sendable (Message) -> Void

  private let rules: RuleSet
  private let base: RunOptions
  private let wish: TargetWish
  private let deadline: Double
  private let hasFixedTime: Bool
  private let known: [FoundTarget]?
  private let explainer: Explainer
  private let repair: (@Sendable () throws -> Void)?
  private let running = Mutex<[EffectID: CancellationFlag]>([:])
  private let found = Mutex<[String: FoundTarget]>([:])
  private let masker = Mutex(Masker())

  init(
    rules: RuleSet, options: TargetOptions, known: [FoundTarget]?,
    repair: (@Sendable () throws -> Void)? = nil
  ) throws {
    self.rules = rules
    base = try options.runOptions(
      run: Deadline(after: .seconds(options.deadline)), rules: rules)
    wish = options.wish
    deadline = options.deadline
    hasFixedTime = options.at != nil
    self.known = known
    self.repair = repair
    explainer = Explainer(rules)
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
      begin(id) { _ in answer(.recognised(id, self.explainer.explain(text))) }
    case .collect(let id, let order): begin(id) { await self.collect(id, order, $0, answer) }
    case .stop(let id): running.withLock { $0[id] }?.raise()
    case .cancel(let id): running.withLock { $0.removeValue(forKey: id) }?.raise()
    case .save(let id, let report, let order):
      begin(id) { _ in answer(self.writing.save(id, report, order)) }
    case .render(let id, let report, let format, let columns):
      begin(id) { _ in answer(self.writing.render(id, report, format, columns)) }
    case .readFile(let id, let place): begin(id) { _ in answer(self.read(id, place)) }
    case .verify(let id, let order): begin(id) { await self.verify(id, order, $0, answer) }
    case .repair(let id): begin(id) { _ in answer(self.mend(id)) }
    case .copy, .showPlainly: break
    case .quit: stopAll()
    }
  }

  /// Whether the fault can be repaired.
  var canRepair: Bool { repair != nil }

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

  private func collect(
    _ id: EffectID, _ order: CollectionOrder, _ flag: CancellationFlag, _ answer: @escaping Answer
  ) async {
    let (wish, options, targets) = await prepare(order, flag)
    let progress = CollectionProgress(id, answer)
    let outcome = await DiagnosisRun(
      rules: rules, wish: wish, options: options, watch: progress.show
    ).perform(on: targets)
    remember(targets)
    let masker = Masker(outcome.secrets)
    self.masker.withLock { $0 = masker }
    answer(.reportReady(id, outcome.report.masked(by: masker)))
  }

  /// What a collection looks at, and how.
  private func prepare(
    _ order: CollectionOrder, _ flag: CancellationFlag
  ) async -> (TargetWish, RunOptions, [FoundTarget]) {
    var options = base
    options.run = Deadline(after: .seconds(deadline), cancelledBy: flag)
    // What is mended while the wizard runs is younger than its start.
    if !hasFixedTime {
      options.now = Timestamp(secondsSince1970: Int64(Date().timeIntervalSince1970))
    }
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
    return (wish, options, targets)
  }

  private var writing: WizardWriting {
    WizardWriting(masker: masker.withLock { $0 }, ownText: ReportWriting.ownText(of: rules))
  }

  private func read(_ id: EffectID, _ place: FilePlace) -> Message {
    guard let files = found.withLock({ $0[place.target] })?.files else {
      return .failed(id, reason: "the files of \(place.target) are not at hand")
    }
    do throws(FileFailure) {
      let excerpt = try FileWindow.read(
        place.path, line: place.line, of: files, masker: masker.withLock { $0 })
      return .fileRead(id, excerpt)
    } catch {
      return .failed(id, reason: "\(place.path): \(FailureWords.text(error))")
    }
  }

  private func verify(
    _ id: EffectID, _ order: VerificationOrder, _ flag: CancellationFlag, _ answer: @escaping Answer
  ) async {
    let (wish, options, targets) = await prepare(order.collection, flag)
    let progress = CollectionProgress(id, answer)
    let run = DiagnosisRun(rules: rules, wish: wish, options: options, watch: progress.note)
    guard let target = targets.first(where: { $0.target.id == order.diagnosis.target }) else {
      return answer(.failed(id, reason: "\(order.diagnosis.target) is not found any more"))
    }
    let verification = await run.verify(order, on: target)
    if flag.isRaised { return }
    guard let verification else {
      return answer(.failed(id, reason: "these rules have nothing to verify for this remedy"))
    }
    self.masker.withLock { masker in
      for (secret, source) in verification.secrets { masker.register(secret, from: source) }
    }
    let masker = self.masker.withLock { $0 }
    answer(
      .verified(
        id, verification.tree.masked(by: masker),
        consequences: verification.consequences.mapValues { $0.masked(by: masker) }))
  }

  private func mend(_ id: EffectID) -> Message {
    guard let repair else { return .failed(id, reason: "only a demo can be repaired") }
    do {
      try repair()
      return .repaired(id)
    } catch {
      return .failed(id, reason: "The demo was not repaired: \(error)")
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

  /// Tells what a verification waits for.
  func note(_ event: Investigation.Event) {
    guard case .started(_, let title) = event else { return }
    answer(.verifying(id, waitingFor: title))
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
