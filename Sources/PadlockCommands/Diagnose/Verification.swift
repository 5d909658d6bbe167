import PadlockCollectors
import PadlockEngine
import PadlockModel
import PadlockWizard

/// How the conditions of a remedy and of what its diagnosis caused stand now, and every secret that
/// was read on the way.
struct Verification: Sendable {
  let tree: ConditionTree
  /// By the keys of the diagnoses.
  let consequences: [String: ConditionTree]
  let secrets: [(secret: Secret, source: String)]
}

extension DiagnosisRun {
  /// Collects just what a remedy and those of the consequences name for afterwards, with what that
  /// needs.
  ///
  /// - Returns: nil where these rules have no such remedy, or it names nothing.
  func verify(_ order: VerificationOrder, from start: Inquiry) async -> Verification? {
    let engine = engine
    guard let condition = engine.verification(of: order.remedy, for: order.diagnosis) else {
      return nil
    }
    let consequences = order.consequences.compactMap { diagnosis in
      diagnosis.remedies.lazy.compactMap { engine.verification(of: $0, for: diagnosis) }.first
        .map { (diagnosis: diagnosis, condition: $0) }
    }
    let goal = consequences.reduce(condition.facts) { $0.union($1.condition.facts) }
    let findings = await Investigation(
      engine: engine, collector: collector, goal: goal, watch: watch
    )
    .investigate(start).findings
    return Verification(
      tree: engine.verify(condition, for: order.diagnosis, findings),
      consequences: Dictionary(
        consequences.map {
          ($0.diagnosis.key, engine.verify($0.condition, for: $0.diagnosis, findings))
        }
      ) { first, _ in first },
      secrets: start.request.workbench.read { $0.secrets })
  }
}
