import CursesTerminal
import PadlockCollectors
import PadlockDemo
import PadlockModel
import Synchronization

/// The demo's agent, made when it is needed: its keys take longer than a first picture may.
final class DemoStage: Sendable {
  let scenario: DemoScenario
  private let agent = Mutex<DemoAgent?>(nil)

  init(_ scenario: DemoScenario) {
    self.scenario = scenario
  }

  /// Makes the agent.
  ///
  /// - Parameters:
  ///   - options: what the user asked for, to which is added where the agent is.
  ///   - rules: have to know the agent's product.
  /// - Returns: the options for a diagnosis of it, and the target.
  /// - Throws: `CommandFailure` 70 where it could not be made, 64 where the rules do not know it.
  func make(_ options: TargetOptions, _ rules: RuleSet) throws -> (TargetOptions, FoundTarget) {
    let agent: DemoAgent
    do {
      agent = try DemoAgent.start(scenario) { removeWhenKilled($0) }
    } catch {
      throw CommandFailure(code: 70, message: "the demo's agent could not be made: \(error)")
    }
    self.agent.withLock { $0 = agent }
    var options = options
    options.host = agent.host
    options.port = Int(agent.port)
    options.judging.trust = agent.trust
    return (options, try Self.target(agent, rules))
  }

  /// Mends the fault, and says as which way of its fix.
  func repair() throws -> Int {
    try agent.withLock { $0 }?.repair()
    return scenario.repairedWay
  }

  /// Removes all of it.
  func end() {
    guard let agent = agent.withLock({ $0 }) else { return }
    agent.stop()
    spareWhenKilled(agent.root)
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
