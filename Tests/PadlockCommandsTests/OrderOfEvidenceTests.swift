import Foundation
import PadlockCollectors
import PadlockEngine
import PadlockModel
import PadlockReports
import TestSupport
import Testing

@testable import PadlockCommands

/// Equal evidence gives equal bytes, in whatever order it arrives.
@Suite struct OrderOfEvidenceTests {
  @Test(arguments: CanaryHost.Kind.allCases)
  func `the order in which evidence arrives changes no byte of any format`(
    kind: CanaryHost.Kind
  ) async throws {
    let rules = try TestRules.all()
    let run = try await CanaryRun(CanaryHost(kind, messages: rules.messages), rules)
    let report = run.outcome.report
    let engine = Engine(
      rules: rules, now: report.generated, howToObserve: CollectorCatalogue.howToObserve)
    var random = SeededGenerator(seed: 1)
    let findings = run.outcome.inquiries.map { inquiry in
      var findings = Findings(target: inquiry.findings.target)
      let observations = inquiry.observed.sorted { $0.key < $1.key }.flatMap(\.value)
      for observation in observations.shuffled(using: &random) { findings.add(observation) }
      findings.ledger = inquiry.findings.ledger
      findings.timings = inquiry.findings.timings
      return findings
    }
    let again = engine.report(
      engine.judge(findings), version: report.tool.version, generated: report.generated,
      failures: [])
    for format in ReportFormat.allCases {
      let (first, second) = (try format.render(report), try format.render(again))
      let lines = zip(first.split(separator: "\n"), second.split(separator: "\n"))
      let difference = lines.first { $0 != $1 }.map { "\($0.0) | \($0.1)" } ?? ""
      #expect(first == second, "\(format): \(difference.prefix(400))")
    }
  }
}
