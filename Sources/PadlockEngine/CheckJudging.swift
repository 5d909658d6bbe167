public import PadlockModel

extension TargetVerdict {
  /// What was looked at, and how it came out as far as is known by now.
  public var checks: [Check] {
    ReportOrder.sorted(findings.checks).map(CheckJudging(self).check)
  }
}

/// Tells how each thing that was looked at came out, from the diagnoses that cite it.
struct CheckJudging {
  private let target: String
  private let facts: FactSet
  private let cited: [(severity: Severity, certainty: Certainty, facts: Set<FactKey>)]

  init(_ verdict: TargetVerdict) {
    target = verdict.findings.target.id
    facts = verdict.findings.facts
    let conclusions = verdict.conclusions
    cited = conclusions.judgements.indices.compactMap { index in
      guard case .concluded(let certainty) = conclusions.standings[index] else { return nil }
      let judgement = conclusions.judgements[index]
      return (
        judgement.rule.severity, certainty,
        DiagnosisBuilding.citedFacts(judgement, certainty: certainty)
      )
    }
  }

  func check(_ record: CheckRecord) -> Check {
    Check(
      id: record.id, target: target,
      subject: record.subject == .target ? nil : record.subject.description,
      title: record.title, result: result(record), detail: record.skipped ?? record.detail)
  }

  private func result(_ record: CheckRecord) -> Check.Result {
    if record.skipped != nil { return .skipped }
    let keys = Set(record.facts.map { FactKey($0, record.subject) })
    let citing = cited.filter { !$0.facts.isDisjoint(with: keys) && $0.certainty != .possible }
    switch citing.map(\.severity).min() {
    case .error: return .failed
    case .warning: return .warned
    case .notice: return .notice
    case nil: break
    }
    let isKnown =
      keys.isEmpty
      || keys.contains { key in
        switch facts[key] {
        case .known, .absent: true
        case .unknown: false
        }
      }
    return !isKnown || record.wasStopped ? .unknown : record.isNotable ? .notice : .passed
  }
}
