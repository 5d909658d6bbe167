import PadlockModel

/// Tells what was seen since the last start from history, and turns symptoms into facts.
///
/// A log line from before the last start, or from before the last change of the configuration, is
/// history: it is shown as such and supports nothing.
struct EvidenceClock {
  private let start: Timestamp?
  private let change: Timestamp?

  init(_ facts: FactSet) {
    start = Self.latest("service.started", facts)
    change = Self.latest("service.configuration-changed", facts)
  }

  func isCurrent(_ sighting: Sighting) -> Bool {
    guard sighting.origin == .log else { return true }
    if sighting.precedesLaterStart { return false }
    guard let time = sighting.time else { return true }
    return [start, change].allSatisfy { $0.map { time >= $0 } ?? true }
  }

  /// The facts with the symptom facts of the target derived from what was seen.
  ///
  /// Collectors say with `symptoms.logged` whether a log could be read at all.
  func addingSymptoms(_ sightings: [Sighting], to facts: FactSet) -> FactSet {
    var facts = facts
    let base = facts["symptoms.logged", .target]
    let current = sightings.filter(isCurrent)
    let lists: [(FactName, [Sighting])] = [
      ("symptoms.current", current),
      ("symptoms.reported", current.filter { $0.origin == .reported }),
      ("symptoms.logged", current.filter { $0.origin == .log }),
      ("symptoms.client", current.filter { $0.side != .server }),
      ("symptoms.server", current.filter { $0.side != .client }),
    ]
    for (name, seen) in lists {
      // The user's own words are complete as they are; the other lists wait for a log.
      let isComplete = name == "symptoms.reported"
      facts.derive(
        FactKey(name),
        Self.state(of: seen, base: isComplete ? .known(.list([]), evidence: []) : base))
    }
    return facts
  }

  /// Symptom lists that may lack what no log was read for, and why it was not.
  static func partial(_ facts: FactSet) -> [FactName: UnknownReason] {
    guard case .unknown(let reason) = facts["symptoms.logged", .target] else { return [:] }
    let names: [FactName] = [
      "symptoms.current", "symptoms.logged", "symptoms.client", "symptoms.server",
    ]
    let why = reason == .notCollected ? reason : .notApplicable
    return Dictionary(uniqueKeysWithValues: names.map { ($0, why) })
  }

  private static func state(of seen: [Sighting], base: FactState) -> FactState {
    if seen.isEmpty {
      switch base {
      case .known, .absent: return .known(.list([]), evidence: [])
      case .unknown(.notCollected): return .unknown(.notCollected)
      // Words that nobody has said are nothing that a second look would find.
      case .unknown: return .unknown(.notApplicable)
      }
    }
    let ids = Set(seen.map(\.symptom)).sorted()
    return .known(.list(ids), evidence: seen.sorted(by: order).map(evidence))
  }

  private static func evidence(_ sighting: Sighting) -> Evidence {
    let kind: Evidence.Kind =
      switch sighting.origin {
      case .reported: .user
      case .log: .log
      case .probe: .probe
      }
    return Evidence(
      kind, sighting.source ?? "reported", line: sighting.line, time: sighting.time,
      excerpt: sighting.text, about: sighting.symptom)
  }

  /// The latest first; a stable order for what has no time.
  static func order(_ a: Sighting, _ b: Sighting) -> Bool {
    let (first, second) = (a.time?.secondsSince1970 ?? .min, b.time?.secondsSince1970 ?? .min)
    if first != second { return first > second }
    let (left, right) = (
      (a.source ?? "", a.line ?? 0, a.symptom, a.text),
      (b.source ?? "", b.line ?? 0, b.symptom, b.text)
    )
    if left != right { return left < right }
    return (
      a.origin.rawValue, a.side.rawValue, a.software.joined(separator: ","), a.count,
      a.precedesLaterStart ? 1 : 0
    ) < (
      b.origin.rawValue, b.side.rawValue, b.software.joined(separator: ","), b.count,
      b.precedesLaterStart ? 1 : 0
    )
  }

  private static func latest(_ name: FactName, _ facts: FactSet) -> Timestamp? {
    facts.states.compactMap { key, state -> Timestamp? in
      guard key.name == name, case .time(let time) = state.value else { return nil }
      return time
    }.max()
  }
}
