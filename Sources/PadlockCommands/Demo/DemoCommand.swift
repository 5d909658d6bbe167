public import ArgumentParser
import Foundation
public import PadlockDemo

/// `padlock demo`: a broken agent on loopback, and the wizard, or a report, on it.
struct DemoCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Makes a broken agent on loopback and diagnoses it; needs no Java and no network.",
    discussion: "The agent's files are in a temporary folder that is removed at the end.")

  @Argument(help: "The fault; see --list. Without one the agent speaks plain HTTP.")
  var scenario: DemoScenario = .plainHTTP
  @Flag(help: "List the scenarios.") var list = false
  @Flag(help: "Print a report instead of starting the wizard.") var nonInteractive = false
  @Option(help: ArgumentHelp("Seconds for each connection attempt.", valueName: "seconds"))
  var timeout = 4.0
  @OptionGroup var wizard: WizardOptions
  @OptionGroup var ruleOptions: RuleOptions
  @OptionGroup var debugging: DebugOptions
  @OptionGroup var output: OutputOptions

  func validate() throws { try debugging.check(redactsHosts: output.redaction.redactHosts) }

  func run() async throws {
    if list {
      let width = DemoScenario.allCases.map(\.rawValue.count).max() ?? 0
      for scenario in DemoScenario.allCases {
        let name = scenario.rawValue.padding(toLength: width + 2, withPad: " ", startingAt: 0)
        print(name + scenario.title)
      }
      return
    }
    var options = try TargetOptions.parse([])
    options.ruleOptions = ruleOptions
    options.debugging = debugging
    options.judging.timeout = timeout
    let stage = DemoStage(scenario)
    defer { stage.end() }
    guard nonInteractive else {
      return try await WizardRun(target: options, output: output, wizard: wizard, demo: stage)
        .perform()
    }
    // What the user of this agent would say; in the wizard it is theirs to say.
    options.symptom = scenario.symptom.map { [$0] } ?? []
    let (target, found) = try stage.make(options, try RuleLoading.rules(ruleOptions.rules))
    try await ReportRun(target: target, output: output, known: [found]).perform()
  }
}

extension DemoScenario: ExpressibleByArgument {}
