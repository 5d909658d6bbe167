/// An evaluated condition, kept to explain why a rule did or did not conclude.
public indirect enum ConditionTree: Sendable, Equatable {
  case all([ConditionTree], Kleene)
  case any([ConditionTree], Kleene)
  case none([ConditionTree], Kleene)
  case fact(Leaf)

  /// One line of a rule as it came out.
  public struct Leaf: Sendable, Equatable {
    public var fact: FactName
    /// The subject whose fact decided, where it has one.
    public var subject: SubjectID
    public var expected: String
    /// What the fact says; nil where it is unknown.
    public var value: String?
    /// Why it is unknown, where it is.
    public var reason: UnknownReason?
    public var result: Kleene
    public var evidence: [Evidence]
    /// Other facts that the comparison reads (`same-as`).
    public var operands: [FactKey]

    public init(
      fact: FactName, subject: SubjectID, expected: String, value: String?,
      reason: UnknownReason?, result: Kleene, evidence: [Evidence], operands: [FactKey] = []
    ) {
      self.operands = operands
      self.fact = fact
      self.subject = subject
      self.expected = expected
      self.value = value
      self.reason = reason
      self.result = result
      self.evidence = evidence
    }
  }

  /// Whether it holds.
  public var result: Kleene {
    switch self {
    case .all(_, let result), .any(_, let result), .none(_, let result): result
    case .fact(let leaf): leaf.result
    }
  }

  /// Every leaf, from left to right.
  public var leaves: [Leaf] {
    switch self {
    case .all(let parts, _), .any(let parts, _), .none(let parts, _): parts.flatMap(\.leaves)
    case .fact(let leaf): [leaf]
    }
  }
}
