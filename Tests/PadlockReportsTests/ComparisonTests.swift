import Foundation
import PadlockModel
import TestSupport
import Testing

@testable import PadlockReports

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

  @Test func `a target that moved and a certificate that was renewed are the same things`() {
    let before = SampleReports.rich.report
    let place = Verdict.place(before.targets[0])
    var after = before.changingOutsideText {
      $0.replacing(place, with: "\(before.targets[0].host):9443")
    }
    after.certificates[0].sha256 = "CD:34"
    #expect(after.targets[0].id != before.targets[0].id)
    let comparison = ReportComparison(before, after)
    #expect(comparison.diagnoses.isEmpty && comparison.checks.isEmpty)
    #expect(comparison.targets.allSatisfy { $0.before != nil && $0.after != nil })
    #expect(!comparison.certificates.isEmpty)
    #expect(comparison.certificates.allSatisfy { $0.before != nil && $0.after != nil })
  }

  @Test func `two targets of one kind that both moved are no pair`() {
    var before = SampleReports.rich.report
    before.targets[0].subjects = []
    var second = before.targets[0]
    second.id = "second"
    before.targets.append(second)
    var after = before
    for index in after.targets.indices { after.targets[index].id += "-moved" }
    let comparison = ReportComparison(before, after)
    #expect(comparison.targets.count(where: { $0.after == nil }) == 2)
    #expect(comparison.targets.count(where: { $0.before == nil }) == 2)
  }

  @Test func `facts that a changed diagnosis rests on are told, others on request`() {
    let before = SampleReports.rich.report
    var after = before
    after.diagnoses = []
    let leaf = before.diagnoses[0].why.leaves[0]
    let subject = leaf.subject == .target ? nil : leaf.subject.description
    after.facts = [
      ReportedFact(
        name: leaf.fact, target: before.diagnoses[0].target, subject: subject,
        state: .value(.text("other")), evidence: []),
      ReportedFact(
        name: "listener.alpn", target: before.diagnoses[0].target, subject: nil,
        state: .value(.text("h2")), evidence: []),
    ]
    let comparison = ReportComparison(before, after)
    #expect(comparison.facts.filter { $0.decides == true }.map(\.name).contains(leaf.fact.rawValue))
    #expect(comparison.facts.first { $0.name == "listener.alpn" }?.decides == nil)
    #expect(!renderText(comparison).contains("listener.alpn"))
    #expect(renderText(comparison, withFacts: true).contains("listener.alpn"))
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
