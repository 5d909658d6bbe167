import PadlockModel

extension Evaluation {
  /// One line of a rule, decided by what one subject's fact says.
  struct Line {
    let reading: Reading
    var result = Kleene.yes
    /// Why it is unknown, where it is.
    var reason: UnknownReason?
    var evidence: [Evidence]
    /// Other facts that the line reads.
    var operands: [FactKey] = []
    /// A list is known in part, and the rest would decide.
    var isPartial = false

    func outcome(_ name: FactName) -> Outcome { Outcome(name, result, reason, evidence) }

    /// Which of several subjects' lines counts, as one that meets it is enough; nil where it takes
    /// all of them, to say no.
    static func decider(of lines: [Line]) -> Int? {
      if lines.count == 1 { return 0 }
      if let met = lines.firstIndex(where: { $0.result == .yes }) { return met }
      func open(where isBest: (UnknownReason?) -> Bool) -> Int? {
        lines.firstIndex { $0.result == .unknown && isBest($0.reason) }
      }
      return open { $0 == .notCollected } ?? open { $0?.couldStillBeObserved == true }
        ?? open { _ in true }
    }

    /// The line as a tree shows it.
    func leaf(_ name: FactName, _ comparisons: [Comparison]) -> ConditionTree.Leaf {
      ConditionTree.Leaf(
        fact: name, subject: reading.owner,
        expected: comparisons.map(\.text).joined(separator: " and "),
        value: isPartial ? nil : reading.state.shown, reason: result == .unknown ? reason : nil,
        result: result, evidence: evidence, operands: operands)
    }
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
