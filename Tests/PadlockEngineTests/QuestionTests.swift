import PadlockModel
import Testing

@testable import PadlockEngine

/// What only the user knows: when it is asked, why, and what an answer is worth.
@Suite struct QuestionTests {
  private static let product = Condition.line("product", .text("xagent"))
  private static let host = Question(
    id: "host", asks: "Which host is it?", help: "Look at the page.",
    choices: [.init(value: "localhost", label: "localhost"), .init(value: "other", label: "else")],
    applies: product)
  private static let saved = Question(
    id: "saved", asks: "Was it saved?", help: "Ask around.", applies: product)
  private static let isLocal = Condition.line("answer.host", .text("localhost"))
  private static let isOther = Condition.line("answer.host", .text("other"))
  private static let isUnsaved = Condition.line("answer.saved", .text("no"))
  private static let opens = Condition.line("keystore.opens", .boolean(false))

  private func engine(_ rules: Rule..., questions: [Question] = [host, saved]) -> Engine {
    Engine(rules: RuleSet(rules: rules, questions: questions), now: Engine.moment)
  }

  private func answer(_ question: String, _ value: String?) -> Observation {
    .answer(Answer(question: question, value: value, source: "answers.yml", line: 2))
  }

  private func findings(_ observations: Observation...) -> Findings {
    Findings(Part.observations + observations)
  }

  @Test func `the question that decides most comes first, with what it separates`() throws {
    let engine = engine(
      Rule("a.local", suspected: Self.isLocal), Rule("b.other", suspected: Self.isOther),
      Rule("c.unsaved", suspected: Self.isUnsaved))
    let first = try #require(engine.nextQuestion(findings()))
    #expect(first.question.id == "host")
    #expect(first.separates == ["a.local", "b.other"])
    #expect(first.why == "It separates “a.local” from “b.other”.")
    let second = try #require(engine.nextQuestion(findings(answer("host", "other"))))
    #expect(second.question.id == "saved")
    #expect(second.why == "It tells whether “c.unsaved” is the cause.")
    #expect(
      engine.nextQuestion(findings(answer("host", "other"), answer("saved", "yes"))) == nil)
  }

  @Test func `common causes weigh more than many`() {
    let engine = engine(
      Rule("a", suspected: Self.isLocal), Rule("b", suspected: Self.isOther),
      Rule("c", suspected: Self.isUnsaved, frequency: .common))
    #expect(engine.nextQuestion(findings())?.question.id == "saved")
  }

  @Test func `who does not know is not asked again, and nothing follows from it`() {
    let engine = engine(Rule("a", suspected: Self.isLocal))
    let report = engine.report(findings(answer("host", nil)))
    #expect(engine.nextQuestion(findings(answer("host", nil))) == nil)
    #expect(report.diagnoses == [] && report.unchecked == [])
    #expect(
      report.facts.first { $0.name == "answer.host" }?.state == .unknown("declined"))
  }

  @Test func `a question is asked only where it applies and where the answer can decide`() {
    let elsewhere = engine(
      Rule("a", suspected: Self.isLocal),
      questions: [
        Question(
          id: "host", asks: "Which?", help: "-", applies: .line("product", .text("other")))
      ])
    #expect(elsewhere.nextQuestion(findings()) == nil)
    #expect(elsewhere.report(findings()).facts.allSatisfy { $0.name.question == nil })
    #expect(
      elsewhere.report(findings(answer("host", "localhost"))).diagnoses == [],
      "an answer that makes no sense here counts for nothing")

    let undecided = engine(Rule("a", confirmed: .all([Self.isLocal, Self.opens])))
    #expect(undecided.nextQuestion(findings()) == nil, "the store decides, whatever is answered")
    let opened = Observation.known("keystore.opens", of: Part.keystore, .boolean(false), .file)
    #expect(undecided.nextQuestion(findings(opened))?.question.id == "host")
    let closed = Observation.known("keystore.opens", of: Part.keystore, .boolean(true), .file)
    #expect(undecided.nextQuestion(findings(closed)) == nil)

    let twofold = engine(Rule("a", suspected: .all([Self.isLocal, Self.isUnsaved])))
    #expect(twofold.nextQuestion(findings())?.question.id == "host")
    let hidden = engine(
      Rule("a", confirmed: Self.opens, masks: ["b"]), Rule("b", suspected: Self.isLocal))
    #expect(hidden.nextQuestion(findings(opened)) == nil)
  }

  @Test func `an open question makes nothing possible and no run inconclusive`() {
    let opened = Observation.known("keystore.opens", of: Part.keystore, .boolean(false), .file)
    let engine = engine(Rule("a", confirmed: .all([Self.opens, Self.isLocal])))
    let report = engine.report(findings(opened))
    #expect(report.diagnoses == [])
    #expect(report.outcome == .healthy)
    #expect(report.unchecked.map(\.what) == ["the question “Which host is it?”"])
    #expect(
      report.unchecked.first?.how
        == "Under `answers:` in the file of --answers write `host:` and one of localhost, other, "
        + "unknown. Look at the page.")
  }

  @Test func `an answer is the user's word, which alone proves nothing`() throws {
    let opened = Observation.known("keystore.opens", of: Part.keystore, .boolean(false), .file)
    let engine = engine(
      Rule("a", confirmed: Self.isLocal), Rule("b", confirmed: .all([Self.opens, Self.isLocal])))
    let report = engine.report(findings(opened, answer("host", "localhost")))
    #expect(report.diagnoses.map { "\($0.id) \($0.certainty)" } == ["b confirmed", "a likely"])
    let evidence = try #require(report.diagnoses.last?.evidence)
    #expect(
      evidence == [
        Evidence(.user, "answers.yml", line: 2, excerpt: "Which host is it? localhost")
      ])
    #expect(engine.report(findings(opened, answer("host", "other"))).diagnoses == [])
  }

  @Test func `what tells whether a question applies is collected, and questions are no collectors`()
  {
    let question = Question(id: "host", asks: "Which?", help: "-", applies: Self.opens)
    let engine = engine(Rule("a", suspected: Self.isLocal), questions: [question])
    let offers = [
      CollectorOffer(id: "open", provides: ["keystore.opens"], needs: [], cost: .slow)
    ]
    #expect(question.offer.cost == .asksUser)
    #expect(engine.nextSteps(findings(), offers: offers, done: []).map(\.collector) == ["open"])
    #expect(engine.nextSteps(findings(), offers: offers, done: ["open"]).isEmpty)
    let answered = findings(answer("host", "localhost"))
    #expect(engine.nextSteps(answered, offers: offers, done: []).map(\.collector) == ["open"])
    #expect(engine.report(answered).diagnoses == [], "it is not known yet whether it is asked")
    let opened = Observation.known("keystore.opens", of: Part.keystore, .boolean(false), .file)
    #expect(
      engine.report(findings(opened, answer("host", "localhost"))).diagnoses.map(\.id) == ["a"])
  }
}
