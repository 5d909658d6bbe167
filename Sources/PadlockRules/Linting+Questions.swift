import PadlockModel

extension Linting {
  /// Whether a question has this id, as far as questions could be read.
  func isQuestion(_ id: String) -> Bool {
    questions[id] != nil || loaded.unreadable.hasQuestions
      || loaded.unreadable.questions.contains(id)
  }

  /// A question is one, some rule needs its answer, and it is asked by what is observed.
  mutating func checkQuestion(_ question: Question) {
    if !question.asks.hasSuffix("?") {
      error(
        place(question.source, "asks"), "the question does not end in a question mark",
        instead: "`\(question.asks.prefix(60))?`")
    }
    if !loaded.unreadable.hasRules, loaded.unreadable.rules.isEmpty,
      !answersRead.contains(question.fact)
    {
      error(
        place(question.source, "id"), "no rule reads `\(question.fact)`",
        instead: "a rule that the answer decides, or no question,")
    }
    let facts = question.applies.facts
    for name in facts.sorted() where name.question != nil {
      error(
        place(question.source, "fact/\(name)"), "a question is asked because of another's answer",
        instead: "a fact that is observed")
    }
    checkSources(of: facts.filter { $0.question == nil }, readBy: question.source)
    checkValues(in: Self.comparedTexts(question.applies), question.source)
  }

  /// Words alone are never proof, so no answer confirms a rule by itself.
  mutating func checkProof(of rule: Rule) {
    guard let confirmed = rule.confirmed, Words(withAnswers: true).suffice(for: confirmed),
      !Words(withAnswers: false).suffice(for: confirmed),
      let name = confirmed.facts.sorted().first(where: { $0.question != nil })
    else { return }
    error(
      place(rule.source, "confirmed"),
      "`\(name)` alone can confirm the rule, and words alone are never proof",
      instead: "the answer under `suspected`, or a fact beside it that is observed")
  }
}

/// Whether a condition can be met by what the target is by definition and by what the user says.
private struct Words {
  let withAnswers: Bool

  func suffice(for condition: Condition) -> Bool {
    switch condition {
    case .fact(let name, _): isWord(name)
    case .all(let parts): parts.allSatisfy(suffice)
    case .any(let parts): parts.contains(where: suffice)
    case .none(let parts): parts.allSatisfy(refute)
    }
  }

  /// Whether they can keep a condition from being met.
  private func refute(_ condition: Condition) -> Bool {
    switch condition {
    case .fact(let name, _): isWord(name)
    case .all(let parts): parts.contains(where: refute)
    case .any(let parts): parts.allSatisfy(refute)
    case .none(let parts): parts.contains(where: suffice)
    }
  }

  private func isWord(_ name: FactName) -> Bool {
    Linting.alwaysKnown.contains(name) || (withAnswers && name.question != nil)
  }
}
