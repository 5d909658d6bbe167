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

  let rules: RuleSet
  let base: RunOptions
  let wish: TargetWish
  let deadline: Double
  /// Whether the time to judge by was named, and is not that of each collection.
  let hasFixedTime: Bool
  /// Where hosts are remembered; nil where they are not.
  let memory: HostMemoryFile?
  /// Where Padlock writes down what it does; nil where it does not.
  let log: DebugLog?
  /// Targets that need no detection; nil to detect them.
  let known: [FoundTarget]?
  /// Made when a text is first looked at, which the first picture does not wait for.
  private let explainer = Mutex<Explainer?>(nil)
  private let repair: (@Sendable () throws -> Int)?
  private let running = Mutex<[EffectID: CancellationFlag]>([:])
  let found = Mutex<[String: FoundTarget]>([:])
  let masker = Mutex(Masker())
  /// Archives that came with tickets, unpacked, by their paths.
  let archives = Mutex<[String: OpenBundle]>([:])
  /// The last collection, to be judged again with other answers.
  let last = Mutex<LastCollection?>(nil)
  /// Passwords that were typed and open their keystore, by its path.
  let passwords = Mutex<[String: Secret]>([:])

  init(
    rules: RuleSet, options: TargetOptions, known: [FoundTarget]? = nil,
    memory: HostMemoryFile? = nil,
    bundle: OpenBundle? = nil, log: DebugLog? = nil,
    repair: (@Sendable () throws -> Int)? = nil
  ) throws {
    self.rules = rules
    self.memory = memory
    self.log = log
    base = try options.runOptions(
      of: bundle, run: Deadline(after: .seconds(options.deadline)), rules: rules)
    wish = options.wish(in: bundle)
    deadline = options.deadline
    hasFixedTime = options.judging.at != nil || bundle != nil
    self.known = known
    self.repair = repair
    remember(known ?? [])
  }

  /// Begins an effect; `answer` is called from any thread.
  func run(_ effect: Effect, _ answer: @escaping Answer) {
    switch effect {
    case .detect(let id, let folder): begin(id) { await self.detect(id, folder, $0, answer) }
    case .list(let id, let folder, let target):
      begin(id) { _ in answer(.listed(id, self.list(folder, of: target))) }
    case .remember(let id, let memory):
      begin(id) { _ in answer(.remembered(id, problem: self.memory?.write(memory))) }
    case .probe(let id, let host, let port):
      begin(id) { flag in answer(.liveness(id, await Self.isListening(host, port, flag))) }
    case .recognise(let id, let text):
      begin(id) { _ in answer(.recognised(id, self.explain(text))) }
    case .collect(let id, let order): begin(id) { await self.collect(id, order, $0, answer) }
    case .reconsider(let id, let answers):
      begin(id) { await self.reconsider(id, answers, $0, answer) }
    case .tryPassword(let id, let secret, let need):
      begin(id) { _ in answer(.passwordTried(id, opens: self.opens(need, with: secret))) }
    case .stop(let id): running.withLock { $0[id] }?.raise()
    case .cancel(let id): running.withLock { $0.removeValue(forKey: id) }?.raise()
    case .save(let id, let report, let order):
      begin(id) { _ in answer(self.writing.save(id, report, order)) }
    case .index(let id, let order): begin(id) { _ in answer(.indexed(id, SearchIndex(order))) }
    case .saveSession(let id, let session, let path):
      begin(id) { _ in answer(self.save(id, session, path)) }
    case .render(let id, let report, let format, let columns):
      begin(id) { _ in answer(self.writing.render(id, report, format, columns)) }
    case .readFile(let id, let place): begin(id) { _ in answer(self.read(place, id)) }
    case .verify(let id, let order): begin(id) { await self.verify(id, order, $0, answer) }
    case .repair(let id): begin(id) { _ in answer(self.mend(id)) }
    case .copy, .showPlainly: break
    case .quit: stopAll()
    }
  }

  /// Ends whatever still runs, and removes what was unpacked.
  func end() {
    stopAll()
    removeArchives()
  }

  private func stopAll() {
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

  private func explain(_ text: String) -> Explanation {
    let explainer = explainer.withLock { kept in
      let explainer = kept ?? Explainer(rules)
      kept = explainer
      return explainer
    }
    return explainer.explain(text)
  }

  private var writing: WizardWriting { WizardWriting(rendering: rendering) }

  /// What renders so that no secret leaves that was read so far.
  var rendering: ReportGuard {
    ReportGuard(masker.withLock { $0 }, rules, last.withLock { $0?.outcome.inquiries } ?? [])
  }

  private func mend(_ id: EffectID) -> Message {
    guard let repair else { return .failed(id, reason: "only a demo can be repaired") }
    do {
      return .repaired(id, way: try repair())
    } catch {
      return .failed(id, reason: "The demo was not repaired: \(error)")
    }
  }
}

/// A collection that was judged.
struct LastCollection: Sendable {
  let id: EffectID
  let wish: TargetWish
  let outcome: DiagnosisRun.Outcome
}
