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
    guard let symptom = state.symptoms.first(where: { $0.id == id }) else { return [] }
    var text: [Paragraph] = [
      .heading(symptom.title), "", Paragraph(StyledText(symptom.meaning)), "",
    ]
    for quote in symptom.texts.prefix(6) {
      text.append(Paragraph(StyledText("\(quote.text)”"), mark: "“"))
      text.append(
        Paragraph(StyledText(origin(quote.software, quote.side), .muted), indent: 2))
    }
    return text
  }

  private static func own(_ words: String, _ state: WizardState) -> [Paragraph] {
    let lines = words.split(whereSeparator: \.isNewline)
    // Masked before it is split: a private key has many lines.
    let head = masked(String(words.prefix(4_000))).split(whereSeparator: \.isNewline)
    let shown = head.prefix(3).map {
      Paragraph(StyledText(String($0.prefix(400)), .muted), indent: 2)
    }
    var text: [Paragraph] = [
      .heading(state.symptom.ticket == nil ? "What you typed" : "The text you pasted")
    ]
    text += shown
    if lines.count > 3 {
      text.append(
        Paragraph(StyledText("… \(lines.count) lines in all", .muted), indent: 2))
    }
    return text + [""] + recognition(state)
  }

  private static func recognition(_ state: WizardState) -> [Paragraph] {
    if state.symptom.recognition != nil { return ["Looking for messages that are known…"] }
    let recognised = state.symptom.recognised
    if recognised.isEmpty {
      return ["No message that Padlock knows is in your words; they are kept in the report."]
    }
    let heading: [Paragraph] = [.heading("Recognised in your words")]
    return heading
      + recognised.flatMap { symptom in
        [
          Paragraph(StyledText(symptom.title), mark: StyledText("✓ ", .good)),
          Paragraph(StyledText("\(masked(symptom.text))”"), mark: "“", indent: 2),
          Paragraph(StyledText(origin(symptom.software, symptom.side), .muted), indent: 2),
        ]
      }
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
