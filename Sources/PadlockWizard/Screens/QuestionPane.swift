internal import CellGrid
internal import PadlockModel

/// A question on the evidence screen: why it is asked, the answers, and what each would settle.
enum QuestionPane: ScreenPart {
  static func bindings(_ state: WizardState) -> [KeyBinding] {
    guard let run = state.run, let asked = run.shownQuestion else { return [] }
    return [
      .moving("choose"),
      KeyBinding(
        [.enter], "answer", .answer,
        disabled: run.marked(asked) == nil ? "Choose an answer with the arrow keys first." : nil),
      KeyBinding(
        [.escape, .backspace], asked.given == nil ? "answer later" : "leave it",
        .postpone),
    ]
  }

  static func perform(_ action: Action, _ state: inout WizardState) -> [Effect] {
    switch action {
    case .move(let movement):
      guard let run = state.run, let asked = run.shownQuestion else { break }
      let areas = Areas(asked, run, ScreenLayout(state.size), state.glyphs)
      let list = list(
        asked, run, state.titles, width: areas.answers.widthBesideScrollBar, state.glyphs)
      var moved = list.state
      moved.handle(movement.key, items: list.items, height: areas.answers.height)
      mark(moved.selection, asked, &state)
    case .answer:
      return state.answer()
    case .postpone:
      state.run?.postpone()
    default:
      break
    }
    return []
  }

  static func press(at point: Point, _ state: inout WizardState) -> [Effect] {
    guard let run = state.run, let asked = run.shownQuestion else { return [] }
    let areas = Areas(asked, run, ScreenLayout(state.size), state.glyphs)
    let list = list(
      asked, run, state.titles, width: areas.answers.widthBesideScrollBar, state.glyphs)
    if let index = list.item(at: point, in: areas.answers) { mark(index, asked, &state) }
    return []
  }

  private static func mark(_ index: Int, _ asked: AskedQuestion, _ state: inout WizardState) {
    guard asked.answers.indices.contains(index) else { return }
    state.run?.marked[asked.question.id] = index
  }

  /// The text above, as high as it needs, and the answers below.
  private struct Areas {
    let text: Rect
    let answers: Rect

    init(_ asked: AskedQuestion, _ run: Run, _ layout: ScreenLayout, _ glyphs: GlyphSet) {
      let most = max(layout.body.height / 2, 4)
      let lines = QuestionPane.text(asked, run).flatMap {
        $0.wrapped(to: layout.body.width, hangingIndent: 0, glyphs: glyphs)
      }
      let parts = layout.body.splitRows([
        .fixed(min(lines.count, most)), .fixed(1), .share(1),
      ])
      text = parts[0]
      answers = parts[2]
    }
  }

  static func draw(_ state: WizardState, into grid: inout Grid, in layout: ScreenLayout) {
    guard let run = state.run, let asked = run.shownQuestion else { return }
    let areas = Areas(asked, run, layout, grid.glyphs)
    TextView(text(asked, run)).draw(into: &grid, in: areas.text)
    list(asked, run, state.titles, width: areas.answers.widthBesideScrollBar, grid.glyphs)
      .draw(into: &grid, in: areas.answers)
  }

  static func text(_ asked: AskedQuestion, _ run: Run) -> [StyledText] {
    let isNew = asked.given == nil
    return [
      StyledText(
        isNew
          ? "Everything else was looked at. A question that only you can answer:"
          : "You answered “\(asked.givenWords)”. Another answer is judged at once.", .muted),
      "",
      StyledText(asked.question.asks, .heading),
      StyledText(asked.question.help),
      "",
      StyledText("Why it is asked: ", .muted) + StyledText(asked.why),
    ]
  }

  private static func list(
    _ asked: AskedQuestion, _ run: Run, _ titles: [RuleID: String], width: Int, _ glyphs: GlyphSet
  ) -> ListView {
    let items = asked.answers.map { answer in
      let choice = answer.value.flatMap { value in
        asked.question.choices.first { $0.value == value }
      }
      let label = choice?.label ?? AskedQuestion.dontKnow
      let below = [choice?.help, settles(answer, titles)].compactMap { $0 }
      return ListItem(
        [StyledText(" " + label)]
          + below.flatMap { text in
            (StyledText("     ") + StyledText(text, .muted))
              .wrapped(to: width, hangingIndent: 5, glyphs: glyphs)
          })
    }
    return ListView(items, state: ListState(selection: run.marked(asked) ?? -1))
  }

  /// What would follow from an answer, in words.
  static func settles(_ answer: PossibleAnswer, _ titles: [RuleID: String]) -> String {
    func names(_ rules: [RuleID]) -> String {
      let shown = rules.prefix(2).map { "“\(titles[$0] ?? $0)”" }.joined(separator: " and ")
      return rules.count > 2 ? "\(shown) and \(rules.count - 2) more" : shown
    }
    guard answer.value != nil else { return "leaves it open; it is not asked again" }
    let parts = [
      answer.concludes.isEmpty ? nil : "points to \(names(answer.concludes))",
      answer.rulesOut.isEmpty ? nil : "rules out \(names(answer.rulesOut))",
    ].compactMap { $0 }
    return parts.isEmpty
      ? "settles nothing alone; more may be asked" : parts.joined(separator: "; ")
  }
}
