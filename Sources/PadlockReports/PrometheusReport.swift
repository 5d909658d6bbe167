public import PadlockModel
import PadlockRedaction

/// Renders metrics for the textfile collector of Prometheus's node exporter (text exposition
/// format 0.0.4).
public func renderPrometheus(_ report: Report) -> String {
  var families = [
    Family(
      "padlock_outcome", "1 for the outcome of the run, 0 for the others.",
      Report.Outcome.allCases.map {
        Family.Sample([("outcome", $0.rawValue)], $0 == report.outcome ? 1 : 0)
      }),
    Family(
      "padlock_run_timestamp_seconds", "When the run ended, in seconds since 1970.",
      [Family.Sample([], report.generated.secondsSince1970)]),
    Family(
      "padlock_unchecked", "How many things were not looked at.",
      [Family.Sample([], Int64(report.unchecked.count))]),
  ]
  families.append(
    Family(
      "padlock_checks", "How many checks came out so.",
      Check.Result.allCases.map { result in
        Family.Sample(
          [("result", result.rawValue)], Int64(report.checks.count { $0.result == result }))
      }))
  families.append(
    Family(
      "padlock_diagnosis", "1 for each diagnosis of the run.",
      report.diagnoses.map { one in
        Family.Sample(
          [
            ("id", one.id), ("severity", one.severity.rawValue),
            ("certainty", one.certainty.rawValue), ("target", one.target),
            ("subject", one.subject ?? ""),
          ], 1)
      }))
  families.append(
    Family(
      "padlock_certificate_not_after_seconds",
      "When a certificate ends, in seconds since 1970.",
      report.certificates.map { one in
        Family.Sample(
          [("sha256", one.sha256), ("subject", one.subject), ("ca", one.isCA ? "true" : "false")],
          one.notAfter.secondsSince1970)
      }))
  return families.filter { !$0.samples.isEmpty }.map(\.text).joined()
}

/// Samples of one name.
private struct Family {
  struct Sample {
    let labels: [(name: String, value: String)]
    let value: Int64

    init(_ labels: [(name: String, value: String)], _ value: Int64) {
      self.labels = labels
      self.value = value
    }
  }

  let name: String
  let help: String
  let samples: [Sample]

  init(_ name: String, _ help: String, _ samples: [Sample]) {
    self.name = name
    self.help = help
    self.samples = samples
  }

  /// Each set of labels stands once, for a second one would make the whole file invalid.
  var text: String {
    var seen: Set<String> = []
    let lines = samples.compactMap { sample -> String? in
      let labels = sample.labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }
      let all = labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}"
      return seen.insert(all).inserted ? "\(name)\(all) \(sample.value)" : nil
    }
    return "# HELP \(name) \(help)\n# TYPE \(name) gauge\n" + lines.joined(separator: "\n") + "\n"
  }

  private static func escaped(_ value: String) -> String {
    VisibleText.make(value).replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
  }
}
