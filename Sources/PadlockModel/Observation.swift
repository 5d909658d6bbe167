/// One thing that a collector saw.
public enum Observation: Sendable, Equatable {
  case subject(Subject)
  case fact(FactKey, FactState)
  /// Every subject of this kind has been named.
  case enumerated(SubjectKind)
  case sighting(Sighting)
  case answer(Answer)
  case check(CheckRecord)
  case setting(SettingPlace)
  case certificate(CertificateRecord)
  case unchecked(Unchecked)
  /// The command that restarts the product here.
  case restart(String)
  /// Something the user named could not be read; a sentence.
  case failure(String)
  /// What was asked about and leaves nothing to judge, so that the run cannot be healthy.
  case unjudged(Unchecked)

  /// A fact that is known, with where it was seen.
  public static func known(
    _ name: FactName, of subject: SubjectID, _ value: FactValue, _ evidence: Evidence...
  ) -> Observation {
    .fact(FactKey(name, subject), .known(value, evidence: evidence))
  }

  /// A fact that is known to be absent, with where that was seen.
  public static func absent(
    _ name: FactName, of subject: SubjectID, _ evidence: Evidence...
  ) -> Observation {
    .fact(FactKey(name, subject), .absent(evidence: evidence))
  }

  /// A fact that could not be told.
  public static func unknown(
    _ name: FactName, of subject: SubjectID, _ reason: UnknownReason
  ) -> Observation {
    .fact(FactKey(name, subject), .unknown(reason))
  }
}

extension Findings {
  /// Adds what a collector saw.
  public mutating func add(_ observation: Observation) {
    switch observation {
    case .subject(let subject): facts.add(subject)
    case .fact(let key, let state): facts.set(key, state)
    case .enumerated(let kind): facts.markEnumerated(kind)
    case .sighting(let sighting): sightings.append(sighting)
    case .answer(let answer): answers.append(answer)
    case .check(let check): checks.append(check)
    case .setting(let place): settings.append(place)
    case .certificate(let certificate): add(certificate)
    case .unchecked(let unchecked):
      if !self.unchecked.contains(unchecked) { self.unchecked.append(unchecked) }
    case .restart(let command): restart = restart.map { min($0, command) } ?? command
    case .failure(let sentence):
      guard !failures.contains(sentence) else { return }
      failures.append(sentence)
      unchecked.append(
        Unchecked(
          what: "something that was named", why: sentence, how: "name a file that can be read"))
    case .unjudged(let unchecked):
      let sentence = "Nothing was judged of \(unchecked.what): \(unchecked.why)."
      guard !failures.contains(sentence) else { return }
      failures.append(sentence)
      add(.unchecked(unchecked))
    }
  }

  /// A certificate is one, wherever it was seen.
  private mutating func add(_ certificate: CertificateRecord) {
    guard let index = certificates.firstIndex(where: { $0.sha256 == certificate.sha256 }) else {
      certificates.append(certificate)
      return
    }
    let places = Set(certificates[index].seenAt).union(certificate.seenAt)
    if certificate.id < certificates[index].id { certificates[index] = certificate }
    certificates[index].seenAt = places.sorted()
  }
}
