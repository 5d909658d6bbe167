extension Findings: Codable {
  private enum CodingKeys: String, CodingKey {
    case target, facts, sightings, answers, checks, settings, certificates, unchecked, ledger
    case restart, timings, failures
  }

  /// - Throws: `DecodingError` where a value is none that a run could have seen.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(target: try container.decode(Target.self, forKey: .target))
    facts = try container.decode(FactSet.self, forKey: .facts)
    sightings = try container.decode([Sighting].self, forKey: .sightings)
    answers = try container.decode([Answer].self, forKey: .answers)
    checks = try container.decode([CheckRecord].self, forKey: .checks)
    settings = try container.decode([SettingPlace].self, forKey: .settings)
    certificates = try container.decode([CertificateRecord].self, forKey: .certificates)
    unchecked = try container.decode([Unchecked].self, forKey: .unchecked)
    ledger = try container.decode([LedgerEntry].self, forKey: .ledger)
    restart = try container.decodeIfPresent(String.self, forKey: .restart)
    timings = try container.decode([String: Int].self, forKey: .timings)
    failures = try container.decode([String].self, forKey: .failures)
    // Counts are added up, and lines and bytes are counted on from there.
    let counts =
      Array(timings.values) + sightings.map(\.count) + sightings.compactMap(\.line)
      + answers.compactMap(\.line) + settings.compactMap(\.line) + ledger.map(\.bytes)
      + certificates.map(\.keyBits) + facts.states.values.flatMap(\.evidence).compactMap(\.line)
    let isSound = counts.allSatisfy((0...FactValue.largest).contains)
    guard isSound, target.port.map((1...65_535).contains) ?? true else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "a number is out of range"))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(target, forKey: .target)
    try container.encode(facts, forKey: .facts)
    try container.encode(sightings, forKey: .sightings)
    try container.encode(answers, forKey: .answers)
    try container.encode(checks, forKey: .checks)
    try container.encode(settings, forKey: .settings)
    try container.encode(certificates, forKey: .certificates)
    try container.encode(unchecked, forKey: .unchecked)
    try container.encode(ledger, forKey: .ledger)
    try container.encodeIfPresent(restart, forKey: .restart)
    try container.encode(timings, forKey: .timings)
    try container.encode(failures, forKey: .failures)
  }
}
