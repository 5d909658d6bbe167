public import PadlockModel

/// Renders metrics for the textfile collector of Prometheus's node exporter (text exposition
/// format 0.0.4).
public func renderPrometheus(_ report: Report) -> String {
  var families = [
    PrometheusFamily(
      "padlock_outcome", "1 for the outcome of the run, 0 for the others.",
      Report.Outcome.allCases.map {
        PrometheusFamily.Sample([("outcome", $0.rawValue)], $0 == report.outcome ? 1 : 0)
      }),
    PrometheusFamily(
      "padlock_run_timestamp_seconds", "When the run began, in seconds since 1970.",
      [PrometheusFamily.Sample([], report.generated.secondsSince1970)]),
    PrometheusFamily(
      "padlock_unchecked", "How many things were not looked at.",
      [PrometheusFamily.Sample([], Int64(report.unchecked.count))]),
  ]
  families.append(
    PrometheusFamily(
      "padlock_checks", "How many checks came out so.",
      Check.Result.allCases.map { result in
        PrometheusFamily.Sample(
          [("result", result.rawValue)], Int64(report.checks.count { $0.result == result }))
      }))
  families.append(
    PrometheusFamily(
      "padlock_diagnosis", "1 for each diagnosis of the run.",
      report.diagnoses.map { one in
        PrometheusFamily.Sample(
          [
            ("id", one.id), ("severity", one.severity.rawValue),
            ("certainty", one.certainty.rawValue), ("target", one.target),
            ("subject", one.subject ?? ""),
          ], 1)
      }))
  families.append(
    PrometheusFamily(
      "padlock_certificate_not_after_seconds",
      "When a certificate ends, in seconds since 1970.",
      report.certificates.map { one in
        PrometheusFamily.Sample(
          [("sha256", one.sha256), ("subject", one.subject), ("ca", one.isCA ? "true" : "false")],
          one.notAfter.secondsSince1970)
      }))
  return families.filter { !$0.samples.isEmpty }.map(\.text).joined()
}
