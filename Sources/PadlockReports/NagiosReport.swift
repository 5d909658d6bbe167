public import PadlockModel
import PadlockRedaction

/// Renders one line for Nagios and its kin, with performance data (Monitoring Plugins Development
/// Guidelines, "Plugin Output" and "Performance data").
///
/// `certificate_days` is the time left of the certificate that ends first of those that are served
/// or named by the configuration, in whole days; negative after its end.
public func renderNagios(_ report: Report) -> String {
  let state = NagiosState(report)
  // A pipe begins the performance data, so the sentence has none.
  let sentence = VisibleText.make(Verdict(report).sentence).replacing("|", with: "/")
  let counted = report.diagnoses.filter { $0.certainty != .possible }
  var data = [
    ("errors", counted.count { $0.severity == .error }),
    ("warnings", counted.count { $0.severity == .warning }),
    ("possible", report.diagnoses.count - counted.count), ("unchecked", report.unchecked.count),
  ].map { "\($0)=\($1);;;0" }
  let leaves = report.certificates.filter { !$0.isCA }
  if let end = leaves.map(\.notAfter).min() {
    data.append("certificate_days=\(report.generated.wholeDays(until: end))")
  }
  return "PADLOCK \(state.word) - \(sentence) | \(data.joined(separator: " "))\n"
}

/// The four states of a plugin; the raw value is its exit code.
public enum NagiosState: Int32, Sendable {
  case ok = 0
  case warning = 1
  case critical = 2
  case unknown = 3

  /// A problem is critical, an inconclusive run unknown, a warning that is confirmed or likely a
  /// warning.
  public init(_ report: Report) {
    self.init(
      report.outcome,
      hasWarning: report.diagnoses.contains {
        $0.severity == .warning && $0.certainty != .possible
      })
  }

  init(_ outcome: Report.Outcome, hasWarning: Bool) {
    self =
      switch outcome {
      case .problems: .critical
      case .inconclusive: .unknown
      case .healthy: hasWarning ? .warning : .ok
      }
  }

  var word: String {
    switch self {
    case .ok: "OK"
    case .warning: "WARNING"
    case .critical: "CRITICAL"
    case .unknown: "UNKNOWN"
    }
  }
}
