/// A fact as the report lists it: a value, known to be absent, or unknown with the reason.
public struct ReportedFact: Sendable, Equatable, Codable {
  public var name: FactName
  public var target: String
  public var subject: String?
  public var state: State
  public var evidence: [Evidence]

  public enum State: Sendable, Equatable {
    case value(FactValue)
    case absent
    case unknown(String)
  }

  public init(
    name: FactName, target: String, subject: String?, state: State, evidence: [Evidence]
  ) {
    self.name = name
    self.target = target
    self.subject = subject
    self.state = state
    self.evidence = evidence
  }

  private enum CodingKeys: String, CodingKey {
    case name, target, subject, value, absent, unknown, evidence
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    name = try container.decode(FactName.self, forKey: .name)
    target = try container.decode(String.self, forKey: .target)
    subject = try container.decodeIfPresent(String.self, forKey: .subject)
    evidence = try container.decode([Evidence].self, forKey: .evidence)
    if let reason = try container.decodeIfPresent(String.self, forKey: .unknown) {
      state = .unknown(reason)
    } else if try container.decodeIfPresent(Bool.self, forKey: .absent) == true {
      state = .absent
    } else if let value = try? container.decode(Bool.self, forKey: .value) {
      state = .value(.boolean(value))
    } else if let value = try? container.decode(Int.self, forKey: .value) {
      state = .value(.integer(value))
    } else if let value = try? container.decode([String].self, forKey: .value) {
      state = .value(.list(value))
    } else {
      state = .value(.text(try container.decode(String.self, forKey: .value)))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(target, forKey: .target)
    try container.encodeIfPresent(subject, forKey: .subject)
    try container.encode(evidence, forKey: .evidence)
    switch state {
    case .absent: try container.encode(true, forKey: .absent)
    case .unknown(let reason): try container.encode(reason, forKey: .unknown)
    case .value(.boolean(let value)): try container.encode(value, forKey: .value)
    case .value(.integer(let value)): try container.encode(value, forKey: .value)
    case .value(.list(let values)): try container.encode(values, forKey: .value)
    case .value(let value): try container.encode(value.description, forKey: .value)
    }
  }
}

/// A certificate, its public parts only.
public struct CertificateRecord: Sendable, Hashable, Codable {
  public var id: String
  public var subject: String
  public var issuer: String
  public var serial: String
  public var notBefore: Timestamp
  public var notAfter: Timestamp
  public var subjectAlternativeNames: [String]
  public var sha256: String
  public var keyType: String
  public var keyBits: Int
  public var signatureAlgorithm: String
  public var isCA: Bool
  /// Ids of the subjects where it was seen.
  public var seenAt: [String]

  public init(
    id: String, subject: String, issuer: String, serial: String, notBefore: Timestamp,
    notAfter: Timestamp, subjectAlternativeNames: [String], sha256: String, keyType: String,
    keyBits: Int, signatureAlgorithm: String, isCA: Bool, seenAt: [String]
  ) {
    self.id = id
    self.subject = subject
    self.issuer = issuer
    self.serial = serial
    self.notBefore = notBefore
    self.notAfter = notAfter
    self.subjectAlternativeNames = subjectAlternativeNames
    self.sha256 = sha256
    self.keyType = keyType
    self.keyBits = keyBits
    self.signatureAlgorithm = signatureAlgorithm
    self.isCA = isCA
    self.seenAt = seenAt
  }
}
