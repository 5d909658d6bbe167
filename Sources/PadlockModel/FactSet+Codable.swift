extension FactSet: Codable {
  private enum CodingKeys: String, CodingKey { case subjects, enumerated, states }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init()
    for subject in try container.decode([Subject].self, forKey: .subjects) { add(subject) }
    for kind in try container.decode([SubjectKind].self, forKey: .enumerated) {
      markEnumerated(kind)
    }
    for entry in try container.decode([RecordedFact].self, forKey: .states) {
      set(entry.key, entry.state)
    }
  }

  /// In order of names and subjects, so that equal sets give equal bytes.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(subjects.values.sorted { $0.id < $1.id }, forKey: .subjects)
    try container.encode(
      enumerated.sorted { $0.rawValue < $1.rawValue }, forKey: .enumerated)
    let entries = states.keys.sorted().map { RecordedFact(key: $0, state: self[$0]) }
    try container.encode(entries, forKey: .states)
  }
}

/// A fact with its state: as in a report, but for the value, which says its type.
private struct RecordedFact: Codable {
  let key: FactKey
  let state: FactState

  private enum CodingKeys: String, CodingKey {
    case name, subject, value, absent, unknown, evidence
  }

  init(key: FactKey, state: FactState) {
    self.key = key
    self.state = state
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    key = FactKey(
      try container.decode(FactName.self, forKey: .name),
      try container.decodeIfPresent(SubjectID.self, forKey: .subject) ?? .target)
    let evidence = try container.decodeIfPresent([Evidence].self, forKey: .evidence) ?? []
    if let reason = try container.decodeIfPresent(String.self, forKey: .unknown) {
      state = .unknown(UnknownReason(text: reason))
    } else if try container.decodeIfPresent(Bool.self, forKey: .absent) == true {
      state = .absent(evidence: evidence)
    } else {
      state = .known(try container.decode(FactValue.self, forKey: .value), evidence: evidence)
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(key.name, forKey: .name)
    if key.subject != .target { try container.encode(key.subject, forKey: .subject) }
    switch state {
    case .known(let value, _): try container.encode(value, forKey: .value)
    case .absent: try container.encode(true, forKey: .absent)
    case .unknown(let reason): try container.encode(reason.text, forKey: .unknown)
    }
    if !state.evidence.isEmpty { try container.encode(state.evidence, forKey: .evidence) }
  }
}

extension FactValue: Codable {
  private enum CodingKeys: String, CodingKey {
    case boolean, integer, text, time, duration, list
  }

  /// The largest number that is read back, up or down: sums of a thousand of them are no overflow.
  static let largest = 1_000_000_000_000_000

  /// - Throws: `DecodingError` also where a number is beyond ``largest``.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func number(_ key: CodingKeys) throws -> Int? {
      guard let number = try container.decodeIfPresent(Int.self, forKey: key) else { return nil }
      guard (-Self.largest...Self.largest).contains(number) else {
        throw DecodingError.dataCorruptedError(
          forKey: key, in: container, debugDescription: "a number is out of range")
      }
      return number
    }
    if let value = try container.decodeIfPresent(Bool.self, forKey: .boolean) {
      self = .boolean(value)
    } else if let value = try number(.integer) {
      self = .integer(value)
    } else if let value = try container.decodeIfPresent(Timestamp.self, forKey: .time) {
      self = .time(value)
    } else if let value = try number(.duration) {
      self = .duration(seconds: value)
    } else if let values = try container.decodeIfPresent([String].self, forKey: .list) {
      self = .list(values)
    } else {
      self = .text(try container.decode(String.self, forKey: .text))
    }
  }

  /// As its type and the value: `{"integer": 8081}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    switch self {
    case .boolean(let value): try container.encode(value, forKey: .boolean)
    case .integer(let value): try container.encode(value, forKey: .integer)
    case .text(let value): try container.encode(value, forKey: .text)
    case .time(let value): try container.encode(value, forKey: .time)
    case .duration(let seconds): try container.encode(seconds, forKey: .duration)
    case .list(let values): try container.encode(values, forKey: .list)
    }
  }
}
