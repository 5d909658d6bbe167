public import PadlockModel
import PadlockRedaction

/// Renders one line for Nagios and its kin over many hosts, the worst state of any, with performance
/// data; the hosts that have a problem are named, the first ten of them.
public func renderNagios(_ fleet: Fleet) -> String {
  let verdict = FleetVerdict(fleet)
  let bad = fleet.rows.filter { $0.outcome == .problems }
  let named = bad.prefix(10).map { "\($0.name) \($0.diagnoses.first?.id ?? "")" }
  let more = bad.count > named.count ? ", and \(bad.count - named.count) more" : ""
  let list = named.isEmpty ? "" : " \(named.joined(separator: ", "))\(more)"
  // A pipe begins the performance data, so the sentence has none.
  let sentence = VisibleText.make(verdict.sentence + list).replacing("|", with: "/")
  var data = [
    ("hosts", fleet.rows.count + verdict.unfinished), ("problems", verdict.problems),
    ("inconclusive", verdict.inconclusive), ("warnings", verdict.warned),
    ("healthy", verdict.healthy), ("unfinished", verdict.unfinished),
  ].map { "\($0)=\($1);;;0" }
  if let first = fleet.rows.compactMap(\.certificate).min(by: { $0.notAfter < $1.notAfter }) {
    data.append("certificate_days=\(first.daysLeft(from: fleet.generated))")
  }
  return "PADLOCK \(NagiosState(fleet).word) - \(sentence) | \(data.joined(separator: " "))\n"
}

/// Renders metrics over many hosts: those of one host's report, each with its target as a label.
public func renderPrometheus(_ fleet: Fleet) -> String {
  let rows = fleet.rows
  return [
    PrometheusFamily(
      "padlock_outcome", "1 for the outcome of the run, 0 for the others.",
      rows.flatMap { row in
        Report.Outcome.allCases.map {
          .init([("outcome", $0.rawValue)] + row.labels, $0 == row.outcome ? 1 : 0)
        }
      }),
    PrometheusFamily(
      "padlock_run_timestamp_seconds", "When the run began, in seconds since 1970.",
      rows.map { .init($0.labels, $0.generated.secondsSince1970) }),
    PrometheusFamily(
      "padlock_unchecked", "How many things were not looked at.",
      rows.map { .init($0.labels, Int64($0.unchecked)) }),
    PrometheusFamily(
      "padlock_diagnosis", "1 for each diagnosis of the run.",
      rows.flatMap { row in
        row.diagnoses.map { one in
          .init(
            [
              ("id", one.id), ("severity", one.severity.rawValue),
              ("certainty", one.certainty.rawValue),
            ] + row.labels + [("subject", one.subject ?? "")], 1)
        }
      }),
    PrometheusFamily(
      "padlock_certificate_not_after_seconds",
      "When a certificate ends, in seconds since 1970.",
      rows.compactMap { row in
        row.certificate.map {
          .init([("subject", $0.subject)] + row.labels, $0.notAfter.secondsSince1970)
        }
      }),
    PrometheusFamily(
      "padlock_fleet_hosts", "How many hosts were asked for, and how many of them have no result.",
      [
        .init([("result", "finished")], Int64(rows.count)),
        .init([("result", "unfinished")], Int64(fleet.unfinished.count)),
      ]),
  ].filter { !$0.samples.isEmpty }.map(\.text).joined()
}

extension FleetRow {
  /// With the address where the list has one: several hosts may share a name.
  fileprivate var labels: [(name: String, value: String)] {
    [("target", target), ("name", name)] + (address.map { [("address", $0)] } ?? [])
  }
}
