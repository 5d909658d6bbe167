import PadlockModel

/// How the subjects of one target lie in and are linked to each other.
///
/// A rule reads the facts of its own subject, then of what that lies in, and at each step of what
/// lies in those: the nearest subjects of the fact's kind count.
struct Neighbourhood: Sendable {
  private let subjects: [SubjectID: Subject]
  private let parts: [SubjectID: [SubjectID]]
  private let byKind: [SubjectKind: [SubjectID]]

  init(_ facts: FactSet) {
    subjects = facts.subjects
    var parts: [SubjectID: [SubjectID]] = [:]
    var byKind: [SubjectKind: [SubjectID]] = [:]
    for id in facts.subjects.keys.sorted() {
      byKind[id.kind, default: []].append(id)
      for whole in facts.subjects[id]?.within ?? [] { parts[whole, default: []].append(id) }
    }
    self.parts = parts
    self.byKind = byKind
  }

  /// Every subject of a kind.
  func all(_ kind: SubjectKind) -> [SubjectID] {
    kind == .target ? [.target] : byKind[kind] ?? []
  }

  /// The subjects whose facts of `kind` a rule about `subject` reads.
  func nearest(_ kind: SubjectKind, to subject: SubjectID) -> [SubjectID] {
    if kind == .target { return [.target] }
    if subject.kind == kind { return [subject] }
    var level: Set<SubjectID> = subject == .target ? [] : [subject]
    var seen = level
    while !level.isEmpty {
      let here = level.filter { $0.kind == kind }
      if !here.isEmpty { return here.sorted() }
      let below = descendants(of: level).filter { $0.kind == kind }
      if !below.isEmpty { return below.sorted() }
      level = level.reduce(into: []) { $0.formUnion(subjects[$1]?.within ?? []) }
      level.subtract(seen)
      seen.formUnion(level)
    }
    return all(kind)
  }

  /// What `subject` lies in or is linked to, itself and the target left out.
  func wholes(of subject: SubjectID) -> Set<SubjectID> {
    var found: Set<SubjectID> = []
    var next = subjects[subject]?.within ?? []
    while !next.isEmpty {
      found.formUnion(next)
      next = next.reduce(into: []) { $0.formUnion(subjects[$1]?.within ?? []) }
      next.subtract(found)
    }
    return found.subtracting([subject, .target])
  }

  /// Whether diagnoses of the two can cause, mask or explain each other.
  ///
  /// They can where both are one subject, where one lies in or is linked to the other, where one
  /// is the target as a whole, and for a listener with everything that its service has; for one
  /// that has keystores or files of its own, with what lies in those.
  func related(_ a: SubjectID, _ b: SubjectID) -> Bool {
    if a == b || a == .target || b == .target { return true }
    if a.kind == b.kind { return false }
    let aboveA = wholes(of: a)
    let aboveB = wholes(of: b)
    if aboveA.contains(b) || aboveB.contains(a) { return true }
    guard a.kind == .listener || b.kind == .listener else { return false }
    // A listener with keys of its own has nothing to do with those of others.
    let (listener, aboveOther) = a.kind == .listener ? (a, aboveB) : (b, aboveA)
    let own = (subjects[listener]?.within ?? []).filter { $0.kind != .service }
    if !own.isEmpty { return !own.isDisjoint(with: aboveOther) }
    return aboveA.intersection(aboveB).contains { $0.kind == .service }
  }

  private func descendants(of level: Set<SubjectID>) -> Set<SubjectID> {
    var found: Set<SubjectID> = []
    var next = level
    while !next.isEmpty {
      next = next.reduce(into: []) { $0.formUnion(parts[$1] ?? []) }
      next.subtract(found)
      found.formUnion(next)
    }
    return found
  }
}
