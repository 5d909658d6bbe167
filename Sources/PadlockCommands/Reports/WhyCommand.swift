import ArgumentParser
import CursesTerminal
import Foundation
import PadlockCollectors
import PadlockEngine
import PadlockModel
import PadlockNetwork
import PadlockRedaction

/// `padlock why`: why a diagnosis was, or was not, concluded.
struct WhyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "why", abstract: "Explains why a diagnosis was, or was not, concluded.")

  @Argument(help: "The id, such as keystore.alias-missing.") var id: String
  @OptionGroup var target: TargetOptions

  func run() async throws {
    let rules = try RuleLoading.rules(target.ruleOptions.rules)
    guard rules.rule(id) != nil else {
      throw CommandFailure.usage("there is no rule \(id). See 'padlock rules list'.")
    }
    try await target.debugging.logging { try await explain(rules, $0) }
  }

  private func explain(_ rules: RuleSet, _ log: DebugLog?) async throws {
    let session = try target.session(rules)
    let target = try target.resuming(session)
    try target.check(rules)
    let interruption = Interruption()
    let run = Deadline(after: .seconds(target.deadline), cancelledBy: interruption.flag)
    let bundle = try target.openBundle(run) { removeWhenKilled($0) }
    defer { bundle?.remove() }
    let diagnosis = try DiagnosisRun(
      rules, target, bundle, run: run, replaying: session, watch: { log?.note($0) })
    let outcome = await diagnosis.perform(on: try await diagnosis.targets())
    log?.learn(outcome.secrets, rules)
    if interruption.flag.isRaised { throw CommandFailure.interrupted }
    outcome.tellRemarks()
    let rendering = ReportGuard(Masker(outcome.secrets), rules, outcome.inquiries)
    try Output.print(try Self.text(id, outcome, rendering))
    if outcome.verdicts.isEmpty { throw CommandFailure(code: 2, message: "no target was found") }
  }

  /// Why a run concluded a rule, or did not, without secrets.
  static func text(
    _ id: RuleID, _ outcome: DiagnosisRun.Outcome, _ rendering: ReportGuard
  ) throws(CommandFailure) -> String {
    let lines = outcome.verdicts.map { WhyText($0).lines(id) }.joined(separator: [""]).map {
      VisibleText.make($0)
    }
    var masker = rendering.masker
    let masked = masker.mask(together: lines, from: "what is shown")
    return try rendering.checked(masked.map { $0 + "\n" }.joined())
  }
}
