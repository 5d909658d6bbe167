import PadlockCollectors
import PadlockEngine
import PadlockModel
import PadlockRedaction

/// How the condition of a remedy stands now, and every secret that was read on the way.
struct Verification: Sendable {
  let tree: ConditionTree
  let secrets: [(secret: Secret, source: String)]
}

extension DiagnosisRun {
  /// Collects just what a remedy names for afterwards, with what that needs.
  ///
  /// - Returns: nil where these rules have no such remedy, or it names nothing.
  func verify(
    _ remedy: FilledRemedy, of diagnosis: Diagnosis, on target: FoundTarget
  ) async -> Verification? {
    let engine = Engine(
      rules: rules, now: options.now, howToObserve: CollectorCatalogue.howToObserve)
    guard let condition = engine.verification(of: remedy, for: diagnosis) else { return nil }
    let request = request(target, options)
    let findings = await Investigation(engine: engine, goal: condition.facts, watch: watch)
      .investigate(request)
    let subject = diagnosis.subject.flatMap(SubjectID.init(text:)) ?? .target
    return Verification(
      tree: engine.verify(condition, for: subject, findings),
      secrets: request.workbench.read { $0.secrets })
  }
}
