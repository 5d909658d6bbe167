public import PadlockModel

extension Engine {
  /// The report over all targets of a run.
  ///
  /// - Parameters:
  ///   - verdicts: one per target, in any order.
  ///   - version: Padlock's own version.
  ///   - generated: the time to stamp the report with.
  ///   - failures: what kept the run from observing, beyond any one target.
  ///   - listsFacts: whether it lists all facts, and what they rule out, which takes longest.
  /// - Returns: a report that is equal for equal evidence but for `generated` and `timings`.
  public func report(
    _ verdicts: [TargetVerdict], version: String, generated: Timestamp, failures: [String] = [],
    listsFacts: Bool = true
  ) -> Report {
    let verdicts = verdicts.sorted { $0.findings.target.id < $1.findings.target.id }
    let diagnoses = ranked(verdicts)
    var report = Report(
      tool: .init(
        name: "padlock", version: version,
        rules: .init(of: rules)),
      generated: generated,
      outcome: Self.outcome(diagnoses, verdicts, failures), diagnoses: diagnoses)
    for verdict in verdicts {
      add(verdict, to: &report)
      if listsFacts {
        report.facts += reportedFacts(of: verdict)
        report.ruledOut += ruledOut(of: verdict)
      }
    }
    addSymptoms(of: verdicts, to: &report)
    report.certificates = ReportOrder.merged(report.certificates)
    report.unchecked = ReportOrder.unique(report.unchecked)
    report.ledger = ReportOrder.unique(report.ledger)
    return report
  }

  /// The trees of all targets in one order: those of a target keep theirs, and errors come first.
  private func ranked(_ verdicts: [TargetVerdict]) -> [Diagnosis] {
    var trees: [(diagnoses: [Diagnosis], frequency: Frequency)] = []
    for verdict in verdicts {
      let building = DiagnosisBuilding(engine: self, verdict: verdict)
      for index in verdict.graph.ranked {
        guard case .concluded(let certainty) = verdict.conclusions.standings[index] else {
          continue
        }
        let diagnosis = building.diagnosis(index, certainty: certainty)
        if diagnosis.rootCause {
          trees.append(([diagnosis], verdict.conclusions.judgements[index].rule.frequency))
        } else if let last = trees.indices.last {
          trees[last].diagnoses.append(diagnosis)
        }
      }
    }
    let ranks = trees.map { TreeRank($0) }
    let ordered = trees.indices.sorted { a, b in
      ranks[a] == ranks[b] ? a < b : ranks[a] < ranks[b]
    }
    return ordered.flatMap { trees[$0].diagnoses }.enumerated().map { rank, diagnosis in
      var diagnosis = diagnosis
      diagnosis.rank = rank + 1
      return diagnosis
    }
  }

  private func add(_ verdict: TargetVerdict, to report: inout Report) {
    let findings = verdict.findings
    let target = findings.target.id
    let building = DiagnosisBuilding(engine: self, verdict: verdict)
    let parts = findings.facts.subjects.values.sorted { $0.id < $1.id }.map {
      ReportedTarget.Part(id: $0.id.description, kind: $0.id.kind, name: $0.name)
    }
    report.targets.append(ReportedTarget(findings.target, subjects: parts))

    for (index, judgement) in verdict.conclusions.judgements.enumerated() {
      let subject = judgement.subject == .target ? nil : judgement.subject.description
      guard case .masked(let other) = verdict.conclusions.standings[index] else { continue }
      report.masked.append(
        MaskedDiagnosis(
          id: judgement.rule.id, target: target, subject: subject, title: judgement.rule.title,
          by: building.key(other)))
    }

    report.checks += verdict.checks
    report.certificates += findings.certificates
    report.unchecked += findings.unchecked + openQuestions(verdict).map(\.unchecked)
    report.ledger += findings.ledger
    report.timings.merge(findings.timings) { $0 + $1 }
  }

  private func reportedFacts(of verdict: TargetVerdict) -> [ReportedFact] {
    let facts = verdict.findings.facts
    return facts.states.keys.sorted().compactMap { key in
      let state = facts[key]
      // Of a question that makes no sense here nobody wants to hear.
      if key.name.question != nil, state == .unknown(.notApplicable) { return nil }
      let reported: ReportedFact.State =
        switch state {
        case .known(let value, _): .value(value)
        case .absent: .absent
        case .unknown(let reason): .unknown(reason.text)
        }
      return ReportedFact(
        name: key.name, target: verdict.findings.target.id,
        subject: key.subject == .target ? nil : key.subject.description, state: reported,
        evidence: state.evidence)
    }
  }

  private func ruledOut(of verdict: TargetVerdict) -> [RuledOutDiagnosis] {
    let conclusions = verdict.conclusions
    let facts = verdict.findings.facts
    return zip(conclusions.judgements, conclusions.standings).compactMap { judgement, standing in
      guard case .ruledOut = standing else { return nil }
      let deciders = Proof.leaves(of: judgement.confirmed ?? judgement.suspected ?? judgement.why)
      return RuledOutDiagnosis(
        id: judgement.rule.id, target: verdict.findings.target.id,
        subject: judgement.subject == .target ? nil : judgement.subject.description,
        by: deciders.flatMap(\.keys).map {
          .init(fact: $0.name, value: facts[$0].shown ?? "unknown")
        })
    }
  }

  private static func outcome(
    _ diagnoses: [Diagnosis], _ verdicts: [TargetVerdict], _ failures: [String]
  ) -> Report.Outcome {
    let errors = diagnoses.filter { $0.severity == .error }
    if errors.contains(where: { $0.certainty != .possible }) { return .problems }
    let hasObserved =
      !verdicts.isEmpty
      && verdicts.allSatisfy { verdict in
        verdict.findings.facts.states.values.contains { state in
          state.evidence.contains { $0.kind != .user }
        }
      }
    let hasFailed = !failures.isEmpty || verdicts.contains { !$0.findings.failures.isEmpty }
    return errors.isEmpty && !hasFailed && hasObserved ? .healthy : .inconclusive
  }
}

/// Where a tree stands among those of all targets.
private struct TreeRank: Comparable {
  let hasError: Bool
  let certainty: Certainty
  let severity: Severity
  let frequency: Frequency
  let root: String

  init(_ tree: (diagnoses: [Diagnosis], frequency: Frequency)) {
    let diagnoses = tree.diagnoses
    hasError = diagnoses.contains { $0.severity == .error && $0.certainty != .possible }
    certainty = diagnoses.map(\.certainty).min() ?? .possible
    severity = diagnoses.map(\.severity).min() ?? .notice
    frequency = tree.frequency
    root = diagnoses.first?.key ?? ""
  }

  static func < (a: TreeRank, b: TreeRank) -> Bool {
    if a.hasError != b.hasError { return a.hasError }
    if a.certainty != b.certainty { return a.certainty < b.certainty }
    if a.severity != b.severity { return a.severity < b.severity }
    if a.frequency != b.frequency { return a.frequency < b.frequency }
    return a.root < b.root
  }
}
