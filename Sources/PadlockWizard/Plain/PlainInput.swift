internal import CellGrid
internal import PadlockModel

extension WizardState {
  /// Takes a line of the user for what was asked: a number chooses, a letter is the key of that
  /// name, an empty line is Enter.
  mutating func take(_ line: String) -> [Effect] {
    notice = nil
    plain?.turn += 1
    plain?.page = .step
    // Numbers choose from what was told last.
    if plainStep != .diagnosis, plainStep != .file { plain?.listsHits = false }
    let text = trimmed(line)
    switch plainStep {
    case .text: return takeLine(ofText: line)
    case .password(let need): return takePassword(line, need)
    default: break
    }
    switch text {
    case "?":
      plain?.page = .help
      return []
    case "b": return goBack()
    case "q":
      plain?.page = .nothing
      return handle(.control("c"))
    case "": return takeEnter()
    default: break
    }
    if let effects = listPlainly(text) ?? takeAnswer(text) { return effects }
    if let number = Int(text), number >= 0 { return choose(number) }
    if text.count == 1, let letter = text.first, let effects = takeLetter(letter) {
      return effects
    }
    if plainStep == .symptom { return beginText(line) }
    return refuse("“\(text)” is nothing that can be typed here; ? lists what can.")
  }

  /// Stops what runs, and where nothing runs asks to leave.
  mutating func interrupt() -> [Effect] {
    plain?.turn += 1
    plain?.page = .nothing
    if plain?.text != nil {
      plain?.text = nil
      plain?.page = .step
      return []
    }
    let runs = screen == .evidence && run?.phase == .running || screen == .fix && fix.awaited != nil
    return handle(runs && overlay == nil ? .escape : .control("c"))
  }

  mutating func refuse(_ sentence: String) -> [Effect] {
    notice = sentence
    plain?.page = .nothing
    return []
  }

  private mutating func goBack() -> [Effect] {
    switch plainStep {
    case .ticket, .session, .file, .leaving:
      overlay = nil
      return []
    case .question:
      let effects = handle(.escape)
      goOnPlainly()
      return effects
    case .target, .field: return press(.escape)
    default: return press(.backspace)
    }
  }

  /// Hands a key on; what it leads to is told, or else why it does nothing.
  mutating func press(_ key: Key) -> [Effect] {
    let step = plainStep
    let effects = handle(key)
    if plainStep == step, notice != nil { plain?.page = .nothing }
    return effects
  }

  /// An empty line: Enter on what is chosen.
  private mutating func takeEnter() -> [Effect] {
    switch plainStep {
    case .ticket: return refuse("Type the whole path, or b to go back.")
    case .file: return readOn()
    case .question: return refuse("Type the number of an answer, or b to answer later.")
    case .leaving: return refuse("Type s to save the report, q to quit without, b to stay.")
    case .field(let field): return leave(field)
    // A pasted text may begin with an empty line.
    case .symptom where symptom.words == nil && symptom.choice == nil:
      return refuse("Type 1 to check everything, or the message that you have.")
    case .fix:
      // The steps are told at once; what Enter can still do is to verify.
      fix.select(fixed?.remedy.steps.count ?? 0)
      if fix.awaited == nil { plain?.page = .verification }
    case .evidence: run?.selection = nil
    case .report: plain?.page = .outcome
    default: break
    }
    return press(.enter)
  }

  /// A line that answers what was asked with a text; nil where no text is asked for.
  private mutating func takeAnswer(_ text: String) -> [Effect]? {
    switch plainStep {
    case .ticket:
      guard text.hasPrefix("/") else {
        return refuse("Type the whole path, beginning with /, or b to go back.")
      }
      overlay = nil
      return searchTicket(text)
    case .field(let field):
      return retype(text == "-" ? "" : text) + leave(field)
    case .session:
      return retype(text) + handle(.enter)
    case .report:
      guard text.count > 1, Int(text) == nil else { return nil }
      writing.focus = .place
      let effects = retype(text)
      writing.focus = .format
      plain?.page = .outcome
      return effects
    case .symptom:
      guard text.hasPrefix("/") else { return nil }
      symptom.ticket = nil
      symptom.focus = .field
      let effects = retype(String(text.dropFirst()))
      symptom.focus = .list
      symptom.choice = nil
      plain?.page = .symptoms
      plain?.listsSymptoms = true
      return effects
    case .diagnosis where text.hasPrefix("/"):
      return searchPlainly(trimmed(String(text.dropFirst())))
    case .fix: return takeStep(text)
    default: return nil
    }
  }

  /// Replaces what is in the field that has the focus.
  private mutating func retype(_ text: String) -> [Effect] {
    handle(.end) + handle(.control("u")) + (text.isEmpty ? [] : handle(.paste(text)))
  }

  /// Goes to the next field, and from the last one on; a wrong one is asked for again.
  private mutating func leave(_ field: TargetForm.Field) -> [Effect] {
    changeForm { $0.visited.insert(field) }
    if target.form(of: target.current).problem(field) != nil { return [] }
    guard let next = TargetForm.Field(rawValue: field.rawValue + 1) else { return handle(.enter) }
    changeForm { $0.focus = next }
    return []
  }

  private mutating func takeLetter(_ letter: Character) -> [Effect]? {
    if letter == "t", plainStep == .symptom, otherPlace != nil { return takeOtherPlace() }
    if letter == "p", plainStep == .report {
      plain?.page = .preview
      return []
    }
    if letter == "f", plainStep == .diagnosis { return press(.enter) }
    if plainStep == .diagnosis, let tab = diagnosis.pages.first(where: { $0.letter == letter }) {
      diagnosis.open(tab)
      plain?.page = .tab(tab)
      return []
    }
    guard let command = plainCommands.first(where: { $0.letter == letter }) else { return nil }
    let action = command.binding.action(for: .character(letter))
    switch action {
    case .verify: plain?.page = .verification
    case .openFile: plain?.page = .step
    default: plain?.page = .nothing
    }
    return press(.character(letter))
  }

  /// Chooses the line with this number of what was told.
  private mutating func choose(_ number: Int) -> [Effect] {
    func element<T>(of list: [T]) -> T? {
      list.indices.contains(number - 1) ? list[number - 1] : nil
    }
    switch plainStep {
    case .target:
      guard let choice = element(of: target.choices) else { return refuse(target.choices.count) }
      target.choice = choice
      return probeChosen() + press(.enter)
    case .symptom:
      let own = symptom.words == nil ? 1 : 2
      let all = symptom.choices(symptoms)
      let choices = plain?.listsSymptoms ?? false ? all : Array(all.prefix(own))
      guard let choice = element(of: choices) else { return refuse(choices.count) }
      symptom.choice = choice
      return press(.enter)
    case .question(let id):
      let count = run?.shownQuestion?.answers.count ?? 0
      guard (1...max(count, 1)).contains(number) else { return refuse(count) }
      run?.marked[id] = number - 1
      let effects = handle(.enter)
      goOnPlainly()
      return effects
    case .evidence:
      guard let row = element(of: run?.plainRows ?? []) else {
        return refuse(run?.plainRows.count ?? 0)
      }
      run?.selection = row
      return press(.enter)
    case .diagnosis where plain?.listsHits ?? false:
      let count = diagnosis.search?.hits.count ?? 0
      guard (1...max(count, 1)).contains(number) else { return refuse(count) }
      chooseHit(number - 1)
      return []
    case .file:
      guard case .file(let viewer) = overlay, element(of: viewer.places) != nil else {
        return refuse(0)
      }
      return openFile(viewer.places, at: number - 1)
    case .diagnosis:
      let rows = causeTree?.rows ?? []
      guard let row = element(of: rows)?.row else { return refuse(rows.count) }
      diagnosis.choose(row)
      if let tab = diagnosis.pages.first {
        diagnosis.open(tab)
        plain?.page = .tab(tab)
      }
      return []
    case .fix:
      let ways = report?.diagnoses.first { $0.key == fix.diagnosis }?.remedies.count ?? 0
      guard (1...max(ways, 1)).contains(number) else { return refuse(ways) }
      fix.chosenWay[fix.diagnosis] = number - 1
      return []
    case .report:
      guard element(of: writing.formats) != nil else { return refuse(writing.formats.count) }
      plain?.page = .outcome
      writing.choose(number - 1)
      return renderPreview()
    default:
      return refuse("There is nothing to choose by number here; ? lists what can be typed.")
    }
  }

  mutating func refuse(_ count: Int) -> [Effect] {
    switch count {
    case 0: refuse("There is nothing to choose by number here; ? lists what can be typed.")
    case 1: refuse("There is one to choose from: type 1, or ? for help.")
    default: refuse("Type a number from 1 to \(count), or ? for help.")
    }
  }

  private mutating func beginText(_ line: String) -> [Effect] {
    plain?.text = ""
    return takeLine(ofText: line)
  }

  /// Gathers the lines of a text, and at its end looks for messages in it.
  private mutating func takeLine(ofText line: String) -> [Effect] {
    guard trimmed(line) == "." else {
      // What is longer has more characters than a ticket keeps, and the ticket says so.
      let most = 4 * SymptomState.Ticket.limit
      if plain?.text?.utf8.count ?? 0 <= most { plain?.text?.append(line + "\n") }
      plain?.page = .nothing
      return []
    }
    let text = String((plain?.text ?? "").dropLast())
    plain?.text = nil
    plain?.listsSymptoms = false
    symptom.ticket = nil
    symptom.field = TextField()
    symptom.focus = .field
    let effects = handle(.paste(text))
    symptom.focus = .list
    return effects
  }

  private mutating func takePassword(_ line: String, _ need: PasswordNeed) -> [Effect] {
    guard line.isEmpty else { return handle(.paste(line)) + handle(.enter) }
    overlay = nil
    plain?.declined.insert(need)
    goOnPlainly()
    return []
  }
}

extension Run {
  /// The lines of the evidence that something can be done with.
  var plainRows: [EvidenceRow] {
    rows.filter { row in
      switch row {
      case .question, .password: true
      case .diagnosis, .gap, .check: false
      }
    }
  }
}

extension DiagnosisTab {
  /// The letter that tells this page; the fix is a step of its own.
  var letter: Character? {
    switch self {
    case .why: "w"
    case .evidence: "e"
    case .fix: nil
    case .otherCauses: "r"
    case .source: "a"
    case .summary: "w"
    case .checks: "k"
    case .facts: "t"
    }
  }
}
