import PadlockModel
import Testing

@testable import PadlockEngine

/// Point 7: faults that hide faults.
@Suite struct MaskTests {
  private static let yes = Condition.line("service.state", .text("failed"))
  private static let unknown = Condition.line("service.java-version", .integer(8))
  private static let no = Condition.line("service.state", .text("running"))
  private static let possible = Condition.all([yes, unknown])
  private static let facts: [Observation] =
    Part.observations + [.known("service.state", of: Part.service, .text("failed"), .file)]

  private func report(_ rules: Rule...) -> Report {
    Engine(rules: RuleSet(rules: rules), now: Engine.moment).report(Findings(Self.facts))
  }

  @Test func `a concluded diagnosis masks what is neither confirmed nor ruled out`() {
    for condition in [Self.unknown, Self.possible] {
      let report = report(
        Rule("a", confirmed: Self.yes, masks: ["z"]), Rule("z", confirmed: condition))
      #expect(report.diagnoses.map(\.id) == ["a"])
      #expect(report.masked.map(\.id) == ["z"])
      #expect(report.masked.first?.by == "a xagent@agent01:8081")
    }
    #expect(
      report(
        Rule("a", confirmed: Self.yes, masks: ["z"]),
        Rule("z", confirmed: Self.unknown, suspected: Self.yes)
      ).masked.map(\.id) == ["z"])
  }

  @Test func `what is confirmed or ruled out is not masked`() {
    let sure = report(Rule("a", confirmed: Self.yes, masks: ["z"]), Rule("z", confirmed: Self.yes))
    #expect(sure.diagnoses.map(\.id) == ["a", "z"])
    let out = report(Rule("a", confirmed: Self.yes, masks: ["z"]), Rule("z", confirmed: Self.no))
    #expect(out.masked.isEmpty)
    #expect(out.ruledOut.map(\.id) == ["z"])
  }

  @Test func `what is only possible, ruled out or itself masked hides nothing`() {
    for condition in [Self.possible, Self.no, Self.unknown] {
      #expect(
        report(Rule("a", confirmed: condition, masks: ["z"]), Rule("z", confirmed: Self.unknown))
          .masked.isEmpty)
    }
    let chain = report(
      Rule("z.first", confirmed: Self.yes, masks: ["b.second"]),
      Rule("b.second", confirmed: Self.unknown, suspected: Self.yes, masks: ["a.third"]),
      Rule("a.third", confirmed: Self.possible))
    #expect(chain.masked.map(\.id) == ["b.second"])
    #expect(chain.diagnoses.map(\.id) == ["z.first", "a.third"])
  }

  @Test func `unless keeps even a confirmed diagnosis from being concluded`() {
    let report = report(
      Rule("exact", confirmed: Self.yes),
      Rule("a.vague", confirmed: Self.yes, unless: ["exact"]))
    #expect(report.diagnoses.map(\.id) == ["exact"])
    #expect(report.masked.map(\.id) == ["a.vague"])
  }

  @Test func `unless what is not concluded changes nothing`() {
    for condition in [Self.possible, Self.no, Self.unknown] {
      let report = report(
        Rule("exact", confirmed: condition), Rule("vague", confirmed: Self.yes, unless: ["exact"]))
      #expect(report.diagnoses.contains { $0.id == "vague" })
    }
  }

  @Test func `a rule may hide and be the exception of the same rule`() {
    let both = report(
      Rule("exact", confirmed: Self.yes, masks: ["vague"]),
      Rule("vague", confirmed: Self.unknown, unless: ["exact"]))
    #expect(both.masked.map(\.id) == ["vague"])
  }

  @Test func `masks and unless match subjects as causes do`() {
    let refused = Condition.line("listener.tcp", .text("refused"))
    let findings = Findings(
      Self.facts + [
        .known("listener.tcp", of: Part.listener, .text("refused"), .probe),
        .known("listener.tcp", of: Part.other, .text("accepted"), .probe),
      ])
    let engine = Engine(
      Rule("a", forEach: .listener, confirmed: refused, masks: ["y"]),
      Rule("y", forEach: .listener, confirmed: Self.unknown),
      Rule("z", forEach: .listener, confirmed: Self.yes, unless: ["a"]))
    let verdict = engine.judge(findings)
    #expect(verdict.standing("y", Part.listener) == .masked(by: 0))
    #expect(verdict.standing("y", Part.other) == .open)
    #expect(verdict.standing("z", Part.listener) == .masked(by: 0))
    #expect(verdict.standing("z", Part.other) == .concluded(.confirmed))
  }
}
