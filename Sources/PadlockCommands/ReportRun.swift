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
    let (outcome, rules) = try await target.diagnosed(known: known)
    try ReportWriting(output: output, rules: rules).write(outcome)
  }
}

extension TargetOptions {
  /// Diagnoses the targets, saying on a terminal what is being done, and the rules it went by.
  func diagnosed(
    known: [FoundTarget]? = nil
  ) async throws -> (outcome: DiagnosisRun.Outcome, rules: RuleSet) {
    let rules = try RuleLoading.rules(ruleOptions.rules)
    let session = try session(rules)
    let target = try resuming(session)
    try target.check(rules)
    let interruption = Interruption()
    let run = Deadline(after: .seconds(target.deadline), cancelledBy: interruption.flag)
    let progress = Progress()
    let bundle = try target.openBundle(run)
    defer { bundle?.remove() }
    let diagnosis = try DiagnosisRun(
      rules, target, bundle, run: run, replaying: session, watch: progress.show)
    let targets = if let known { known } else { try await diagnosis.targets() }
    let outcome = await diagnosis.perform(on: targets)
    progress.end()
    if interruption.flag.isRaised { throw CommandFailure.interrupted }
    outcome.reportFailures()
    return (outcome, rules)
  }
}

/// Writes a finished report: masked, scanned, and only then anywhere.
struct ReportWriting {
  let output: OutputOptions
  let rules: RuleSet

  func write(_ outcome: DiagnosisRun.Outcome) throws {
    var vault = outcome.secrets
    vault.add(names: outcome.report.targets.map(\.host))
    let masker = Masker(vault)
    for notice in vault.notices { StandardError.line("padlock: \(notice)") }
    var report = outcome.report
    var names: NameMasker?
    if output.redactHosts {
      let nameless = report.masked(by: masker).withoutNames()
      report = nameless.report
      names = nameless.names
    }
    let text = try render(report, masker)
    try output.writing.write(text)
    if let path = output.redactionMap, let names {
      try Output.write(Array(names.table.utf8), toFile: path, isPrivate: true)
    }
    let code = exitCode(
      for: outcome.report, failOn: output.failOn, format: output.format)
    if code != 0 { throw CommandFailure.code(code) }
  }

  private func render(_ report: Report, _ masker: Masker) throws -> String {
    do throws(RedactionRefusal) {
      let options = output.writing.textOptions
      let ownText = Self.ownText(of: rules)
      if output.writing.quiet {
        return try renderGuardedVerdict(
          report, masker: masker, ownText: ownText, options: options)
      }
      return try output.format.renderGuarded(
        report, masker: masker, ownText: ownText, options: options)
    } catch {
      throw CommandFailure.bug(
        "the report would have held a secret read from \(error.source) and was not written; "
          + "this is a bug in Padlock")
    }
  }

  /// The text of rules and products, in which a password may stand by chance.
  static func ownText(of rules: RuleSet) -> [String] {
    var text = rules.articles.map(\.title)
    for rule in rules.rules {
      text += [rule.title, rule.summary.source]
      for step in rule.remedies.flatMap(\.steps) {
        text += [step.instruction, step.command].compactMap { $0?.source }
      }
    }
    for question in rules.questions {
      text += [question.asks] + question.choices.flatMap { [$0.label, $0.value] }
    }
    for product in rules.products {
      text.append(product.name)
      text += product.settings.flatMap(\.keys)
    }
    return text
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
      case .finished(let id, _): running[id] = nil
      case .judged: break
      }
      return running.sorted { $0.key < $1.key }.map { $0.value.title + $0.value.detail }
    }
    let line = titles.isEmpty ? "" : titles.joined(separator: ", ") + " …"
    try? FileHandle.standardError.write(
      contentsOf: Data("\r\u{1B}[K\(String(line.prefix(79)))".utf8))
  }

  /// Clears the line.
  func end() {
    if isShown { try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[K".utf8)) }
  }
}
