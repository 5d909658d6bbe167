import OpenSSLBridge
import PadlockCollectors
import PadlockEngine
import PadlockModel
import PadlockNetwork
import PadlockRedaction

/// A diagnosis from detection to the finished report.
struct DiagnosisRun: Sendable {
  let rules: RuleSet
  let wish: TargetWish
  let options: RunOptions
  let watch: @Sendable (Investigation.Event) -> Void

  /// The report, the engine's verdicts behind it, and every secret that was read on the way.
  struct Outcome: Sendable {
    let report: Report
    let verdicts: [TargetVerdict]
    let secrets: SecretVault

    /// Says on standard error which of the files that were named could not be read.
    func reportFailures() {
      let masker = Masker(secrets)
      var said: Set<String> = []
      for failure in verdicts.flatMap(\.findings.failures) where said.insert(failure).inserted {
        StandardError.line("padlock: \(masker.maskRegistered(failure))")
      }
    }
  }

  /// The targets that there are.
  ///
  /// - Throws: `CommandFailure` 64 where a file that was named may belong to several of them.
  func targets() async throws -> [FoundTarget] {
    let targets = await TargetDetection(rules, wish).targets()
    let named = NamedFiles(options, targets.map { request($0, options) })
    if let doubt = named.doubts.first { throw CommandFailure.usage(doubt.sentence) }
    return targets
  }

  /// Detects the targets, observes each of them and judges what was seen.
  func perform() async -> Outcome {
    await perform(on: TargetDetection(rules, wish).targets())
  }

  /// Observes and judges these targets.
  func perform(on targets: [FoundTarget]) async -> Outcome {
    let engine = Engine(
      rules: rules, now: options.now, howToObserve: CollectorCatalogue.howToObserve)
    let investigation = Investigation(engine: engine, watch: watch)
    let named = NamedFiles(options, targets.map { request($0, options) })
    let requests = targets.enumerated().map { request($1, named.options(for: $0)) }
    let findings = await withTaskGroup(of: (Int, Findings).self) { group in
      for (index, request) in requests.enumerated() {
        group.addTask { (index, await investigation.investigate(request)) }
      }
      var all: [(Int, Findings)] = []
      for await finished in group { all.append(finished) }
      return all.sorted { $0.0 < $1.0 }.map(\.1)
    }
    var vault = SecretVault()
    for request in requests {
      for (secret, source) in request.workbench.read({ $0.secrets }) {
        vault.register(secret, from: source)
      }
      // Also what stands in copies, in other scripts and in options that the product does not know.
      for setting in request.workbench.read({ $0.settingsRead })
      where SecretKey.isSecret(setting.key.utf8) {
        vault.register(setting.value, from: setting.place)
      }
    }
    for secret in [options.password, options.keyPassword].compactMap({ $0 }) {
      vault.register(secret, from: "the command line")
    }
    if let key = options.identity?.privateKey {
      vault.register(key, from: "--client-key")
    }
    let verdicts = engine.judge(findings)
    let failures = targets.isEmpty ? ["nothing to diagnose was found or named"] : []
    let report = engine.report(
      verdicts, version: Version.text, generated: options.now, failures: failures)
    return Outcome(report: report, verdicts: verdicts, secrets: vault)
  }

  func request(_ detected: FoundTarget, _ options: RunOptions) -> CollectionRequest {
    var options = options
    if detected.isOutOfReach, !options.noProbe {
      options.noProbe = true
      options.isOutOfReach = true
    }
    options.judgesNames = !detected.isHostGuessed
    return CollectionRequest(
      target: detected.target, product: detected.product, installation: detected.installation,
      options: options, files: detected.files, system: detected.system, workbench: Workbench(),
      symptoms: rules.symptoms, neighbours: detected.neighbours)
  }
}
