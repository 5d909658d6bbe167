import PadlockCollectors
import PadlockModel
import PadlockNetwork

extension TargetOptions {
  /// What the user sends, opened; nil where nothing is sent.
  ///
  /// The caller removes what was unpacked.
  /// - Throws: `CommandFailure` 2 where nothing of it can be read.
  func openBundle(_ run: Deadline) throws(CommandFailure) -> EvidenceBundle? {
    guard let bundle else { return nil }
    do throws(BundleFailure) {
      let path = WorkingFolder.path(WorkingFolder.typed(bundle))
      return try EvidenceBundle(path, named: bundle) { run.interruption != nil }
    } catch {
      throw CommandFailure(code: 2, message: error.words)
    }
  }

  /// Where the target is: in the bundle, where there is one.
  func wish(in bundle: EvidenceBundle?) -> TargetWish {
    var wish = wish
    wish.bundle = bundle
    return wish
  }

  /// What collectors are told; a bundle is judged as of its own time where no other was named.
  func runOptions(
    of bundle: EvidenceBundle?, run: Deadline, rules: RuleSet, replaying session: Session? = nil
  ) throws -> RunOptions {
    var options = try runOptions(run: run, rules: rules, replaying: session)
    if at == nil, let time = bundle?.time { options.now = time }
    return options
  }
}

extension DiagnosisRun {
  /// The run that these options ask for, on a bundle where there is one.
  init(
    _ rules: RuleSet, _ target: TargetOptions, _ bundle: EvidenceBundle?, run: Deadline,
    replaying session: Session?, watch: @escaping @Sendable (Investigation.Event) -> Void
  ) throws {
    self.init(
      rules: rules, wish: target.wish(in: bundle),
      options: try target.runOptions(of: bundle, run: run, rules: rules, replaying: session),
      watch: watch)
  }
}

extension Report {
  /// Adds what is said of a bundle as a whole.
  mutating func add(_ bundle: EvidenceBundle) {
    unchecked += bundle.unchecked
    ledger += bundle.refused + bundle.notUnderstood(ledger)
    ledger.sort { $0.path < $1.path }
  }
}

extension RunOptions {
  /// Names files of a bundle that are the target's own, where the user named none.
  mutating func add(_ fit: LooseFit) {
    if configurationFiles.isEmpty { configurationFiles = fit.configuration }
    if logFiles.isEmpty { logFiles = fit.logs }
    keystore = keystore ?? fit.keystore
  }
}
