import ArgumentParser
import Foundation
import PadlockCollectors
import PadlockModel
import PadlockNetwork
import PadlockRedaction
import PadlockReports
import TestSupport
import Testing

@testable import PadlockCommands

/// A collector that gives away the keystore's password.
private struct LeakingCollector: Collector {
  /// Where it puts what it gives away.
  enum Place: CaseIterable {
    /// Where texts of outside belong, which are masked.
    case detail
    /// Where only words of our own belong.
    case name
  }

  let honest: any Collector
  let place: Place
  let text: String

  var offer: CollectorOffer { honest.offer }
  var title: String { honest.title }
  var how: String { honest.how }

  func collect(_ request: CollectionRequest, knowing findings: Findings) async -> [Observation] {
    let check = CheckRecord(
      id: place == .name ? text : "java", subject: .target, title: "A check",
      detail: place == .detail ? text : "nothing", facts: [])
    return await honest.collect(request, knowing: findings) + [.check(check)]
  }
}

@Suite struct LeakingCollectorTests {
  static let password = "Zq7 \"<l'eak>&ng\\9"

  /// What a collector could make of a password before it gives it away.
  static let forms: [(name: String, text: String)] = SecretForms.all(of: password)
    .filter { $0.name != "reversed" }

  /// Judges an agent whose keystore has that password, with a collector that leaks.
  private func outcome(
    _ place: LeakingCollector.Place, _ text: String
  ) async throws -> (outcome: DiagnosisRun.Outcome, rules: RuleSet) {
    var tree = try AgentTree()
    tree.setScript(
      AgentTree.script(
        #" --server.ssl.enabled=true --server.ssl.key-store=/etc/xagent/agent.p12 "#
          + "--server.ssl.key-store-password=\"Zq7 \\\"<l'eak>&ng\\\\9\""))
    let folder = try tree.laidOut()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let options = try TargetOptions.parse(["--product", "xagent", "--root", folder, "--no-probe"])
    let rules = try TestRules.all()
    let run = DiagnosisRun(
      rules: rules, wish: options.wish,
      options: try options.runOptions(run: .init(after: .seconds(600)), rules: rules),
      collector: { id in
        let honest = CollectorCatalogue.collector(id)
        guard id == "configuration", let honest else { return honest }
        return LeakingCollector(honest: honest, place: place, text: text)
      }, watch: { _ in })
    return (await run.perform(on: try await run.targets()), rules)
  }

  private func write(
    _ run: (outcome: DiagnosisRun.Outcome, rules: RuleSet), to path: String,
    _ format: ReportFormat = .json
  ) throws {
    let output = try OutputOptions.parse(["--format", format.rawValue, "-o", path])
    try ReportWriting(output: output, rules: run.rules).write(run.outcome)
  }

  @Test(arguments: LeakingCollectorTests.forms.indices)
  func `a name that holds a password makes the run refuse to write, and say who leaked`(
    index: Int
  ) async throws {
    let scratch = try Scratch()
    let run = try await outcome(.name, Self.forms[index].text)
    #expect(run.outcome.secrets.number(of: Secret(Self.password)) != nil)
    let failure = #expect(throws: CommandFailure.self) {
      try write(run, to: scratch.path("report.json"))
    }
    #expect(failure?.code == 70, "\(Self.forms[index])")
    #expect(failure?.message?.contains("the collector “configuration”") == true)
    #expect(failure?.message?.contains("leak") == false)
    #expect(!FileManager.default.fileExists(atPath: scratch.path("report.json")))
  }

  @Test func `a text that holds a password in any form is masked in each format`() async throws {
    let scratch = try Scratch()
    let all = Self.forms.map(\.text).joined(separator: "\t")
    let run = try await outcome(.detail, all)
    for format in ReportFormat.allCases {
      let path = scratch.path(format.rawValue)
      do {
        try write(run, to: path, format)
      } catch let failure as CommandFailure {
        #expect((failure.message ?? "").isEmpty && failure.code != 70)
      }
      let found = Canaries([(Self.password, "the password")]).found(
        in: scratch.text(format.rawValue))
      #expect(found.isEmpty, "\(format): \(found)")
    }
  }
}
