public import PadlockModel

/// A question that is worth asking, and why.
public struct QuestionToAsk: Sendable, Equatable {
  public let question: Question
  /// The rules that wait for the answer, the most common first.
  public let separates: [RuleID]
  /// The reason in a sentence, such as `It separates “A” from “B”.`.
  public let why: String
}

extension Engine {
  /// The question to ask next; nil where no answer would help.
  ///
  /// What collectors can tell comes first (``nextSteps(_:offers:done:)``), so ask once they are
  /// done. Only questions whose `applies` holds are asked, that which decides most comes first, and
  /// “I don't know” is an answer, after which the question does not come again.
  public func nextQuestion(_ findings: Findings) -> QuestionToAsk? {
    openQuestions(judge(findings)).first
  }

  /// The questions whose answers could still decide a rule, the best first.
  func openQuestions(_ verdict: TargetVerdict) -> [QuestionToAsk] {
    let sensible = rules.questions.filter {
      verdict.evaluation.evaluate($0.applies, for: .target).result == .yes
    }
    let facts = Set(sensible.map(\.fact))
    guard !facts.isEmpty else { return [] }
    let conclusions = verdict.conclusions
    var waiting: [FactName: Set<RuleID>] = [:]
    for (judgement, standing) in zip(conclusions.judgements, conclusions.standings) {
      if case .masked = standing { continue }
      // Why a rule came out as it did takes long to tell, and most do not read any answer.
      if judgement.rule.facts.isDisjoint(with: facts) { continue }
      for name in judgement.openAnswers { waiting[name, default: []].insert(judgement.rule.id) }
    }
    let open = sensible.compactMap { question -> (Int, QuestionToAsk)? in
      guard let rules = waiting[question.fact] else { return nil }
      let separates = commonFirst(rules)
      return (
        weight(of: separates),
        QuestionToAsk(question: question, separates: separates, why: reason(separates))
      )
    }
    return open.sorted { a, b in
      a.0 == b.0 ? a.1.question.id < b.1.question.id : a.0 > b.0
    }.map(\.1)
  }

  private func reason(_ separates: [RuleID]) -> String {
    let titles = separates.map { "“\(rules.rule($0)?.title ?? $0)”" }
    guard let first = titles.first, titles.count > 1 else {
      return "It tells whether \(titles.first ?? "anything is wrong") is the cause."
    }
    let others = titles.dropFirst().prefix(2).joined(separator: " and ")
    let rest = titles.count > 3 ? " and \(titles.count - 3) more" : ""
    return "It separates \(first) from \(others)\(rest)."
  }

  /// The facts with those that the user's answers yield.
  ///
  /// Where a question makes no sense, its answer is not applicable, whatever was said; while that
  /// is still to be observed, the answer waits.
  func addingAnswers(
    _ answers: [Answer], to facts: FactSet, _ partial: [FactName: UnknownReason]
  ) -> FactSet {
    guard !rules.questions.isEmpty else { return facts }
    let evaluation = Evaluation(facts, now: now, partial: partial)
    var facts = facts
    for question in rules.questions {
      let applies = evaluation.evaluate(question.applies, for: .target)
      if applies.result == .no {
        facts.set(FactKey(question.fact), .unknown(.notApplicable))
      }
      let isUnsettled = applies.openLeaves.contains { $0.reason == .notCollected }
      if applies.result == .no || isUnsettled { continue }
      for answer in answers where answer.question == question.id {
        facts.set(FactKey(question.fact), question.state(for: answer))
      }
    }
    return facts
  }
}

extension Judgement {
  /// Answers of the user that could still change its verdict.
  fileprivate var openAnswers: Set<FactName> {
    let trees: [ConditionTree?]
    switch verdict {
    case .doesNotApply, .ruledOut, .concluded(.confirmed): return []
    case .concluded: trees = [applies, confirmed]
    case .open:
      let tiers = [confirmed, suspected].compactMap { $0 }
      guard applies.isUpToTheUser(), tiers.contains(where: { $0.isUpToTheUser() }) else {
        return []
      }
      trees = [applies, confirmed, suspected]
    }
    let leaves = trees.compactMap { $0 }.flatMap(\.openLeaves)
    return Set(leaves.filter(\.awaitsAnswer).map(\.fact))
  }
}

extension Question {
  /// What the answer says, on nobody's word but the user's.
  fileprivate func state(for answer: Answer) -> FactState {
    guard let value = answer.value else { return .unknown(.declined) }
    let said = Evidence(
      .user, answer.source, line: answer.line, excerpt: "\(asks) \(label(of: value))")
    return .known(.text(value), evidence: [said])
  }

  /// How the answer is given without being asked.
  var howToAnswer: String {
    let values = (choices.map(\.value) + [Self.unknown]).joined(separator: ", ")
    return "Under `answers:` in the file of --answers write `\(id):` and one of \(values). \(help)"
  }
}

extension QuestionToAsk {
  /// The question as something that was not looked at.
  var unchecked: Unchecked {
    Unchecked(
      what: "the question “\(question.asks)”", why: "only you can answer it. \(why)",
      how: question.howToAnswer)
  }
}
