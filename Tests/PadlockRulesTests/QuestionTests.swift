import PadlockModel
import PadlockRules
import Testing

@Suite struct QuestionTests {
  static let questions = """
    - id: directory-host
      asks: Which host do the directory definitions name?
      help: The page of the directories lists them.
      applies: { product: xagent }
      choices:
        - { value: localhost, label: localhost }
        - { value: certificate-name, label: a name of the certificate, help: Its subject has it. }
    - id: saved-again
      asks: Were the definitions saved again?
      help: Each of them, after the change.
      applies: { trait: java-keystore }
    """

  static let rules = """
    - id: asked.localhost
      title: The directory is asked at localhost
      severity: error
      applies: { answer.saved-again: { not: "no" } }
      confirmed: { answer.directory-host: localhost, listener.tcp: refused }
      suspected: { answer.directory-host: localhost }
      summary: The directory is asked at {{answer.directory-host}}.
      remedies: [ { title: Name it, steps: [ { instruction: Name it } ], verify: { listener.tcp: accepted } } ]
      references: [ { article: xagent-https, section: Testing } ]
      examples:
        - { name: said and seen, facts: { answer.directory-host: localhost, listener.tcp: refused, answer.saved-again: "yes" }, expect: confirmed }
        - { name: said, facts: { answer.directory-host: localhost }, expect: likely }
        - { name: nobody knows, facts: { answer.directory-host: { unknown: declined }, listener.tcp: accepted }, expect: ruled-out }
    """

  private func load(_ questions: String = questions, _ rules: String = rules) -> LoadedRules {
    SampleRules.load(["asked/questions.yml": questions, "asked/rules.yml": rules])
  }

  private func lint(_ questions: String = questions, _ rules: String = rules) -> [String] {
    RuleLint.problems(in: load(questions, rules)).map(\.description)
  }

  @Test func `questions are data beside the rules, and compile with them`() throws {
    #expect(lint() == [])
    let rules = try #require(load().usable)
    let question = try #require(rules.question("directory-host"))
    #expect(question.pack == "asked" && question.fact == "answer.directory-host")
    #expect(question.choices.map(\.value) == ["localhost", "certificate-name"])
    #expect(question.choices.last?.help == "Its subject has it.")
    #expect(question.source.line == 1)
    #expect(rules.question("saved-again")?.choices == Question.yesOrNo)
    #expect(try CompiledRules.decode(CompiledRules.encode(rules)) == rules)
    let rows = RulePages.facts(in: rules).filter { $0.name.hasPrefix("answer.") }
    #expect(rows.map(\.values) == [["localhost", "certificate-name"], ["yes", "no"]])
    #expect(rows.first?.rules == ["asked.localhost"])
  }

  @Test(arguments: [
    (
      "[ { id: a b, asks: A?, help: B, applies: { product: xagent } } ]",
      "asked/questions.yml:1:9: error: the id `a b` is not made of lower-case words and hyphens; write an id like `key-password-differs` instead"
    ),
    (
      "[ { id: a, asks: A?, help: B, applies: {}, choices: [ { value: x, label: X } ] } ]",
      "asked/questions.yml:1:53: error: a question with fewer than two choices asks nothing; write two choices or more, or none for yes or no, instead"
    ),
    (
      "[ { id: a, asks: A?, help: B, applies: {}, choices: [ { value: x, label: X }, { value: x, label: Y } ] } ]",
      "asked/questions.yml:1:53: error: two choices have the value `x`; write another value instead"
    ),
    (
      "[ { id: a, asks: A?, help: B, applies: {}, choices: [ { value: x, label: X }, { value: unknown, label: Y } ] } ]",
      "asked/questions.yml:1:88: error: `unknown` is the answer of who does not know, which every question has; write another value, or nothing, instead"
    ),
  ])
  func `a question that cannot be asked is refused`(text: String, problem: String) {
    #expect(load(text).problems.map(\.description) == [problem])
  }

  @Test(arguments: [
    (
      "answer.directory-host: localhost }\n  summary",
      "answer.directory-hos: localhost }\n  summary",
      "asked/rules.yml:6:16: error: no question `directory-hos` is asked; write `answer.directory-host` instead"
    ),
    (
      "suspected: { answer.directory-host: localhost }",
      "suspected: { answer.directory-host: { in: [ localhost, elsewhere ] } }",
      "asked/rules.yml:6:58: error: the question `directory-host` has no choice `elsewhere`; write one of certificate-name, localhost instead"
    ),
    (
      "answer.saved-again: \"yes\"", "answer.saved-again: true",
      "asked/rules.yml:11:116: error: the question `saved-again` has no choice `true`; write one of no, yes instead"
    ),
    (
      "localhost, listener.tcp: refused }\n  suspected",
      "localhost, product: xagent }\n  suspected",
      "asked/rules.yml:5:3: error: `answer.directory-host` alone can confirm the rule, and words alone are never proof; write the answer under `suspected`, or a fact beside it that is observed instead"
    ),
    (
      "applies: { answer.saved-again: { not: \"no\" } }", "applies: { product: xagent }",
      "asked/questions.yml:8:7: error: no rule reads `answer.saved-again`; write a rule that the answer decides, or no question, instead"
    ),
  ])
  func `lint knows which answers there are and what they are worth`(
    old: String, new: String, problem: String
  ) {
    let changed = Self.rules.replacing(old, with: new)
    #expect(changed != Self.rules)
    #expect(lint(Self.questions, changed).contains(problem), "\(lint(Self.questions, changed))")
  }

  @Test(arguments: [
    (
      "name?", "name",
      "asked/questions.yml:2:9: error: the question does not end in a question mark; write `Which host do the directory definitions name?` instead"
    ),
    (
      "{ trait: java-keystore }", "{ answer.directory-host: localhost }",
      "asked/questions.yml:11:14: error: a question is asked because of another's answer; write a fact that is observed instead"
    ),
    (
      "{ trait: java-keystore }", "{ trait: java-keystor }",
      "asked/questions.yml:11:21: error: there is no trait `java-keystor`; write `java-keystore` instead"
    ),
    (
      "saved-again", "directory-host",
      "asked/questions.yml:8:7: error: the question `directory-host` stands already at asked/questions.yml:1; write another id instead"
    ),
  ])
  func `lint names what is wrong with a question`(old: String, new: String, problem: String) {
    let changed = Self.questions.replacing(old, with: new)
    #expect(lint(changed).contains(problem), "\(lint(changed))")
  }

  @Test func `a file of questions that cannot be read makes no answer unknown`() {
    #expect(lint("- id: [").allSatisfy { $0.hasPrefix("asked/questions.yml:") })
    let spoiled = Self.questions.replacing("asks: Were", with: "ask: Were")
    #expect(lint(spoiled).allSatisfy { $0.hasPrefix("asked/questions.yml:") })
  }
}

@Suite struct AnswerFileTests {
  private func read(_ text: String) throws -> (answers: [Answer], problems: [String]) {
    let rules = try #require(
      SampleRules.load([
        "asked/questions.yml": QuestionTests.questions, "asked/rules.yml": QuestionTests.rules,
      ]).usable)
    let (answers, problems) = AnswerFile.read(
      RuleFile(path: "a.yml", bytes: Array(text.utf8)), asking: rules.questions)
    return (answers, problems.map(\.description))
  }

  @Test(arguments: [
    "answers:\n  directory-host: localhost\n  saved-again: unknown\n",
    "answers: {\n\"directory-host\": 'localhost', saved-again: unknown }",
    "{ \"answers\": {\n\t\"directory-host\": \"localhost\",\n\t\"saved-again\": \"unknown\" },\n\"a\": [] }",
  ])
  func `answers are YAML or JSON, beside whatever else a session holds`(text: String) throws {
    let (answers, problems) = try read(text)
    #expect(problems == [])
    #expect(answers.map(\.question) == ["directory-host", "saved-again"])
    #expect(answers.map(\.value) == ["localhost", nil])
    #expect(answers.first?.source == "a.yml" && answers.first?.line == 2)
  }

  @Test(arguments: [
    (
      "",
      "a.yml:1:1: error: the file has no `answers`; write `answers: { question: value }` instead"
    ),
    (
      "[]",
      "a.yml:1:1: error: the file has no `answers`; write `answers: { question: value }` instead"
    ),
    (
      "answer: {}",
      "a.yml:1:1: error: the file has no `answers`; write `answers: { question: value }` instead"
    ),
    (
      "answers: [ a ]",
      "a.yml:1:1: error: `answers` is a list, not a mapping; write `answers: { question: value }` instead"
    ),
    (
      "answers:\n  directory-hst: localhost",
      "a.yml:2:3: error: no question is called `directory-hst`; write `directory-host` instead"
    ),
    (
      "answers:\n  saved-again: perhaps",
      "a.yml:2:16: error: `saved-again` is `perhaps`, which is no answer to it; write one of yes, no, unknown instead"
    ),
    (
      "answers:\n  saved-again:\n",
      "a.yml:2:15: error: `saved-again` is nothing, which is no answer to it; write one of yes, no, unknown instead"
    ),
  ])
  func `what is no answer is refused with its line and what to write`(
    text: String, problem: String
  ) throws {
    let (answers, problems) = try read(text)
    #expect(answers == [] && problems == [problem])
  }

  @Test func `bytes that are no text are refused`() throws {
    for text in ["answers: {", "answers: &a [ *a ]", "\u{0}"] {
      #expect(try read(text).problems.count == 1)
    }
  }
}
