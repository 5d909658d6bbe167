import ArgumentParser
import CellGrid
import Foundation
import PadlockModel
import PadlockNetwork
import PadlockRedaction
import PadlockReports
import PadlockWizard
import Synchronization
import TestSupport

@testable import PadlockCommands

/// A run over a host on which everything holds a secret, and what of it leaves the program.
struct CanaryRun {
  let host: CanaryHost
  let rules: RuleSet
  let outcome: DiagnosisRun.Outcome
  /// What it did.
  let log: DebugLog
  /// What was told while it ran.
  let told: [String]

  let rendering: ReportGuard
  var masker: Masker { rendering.masker }

  init(_ host: CanaryHost, _ rules: RuleSet) async throws {
    self.host = host
    self.rules = rules
    let options = try TargetOptions.parse(host.arguments)
    let told = Mutex<[String]>([])
    let log = DebugLog(arguments: host.arguments)
    let run = DiagnosisRun(
      rules: rules, wish: options.wish,
      options: try options.runOptions(run: .init(after: .seconds(600)), rules: rules),
      watch: { event in
        switch event {
        case .started(_, let text), .progressed(_, let text): told.withLock { $0.append(text) }
        default: break
        }
        log.note(event)
      })
    outcome = await run.perform(on: try await run.targets())
    rendering = ReportGuard(Masker(outcome.secrets), rules, outcome.inquiries)
    self.told = told.withLock { $0 }
    log.learn(outcome.secrets, rules)
    self.log = log
  }

  /// Everything that leaves: a further output is one more line.
  static let outputs: [(name: String, texts: @Sendable (CanaryRun) async throws -> [String])] = [
    (
      "a report in each format", { run in try ReportFormat.allCases.map { try run.report(as: $0) } }
    ),
    ("the verdict", { [try $0.rendering.verdict($0.outcome.report, TextOptions())] }),
    ("a narrow text", { [try $0.report(as: .text, TextOptions(width: 40, unicode: false))] }),
    (
      "a report without hosts",
      { run in
        let nameless = run.outcome.report.masked(by: run.masker).withoutNames()
        return [
          try run.rendering.text(nameless.report, as: .json, TextOptions()), nameless.names.table,
        ]
      }
    ),
    ("what is said on standard error", { $0.outcome.remarks }),
    ("progress", { $0.told }),
    (
      "why",
      { run in
        let concluded = Set(run.outcome.report.diagnoses.map(\.id))
        return try run.rules.rules.enumerated()
          .filter { $0.offset.isMultiple(of: 40) || concluded.contains($0.element.id) }
          .map { try WhyCommand.text($0.element.id, run.outcome, run.rendering) }
      }
    ),
    ("explain", { run in try run.explained(run.host.ticket) }),
    ("explain, of files", { run in try run.host.texts().flatMap(run.explained) }),
    ("compare", { try $0.compared() }),
    ("an opened report", { try $0.opened() }),
    ("the debug log", { [try $0.log.text()] }),
    ("inspect", { try $0.inspected() }),
    (
      "a bundle, and a run over it",
      // It takes long, and hosts of these kinds hold every sort of file.
      { [.agent, .xivo].contains($0.host.kind) ? try await $0.collected() : [] }
    ),
  ]

  /// What the wizard shows, which diagnoses for itself.
  static let wizards: [(name: String, texts: @Sendable (CanaryHost) async throws -> [String])] = [
    ("screens and session", wizard), ("lines", plainWizard),
  ]

  func report(as format: ReportFormat, _ options: TextOptions = TextOptions()) throws -> String {
    try rendering.text(outcome.report, as: format, options)
  }

  private static let explainer = Result { Explainer(try TestRules.all()) }

  private func explained(_ text: String) throws -> [String] {
    let explanation = try Self.explainer.get().explain(text)
    return [renderText(explanation), try renderJSON(explanation), renderVerdict(explanation)]
  }

  private func compared() throws -> [String] {
    var other = outcome.report.masked(by: masker)
    other.facts = []
    other.symptoms = []
    let comparison = ReportComparison(outcome.report, other)
    return [try ReportGuard(masker).text(comparison) { try renderJSON($0) + renderText($0) }]
  }

  /// As another Padlock opens it, which knows none of the secrets.
  private func opened() throws -> [String] {
    let saved = try SavedReport.report(Array(try report(as: .json).utf8))
    return try [ReportFormat.text, .html].map {
      try ReportGuard(Masker(), rules).text(saved, as: $0, TextOptions())
    }
  }

  /// Each file of a bundle, what is listed before it is written, and what
  /// another Padlock says of it, which knows none of the secrets.
  private func collected() async throws -> [String] {
    let whole = try CollectedBundle(outcome, rules, redactsHosts: false)
    let scratch = try Scratch()
    let path = scratch.path("bundle.zip")
    try Data(whole.packed()).write(to: URL(filePath: path))
    let elsewhere = try await Parcel.outcome(on: path)
    let rendering = ReportGuard(Masker(elsewhere.secrets), rules, elsewhere.inquiries)
    let nameless = try CollectedBundle(outcome, rules, redactsHosts: true)
    return [whole.listing, nameless.listing, nameless.names?.table ?? ""]
      + (whole.members + nameless.members).map { String(decoding: $0.bytes, as: UTF8.self) }
      + (try [ReportFormat.text, .json].map {
        try rendering.text(elsewhere.report, as: $0, TextOptions())
      }) + elsewhere.remarks
  }

  /// What `inspect` says of every file, by the password of the keystore.
  private func inspected() throws -> [String] {
    let scratch = try Scratch()
    let password = try scratch.write(AgentTree.password, "password")
    let files = try FileManager.default.subpathsOfDirectory(atPath: host.folder).sorted().map {
      "\(host.folder)/\($0)"
    }
    return try ["text", "json"].map { format in
      let command = try InspectCommand.parse(
        files + ["--password-file", password, "--format", format])
      return try command.result().text
    }
  }

  /// The lines of the wizard on the same host, whatever is typed.
  private static func plainWizard(on host: CanaryHost) async throws -> [String] {
    let bench = try WizardBench(host.arguments, isPlain: true)
    _ = try await bench.wait { if case .detected = $0 { true } else { nil } }
    bench.take(.line("1"))
    let lines = host.ticket.split(separator: "\n").map(String.init)
    for line in lines + ["."] { bench.take(.line(line)) }
    bench.take(.line(""))
    _ = try await bench.report()
    bench.wander(steps: 60, seed: 11)
    return Array(bench.shown)
  }

  /// What the wizard shows of the same host, whatever is pressed, and the session that it saves.
  private static func wizard(on host: CanaryHost) async throws -> [String] {
    let bench = try WizardBench(host.arguments, size: GridSize(columns: 120, rows: 40))
    _ = try await bench.wait { if case .detected = $0 { true } else { nil } }
    bench.press(.enter, .paste(host.ticket), .enter)
    _ = try await bench.report()
    let session = host.folder + "/session.yml"
    bench.press(.character("S"), .control("u"), .paste(session), .enter)
    _ = try await bench.wait { if case .sessionSaved = $0 { true } else { nil } }
    bench.press(.escape)
    bench.wander(steps: 45, seed: 7)
    return Array(bench.shown) + [try String(contentsOfFile: session, encoding: .utf8)]
  }
}

extension CanaryHost {
  /// What the command line says.
  var arguments: [String] {
    var words = ["--root", folder, "--no-probe", "--symptom", ticket]
    words += ["--at", "2026-11-21T10:00:00Z"]
    words += ["--product", kind.product]
    if kind == .service {
      words += ["--keystore", "/srv/chain.pem", "--key", "/srv/server.key", "--log", kind.log]
    }
    return words
  }

  /// What stands in its files, each as a ticket would hold it.
  func texts() throws -> [String] {
    try files.map { try String(contentsOfFile: folder + $0, encoding: .utf8) }
  }
}
