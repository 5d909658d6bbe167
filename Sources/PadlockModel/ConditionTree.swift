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

extension ConditionTree: Codable {
  private enum CodingKeys: String, CodingKey {
    case all, any, none, fact, expected, value, unknown, result
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let word = try container.decode(String.self, forKey: .result)
    let result: Kleene = word == "true" ? .yes : word == "false" ? .no : .unknown
    if let parts = try container.decodeIfPresent([ConditionTree].self, forKey: .all) {
      self = .all(parts, result)
    } else if let parts = try container.decodeIfPresent([ConditionTree].self, forKey: .any) {
      self = .any(parts, result)
    } else if let parts = try container.decodeIfPresent([ConditionTree].self, forKey: .none) {
      self = .none(parts, result)
    } else {
      let reason = try container.decodeIfPresent(String.self, forKey: .unknown)
      self = .fact(
        Leaf(
          fact: try container.decode(FactName.self, forKey: .fact), subject: .target,
          expected: try container.decode(String.self, forKey: .expected),
          value: try container.decodeIfPresent(String.self, forKey: .value),
          reason: reason.map { .failed($0) }, result: result, evidence: []))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .all(let parts, _): try container.encode(parts, forKey: .all)
    case .any(let parts, _): try container.encode(parts, forKey: .any)
    case .none(let parts, _): try container.encode(parts, forKey: .none)
    case .fact(let leaf):
      try container.encode(leaf.fact, forKey: .fact)
      try container.encode(leaf.expected, forKey: .expected)
      if let value = leaf.value {
        try container.encode(value, forKey: .value)
      } else {
        try container.encode(
          (leaf.reason ?? .notCollected).text, forKey: .unknown)
      }
    }
    let word =
      switch result {
      case .yes: "true"
      case .no: "false"
      case .unknown: "unknown"
      }
    try container.encode(word, forKey: .result)
  }
}
