public import PadlockModel

extension TargetVerdict {
  /// What was looked at, and how it came out as far as is known by now.
  public var checks: [Check] {
    ReportOrder.sorted(findings.checks).map(CheckJudging(self).check)
  }
}

/// Tells how each thing that was looked at came out, from the diagnoses that cite it.
struct CheckJudging {
  /// A diagnosis that is confirmed or likely.
  private struct Conclusion {
    let rule: Rule
    let subject: SubjectID
    let facts: Set<FactKey>
  }

  private let target: String
  private let facts: FactSet
  /// Those that are confirmed first.
  private let conclusions: [Conclusion]

  init(_ verdict: TargetVerdict) {
    target = verdict.findings.target.id
    facts = verdict.findings.facts
    let standings = verdict.conclusions.standings
    conclusions = [Certainty.confirmed, .likely].flatMap { certainty in
      zip(verdict.conclusions.judgements, standings).compactMap { judgement, standing in
        guard case .concluded(certainty) = standing else { return nil }
        return Conclusion(
          rule: judgement.rule, subject: judgement.subject,
          facts: DiagnosisBuilding.supportingFacts(judgement, certainty: certainty))
      }
    }
  }

  func check(_ record: CheckRecord) -> Check {
    var check = Check(
      id: record.id, target: target,
      subject: record.subject == .target ? nil : record.subject.description,
      title: record.title, result: .skipped, detail: record.skipped ?? record.detail)
    guard record.skipped == nil else { return check }
    let keys = Set(record.facts.flatMap { factKeys($0, record.subject) })
    let worst = conclusions(restingOn: keys)
    guard let severity = worst.first?.rule.severity else {
      check.result = result(record, keys)
      return check
    }
    check.result =
      switch severity {
      case .error: .failed
      case .warning: .warned
      case .notice: .notice
      }
    // What was seen may be well by itself, so that what is wrong with it comes first.
    check.detail = (faults(worst, record.subject) + [record.detail]).joined(separator: "; ")
    return check
  }

  /// A fact of a subject, or of the parts that lie in it.
  private func factKeys(_ fact: FactName, _ subject: SubjectID) -> [FactKey] {
    let kind = FactCatalogue.definition(of: fact)?.kind ?? subject.kind
    if kind == subject.kind { return [FactKey(fact, subject)] }
    return facts.subjects.values.filter { $0.id.kind == kind && $0.within.contains(subject) }
      .map { FactKey(fact, $0.id) }
  }

  /// The conclusions of the highest severity that rest on one of these facts.
  private func conclusions(restingOn keys: Set<FactKey>) -> [Conclusion] {
    let citing = conclusions.filter { !$0.facts.isDisjoint(with: keys) }
    let severity = citing.map(\.rule.severity).min()
    return citing.filter { $0.rule.severity == severity }
  }

  /// What is wrong, in the words of the diagnoses: of those about the subject if there are any.
  private func faults(_ conclusions: [Conclusion], _ subject: SubjectID) -> [String] {
    let own = conclusions.filter { conclusion in
      conclusion.subject == subject
        || facts.subjects[conclusion.subject]?.within.contains(subject) ?? false
    }
    var titles: [String] = []
    for conclusion in own.isEmpty ? Array(conclusions.prefix(1)) : own
    where !titles.contains(conclusion.rule.title) {
      titles.append(conclusion.rule.title)
    }
    return titles
  }

  private func result(_ record: CheckRecord, _ keys: Set<FactKey>) -> Check.Result {
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
