internal import PadlockModel

extension Run {
  /// A question that was or is to be answered.
  func asked(_ id: String) -> AskedQuestion? {
    ([openPoints.question].compactMap { $0 } + openPoints.answered).first { $0.question.id == id }
  }

  /// The question that is on the screen.
  var shownQuestion: AskedQuestion? { isRunning ? nil : openQuestion.flatMap(asked) }

  /// The index of the answer that is chosen; nil until the user chose one, so that a key that was
  /// meant for something else answers nothing.
  func marked(_ asked: AskedQuestion) -> Int? {
    marked[asked.question.id]
      ?? asked.given.flatMap { given in asked.answers.firstIndex { $0.value == given.value } }
  }

  /// Shows the next question, unless the user put it off.
  mutating func showNextQuestion() {
    let next = openPoints.question?.question.id
    openQuestion = next.flatMap { postponed.contains($0) ? nil : $0 }
  }

  /// Leaves the question that is on the screen for later, or as it was answered.
  mutating func postpone() {
    guard let id = openQuestion else { return }
    openQuestion = nil
    postponed.insert(id)
    selection = .question(id)
  }
}

extension WizardState {
  /// What the user answered about a target, beside the answers that the wizard started with.
  func answers(about target: ChosenTarget) -> [Answer] {
    let own = answers[target] ?? []
    let asked = Set(own.map(\.question))
    return (own + givenAnswers.filter { !asked.contains($0.question) })
      .sorted { $0.question < $1.question }
  }

  /// Takes the chosen answer and has the run judged again with it.
  mutating func answer() -> [Effect] {
    guard var changed = run, let asked = changed.shownQuestion,
      let index = changed.marked(asked), asked.answers.indices.contains(index)
    else { return [] }
    let (question, value) = (asked.question.id, asked.answers[index].value)
    changed.openQuestion = nil
    changed.selection = nil
    // The same answer once more changes nothing.
    if let given = asked.given, given.value == value {
      run = changed
      return []
    }
    let target = changed.order.target
    var own = answers[target] ?? []
    own.removeAll { $0.question == question }
    own.append(Answer(question: question, value: value, source: "reported"))
    answers[target] = own
    changed.order.answers = answers(about: target)
    changed.postponed.remove(question)
    changed.marked[question] = nil
    let id = newEffect()
    changed.resume(id)
    run = changed
    return dropVerifications() + [.reconsider(id, answers: changed.order.answers)]
  }
}
