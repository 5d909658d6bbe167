public import PadlockModel

extension Engine {
  /// Lists what was seen, and what of it no diagnosis accounts for.
  ///
  /// What the user reported is listed once, however many targets it was held against, and is
  /// explained as soon as it is for one of them.
  func addSymptoms(of verdicts: [TargetVerdict], to report: inout Report) {
    let seen = verdicts.map { verdict in
      (verdict, verdict.findings.sightings.sorted(by: EvidenceClock.order))
    }
    var explained: Set<Words> = []
    for (verdict, sightings) in seen {
      let concluded = verdict.judgements { $0.isConcluded }
      explained.formUnion(sightings.filter { accounts(concluded, for: $0) }.compactMap(Words.init))
    }
    var listed: Set<Words> = []
    for (verdict, sightings) in seen {
      let concluded = verdict.judgements { $0.isConcluded }
      for sighting in sightings {
        let words = Words(sighting)
        if let words, !listed.insert(words).inserted { continue }
        let isCurrent = verdict.clock.isCurrent(sighting)
        let symptom = ReportedSymptom(sighting, current: isCurrent)
        report.symptoms.append(symptom)
        let isExplained = words.map(explained.contains) ?? accounts(concluded, for: sighting)
        if isCurrent, !isExplained { report.unexplained.append(symptom) }
      }
    }
  }

  /// Judges the targets of one run, each with what the others leave to be explained.
  ///
  /// Where a confirmed diagnosis of one target accounts for what the user reported, it supports
  /// nothing in the others: one message has one cause.
  public func judge(_ all: [Findings]) -> [TargetVerdict] {
    let verdicts = all.map(judge)
    let settled = verdicts.map { verdict -> Set<Words> in
      let confirmed = verdict.judgements { $0 == .concluded(.confirmed) }
      return Set(
        verdict.findings.sightings.filter { accounts(confirmed, for: $0) }.compactMap(Words.init))
    }
    return all.indices.map { index in
      let elsewhere = settled.enumerated().filter { $0.offset != index }.reduce(into: Set<Words>())
      {
        $0.formUnion($1.element)
      }.subtracting(settled[index])
      var findings = all[index]
      findings.sightings.removeAll { Words($0).map(elsewhere.contains) ?? false }
      return findings == all[index] ? verdicts[index] : judge(findings)
    }
  }

  /// Whether one of these judgements is what a symptom points to, or rests on it; a headline that
  /// points to nothing is accounted for by any error.
  private func accounts(_ judgements: [Judgement], for sighting: Sighting) -> Bool {
    let symptom = rules.symptoms.first { $0.id == sighting.symptom }
    return judgements.contains { judgement in
      symptom?.diagnoses.contains(judgement.rule.id) == true
        || symptom?.diagnoses.isEmpty == true && judgement.rule.severity == .error
        || judgement.why.leaves.contains { leaf in
          leaf.result == .yes && leaf.evidence.contains { $0.about == sighting.symptom }
        }
    }
  }
}

/// What a user reported.
private struct Words: Hashable {
  let symptom: String
  let text: String

  /// Nil for what a log or a probe says.
  init?(_ sighting: Sighting) {
    guard sighting.origin == .reported else { return nil }
    symptom = sighting.symptom
    text = sighting.text
  }
}

extension TargetVerdict {
  /// The judgements that stand as `isWanted` says.
  fileprivate func judgements(_ isWanted: (Conclusions.Standing) -> Bool) -> [Judgement] {
    zip(conclusions.judgements, conclusions.standings).filter { isWanted($0.1) }.map(\.0)
  }
}
