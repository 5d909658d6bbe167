import PadlockModel
import Testing

@testable import PadlockRules

/// A session in a file: read back as it was written, and refused by place where it is wrong.
@Suite struct SessionFileTests {
  private static let rules = RuleSet(
    products: [Product(id: "shop", name: "Shop")],
    symptoms: [
      Symptom(id: "refused", title: "Refused", meaning: "-", texts: [], diagnoses: [])
    ],
    questions: [Question(id: "host", asks: "Which?", help: "-")])

  private func read(_ text: String) -> (session: Session, problems: [RuleProblem]) {
    SessionFile.read(RuleFile(path: "s.yml", bytes: Array(text.utf8)), knowing: Self.rules)
  }

  private static let sessions = [
    Session(),
    Session(
      target: .init(
        product: "shop", host: "::1", port: 8443, home: "C:\\Program Files\\x",
        root: "/tmp/a \"b\" #c", keystore: "/etc/über: {x}.jks"),
      symptom: "refused", answers: [Answer(question: "host", value: "no", source: "s.yml")]),
    Session(
      words:
        "Dear support,\n\tit says:\r\n> \"Cannot: recover\" key\\ \u{1B}[0m\u{85}\u{2028}\n😀\n\n",
      answers: [Answer(question: "host", value: nil, source: "s.yml")]),
    Session(words: " - not: [a, list] # nor a comment "), Session(words: ""),
  ]

  @Test(arguments: sessions)
  func `what is written is read back`(session: Session) {
    let (read, problems) = read(SessionFile.text(session))
    #expect(problems.isEmpty)
    var expected = session
    expected.answers = session.answers.map { answer in
      var answer = answer
      answer.line = read.answers.first { $0.question == answer.question }?.line
      return answer
    }
    #expect(read == expected)
  }

  @Test(arguments: sessions)
  func `its answers are read where only answers are wanted`(session: Session) {
    let text = SessionFile.text(session)
    let (answers, problems) = AnswerFile.read(
      RuleFile(path: "s.yml", bytes: Array(text.utf8)), asking: Self.rules.questions)
    #expect(problems.isEmpty)
    #expect(answers.map(\.value) == session.answers.map(\.value))
  }

  @Test(arguments: [
    ("target: { product: shpo }\nanswers: {}", "1:20", "no product is called `shpo`"),
    ("target: { port: 70000 }\nanswers: {}", "1:17", "`port` is no port"),
    ("target: { port: many }\nanswers: {}", "1:17", "`port` is no port"),
    ("target: { host: 'a b' }\nanswers: {}", "1:17", "`host` is no host"),
    ("target: agent01\nanswers: {}", "1:9", "not a mapping"),
    ("symptom: refusd\nanswers: {}", "1:10", "no symptom is called `refusd`"),
    ("words: [ a ]\nanswers: {}", "1:8", "not a text"),
    ("target: { host: a }", "1:1", "the file has no `answers`"),
    ("answers: { host: perhaps }", "1:18", "no answer to it"),
  ])
  func `what is wrong is named by its place`(text: String, place: String, words: String) throws {
    let problem = try #require(read(text).problems.first).description
    #expect(problem.contains("s.yml:\(place)"))
    #expect(problem.contains(words))
  }

  @Test func `what else the file holds is left alone`() {
    let (session, problems) = read(
      "comment: mine\ntarget: { host: a, colour: red }\nanswers: { host: unknown }\n")
    #expect(problems.isEmpty)
    #expect(session.target == .init(host: "a"))
    #expect(session.answers.map(\.question) == ["host"])
  }
}
