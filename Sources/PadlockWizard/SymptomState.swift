internal import CellGrid
internal import PadlockModel

/// What the user did on the second screen; it is kept when another screen is shown.
struct SymptomState: Equatable, Sendable {
  /// What the keys go to; the list moves while the field has the focus, too.
  enum Focus: Equatable, Sendable {
    case field
    case list
    case detail
  }

  /// A text that was pasted and is more than a line.
  struct Ticket: Equatable, Sendable {
    /// The most characters that are kept.
    static let limit = 262_144

    let text: String
    /// How many lines of it are not empty.
    let lineCount: Int
    /// Whether all of it is kept.
    let isWhole: Bool

    init(_ all: String) {
      let kept = all.prefix(Self.limit)
      text = String(kept)
      lineCount = kept.split(whereSeparator: \.isNewline).count
      isWhole = kept.endIndex == all.endIndex
    }
  }

  var field = TextField()
  var focus = Focus.field
  /// The first line of the right pane that is shown.
  var scroll = 0
  var ticket: Ticket?
  var choice: SymptomChoice?
  var listOffset = 0
  /// What the user's words say; nil where there are none, or while they are looked at.
  var explanation: Explanation?
  /// The recognition that still runs.
  var recognition: EffectID?

  /// The user's own words: the ticket if one was pasted, else what was typed.
  var words: String? {
    if let ticket { return ticket.text }
    let typed = trimmed(field.text)
    return typed.isEmpty ? nil : typed
  }

  /// The lines of the list: what is always there, the user's words, the symptoms that match by topic.
  func rows(_ symptoms: SymptomList) -> [SymptomRow] {
    let own: [SymptomRow] = words.map { [.choice(.words($0))] } ?? []
    return [.choice(.everything)] + own + symptoms.rows(with: field.text)
  }

  /// The lines that can be chosen.
  func choices(_ symptoms: SymptomList) -> [SymptomChoice] {
    rows(symptoms).compactMap { if case .choice(let choice) = $0 { choice } else { nil } }
  }

  /// The line that is chosen; the first one if what was chosen is filtered out.
  func current(_ symptoms: SymptomList) -> SymptomChoice {
    guard let choice, rows(symptoms).contains(.choice(choice)) else { return .everything }
    return choice
  }
}

extension WizardState {
  /// Asks which symptoms are in the user's words, after they changed.
  mutating func recogniseWords() -> [Effect] {
    let earlier = cancel(symptom.recognition)
    symptom.recognition = nil
    guard let words = symptom.words else {
      symptom.explanation = nil
      return earlier
    }
    let id = newEffect()
    symptom.recognition = id
    return earlier + [.recognise(id, text: words)]
  }

  /// Shows what the words say; a host in them fills the fields of another host that are empty.
  mutating func takeExplanation(_ explanation: Explanation) {
    symptom.recognition = nil
    symptom.explanation = explanation
    guard let place = liftedPlace, trimmed(target.form(of: .other).host.text).isEmpty else {
      return
    }
    target.forms[.other] = TargetForm(place)
  }

  /// The host, and port, that the user's words name.
  private var liftedPlace: ChosenTarget? {
    guard let lifted = symptom.explanation?.lifted, let host = lifted.host else { return nil }
    return ChosenTarget(
      detected: nil, product: nil, name: "HTTPS service", host: host, port: lifted.port, home: nil)
  }

  /// What the words name, where that is not what is to be diagnosed.
  var otherPlace: ChosenTarget? {
    guard let place = liftedPlace, let chosen = target.chosen else { return nil }
    let isSame =
      place.host == chosen.host
      && (place.port == nil || chosen.port == nil || place.port == chosen.port)
    return isSame ? nil : place
  }

  /// Diagnoses what the words name instead of what was chosen.
  mutating func takeOtherPlace() -> [Effect] {
    guard let place = otherPlace else { return [] }
    target.forms[.other] = TargetForm(place)
    target.choice = .other
    return probe(.other)
  }
}
