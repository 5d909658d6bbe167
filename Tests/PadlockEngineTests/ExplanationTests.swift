import PadlockModel
import Testing

@testable import PadlockEngine

/// Points 11 and 12: kept trees, what rules out, and minimal proofs.
@Suite struct ExplanationTests {
  private static let opens = Condition.line("keystore.opens", .boolean(true))
  private static let failed = Condition.line("service.state", .text("failed"))
  private static let java = Condition.line("service.java-version", .integer(8))
  private static let facts: [Observation] =
    Part.observations + [
      .known("keystore.opens", of: Part.keystore, .boolean(true), .file),
      .known("service.state", of: Part.service, .text("running"), .probe),
    ]

  @Test func `every rule keeps its tree, whatever came of it`() {
    let rules = [
      Rule("a", confirmed: Self.opens), Rule("b", confirmed: Self.failed),
      Rule("c", confirmed: Self.java), Rule("d", applies: Self.failed, confirmed: Self.opens),
    ]
    let verdict = Engine(rules: RuleSet(rules: rules), now: Engine.moment).judge(
      Findings(Self.facts))
    #expect(verdict.conclusions.judgements.map(\.rule.id) == ["a", "b", "c", "d"])
    let leaves = verdict.conclusions.judgements.map { $0.why.leaves.first }
    #expect(
      leaves.map { $0?.fact } == [
        "keystore.opens", "service.state", "service.java-version",
        "service.state",
      ])
    #expect(leaves.map { $0?.value } == ["true", "running", nil, "running"])
    #expect(leaves[0]?.evidence == [.file])
    #expect(leaves[0]?.subject == Part.keystore)
    #expect(leaves[1]?.expected == "failed")
    #expect(leaves[2]?.reason == .notCollected)
  }

  @Test func `what is ruled out names the facts that decided, and no others`() {
    let condition = Condition.all([
      Self.java, Self.opens, Self.failed, .any([.none([Self.opens]), Self.failed]),
    ])
    let report = Engine(Rule("r", confirmed: condition)).report(Findings(Self.facts))
    #expect(report.ruledOut.first?.by == [.init(fact: "service.state", value: "running")])
  }

  @Test func `what two facts are compared with rules out beside them`() {
    let same = Condition.line("keystore.path", .sameAs("file.path"))
    let file = SubjectID(.file, "/b")
    let report = Engine(Rule("r", confirmed: same)).report(
      Findings(
        Self.facts + [
          .subject(Subject(file, name: "b")), .known("file.path", of: file, .text("/b"), .file),
          .known("keystore.path", of: Part.keystore, .text("/a"), .file),
        ]))
    #expect(
      report.ruledOut.first?.by
        == [.init(fact: "keystore.path", value: "/a"), .init(fact: "file.path", value: "/b")])
  }

  @Test func `a proof takes one part of any and no more than it needs`() {
    let running = Condition.line("service.state", .text("running"))
    let report = Engine(Rule("r", confirmed: .any([Self.java, running, Self.opens]))).report(
      Findings(Self.facts))
    #expect(report.diagnoses.first?.evidence == [.probe])
  }

  @Test func `what would confirm is only what could still decide`() {
    let condition = Condition.all([
      Self.opens,
      .any([.all([Self.failed, .line("entry.key-opens", .boolean(false))]), Self.java]),
    ])
    let report = Engine(Rule("r", confirmed: condition)).report(Findings(Self.facts))
    #expect(report.diagnoses.first?.certainty == .possible)
    #expect(report.diagnoses.first?.toConfirm.map(\.fact) == ["service.java-version"])
  }

  @Test func `what would confirm is the fact that is not known, not the one it is compared with`() {
    let condition = Condition.all([
      Self.opens, .line("keystore.path", .differsFrom("file.path")),
    ])
    let path = Observation.known("keystore.path", of: Part.keystore, .text("/a"), .file)
    let report = Engine(Rule("r", confirmed: condition)).report(Findings(Self.facts + [path]))
    #expect(report.diagnoses.first?.toConfirm.map(\.fact) == ["file.path"])
  }

  @Test func `a list shows the evidence of the elements asked for`() {
    let list = Observation.fact(
      FactKey("file.defects", SubjectID(.file, "/a")),
      .known(
        .list(["number-gap", "utf16"]),
        evidence: [
          Evidence(.file, "/a", line: 1, excerpt: "1", about: "number-gap"),
          Evidence(.file, "/a", line: 2, excerpt: "2", about: "utf16"),
        ]))
    func lines(_ comparison: Comparison) -> [Int?] {
      Engine(Rule("r", confirmed: .line("file.defects", comparison))).report(
        Findings([.subject(Subject(SubjectID(.file, "/a"), name: "a")), list])
      ).diagnoses.first?.evidence.map(\.line) ?? []
    }
    #expect(lines(.contains("utf16")) == [2])
    #expect(lines(.containsAny(["number-gap", "x"])) == [1])
    #expect(lines(.matches("^utf")) == [2])
    #expect(lines(.exists(true)) == [1, 2])
  }

  @Test func `what two elements of a list rest on is shown once`() {
    let list = Observation.fact(
      FactKey("file.defects", SubjectID(.file, "/a")),
      .known(
        .list(["number-gap", "utf16"]),
        evidence: [
          Evidence(.file, "/a", line: 1, excerpt: "1", about: "number-gap"),
          Evidence(.file, "/a", line: 1, excerpt: "1", about: "utf16"),
          Evidence(.file, "/a", line: 2, excerpt: "1", about: "utf16"),
        ]))
    let report = Engine(Rule("r", confirmed: .line("file.defects", .exists(true)))).report(
      Findings([.subject(Subject(SubjectID(.file, "/a"), name: "a")), list]))
    #expect(report.diagnoses.first?.evidence.map(\.line) == [1, 2])
  }
}
