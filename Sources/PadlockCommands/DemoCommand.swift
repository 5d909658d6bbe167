public import ArgumentParser
import CursesTerminal
import Foundation
import PadlockCollectors
public import PadlockDemo
import PadlockModel
import PadlockNetwork

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
    let agent: DemoAgent
    do {
      agent = try DemoAgent.start(scenario) { removeWhenKilled($0) }
    } catch {
      throw CommandFailure(code: 70, message: "the demo's agent could not be made: \(error)")
    }
    defer {
      agent.stop()
      removeWhenKilled(nil)
    }
    var options = try TargetOptions.parse([])
    options.ruleOptions = ruleOptions
    options.debugging = debugging
    options.host = agent.host
    options.port = Int(agent.port)
    options.trust = agent.trust
    options.timeout = timeout
    if nonInteractive {
      // What the user of this agent would say; in the wizard it is theirs to say.
      options.symptom = scenario.symptom.map { [$0] } ?? []
    }
    let rules = try RuleLoading.rules(ruleOptions.rules)
    let target = try Self.target(agent, rules)
    if nonInteractive {
      return try await ReportRun(target: options, output: output, known: [target]).perform()
    }
    let way = scenario.repairedWay
    let repair: @Sendable () throws -> Int = {
      try agent.repair()
      return way
    }
    try await WizardRun(
      target: options, output: output, wizard: wizard, known: [target], repair: repair
    ).perform()
  }

  /// The agent as a target: its files below its folder, its port on this machine.
  static func target(_ agent: DemoAgent, _ rules: RuleSet) throws -> FoundTarget {
    guard let product = rules.product(agent.product),
      let installation = product.installations.first(where: { $0.platform == .linux })
    else {
      throw CommandFailure.usage("the demo needs rules that know the product \(agent.product)")
    }
    let port = Int(agent.port)
    return FoundTarget(
      target: Target(
        id: "\(product.id)@\(agent.host):\(port)", product: product.id, name: product.name,
        host: agent.host, port: port, home: installation.homes.first, platform: .linux),
      product: product, installation: installation, files: TargetFiles.tree(agent.root),
      system: nil, isHostGuessed: false, isOutOfReach: false)
  }
}

extension DemoScenario: ExpressibleByArgument {}
