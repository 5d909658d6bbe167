import PadlockModel

extension ConditionTree {
  /// The leaves that could still change how it comes out.
  var openLeaves: [Leaf] {
    guard result == .unknown else { return [] }
    switch self {
    case .all(let parts, _), .any(let parts, _), .none(let parts, _):
      return parts.flatMap(\.openLeaves)
    case .fact(let leaf): return [leaf]
    }
  }

  /// Whether answers that the user has not given yet could make it come out as `wanted`, all else
  /// being as it is.
  func isUpToTheUser(wanted: Kleene = .yes) -> Bool {
    guard result == .unknown else { return result == wanted }
    return switch (self, wanted) {
    case (.fact(let leaf), _): leaf.awaitsAnswer
    case (.all(let parts, _), .yes), (.any(let parts, _), .no):
      parts.allSatisfy { $0.isUpToTheUser(wanted: wanted) }
    case (.all(let parts, _), _), (.any(let parts, _), _):
      parts.contains { $0.isUpToTheUser(wanted: wanted) }
    case (.none(let parts, _), .yes): parts.allSatisfy { $0.isUpToTheUser(wanted: .no) }
    case (.none(let parts, _), _): parts.contains { $0.isUpToTheUser() }
    }
  }
}

extension ConditionTree.Leaf {
  /// The facts that it reads, its own first.
  var keys: [FactKey] { [FactKey(fact, subject)] + operands }

  /// Whether the user could still answer what keeps it undecided.
  var awaitsAnswer: Bool { fact.question != nil && reason == .notCollected }

  /// The facts that keep an undecided leaf from being decided: its own, or what it is compared with.
  func missing(in facts: FactSet) -> [FactName] {
    let own = value == nil ? [fact] : []
    return own + operands.filter { !facts[$0].isKnown }.map(\.name)
  }
}

extension FactState {
  fileprivate var isKnown: Bool {
    if case .unknown = self { false } else { true }
  }
}
