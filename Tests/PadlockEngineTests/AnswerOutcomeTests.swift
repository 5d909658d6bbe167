import PadlockModel
import Testing

@testable import PadlockEngine

/// What each answer to a question would settle.
@Suite struct AnswerOutcomeTests {
  private static let host = Question(
    id: "host", asks: "Which host is it?", help: "Look at the page.",
    choices: [.init(value: "localhost", label: "localhost"), .init(value: "other", label: "else")])

  private let engine = Engine(
    rules: RuleSet(
      rules: [
        Rule("a.local", suspected: .line("answer.host", .text("localhost"))),
        Rule("b.other", suspected: .line("answer.host", .text("other"))),
        Rule(
          "c.both",
          suspected: .all([
            .line("answer.host", .text("other")), .line("keystore.opens", .boolean(false)),
          ])),
      ], questions: [host]), now: Engine.moment)

  @Test func `each answer concludes and rules out, and not knowing does neither`() throws {
    let weighed = try #require(engine.weigh(Self.host, Findings(Part.observations)))
    #expect(weighed.asked.separates.contains("a.local"))
    #expect(
      weighed.outcomes == [
        AnswerOutcome(
          value: "localhost", concludes: ["a.local"],
          rulesOut: weighed.asked.separates.filter { $0 != "a.local" }),
        AnswerOutcome(value: "other", concludes: ["b.other"], rulesOut: ["a.local"]),
        AnswerOutcome(value: nil, concludes: [], rulesOut: []),
      ])
  }

  @Test func `an answer that was given is weighed as though it had not been`() {
    var answered = Findings(Part.observations)
    let before = engine.weigh(Self.host, answered)
    answered.answers = [Answer(question: "host", value: "other", source: "answers.yml")]
    #expect(engine.nextQuestion(answered) == nil)
    #expect(engine.weigh(Self.host, answered) == before)
  }

  @Test func `a question that decides nothing has no weight`() {
    let idle = Engine(rules: RuleSet(rules: [], questions: [Self.host]), now: Engine.moment)
    #expect(idle.weigh(Self.host, Findings(Part.observations)) == nil)
  }
}
