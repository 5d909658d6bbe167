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
  func `a recording of the demo is judged as the demo was, and so is a second run`(
    scenario: DemoScenario
  ) async throws {
    let agent = try DemoAgent.start(scenario)
    defer { agent.stop() }
    let now = Timestamp(secondsSince1970: Int64(Date().timeIntervalSince1970))
    let outcome = try await Self.diagnose(agent, saying: scenario.symptom, at: now)
    let second = try await Self.diagnose(agent, saying: scenario.symptom, at: now)
    for format in ReportFormat.allCases {
      #expect(
        try format.render(Self.untimed(second.report))
          == format.render(Self.untimed(outcome.report)), "\(format)")
    }
    #expect(!outcome.report.facts.isEmpty)
    let back = try Self.read(try renderJSON(outcome.recording))
    #expect(back == outcome.recording)
    #expect(try renderJSON(back) == renderJSON(outcome.recording))
    #expect(try renderJSON(try Self.judged(back)) == renderJSON(outcome.report))
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

  @Test func `a bundle of many services is judged as their tree was`() async throws {
    var tree = try XivoTree.own()
    tree.setCustom(host: "elsewhere.example.com")
    let bundle = try await tree.withOutcome {
      try CollectedBundle($0, try TestRules.all(), redactsHosts: false)
    }
    #expect(bundle.members.filter { $0.path.hasPrefix("files/") }.count > 10)
    try Self.expectSame(bundle)
  }

  /// What was observed, without its secrets, gives the bundle's report; files come in the order of
  /// their paths, of which one may be masked.
  static func expectSame(_ bundle: CollectedBundle) throws {
    var again = try judged(read(bundle.text("observations.json")))
    var live = try JSONDecoder().decode(Report.self, from: Data(bundle.text("report.json").utf8))
    again.ledger.sort { $0.path < $1.path }
    live.ledger.sort { $0.path < $1.path }
    #expect(try renderJSON(again) == renderJSON(live))
  }

  /// The report without what two runs over the same evidence differ in.
  private static func untimed(_ report: Report) -> Report {
    var report = report
    report.generated = Timestamp(secondsSince1970: 0)
    report.timings = [:]
    return report
  }

  /// The run that `padlock demo` makes of this agent.
  private static func diagnose(
    _ agent: DemoAgent, saying symptom: String?, at now: Timestamp
  ) async throws -> DiagnosisRun.Outcome {
    let rules = try TestRules.all()
    var options = RunOptions(now: now, run: Deadline(after: .seconds(600)))
    options.host = agent.host
    options.port = Int(agent.port)
    options.trust = agent.trust
    options.timeoutSeconds = 30
    options.reportedTexts = symptom.map { [$0] } ?? []
    var wish = TargetWish()
    wish.host = agent.host
    wish.port = Int(agent.port)
    return await DiagnosisRun(rules: rules, wish: wish, options: options, watch: { _ in })
      .perform(on: [try DemoStage.target(agent, rules)])
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
