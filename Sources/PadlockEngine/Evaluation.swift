import PadlockModel

/// Evaluates conditions for the facts of one target and keeps how each part came out.
struct Evaluation: Sendable {
  let facts: FactSet
  let neighbourhood: Neighbourhood
  private let comparing: Comparing

  init(_ facts: FactSet, now: Timestamp) {
    self.facts = facts
    neighbourhood = Neighbourhood(facts)
    comparing = Comparing(now: now)
  }

  func evaluate(_ condition: Condition, for subject: SubjectID) -> ConditionTree {
    switch condition {
    case .all(let parts):
      let trees = parts.map { evaluate($0, for: subject) }
      return .all(trees, trees.reduce(.yes) { $0 && $1.result })
    case .any(let parts):
      let trees = parts.map { evaluate($0, for: subject) }
      return .any(trees, trees.reduce(.no) { $0 || $1.result })
    case .none(let parts):
      let trees = parts.map { evaluate($0, for: subject) }
      return .none(trees, trees.reduce(.yes) { $0 && !$1.result })
    case .fact(let name, let comparisons):
      return line(name, comparisons, for: subject)
    }
  }

  /// What a fact says for a rule about `subject`: the first known state of the nearest subjects.
  func read(_ name: FactName, for subject: SubjectID) -> (SubjectID, FactState) {
    let nearest = states(name, for: subject)
    return nearest.first { $0.1.value != nil } ?? nearest.first { $0.1.isSettled }
      ?? nearest.first ?? (subject, .unknown(.notCollected))
  }

  private func states(_ name: FactName, for subject: SubjectID) -> [(SubjectID, FactState)] {
    let kind = FactCatalogue.definition(of: name)?.kind ?? .target
    let nearest = neighbourhood.nearest(kind, to: subject)
    if nearest.isEmpty {
      let complete = facts.enumerated.contains(kind)
      return [(subject, .unknown(complete ? .notApplicable : .notCollected))]
    }
    return nearest.map { ($0, facts[name, $0]) }
  }

  /// Where several subjects qualify, one that meets the line is enough.
  private func line(
    _ name: FactName, _ comparisons: [Comparison], for subject: SubjectID
  ) -> ConditionTree {
    let leaves = states(name, for: subject).map { owner, state in
      leaf(name, comparisons, owner, state, for: subject)
    }
    if let met = leaves.first(where: { $0.result == .yes }) { return .fact(met) }
    let open = leaves.filter { $0.result == .unknown }
    if let first = open.first(where: { $0.reason?.couldStillBeObserved == true }) ?? open.first {
      return .fact(first)
    }
    if leaves.count == 1, let only = leaves.first { return .fact(only) }
    return .any(leaves.map { .fact($0) }, .no)
  }

  private func leaf(
    _ name: FactName, _ comparisons: [Comparison], _ owner: SubjectID, _ state: FactState,
    for subject: SubjectID
  ) -> ConditionTree.Leaf {
    var result = Kleene.yes
    var operands: [FactKey] = []
    var reason: UnknownReason?
    if case .unknown(let why) = state { reason = why }
    for comparison in comparisons {
      var other: FactState?
      switch comparison {
      case .sameAs(let operand), .differsFrom(let operand):
        let (holder, found) = read(operand, for: subject)
        operands.append(FactKey(operand, holder))
        other = found
        if case .unknown(let why) = found, reason == nil { reason = why }
      default: break
      }
      result = result && comparing.holds(comparison, for: state, other: other)
    }
    return ConditionTree.Leaf(
      fact: name, subject: owner,
      expected: comparisons.map(\.text).joined(separator: " and "),
      value: Self.shown(state), reason: result == .unknown ? reason : nil, result: result,
      evidence: Self.evidence(state, about: comparisons), operands: operands)
  }

  private static func shown(_ state: FactState) -> String? {
    switch state {
    case .known(let value, _): value.description
    case .absent: "absent"
    case .unknown: nil
    }
  }

  /// Of a list, only what shows the elements asked for.
  private static func evidence(_ state: FactState, about comparisons: [Comparison]) -> [Evidence] {
    var wanted: Set<String> = []
    for comparison in comparisons {
      switch comparison {
      case .contains(let element): wanted.insert(element)
      case .containsAny(let elements): wanted.formUnion(elements)
      case .is(.text(let element)): wanted.insert(element)
      default: break
      }
    }
    let all = state.evidence
    let narrowed = all.filter { evidence in evidence.about.map(wanted.contains) ?? false }
    return narrowed.isEmpty ? all.filter { $0.about == nil } : narrowed
  }
}
