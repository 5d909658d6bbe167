import ArgumentParser
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
    let session = try target.session(rules)
    let target = try target.resuming(session)
    try target.check(rules)
    let interruption = Interruption()
    let run = Deadline(after: .seconds(target.deadline), cancelledBy: interruption.flag)
    let bundle = try target.openBundle(run)
    defer { bundle?.remove() }
    let diagnosis = try DiagnosisRun(
      rules, target, bundle, run: run, replaying: session, watch: { _ in })
    let outcome = await diagnosis.perform(on: try await diagnosis.targets())
    if interruption.flag.isRaised { throw CommandFailure.interrupted }
    outcome.reportFailures()
    let lines = outcome.verdicts.map { WhyText($0).lines(id) }.joined(separator: [""]).map {
      VisibleText.make($0)
    }
    var masker = Masker(outcome.secrets)
    // What only one line shows to be a secret is masked in all of them.
    for line in lines { _ = masker.mask(line, from: "what is shown") }
    try Output.print(lines.map { masker.mask($0, from: "what is shown") + "\n" }.joined())
    if outcome.verdicts.isEmpty { throw CommandFailure(code: 2, message: "no target was found") }
  }
}
