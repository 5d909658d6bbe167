internal import CellGrid
internal import PadlockModel

extension WizardState {
  /// Why there is no session to save; nil where there is one.
  var whyNoSession: String? {
    if isSavedReport { return "This is a saved report: nothing was chosen or answered here." }
    if !canResume {
      return "This target ends with the run, so there is nothing to go on with later."
    }
    return target.chosen == nil ? "There is nothing to save before a target is chosen." : nil
  }

  /// What was chosen and answered so far.
  var session: Session {
    guard let order = wantedOrder else { return Session() }
    let target = order.target
    var session = Session(
      target: Session.Place(
        product: target.product, host: target.isHostGuessed ? nil : target.host,
        port: target.port, home: target.home, root: target.isInArchive ? nil : target.tree,
        keystore: target.keystore),
      answers: order.answers)
    switch order.symptom {
    case .everything: break
    case .known(let id): session.symptom = id
    case .words(let words): session.words = words
    }
    return session
  }

  /// Chooses what a session says that the user saw.
  mutating func resume(_ session: Session) -> [Effect] {
    if let id = session.symptom {
      symptom.choice = .known(symptoms.listed(for: id))
      return []
    }
    guard let words = session.words else { return [] }
    if words.contains(where: \.isNewline) {
      symptom.ticket = SymptomState.Ticket(words)
    } else {
      symptom.field = TextField(words)
    }
    symptom.choice = symptom.words.map { .words($0) }
    return recogniseWords()
  }
}
