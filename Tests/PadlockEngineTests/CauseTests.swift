import PadlockModel
import Testing

@testable import PadlockEngine

/// Point 6 and "Order": causes, trees and the order in which they are shown.
@Suite struct CauseTests {
  private static let yes = Condition.line("service.state", .text("failed"))
  private static let unknown = Condition.line("service.java-version", .integer(8))
  private static let no = Condition.line("service.state", .text("running"))
  private static let halfKnown = Condition.all([yes, unknown])
  private static let facts: [Observation] =
    Part.observations + [.known("service.state", of: Part.service, .text("failed"), .file)]

  private func report(_ rules: Rule...) -> Report {
    Engine(rules: RuleSet(rules: rules), now: Engine.moment).report(Findings(Self.facts))
  }

  private func key(_ id: String, _ subject: SubjectID = .target) -> String {
    Diagnosis.key(id, target: "xagent@agent01:8081", subject: subject)
  }

  @Test func `a chain of causes is one tree, root first`() {
    let report = report(
      Rule("a.refused", forEach: .listener, confirmed: Self.yes),
      Rule("b.start", confirmed: Self.yes, causes: ["a.refused"]),
      Rule("c.path", .notice, forEach: .keystore, confirmed: Self.yes, causes: ["b.start"]))
    #expect(report.diagnoses.map(\.id) == ["c.path", "b.start", "a.refused", "a.refused"])
    #expect(report.diagnoses.map(\.rank) == [1, 2, 3, 4])
    #expect(report.diagnoses.map(\.rootCause) == [true, false, false, false])
    #expect(report.diagnoses[1].causedBy == [key("c.path", Part.keystore)])
    #expect(
      report.diagnoses[1].causes
        == [key("a.refused", Part.listener), key("a.refused", Part.other)])
  }

  @Test func `a cause reaches through a rule that nothing concluded, not through a refuted one`() {
    func causes(_ between: Condition) -> [String]? {
      report(
        Rule("a", forEach: .keystore, confirmed: Self.yes, causes: ["between"]),
        Rule("between", confirmed: between, causes: ["between-too"]),
        Rule("between-too", confirmed: Self.unknown, causes: ["z"]),
        Rule("z", forEach: .listener, confirmed: Self.yes)
      ).diagnoses.first { $0.id == "z" }?.causedBy
    }
    #expect(causes(Self.unknown) == [key("a", Part.keystore)])
    #expect(causes(Self.no) == [])
    #expect(causes(Self.yes) == [key("between")])
  }

  @Test func `a cause does not reach through a rule that it hides`() {
    let report = report(
      Rule("a", confirmed: Self.yes, causes: ["between"], masks: ["between"]),
      Rule("between", confirmed: Self.unknown, causes: ["z"]),
      Rule("z", confirmed: Self.yes))
    #expect(report.diagnoses.map(\.rootCause) == [true, true])
    #expect(report.masked.map(\.id) == ["between"])
  }

  @Test func `of several causes the best is the parent and the others are named`() {
    let report = report(
      Rule("likely", confirmed: Self.unknown, suspected: Self.yes, causes: ["z"]),
      Rule("sure", .warning, confirmed: Self.yes, causes: ["z"]),
      Rule("z", confirmed: Self.yes))
    #expect(report.diagnoses.map(\.id) == ["sure", "z", "likely"])
    #expect(report.diagnoses[1].causedBy == [key("sure"), key("likely")])
    #expect(report.diagnoses[2].causes == [key("z")])
    #expect(report.diagnoses[2].rootCause)
  }

  @Test func `subjects of one kind are linked only where they are the same`() {
    let report = report(
      Rule("a", forEach: .listener, confirmed: Self.yes, causes: ["z"]),
      Rule("z", forEach: .listener, confirmed: Self.yes))
    #expect(
      report.diagnoses.filter { $0.id == "z" }.map(\.causedBy)
        == [[key("a", Part.listener)], [key("a", Part.other)]])
  }

  @Test func `subjects that are not linked have nothing to do with each other`() {
    let lone = SubjectID(.keystore, "/tmp/lone.jks")
    let findings = Findings(Self.facts + [.subject(Subject(lone, name: "lone"))])
    let engine = Engine(
      Rule("a", forEach: .keystore, confirmed: Self.yes, causes: ["z"]),
      Rule("z", forEach: .listener, confirmed: Self.yes))
    let causes = engine.report(findings).diagnoses.filter { $0.id == "z" }.map(\.causedBy)
    #expect(causes == [[key("a", Part.keystore)], [key("a", Part.keystore)]])
  }

  @Test func `a circle of causes still has a root and every diagnosis once`() {
    let report = report(
      Rule("a", confirmed: Self.yes, causes: ["b"]), Rule("b", confirmed: Self.yes, causes: ["a"]),
      Rule("c", confirmed: Self.yes, causes: ["c"]),
      Rule("z", .notice, confirmed: Self.yes))
    #expect(Set(report.diagnoses.map(\.id)) == ["a", "b", "c", "z"])
    #expect(report.diagnoses.count == 4)
    #expect(report.diagnoses.filter(\.rootCause).count == 3)
    #expect(report.diagnoses.map(\.id).last == "z")
  }

  @Test func `trees with a sure error come first, then certainty, severity, frequency and id`() {
    let report = report(
      Rule("a.notice", .notice, confirmed: Self.yes),
      Rule("b.warning", .warning, confirmed: Self.yes),
      Rule("c.possible", confirmed: Self.halfKnown),
      Rule("d.likely", confirmed: Self.unknown, suspected: Self.yes),
      Rule("e.rare", confirmed: Self.yes, frequency: .rare),
      Rule("f.common", confirmed: Self.yes, frequency: .common),
      Rule("g.usual-b", confirmed: Self.yes), Rule("g.usual-a", confirmed: Self.yes),
      Rule("h.root", .notice, confirmed: Self.yes, causes: ["i.error"], frequency: .common),
      Rule("i.error", confirmed: Self.yes))
    #expect(
      report.diagnoses.map(\.id) == [
        "f.common", "h.root", "i.error", "g.usual-a", "g.usual-b", "e.rare", "d.likely",
        "b.warning", "a.notice", "c.possible",
      ])
  }
}
