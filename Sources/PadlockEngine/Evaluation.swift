import PadlockModel

/// Evaluates conditions for the facts of one target and keeps how each part came out.
final class Evaluation: Sendable {
  let facts: FactSet
  let neighbourhood: Neighbourhood
  private let comparing: Comparing
  private let partial: [FactName: UnknownReason]

  /// What many rules would work out again and again; it holds for one evaluation's facts.
  struct Cache {
    fileprivate var readings: [FactKey: [Reading]] = [:]
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
      let lines = readings(name, for: subject, &cache).map {
        line(name, comparisons, $0, for: subject, &cache)
      }
      if let decider = Line.decider(of: lines) {
        return .fact(lines[decider].leaf(name, comparisons))
      }
      return .any(lines.map { .fact($0.leaf(name, comparisons)) }, .no)
    }
  }

  /// How a line comes out, without the leaf that shows why: most are never looked at.
  func outcome(
    of line: ConditionTable.Line, for subject: SubjectID, _ cache: inout Cache
  ) -> Outcome {
    let lines = readings(line.fact, for: subject, &cache).map {
      self.line(line.fact, line.comparisons, $0, for: subject, &cache)
    }
    if let decider = Line.decider(of: lines) { return lines[decider].outcome(line.fact) }
    return .any(lines) { $0.outcome(line.fact) }
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

  /// What the line says for one of the nearest subjects.
  private func line(
    _ name: FactName, _ comparisons: [Comparison], _ reading: Reading, for subject: SubjectID,
    _ cache: inout Cache
  ) -> Line {
    var line = Line(
      reading: reading, evidence: LeafEvidence.of(reading.state, comparisons, comparing))
    if case .unknown(let why) = reading.state { line.reason = why }
    for comparison in comparisons {
      var other: FactState?
      switch comparison {
      case .sameAs(let operand), .differsFrom(let operand):
        let found = read(operand, for: subject, &cache)
        line.operands.append(FactKey(operand, found.owner))
        other = found.state
        line.evidence += found.state.evidence
        if case .unknown(let why) = found.state, line.reason == nil { line.reason = why }
      default: break
      }
      line.result = line.result && comparing.holds(comparison, for: reading.state, other: other)
    }
    if !partial.isEmpty, line.reason == nil, let more = partial[name],
      !Self.isFinal(line.result, comparisons)
    {
      (line.result, line.reason, line.evidence, line.isPartial) = (.unknown, more, [], true)
    }
    return line
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
}
