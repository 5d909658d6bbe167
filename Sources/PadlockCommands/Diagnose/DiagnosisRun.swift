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
  /// The collector with an id.
  var collector: @Sendable (String) -> (any Collector)? = CollectorCatalogue.collector
  /// The collectors to run in turn; nil for those that the rules ask for.
  var waves: [[String]]?
  /// Whether the report lists all facts, and what they rule out.
  var listsFacts = true
  /// The engine that many runs share; nil for one of its own.
  var sharedEngine: Engine?
  let watch: @Sendable (Investigation.Event) -> Void

  /// The report, the engine's verdicts behind it, and every secret that was read on the way.
  struct Outcome: Sendable {
    let report: Report
    let verdicts: [TargetVerdict]
    let secrets: SecretVault
    /// What was observed, to be judged again with other answers.
    let inquiries: [Inquiry]
    /// What kept the run from observing, beyond any one target.
    var failures: [String] = []

    /// What was observed, to be judged elsewhere.
    var recording: Recording {
      Recording(
        generated: report.generated, tool: report.tool,
        targets: inquiries.map {
          RecordedTarget(
            findings: $0.findings, collectors: $0.done.sorted(), wasStopped: $0.wasStopped)
        })
    }

    /// Which of the files that were named could not be read, and which secrets are not searched for.
    var remarks: [String] {
      var masker = Masker(secrets)
      var all: [String] = []
      for failure in failures + verdicts.flatMap(\.findings.failures) where !all.contains(failure) {
        all.append(failure)
      }
      return masker.mask(together: all, from: "what is shown") + secrets.notices
    }

    /// Says it on standard error.
    func tellRemarks() {
      for remark in remarks { StandardError.line("padlock: \(remark)") }
    }
  }

  private var detection: TargetDetection {
    TargetDetection(rules, wish) { [run = options.run] in run.interruption != nil }
  }

  /// The targets that there are.
  ///
  /// - Throws: `CommandFailure` 64 where a file that was named may belong to several of them.
  func targets() async throws -> [FoundTarget] {
    let targets = await detection.targets()
    let named = NamedFiles(options, targets.map { request($0, options) })
    if let doubt = named.doubts.first { throw CommandFailure.usage(doubt.sentence) }
    return targets
  }

  /// Detects the targets, observes each of them and judges what was seen.
  func perform() async -> Outcome {
    await perform(on: detection.targets())
  }

  /// Observes and judges these targets.
  func perform(on targets: [FoundTarget]) async -> Outcome {
    await judge(await inquiries(of: targets))
  }

  /// How each of these targets is looked at, nothing being observed yet.
  func inquiries(of targets: [FoundTarget]) async -> [Inquiry] {
    let named = NamedFiles(options, targets.map { request($0, options) })
    var inquiries: [Inquiry] = []
    for (index, target) in targets.enumerated() {
      var inquiry = Inquiry(request(target, named.options(for: index)))
      if let recorded = target.recorded { await inquiry.take(recorded) }
      inquiries.append(inquiry)
    }
    return inquiries
  }

  /// Judges what was observed with the answers of these options, after looking at whatever they
  /// make worth it; where the run was stopped, nothing more is looked at.
  func judgeAgain(_ outcome: Outcome) async -> Outcome {
    await judge(
      outcome.inquiries.map { inquiry in
        var inquiry = inquiry
        inquiry.findings.answers = options.answers
        inquiry.request.options.run = options.run
        return inquiry
      })
  }

  /// The engine that judges this run.
  var engine: Engine {
    sharedEngine
      ?? Engine(rules: rules, now: options.now, howToObserve: CollectorCatalogue.howToObserve)
  }

  private func judge(_ started: [Inquiry]) async -> Outcome {
    let engine = engine
    watch(.began(targets: started.map(\.request.target.id), .init(of: rules)))
    for answer in options.answers { watch(.answered(answer)) }
    let investigation = Investigation(
      engine: engine, collector: collector, waves: waves, watch: watch)
    let inquiries = await withTaskGroup(of: (Int, Inquiry).self) { group in
      for (index, inquiry) in started.enumerated() {
        group.addTask { (index, await investigation.investigate(inquiry)) }
      }
      var all: [(Int, Inquiry)] = []
      for await finished in group { all.append(finished) }
      return all.sorted { $0.0 < $1.0 }.map(\.1)
    }
    let verdicts = engine.judge(inquiries.map(\.findings))
    let bundled = wish.bundle?.failures ?? []
    let missing =
      !inquiries.isEmpty
      ? []
      : [
        options.run.interruption == nil
          ? "nothing to diagnose was found or named"
          : "the run was stopped before anything to diagnose was found"
      ]
    var report = engine.report(
      verdicts, version: Version.text, generated: options.now, failures: bundled + missing,
      listsFacts: listsFacts)
    wish.bundle?.complete(&report)
    for failure in bundled + missing + verdicts.flatMap(\.findings.failures) {
      watch(.failed(failure))
    }
    return Outcome(
      report: report, verdicts: verdicts, secrets: secrets(inquiries.map(\.request)),
      inquiries: inquiries, failures: bundled)
  }

  private func secrets(_ requests: [CollectionRequest]) -> SecretVault {
    let settings = rules.products.flatMap(\.settings)
    var vault = SecretVault(publishedDefaults: settings.flatMap(\.publishedDefaults))
    for request in requests {
      vault.add(names: request.names)
      for (secret, source) in request.workbench.read({ $0.secrets }) {
        vault.register(secret, from: source)
      }
      // Also what stands in copies, in other scripts and in options that the product does not know.
      for setting in request.workbench.read({ $0.settingsRead })
      where setting.value.withBytes({ SecretKey.isSecret(setting.key.utf8, with: $0) }) {
        vault.register(setting.value, from: setting.place)
      }
    }
    for secret in [options.password, options.keyPassword].compactMap({ $0 }) {
      vault.register(secret, from: "the command line")
    }
    for (path, secret) in options.typedPasswords.sorted(by: { $0.key < $1.key }) {
      vault.register(secret, from: "the password of \(path)")
    }
    if let key = options.identity?.privateKey {
      vault.register(key, from: "--client-key")
    }
    return vault
  }

  func request(_ detected: FoundTarget, _ options: RunOptions) -> CollectionRequest {
    var options = options
    if detected.isOutOfReach, !options.noProbe {
      options.noProbe = true
      options.isOutOfReach = true
    }
    options.judgesNames = !detected.isHostGuessed
    if let fit = detected.fit { options.add(fit) }
    return CollectionRequest(
      target: detected.target, product: detected.product, installation: detected.installation,
      options: options, files: detected.files, system: detected.system, workbench: Workbench(),
      symptoms: rules.symptoms, neighbours: detected.neighbours)
  }
}

extension CollectionRequest {
  /// The host and the aliases of keys, which a password may equal.
  fileprivate var names: [String] {
    [target.host]
      + workbench.read { $0.keystores.values.flatMap(\.entries).map(\.alias).sorted() }
  }
}
