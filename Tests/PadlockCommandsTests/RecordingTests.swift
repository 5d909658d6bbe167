import Foundation
import PadlockCollectors
import PadlockDemo
import PadlockEngine
import PadlockModel
import PadlockNetwork
import PadlockReports
import Testing

@testable import PadlockCommands

/// What a recording holds is all that the engine judges by, also when it comes out of a bundle.
@Suite struct RecordingTests {
  @Test(arguments: DemoScenario.allCases)
  func `a recording of the demo is judged as the demo was`(scenario: DemoScenario) async throws {
    let agent = try DemoAgent.start(scenario)
    defer { agent.stop() }
    let outcome = try await Self.diagnose(agent, saying: scenario.symptom)
    #expect(!outcome.report.facts.isEmpty)
    let back = try Self.read(try renderJSON(outcome.recording))
    #expect(back == outcome.recording)
    #expect(try renderJSON(back) == try renderJSON(outcome.recording))
    #expect(try renderJSON(try Self.judged(back)) == try renderJSON(outcome.report))
    try Self.expectSame(try CollectedBundle(outcome, try TestRules.all(), redactsHosts: false))
  }

  @Test func `a tree's bundle is judged as the tree was`() async throws {
    var tree = try AgentTree()
    tree.setOptions(AgentTree.options("/etc/xagent/other.p12"))
    try Self.expectSame(
      try await tree.withOutcome {
        try CollectedBundle($0, try TestRules.all(), redactsHosts: false)
      })
  }

  /// What was observed, without its secrets, gives the diagnoses that the bundle's report has.
  static func expectSame(_ bundle: CollectedBundle) throws {
    let recording = try read(bundle.text("observations.json"))
    #expect(try renderJSON(try judged(recording)) == bundle.text("report.json"))
  }

  /// The run that `padlock demo` makes of this agent.
  private static func diagnose(
    _ agent: DemoAgent, saying symptom: String?
  ) async throws -> DiagnosisRun.Outcome {
    let rules = try TestRules.all()
    var options = RunOptions(
      now: Timestamp(secondsSince1970: Int64(Date().timeIntervalSince1970)),
      run: Deadline(after: .seconds(600)))
    options.host = agent.host
    options.port = Int(agent.port)
    options.trust = agent.trust
    options.timeoutSeconds = 30
    options.reportedTexts = symptom.map { [$0] } ?? []
    var wish = TargetWish()
    wish.host = agent.host
    wish.port = Int(agent.port)
    return await DiagnosisRun(rules: rules, wish: wish, options: options, watch: { _ in })
      .perform(on: [try DemoCommand.target(agent, rules)])
  }

  private static func read(_ text: String) throws -> Recording {
    try JSONDecoder().decode(Recording.self, from: Data(text.utf8))
  }

  /// The report of what was recorded, by the rules of the repository.
  private static func judged(_ recording: Recording) throws -> Report {
    let engine = Engine(
      rules: try TestRules.all(), now: recording.generated,
      howToObserve: CollectorCatalogue.howToObserve)
    return engine.report(
      engine.judge(recording.targets.map(\.findings)), version: recording.tool.version,
      generated: recording.generated)
  }
}

extension CollectedBundle {
  /// One of its files; empty where there is none of that path.
  func text(_ path: String) -> String {
    String(decoding: members.first { $0.path == path }?.bytes ?? [], as: UTF8.self)
  }
}
