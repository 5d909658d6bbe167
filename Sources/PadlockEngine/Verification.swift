public import PadlockModel

extension Engine {
  /// The condition that a remedy of a diagnosis names for afterwards.
  ///
  /// - Parameters:
  ///   - remedy: the remedy as the report has it.
  ///   - diagnosis: the diagnosis that it is for.
  /// - Returns: nil where these rules have no such remedy, or it names nothing.
  public func verification(of remedy: FilledRemedy, for diagnosis: Diagnosis) -> Condition? {
    rules.rule(diagnosis.id)?.remedies.first {
      $0.title == remedy.title && $0.platform == remedy.platform
    }?.verify
  }

  /// How that condition comes out now.
  ///
  /// What the diagnosis was about may be gone, such as a certificate that was replaced. Then it
  /// must hold for everything of that kind for which it can be told, and which the rule is about.
  public func verify(
    _ condition: Condition, for diagnosis: Diagnosis, _ findings: Findings
  ) -> ConditionTree {
    let evaluation = judge(findings).evaluation
    let subject = diagnosis.subject.flatMap(SubjectID.init(text:)) ?? .target
    let isThere = subject == .target || evaluation.facts.subjects[subject] != nil
    guard !isThere else { return evaluation.evaluate(condition, for: subject) }
    let others = evaluation.neighbourhood.all(subject.kind)
    let meant = others.filter { other in
      rules.rule(diagnosis.id).map { evaluation.evaluate($0.applies, for: other).result != .no }
        ?? true
    }
    let trees = (meant.isEmpty ? others : meant).map { evaluation.evaluate(condition, for: $0) }
    let told = trees.filter { $0.result != .unknown }
    switch (told.count, told.first) {
    case (0, _): return trees.first ?? evaluation.evaluate(condition, for: subject)
    case (1, let only?): return only
    default: return .all(told, told.reduce(.yes) { $0 && $1.result })
    }
  }
}
