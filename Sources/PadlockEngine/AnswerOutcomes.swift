public import PadlockModel

/// What would follow for the rules that wait for a question if it were answered in one way.
public struct AnswerOutcome: Sendable, Equatable {
  /// The value of a choice; nil for “I don't know”.
  public let value: String?
  /// Rules that would then be concluded.
  public let concludes: [RuleID]
  /// Rules that would then be ruled out.
  public let rulesOut: [RuleID]
}

/// A question with what each answer to it would settle.
public struct WeighedQuestion: Sendable, Equatable {
  public let asked: QuestionToAsk
  /// One for each choice in their order; “I don't know” is the last.
  public let outcomes: [AnswerOutcome]
}

extension Engine {
  /// A question as though it had not been answered yet; nil where its answer decides nothing.
  public func weigh(_ question: Question, _ findings: Findings) -> WeighedQuestion? {
    var asked = findings
    asked.answers.removeAll { $0.question == question.id }
    guard let open = openQuestions(judge(asked)).first(where: { $0.question.id == question.id })
    else { return nil }
    let values = question.choices.map { Optional($0.value) } + [nil]
    return WeighedQuestion(
      asked: open,
      outcomes: values.map { value in
        var answered = asked
        answered.answers.append(Answer(question: question.id, value: value, source: ""))
        return outcome(of: value, judge(answered).conclusions, open.separates)
      })
  }

  private func outcome(
    of value: String?, _ conclusions: Conclusions, _ rules: [RuleID]
  ) -> AnswerOutcome {
    func standings(_ rule: RuleID) -> [Conclusions.Standing] {
      (conclusions.places[rule] ?? []).map { conclusions.standings[$0] }
    }
    return AnswerOutcome(
      value: value,
      concludes: rules.filter { rule in
        standings(rule).contains { if case .concluded = $0 { true } else { false } }
      },
      rulesOut: rules.filter { rule in
        standings(rule).allSatisfy { $0 == .ruledOut || $0 == .doesNotApply }
      })
  }
}
