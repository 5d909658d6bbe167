public import PadlockModel

/// From which severity on a diagnosis makes the run fail.
public enum FailOn: String, CaseIterable, Sendable {
  case error, warning, never

  func includes(_ severity: Severity) -> Bool {
    switch (self, severity) {
    case (.error, .error), (.warning, .error), (.warning, .warning): true
    default: false
    }
  }
}

/// The exit code of a diagnosis.
///
/// 1 where one at or above `failOn` is confirmed or likely, else 2 where the outcome is
/// inconclusive, else 0. In the format of Nagios its own codes say that.
public func exitCode(
  for report: Report, failOn: FailOn = .error, format: ReportFormat = .text
) -> Int32 {
  if format == .nagios { return NagiosState(report).rawValue }
  let fails = report.diagnoses.contains {
    failOn.includes($0.severity) && ($0.certainty == .confirmed || $0.certainty == .likely)
  }
  if fails { return 1 }
  return report.outcome == .inconclusive ? 2 : 0
}
