import Foundation
import PadlockModel
import PadlockReports
import TestSupport
import Testing

@Suite struct ComparisonTests {
  @Test(arguments: SampleReports.allCases)
  func `a report does not differ from itself`(sample: SampleReports) {
    var later = sample.report
    later.generated = Timestamp(secondsSince1970: 1_900_000_000)
    later.timings = ["log": 12]
    for index in later.diagnoses.indices { later.diagnoses[index].evidence = [] }
    let comparison = ReportComparison(sample.report, later)
    #expect(comparison.isEmpty)
    #expect(renderText(comparison).contains("Nothing changed."))
  }

  @Test func `what a repair changed is told`() throws {
    let before = SampleReports.rich.report
    var after = before
    after.outcome = .healthy
    after.diagnoses = after.diagnoses.filter { $0.id == "certificate.expires-soon" }
    after.diagnoses[0].certainty = .confirmed
    after.masked = []
    after.checks[1].result = .passed
    after.certificates[0].sha256 = "CD:34"
    after.facts = [
      ReportedFact(
        name: "listener.tls", target: "t", subject: nil, state: .value(.text("handshake")),
        evidence: [])
    ]
    let comparison = ReportComparison(before, after)
    #expect(!comparison.isEmpty)
    let gone = comparison.diagnoses.filter { $0.after == nil }.map(\.name)
    #expect(gone.contains("keystore.key-password-differs"))
    #expect(comparison.checks.contains { $0.before == "failed" && $0.after == "passed" })
    #expect(comparison.certificates.count == 1)
    #expect(comparison.facts.contains { $0.name == "listener.tls" && $0.before == nil })
    try expectGolden(renderText(comparison), "reports/comparison.txt")
    try expectGolden(try renderJSON(comparison), "reports/comparison.json")
  }

  @Test func `the other way round, what was gone is new`() {
    let (one, other) = (SampleReports.rich.report, SampleReports.healthy.report)
    let there = ReportComparison(one, other)
    let back = ReportComparison(other, one)
    #expect(Set(there.diagnoses.map(\.name)) == Set(back.diagnoses.map(\.name)))
    #expect(there.diagnoses.allSatisfy { $0.before != nil && $0.after == nil })
    #expect(back.diagnoses.allSatisfy { $0.before == nil && $0.after != nil })
  }
}
