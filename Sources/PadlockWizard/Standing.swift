public import PadlockModel

extension WizardState {
  /// The report as the evidence stands now: without the diagnoses that were seen to be gone.
  ///
  /// What they hid, and what was not looked at since, is unknown: such a report is inconclusive and
  /// not healthy.
  public var standingReport: Report? {
    let fixed = fixedDiagnoses
    guard var standing = report, !fixed.isEmpty else { return report }
    standing.diagnoses.removeAll { fixed.contains($0.key) }
    guard standing.outcome == .problems else { return standing }
    let errors = standing.diagnoses.filter { $0.severity == .error }
    let isSeen = fixed.allSatisfy { fix.verified[$0] == .yes }
    let isKnown =
      isSeen && errors.isEmpty && standing.masked.isEmpty && standing.unchecked.isEmpty
    standing.outcome =
      errors.contains { $0.certainty != .possible }
      ? .problems : isKnown ? .healthy : .inconclusive
    return standing
  }
}
