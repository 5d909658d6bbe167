internal import CellGrid
internal import PadlockModel

/// The steps of a run line by line in words.
struct PlainText {
  let state: WizardState

  /// What is told now.
  var page: [Paragraph] {
    switch state.plain?.page {
    case .nothing: return []
    case .help: return help
    case .outcome where state.plainStep == .report: return outcome
    case .preview: return preview
    case .hits: return hits
    case .listing(let lines): return lines.map { Paragraph(StyledText($0)) }
    case .symptoms where state.plainStep == .symptom: return symptom(withKnown: true)
    case .verification where state.plainStep == .fix: return FixText(state).paragraphs
    case .tab(let tab) where state.plainStep == .diagnosis: return chosen + page(tab)
    default: return step
    }
  }

  var step: [Paragraph] {
    switch state.plainStep {
    case .target: target
    case .ticket:
      [.heading("The folder or archive that holds the copy of another machine's files:")]
    case .field(let field): self.field(field)
    case .symptom: symptom(withKnown: false)
    case .text: []
    case .evidence: evidence
    case .question: question
    case .password(let need): password(need)
    case .diagnosis: diagnosis
    case .fix: fix
    case .report: report
    case .session: session
    case .file: file
    case .leaving: [.heading("The report has not been saved, and would be lost.")]
    }
  }

  /// What can be typed, in a line.
  var hints: Paragraph {
    let usable = state.plainHelp.filter { $0.whyNot == nil }
    return Paragraph(StyledText(usable.map { "\($0.typed): \($0.does)" }.joined(separator: "; ")))
  }

  private var help: [Paragraph] {
    [.heading("What can be typed")]
      + state.plainHelp.map { answer in
        let reason = answer.whyNot.map { ": not now. \($0)" } ?? ""
        return Paragraph(StyledText(answer.does + reason), mark: StyledText("\(answer.typed): "))
      }
  }

  private func title(_ screen: Screen) -> Paragraph {
    .heading("\(screen.rawValue + 1) of \(Screen.allCases.count). \(screen.title)")
  }

  func line(_ number: Int, _ text: String, isMarked: Bool = false) -> Paragraph {
    Paragraph(StyledText(text + (isMarked ? " (marked)" : "")), mark: StyledText("\(number). "))
  }

  private var target: [Paragraph] {
    let target = state.target
    let choices = target.choices
    return [title(.target)]
      + choices.enumerated().map { index, choice in
        line(index + 1, words(choice), isMarked: choice == target.current)
      }
  }

  private func words(_ choice: TargetChoice) -> String {
    let target = state.target
    let place = target.target(of: choice)?.place
    switch choice {
    case .detected:
      let found = target.detectedTarget(choice)
      let name = "\(found?.name ?? ""), \(place ?? found?.host ?? "")"
      return "\(name), \(target.livenessWords(of: choice))"
    case .remembered: return "named before: \(place ?? "")"
    case .ticket: return "files from a ticket: a copy of another machine's, or an archive"
    case .other: return place.map { "another host: \($0)" } ?? "another host"
    }
  }

  private func field(_ field: TargetForm.Field) -> [Paragraph] {
    let form = state.target.form(of: state.target.current)
    let value = trimmed(form[field].text)
    var text: [Paragraph] = []
    if form.visited.contains(field), let problem = form.problem(field) {
      text.append(Paragraph(StyledText(problem), mark: "Error: "))
    }
    let example = field == .host ? "for example " : ""
    let present = value.isEmpty ? example + field.placeholder : "now \(value)"
    return text + [Paragraph(StyledText("\(field.label) (\(present))"))]
  }

  private func symptom(withKnown isListed: Bool) -> [Paragraph] {
    let symptom = state.symptom
    let choices = symptom.choices(state.symptoms)
    let current = symptom.current(state.symptoms)
    var text = [title(.symptom)]
    for (index, choice) in choices.enumerated() {
      let words: String
      switch choice {
      case .everything: words = "I don't know: check everything"
      case .words: words = "what you typed"
      case .known(let id):
        guard isListed else { continue }
        words = state.symptoms[id]?.title ?? id
      }
      text.append(line(index + 1, words, isMarked: choice == current && symptom.words != nil))
    }
    if symptom.words != nil, !isListed { text += SymptomText.paragraphs(state) }
    return text
  }

  private var evidence: [Paragraph] {
    guard let run = state.run else { return [] }
    var text = [title(.evidence)]
    if case .failed(let reason) = run.phase {
      return text + [Paragraph(StyledText("Nothing was collected: \(reason)"), mark: "Error: ")]
    }
    text.append("\(EvidenceScreen.summary(run)).")
    for (index, row) in run.plainRows.enumerated() {
      switch row {
      case .question(let id):
        guard let asked = run.asked(id) else { continue }
        let given = asked.given == nil ? "not answered" : asked.givenWords
        text.append(line(index + 1, "\(asked.question.asks) \(given)"))
      case .password(let need): text.append(line(index + 1, "The password of \(need.path)"))
      case .diagnosis, .gap, .check: break
      }
    }
    return text
  }

  private var question: [Paragraph] {
    guard let run = state.run, let asked = run.shownQuestion else { return [] }
    return QuestionPane.text(asked, run).filter { !$0.text.isEmpty }.map { Paragraph($0) }
      + asked.answers.enumerated().map { index, answer in
        let choice = asked.question.choices.first { $0.value == answer.value }
        let label = choice?.label ?? AskedQuestion.dontKnow
        let help = [choice?.help, QuestionPane.settles(answer, state.titles)].compactMap { $0 }
        return line(
          index + 1, "\(label) (\(help.joined(separator: "; ")))",
          isMarked: run.marked(asked) == index)
      }
  }

  private func password(_ need: PasswordNeed) -> [Paragraph] {
    guard case .password(let prompt) = state.overlay else { return [] }
    let problem = prompt.problem.map { [Paragraph(StyledText($0), mark: "Error: ")] } ?? []
    return problem + [
      "No configuration names the password of \(need.path).",
      "Type it; it is not shown, saved or sent.",
    ]
  }

  private var diagnosis: [Paragraph] {
    guard let tree = state.causeTree else { return [] }
    return [
      title(.diagnosis), Paragraph(StyledText("The padlock is: \(Lock(state).words).")),
    ]
      + tree.rows.enumerated().map { index, row in
        var paragraph = line(
          index + 1, words(row, tree), isMarked: row.row == state.diagnosis.selection)
        paragraph.indent = 2 * min(row.depth, 6)
        return paragraph
      }
  }

  private func words(_ row: CauseTree.Row, _ tree: CauseTree) -> String {
    guard let diagnosis = tree.diagnosis(row.row) else { return "What was checked" }
    if state.fixedDiagnoses.contains(diagnosis.key) { return "fixed: \(diagnosis.title)" }
    let kind = "\(diagnosis.severity.rawValue), \(diagnosis.certainty.rawValue)"
    let cause = diagnosis.causedBy.first.flatMap { key in
      tree.rows.firstIndex { $0.row == .diagnosis(key) }
    }
    return cause.map { "\(kind), caused by \($0 + 1): \(diagnosis.title)" }
      ?? "\(kind): \(diagnosis.title)"
  }

  /// What a page is about.
  private var chosen: [Paragraph] {
    guard let tree = state.causeTree, let row = state.diagnosis.selection,
      let diagnosis = tree.diagnosis(row)
    else { return [] }
    return [.heading(diagnosis.title)]
  }

  private func page(_ tab: DiagnosisTab) -> [Paragraph] {
    guard let tree = state.causeTree else { return [] }
    return [.heading(tab.title)]
      + tree.paragraphs(tab, of: state.diagnosis.selection ?? .overview, titles: state.titles)
  }

  private var fix: [Paragraph] {
    guard let tree = state.causeTree, let (diagnosis, _) = state.fixed else { return [] }
    var text = [title(.fix), .heading(diagnosis.title)]
    if let consequence = state.fix.consequence {
      text.append("“\(consequence)” goes away when this is fixed.")
    }
    if state.plainWays > 1 {
      text.append(
        "There are \(state.plainWays) ways; number \(state.fix.way.index + 1) is verified.")
    }
    let ticked = (state.fixed?.remedy.steps ?? []).indices.filter(state.isTicked)
    text += tree.paragraphs(.fix, of: .diagnosis(diagnosis.key), titles: state.titles)
    guard !ticked.isEmpty else { return text }
    return text + ["Steps done: \(ticked.map { String($0 + 1) }.joined(separator: ", "))."]
  }

  private var report: [Paragraph] {
    let writing = state.writing
    return [title(.report)]
      + writing.formats.enumerated().map { index, format in
        line(index + 1, format.title, isMarked: index == writing.format)
      } + outcome
  }

  private var outcome: [Paragraph] {
    let writing = state.writing
    if case .exists(let path) = writing.outcome {
      return ["\(path) is there already. Enter replaces it; another path saves it there."]
    }
    let place = "\(writing.chosen?.title ?? "") in \(trimmed(writing.path.text))"
    return [Paragraph(StyledText(place), mark: "Place: "), Paragraph(ReportScreen.outcome(state))]
  }

  private var preview: [Paragraph] {
    switch state.writing.preview {
    case .done(let lines): lines.map { Paragraph(StyledText($0)) }
    case .failed(let reason): ["It cannot be shown: \(reason)"]
    case .none, .running: ["The preview is being made; type p again."]
    }
  }

  private var session: [Paragraph] {
    guard case .session(let prompt) = state.overlay else { return [] }
    let problem = prompt.problem.map { [Paragraph(StyledText($0), mark: "Error: ")] } ?? []
    return problem + [
      "A file for what you chose and answered, to go on with --answers.",
      Paragraph(StyledText(prompt.path.text), mark: "Place: "),
    ]
  }
}
