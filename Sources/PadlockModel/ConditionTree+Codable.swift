extension ConditionTree: Codable {
  private enum CodingKeys: String, CodingKey {
    case all, any, none, fact, subject, expected, value, unknown, evidence, operands, result
  }

  /// A fact that a comparison reads beside its own.
  private struct Operand: Codable {
    var fact: FactName
    var subject: SubjectID?

    init(_ key: FactKey) {
      fact = key.name
      subject = key.subject == .target ? nil : key.subject
    }

    var key: FactKey { FactKey(fact, subject ?? .target) }
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
      let operands = try container.decodeIfPresent([Operand].self, forKey: .operands) ?? []
      self = .fact(
        Leaf(
          fact: try container.decode(FactName.self, forKey: .fact),
          subject: try container.decodeIfPresent(SubjectID.self, forKey: .subject) ?? .target,
          expected: try container.decode(String.self, forKey: .expected),
          value: try container.decodeIfPresent(String.self, forKey: .value),
          reason: reason.map(UnknownReason.init(text:)), result: result,
          evidence: try container.decodeIfPresent([Evidence].self, forKey: .evidence) ?? [],
          operands: operands.map(\.key)))
    }
  }

  /// A tree that is read back is the same; what a leaf does not have is left out.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .all(let parts, _): try container.encode(parts, forKey: .all)
    case .any(let parts, _): try container.encode(parts, forKey: .any)
    case .none(let parts, _): try container.encode(parts, forKey: .none)
    case .fact(let leaf):
      try container.encode(leaf.fact, forKey: .fact)
      if leaf.subject != .target { try container.encode(leaf.subject, forKey: .subject) }
      try container.encode(leaf.expected, forKey: .expected)
      try container.encodeIfPresent(leaf.value, forKey: .value)
      try container.encodeIfPresent(leaf.reason?.text, forKey: .unknown)
      if !leaf.evidence.isEmpty { try container.encode(leaf.evidence, forKey: .evidence) }
      if !leaf.operands.isEmpty {
        try container.encode(leaf.operands.map(Operand.init), forKey: .operands)
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
