internal import CellGrid
internal import PadlockModel
internal import PadlockRedaction

/// The right pane of the symptom screen: what the chosen line means.
enum SymptomText {
  static func paragraphs(_ state: WizardState) -> [Paragraph] {
    switch state.symptom.current(state.symptoms) {
    case .everything: everything(state)
    case .words(let words): own(words, state)
    case .known(let id): known(id, state)
    }
  }

  private static func everything(_ state: WizardState) -> [Paragraph] {
    var text: [Paragraph] = [
      .heading("Check everything"), "",
      """
      Padlock reads the configuration, the logs and the keystore, asks the port, and says what \
      is wrong.
      """, "",
      """
      If you have a message, an error page or a whole ticket, paste it here: it tells where to \
      look first.
      """,
    ]
    if state.symptom.words != nil { text += [""] + recognition(state) }
    return text
  }

  private static func known(_ id: String, _ state: WizardState) -> [Paragraph] {
    guard let symptom = state.symptoms[id] else { return [] }
    var text: [Paragraph] = [
      .heading(symptom.title), "", Paragraph(StyledText(symptom.meaning)), "",
    ]
    for quote in symptom.texts.prefix(6) {
      text.append(Paragraph(StyledText("\(quote.text)”"), mark: "“"))
      text.append(
        Paragraph(StyledText(origin(quote.software, quote.side), .muted), indent: 2))
    }
    let kinds = state.symptoms.kinds(of: id)
    if !kinds.isEmpty { text += ["", .heading("Or one kind of it")] }
    return text + kinds.map { Paragraph(StyledText($0.title), mark: "- ") }
  }

  private static func own(_ words: String, _ state: WizardState) -> [Paragraph] {
    // Masked before it is split: a private key has many lines.
    let head = masked(String(words.prefix(4_000))).split(whereSeparator: \.isNewline)
    let shown = head.prefix(3).map {
      Paragraph(StyledText(String($0.prefix(400)), .muted), indent: 2)
    }
    var text: [Paragraph] = [
      .heading(state.symptom.ticket == nil ? "What you typed" : "The text you pasted")
    ]
    text += shown
    if let ticket = state.symptom.ticket, ticket.lineCount > 3 || !ticket.isWhole {
      let lines = ticket.lineCount == 1 ? "1 line" : "\(ticket.lineCount) lines"
      text.append(
        ticket.isWhole
          ? Paragraph(StyledText("… \(lines) in all", .muted), indent: 2)
          : Paragraph(
            StyledText(
              "… only the first \(lines) are looked at; the rest is too long to paste.", .warning),
            indent: 2))
    }
    return text + [""] + recognition(state)
  }

  private static func recognition(_ state: WizardState) -> [Paragraph] {
    if state.symptom.recognition != nil { return ["Looking for messages that are known…"] }
    guard let explanation = state.symptom.explanation, !explanation.matches.isEmpty else {
      let near = (state.symptom.explanation?.nearMisses ?? []).map {
        Paragraph(StyledText("“\($0.text)”: did you mean \($0.known)?"))
      }
      return ["No message that Padlock knows is in your words; they are kept in the report."]
        + near + [""] + chosenByHand(state) + [.heading("What would help")]
        + Explanation.whatHelps.map { Paragraph(StyledText($0), mark: "- ") }
    }
    return [.heading("Recognised in your words")] + explanation.matches.flatMap(match)
      + lifted(explanation.lifted, state)
  }

  /// That symptoms in the list have the words, which somebody may have typed to find them.
  private static func chosenByHand(_ state: WizardState) -> [Paragraph] {
    let count = state.symptom.rows(state.symptoms).count { row in
      if case .choice(.known) = row { true } else { false }
    }
    guard count > 0, state.symptom.ticket == nil else { return [] }
    let down = name(of: .down, state.glyphs)
    return [
      Paragraph(
        count == 1
          ? "\(down) chooses the symptom that has these words."
          : "\(down) chooses one of the \(count) symptoms that have these words."), "",
    ]
  }

  private static func match(_ match: Explanation.Match) -> [Paragraph] {
    var text = [
      Paragraph(StyledText(match.title), mark: StyledText("✓ ", .good)),
      Paragraph(StyledText("\(match.excerpt)”"), mark: "“", indent: 2),
      Paragraph(StyledText(match.speaker, .muted), indent: 2),
    ]
    if match.readings.isEmpty {
      text.append(Paragraph(StyledText(match.meaning), indent: 2))
      if !match.decidedBy.isEmpty { text.append(decision(match.decidedBy)) }
    } else {
      text.append(Paragraph(StyledText("It can mean:"), indent: 2))
    }
    for reading in match.readings {
      text.append(Paragraph(StyledText(reading.sentence), mark: "- ", indent: 2))
      if !reading.decidedBy.isEmpty { text.append(decision(reading.decidedBy)) }
    }
    if let cause = match.diagnoses.first {
      text.append(Paragraph(StyledText("Most likely: \(cause.title)"), indent: 2))
    }
    return text + [""]
  }

  private static func decision(_ words: String) -> Paragraph {
    Paragraph(StyledText("Decided by: \(words)", .muted), indent: 4)
  }

  private static func lifted(
    _ lifted: Explanation.Lifted, _ state: WizardState
  ) -> [Paragraph] {
    guard !lifted.words.isEmpty else { return [] }
    let place = state.otherPlace?.place
    return [.heading("From your words")]
      + lifted.words.map { Paragraph(StyledText("\($0.name): \(masked($0.value))"), indent: 2) }
      + (place.map { [Paragraph(StyledText("Ctrl-T diagnoses \($0) instead.", .muted), indent: 2)] }
        ?? [])
  }

  /// Pasted text without what has the shape of a secret: somebody may look over the shoulder.
  private static func masked(_ text: String) -> String {
    var masker = Masker()
    return masker.mask(text, from: "reported")
  }

  /// Who prints a message: the software and its side.
  private static func origin(_ software: [String], _ side: Side) -> String {
    let who = software.isEmpty ? "several programs" : software.joined(separator: ", ")
    switch side {
    case .client: return "\(who), on the client"
    case .server: return "\(who), on the server"
    case .either: return "\(who), on either side"
    }
  }
}
