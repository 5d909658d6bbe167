import PadlockModel

/// Evaluates conditions for the facts of one target and keeps how each part came out.
struct Evaluation: Sendable {
  let facts: FactSet
  let neighbourhood: Neighbourhood
  private let comparing: Comparing
  private let partial: [FactName: UnknownReason]

  /// What many rules would work out again and again; it holds for one evaluation's facts.
  struct Cache {
    fileprivate var readings: [FactKey: [Reading]] = [:]
    fileprivate var patterns = BoundedPattern.Cache()
  }

  /// What one subject's fact says.
  struct Reading {
    let owner: SubjectID
    let state: FactState
  }

  /// Reads `facts` as of `now`; `partial` names lists that are known to hold their elements, and why
  /// they may hold more.
  init(_ facts: FactSet, now: Timestamp, partial: [FactName: UnknownReason] = [:]) {
    self.facts = facts
    self.partial = partial
    neighbourhood = Neighbourhood(facts)
    comparing = Comparing(now: now)
  }

  func evaluate(_ condition: Condition, for subject: SubjectID) -> ConditionTree {
    var cache = Cache()
    return evaluate(condition, for: subject, &cache)
  }

  func evaluate(
    _ condition: Condition, for subject: SubjectID, _ cache: inout Cache
  ) -> ConditionTree {
    switch condition {
    case .all(let parts):
      let trees = parts.map { evaluate($0, for: subject, &cache) }
      return .all(trees, trees.reduce(.yes) { $0 && $1.result })
    case .any(let parts):
      let trees = parts.map { evaluate($0, for: subject, &cache) }
      return .any(trees, trees.reduce(.no) { $0 || $1.result })
    case .none(let parts):
      let trees = parts.map { evaluate($0, for: subject, &cache) }
      return .none(trees, trees.reduce(.yes) { $0 && !$1.result })
    case .fact(let name, let comparisons):
      return line(name, comparisons, for: subject, &cache)
    }
  }

  /// What a fact says for a rule about `subject`: the first known state of the nearest subjects.
  func read(_ name: FactName, for subject: SubjectID) -> Reading {
    var cache = Cache()
    return read(name, for: subject, &cache)
  }

  private func read(
    _ name: FactName, for subject: SubjectID, _ cache: inout Cache
  ) -> Reading {
    let nearest = readings(name, for: subject, &cache)
    return nearest.first { $0.state.value != nil } ?? nearest.first { $0.state.isSettled }
      ?? nearest.first ?? Reading(owner: subject, state: .unknown(.notCollected))
  }

  private func readings(
    _ name: FactName, for subject: SubjectID, _ cache: inout Cache
  ) -> [Reading] {
    let key = FactKey(name, subject)
    if let found = cache.readings[key] { return found }
    let kind = FactCatalogue.definition(of: name)?.kind ?? .target
    let nearest = neighbourhood.nearest(kind, to: subject)
    var found = nearest.map { Reading(owner: $0, state: facts[name, $0]) }
    if nearest.isEmpty {
      let isComplete = facts.enumerated.contains(kind)
      found = [
        Reading(owner: subject, state: .unknown(isComplete ? .notApplicable : .notCollected))
      ]
    }
    cache.readings[key] = found
    return found
  }

  /// Where several subjects qualify, one that meets the line is enough.
  private func line(
    _ name: FactName, _ comparisons: [Comparison], for subject: SubjectID, _ cache: inout Cache
  ) -> ConditionTree {
    let readings = readings(name, for: subject, &cache)
    if readings.count == 1, let only = readings.first {
      return .fact(leaf(name, comparisons, only, for: subject, &cache))
    }
    let leaves = readings.map { leaf(name, comparisons, $0, for: subject, &cache) }
    if let met = leaves.first(where: { $0.result == .yes }) { return .fact(met) }
    let open = leaves.filter { $0.result == .unknown }
    if let first = open.first(where: { $0.reason == .notCollected })
      ?? open.first(where: { $0.reason?.couldStillBeObserved == true }) ?? open.first
    {
      return .fact(first)
    }
    return .any(leaves.map { .fact($0) }, .no)
  }

  private func leaf(
    _ name: FactName, _ comparisons: [Comparison], _ reading: Reading, for subject: SubjectID,
    _ cache: inout Cache
  ) -> ConditionTree.Leaf {
    var result = Kleene.yes
    var operands: [FactKey] = []
    var evidence = LeafEvidence.of(reading.state, comparisons, comparing, &cache.patterns)
    var reason: UnknownReason?
    if case .unknown(let why) = reading.state { reason = why }
    for comparison in comparisons {
      var other: FactState?
      switch comparison {
      case .sameAs(let operand), .differsFrom(let operand):
        let found = read(operand, for: subject, &cache)
        operands.append(FactKey(operand, found.owner))
        other = found.state
        evidence += found.state.evidence
        if case .unknown(let why) = found.state, reason == nil { reason = why }
      default: break
      }
      result =
        result && comparing.holds(comparison, for: reading.state, other: other, &cache.patterns)
    }
    var value = reading.state.shown
    if reason == nil, let more = partial[name], !Self.isFinal(result, comparisons) {
      (result, reason, value, evidence) = (.unknown, more, nil, [])
    }
    return ConditionTree.Leaf(
      fact: name, subject: reading.owner, expected: Self.expected(comparisons), value: value,
      reason: result == .unknown ? reason : nil, result: result, evidence: evidence,
      operands: operands)
  }

  /// Whether more elements in a list cannot change how the comparisons came out.
  private static func isFinal(_ result: Kleene, _ comparisons: [Comparison]) -> Bool {
    comparisons.allSatisfy { comparison in
      switch comparison {
      case .contains, .containsAny, .matches, .startsWith, .endsWith, .is(.text), .in,
        .exists(true):
        result == .yes
      case .not, .notIn, .exists(false): result == .no
      default: false
      }
    }
  }

  private static func expected(_ comparisons: [Comparison]) -> String {
    if comparisons.count == 1, let only = comparisons.first { return only.text }
    return comparisons.map(\.text).joined(separator: " and ")
  }
}

extension FactState {
  /// What a condition tree shows of it; nil where it is unknown.
  var shown: String? {
    switch self {
    case .known(let value, _): value.description
    case .absent: "absent"
    case .unknown: nil
    }
  }
}
