import CursesTerminal
import Foundation
import PadlockCollectors
import PadlockModel
import PadlockNetwork
import PadlockRedaction
import PadlockReports
import Synchronization

/// `padlock --non-interactive`: diagnoses, writes the report and says how it went by the exit code.
struct ReportRun {
  let target: TargetOptions
  let output: OutputOptions
  /// Targets that are known already, such as that of a demo; nil to detect them.
  var known: [FoundTarget]?

  func perform() async throws {
    try await target.debugging.logging { log in
      let (outcome, rules) = try await target.diagnosed(known: known, log: log)
      try ReportWriting(output: output, rules: rules).write(outcome)
    }
  }
}

extension TargetOptions {
  /// Diagnoses the targets, saying on a terminal what is being done, and the rules it went by.
  func diagnosed(
    known: [FoundTarget]? = nil, log: DebugLog? = nil
  ) async throws -> (outcome: DiagnosisRun.Outcome, rules: RuleSet) {
    let rules = try RuleLoading.rules(ruleOptions.rules)
    let session = try session(rules)
    let target = try resuming(session)
    try target.check(rules)
    let interruption = Interruption()
    let run = Deadline(after: .seconds(target.deadline), cancelledBy: interruption.flag)
    let progress = Progress()
    let bundle = try target.openBundle(run) { removeWhenKilled($0) }
    defer { bundle?.remove() }
    let diagnosis = try DiagnosisRun(
      rules, target, bundle, run: run, replaying: session,
      watch: { event in
        progress.show(event)
        log?.note(event)
      })
    let targets = if let known { known } else { try await diagnosis.targets() }
    let outcome = await diagnosis.perform(on: targets)
    progress.end()
    log?.learn(outcome.secrets, rules)
    if interruption.flag.isRaised { throw CommandFailure.interrupted }
    outcome.tellRemarks()
    return (outcome, rules)
  }
}

/// Writes a finished report: masked, scanned, and only then anywhere.
struct ReportWriting {
  let output: OutputOptions
  let rules: RuleSet

  func write(_ outcome: DiagnosisRun.Outcome) throws {
    let masker = Masker(outcome.secrets)
    var report = outcome.report
    var names: NameMasker?
    if output.redaction.redactHosts {
      let nameless = report.masked(by: masker).withoutNames()
      report = nameless.report
      names = nameless.names
    }
    let rendering = ReportGuard(masker, rules, outcome.inquiries)
    let options = output.writing.textOptions
    try output.writing.write(
      output.writing.quiet
        ? rendering.verdict(report, options)
        : rendering.text(report, as: output.format, options))
    try output.redaction.write(names)
    let code = exitCode(
      for: outcome.report, failOn: output.failOn, format: output.format)
    if code != 0 { throw CommandFailure.code(code) }
  }
}

/// Says on a terminal's standard error what is being done.
final class Progress: Sendable {
  private let isShown = isatty(STDERR_FILENO) == 1
  private let running = Mutex<[String: (title: String, detail: String)]>([:])

  func show(_ event: Investigation.Event) {
    guard isShown else { return }
    let titles = running.withLock { running in
      switch event {
      case .started(let id, let title): running[id] = (title, "")
      case .progressed(let id, let detail): running[id]?.detail = ": \(detail)"
      case .finished(let id, _, _): running[id] = nil
      default: break
      }
      return running.sorted { $0.key < $1.key }.map { $0.value.title + $0.value.detail }
    }
    // A file's name may hold anything.
    let line = titles.isEmpty ? "" : VisibleText.make(titles.joined(separator: ", ")) + " …"
    try? FileHandle.standardError.write(
      contentsOf: Data("\r\u{1B}[K\(String(line.prefix(79)))".utf8))
  }

  /// Clears the line.
  func end() {
    if isShown { try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[K".utf8)) }
  }
}
