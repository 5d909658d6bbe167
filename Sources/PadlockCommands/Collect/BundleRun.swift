import CursesTerminal
import PadlockCollectors
import PadlockModel
import PadlockNetwork
import PadlockRedaction

/// A bundle as a run takes it: its files, or what was recorded where they come from.
struct OpenBundle: Sendable {
  let evidence: EvidenceBundle
  /// What Padlock observed on the machine that the bundle comes from.
  private(set) var recording: Recording?
  /// What kept it from being read as it was meant.
  private(set) var failures: [String]
  private var read: [LedgerEntry] = []

  /// Where a bundle of Padlock's own has its recording, and the most bytes of it.
  private static let recordingName = "observations.json"

  init(_ evidence: EvidenceBundle) {
    self.evidence = evidence
    failures = evidence.failures
    guard
      let (bytes, entry) = evidence.contents(
        ofTop: Self.recordingName, limit: SavedReport.mostBytes)
    else { return }
    do throws(SavedReport.Refusal) {
      let recording: Recording = try SavedReport.value(bytes, schema: Recording.schema)
      self.recording = recording
      read = [entry]
    } catch {
      failures.append(
        "\(entry.path) is no recording that can be judged: \(error.sentence) "
          + "The files beside it were judged instead.")
    }
  }

  /// What a path leads to, as the user typed it; an archive is unpacked.
  ///
  /// - Parameters:
  ///   - typed: the path of a folder or an archive.
  ///   - run: ends the reading.
  ///   - willUnpack: told the folder that an archive is unpacked into.
  /// - Throws: `BundleFailure` where nothing of it can be read.
  init(
    _ typed: String, _ run: Deadline, willUnpack: @escaping (String) -> Void
  ) throws(BundleFailure) {
    let path = WorkingFolder.path(WorkingFolder.typed(typed))
    self.init(
      try EvidenceBundle(
        path, named: typed, isOver: { run.interruption != nil }, willUnpack: willUnpack))
  }

  /// The time that dates in it are judged by.
  var time: Timestamp? { recording?.generated ?? evidence.time }

  /// Removes what was unpacked; nothing is left for a signal to remove then.
  func remove() {
    evidence.remove()
    if let folder = evidence.unpackedFolder { spareWhenKilled(folder) }
  }

  /// Adds to a report what is said of the bundle as a whole.
  func complete(_ report: inout Report) {
    report.unchecked += evidence.unchecked
    report.ledger += read + evidence.refused
    // Beside a recording the files are there for people.
    if recording == nil { report.ledger += evidence.notUnderstood(report.ledger) }
    report.ledger.sort { $0.path < $1.path }
  }
}

extension TargetOptions {
  /// What the user sends, opened; nil where nothing is sent.
  ///
  /// The caller removes what was unpacked.
  ///
  /// - Parameters:
  ///   - run: ends the reading.
  ///   - willUnpack: told the folder that an archive is unpacked into.
  /// - Returns: the bundle.
  /// - Throws: `CommandFailure` 2 where nothing of it can be read.
  func openBundle(
    _ run: Deadline, willUnpack: @escaping (String) -> Void = { _ in }
  ) throws(CommandFailure) -> OpenBundle? {
    guard let bundle else { return nil }
    do throws(BundleFailure) {
      return try OpenBundle(bundle, run, willUnpack: willUnpack)
    } catch {
      throw CommandFailure(code: 2, message: VisibleText.make(error.words))
    }
  }

  /// Where the target is: in the bundle, where there is one.
  func wish(in bundle: OpenBundle?) -> TargetWish {
    var wish = wish
    wish.bundle = bundle
    return wish
  }

  /// What collectors are told; a bundle is judged as of its own time where no other was named.
  func runOptions(
    of bundle: OpenBundle?, run: Deadline, rules: RuleSet, replaying session: Session? = nil
  ) throws -> RunOptions {
    var options = try runOptions(run: run, rules: rules, replaying: session)
    if judging.at == nil, let time = bundle?.time { options.now = time }
    return options
  }
}

extension DiagnosisRun {
  /// The run that these options ask for, on a bundle where there is one.
  init(
    _ rules: RuleSet, _ target: TargetOptions, _ bundle: OpenBundle?, run: Deadline,
    replaying session: Session?, watch: @escaping @Sendable (Investigation.Event) -> Void
  ) throws {
    self.init(
      rules: rules, wish: target.wish(in: bundle),
      options: try target.runOptions(of: bundle, run: run, rules: rules, replaying: session),
      watch: watch)
  }
}

extension Inquiry {
  /// Takes what was observed elsewhere for all that can be; what this run's user says is added.
  mutating func take(_ recorded: RecordedTarget) async {
    let now = findings.answers
    findings = recorded.findings
    done = Set(recorded.collectors)
    let answered = Set(now.map(\.question))
    findings.answers = findings.answers.filter { !answered.contains($0.question) } + now
    for observation in await WordsCollector().collect(request, knowing: findings) {
      findings.add(observation)
    }
    (isRecorded, wasStopped) = (true, recorded.wasStopped)
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
