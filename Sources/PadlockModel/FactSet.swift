/// What is known about one target: its subjects, its facts, and which kinds of subject are complete.
///
/// Facts are only added. Where two observations name the same fact, a known state replaces an
/// unknown one, and of two known ones the smaller stays, so the order of arrival never matters.
public struct FactSet: Sendable, Equatable {
  public private(set) var subjects: [SubjectID: Subject] = [:]
  public private(set) var states: [FactKey: FactState] = [:]
  /// Kinds of which every subject is known; a fact of such a kind without a subject is not
  /// applicable instead of merely not collected.
  public private(set) var enumerated: Set<SubjectKind> = []

  public init() {}

  public mutating func add(_ subject: Subject) {
    guard var known = subjects[subject.id] else {
      subjects[subject.id] = subject
      return
    }
    known.within.formUnion(subject.within)
    known.name = min(known.name, subject.name)
    subjects[subject.id] = known
  }

  public mutating func set(_ key: FactKey, _ state: FactState) {
    guard let present = states[key] else {
      states[key] = state
      return
    }
    if Self.rank(state) < Self.rank(present) { states[key] = state }
  }

  /// Says what follows from other facts, in place of what was known of this one.
  public mutating func derive(_ key: FactKey, _ state: FactState) { states[key] = state }

  public mutating func markEnumerated(_ kind: SubjectKind) { enumerated.insert(kind) }

  /// The state of a fact of exactly this subject.
  public subscript(key: FactKey) -> FactState {
    states[key] ?? .unknown(.notCollected)
  }

  public subscript(name: FactName, subject: SubjectID) -> FactState {
    self[FactKey(name, subject)]
  }

  /// The subjects of a kind, in order of their ids.
  public func subjects(of kind: SubjectKind) -> [Subject] {
    subjects.values.filter { $0.id.kind == kind }.sorted { $0.id < $1.id }
  }

  /// Known before absent before unknown; ties by what they say, so that any order gives one result.
  private static func rank(_ state: FactState) -> (Int, String) {
    switch state {
    case .known(let value, let evidence): (0, "\(spelled(value))|\(evidence)")
    case .absent(let evidence): (1, "\(evidence)")
    case .unknown(.notCollected): (3, "")
    case .unknown(let reason): (2, reason.text)
    }
  }

  /// The value with its type, so that the text `true` and the boolean differ.
  private static func spelled(_ value: FactValue) -> String {
    switch value {
    case .boolean: "boolean \(value)"
    case .integer: "integer \(value)"
    case .text: "text \(value)"
    case .time(let time): "time \(time.secondsSince1970)"
    case .duration(let seconds): "duration \(seconds)"
    case .list(let elements): "list \(elements)"
    }
  }
}
