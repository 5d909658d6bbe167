import PadlockModel

/// Makes the report's diagnoses of what the engine concluded for one target.
struct DiagnosisBuilding {
  let engine: Engine
  let verdict: TargetVerdict

  private var target: String { verdict.findings.target.id }
  private var judgements: [Judgement] { verdict.conclusions.judgements }

  func key(_ index: Int) -> String {
    Diagnosis.key(judgements[index].rule.id, target: target, subject: judgements[index].subject)
  }

  /// The diagnosis at `index`; its rank is set when all targets are known.
  func diagnosis(_ index: Int, certainty: Certainty) -> Diagnosis {
    let judgement = judgements[index]
    let filling = RemedyFilling(
      evaluation: verdict.evaluation, findings: verdict.findings, subject: judgement.subject)
    let causes = verdict.graph.causes[index] ?? []
    return Diagnosis(
      id: judgement.rule.id, target: target,
      subject: judgement.subject == .target ? nil : judgement.subject.description,
      title: judgement.rule.title, severity: judgement.rule.severity, certainty: certainty,
      rank: 0, rootCause: verdict.graph.roots.contains(index),
      causes: (verdict.graph.consequences[index] ?? []).map(key), causedBy: causes.map(key),
      summary: filling.text(judgement.rule.summary),
      evidence: Self.evidence(for: judgement, certainty: certainty), why: judgement.why,
      toConfirm: certainty == .confirmed ? [] : toConfirm(judgement),
      remedies: filling.remedies(of: judgement.rule),
      references: judgement.rule.references.map(reference))
  }

  /// The facts that show what a concluded judgement says, without those that only let its rule apply.
  static func supportingFacts(_ judgement: Judgement, certainty: Certainty) -> Set<FactKey> {
    let leaves =
      certainty == .confirmed
      ? judgement.confirmed.map(Proof.leaves) ?? [] : citedLeaves(judgement, certainty: certainty)
    return Set(leaves.flatMap(\.keys))
  }

  private static func citedLeaves(
    _ judgement: Judgement, certainty: Certainty
  ) -> [ConditionTree.Leaf] {
    let trees = [judgement.confirmed, judgement.suspected].compactMap { $0 }
    switch certainty {
    case .confirmed: return Proof.leaves(of: judgement)
    case .likely:
      let proved = trees.filter { $0.result == .yes }.flatMap(Proof.leaves)
      let helping = judgement.confirmed?.leaves.filter { $0.result == .yes } ?? []
      return proved + helping.filter { !proved.contains($0) }
    case .possible: return trees.flatMap(\.leaves).filter { $0.result == .yes }
    }
  }

  /// What proves it, and then what also points at it, such as the line of the log.
  private static func evidence(for judgement: Judgement, certainty: Certainty) -> [Evidence] {
    var leaves = citedLeaves(judgement, certainty: certainty)
    if certainty == .confirmed, let suspected = judgement.suspected, suspected.result == .yes {
      leaves += Proof.leaves(of: suspected)
    }
    // What several elements of a list rest on is one piece of evidence to whoever reads it.
    var seen: Set<Evidence> = []
    return leaves.flatMap(\.evidence).filter { evidence in
      var shown = evidence
      shown.about = nil
      return seen.insert(shown).inserted
    }
  }

  private func toConfirm(_ judgement: Judgement) -> [Diagnosis.ToConfirm] {
    let open = [judgement.applies, judgement.confirmed].compactMap { $0 }.flatMap(\.openLeaves)
    let missing = open.flatMap { leaf in
      leaf.missing(in: verdict.findings.facts).map { (fact: $0, reason: leaf.reason) }
    }
    var seen: Set<FactName> = []
    return missing.filter { seen.insert($0.fact).inserted }.map { fact, reason in
      let how =
        switch reason {
        case .byChoice: "It was left out by choice: run again without that option."
        case .failed(let why): "It could not be told: \(why)."
        default:
          engine.howToObserve[fact.offered] ?? FactCatalogue.definition(of: fact)?.meaning
            ?? fact.rawValue
        }
      return Diagnosis.ToConfirm(fact: fact, how: how)
    }
  }

  private func reference(_ reference: Reference) -> FilledReference {
    let article = engine.rules.articles.first { $0.id == reference.article }
    return FilledReference(
      title: article?.title ?? reference.article, section: reference.section, url: article?.url)
  }
}
