import PadlockModel

/// A list fact as it grows: each element once, with where it was seen.
struct ListFact {
  private(set) var values: [String] = []
  private var evidence: [Evidence] = []

  mutating func add(_ value: String, _ place: Evidence) {
    if !values.contains(value) { values.append(value) }
    var place = place
    place.about = value
    if !evidence.contains(place) { evidence.append(place) }
  }

  /// Absent where nothing was seen, or unknown where something may have been missed.
  func observation(
    _ name: FactName, of subject: SubjectID, gap: UnknownReason? = nil
  ) -> Observation {
    if !values.isEmpty {
      return .fact(FactKey(name, subject), .known(.list(values), evidence: evidence))
    }
    return gap.map { .unknown(name, of: subject, $0) } ?? .absent(name, of: subject)
  }
}
