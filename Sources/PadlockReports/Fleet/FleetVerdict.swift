import PadlockModel

/// What many hosts have in common, in numbers and in one sentence.
struct FleetVerdict {
  let outcome: Report.Outcome
  let problems: Int
  let inconclusive: Int
  let healthy: Int
  let warned: Int
  let unfinished: Int
  /// The first diagnoses of the hosts, those of most hosts first.
  let causes: [Cause]

  /// A diagnosis that comes first on these hosts.
  struct Cause {
    let finding: FleetRow.Finding
    let rows: [FleetRow]
  }

  init(_ fleet: Fleet) {
    outcome = fleet.outcome
    problems = fleet.rows.count { $0.outcome == .problems }
    inconclusive = fleet.rows.count { $0.outcome == .inconclusive }
    healthy = fleet.rows.count { $0.outcome == .healthy }
    warned = fleet.rows.count { $0.outcome == .healthy && $0.hasWarning }
    unfinished = fleet.unfinished.count
    var found: [RuleID: [FleetRow]] = [:]
    for row in fleet.rows {
      if let first = row.diagnoses.first { found[first.id, default: []].append(row) }
    }
    causes = found.values.compactMap { rows in
      rows.first?.diagnoses.first.map { Cause(finding: $0, rows: rows) }
    }.sorted {
      let (a, b) = ($0.finding, $1.finding)
      if a.severity != b.severity { return a.severity < b.severity }
      return $0.rows.count == $1.rows.count ? a.id < b.id : $0.rows.count > $1.rows.count
    }
  }

  /// How all of them are, such as `Problems on 23 of 200 hosts; 2 inconclusive, 175 healthy.`.
  var sentence: String {
    let all = problems + inconclusive + healthy + unfinished
    let hosts = Count.text(all, "host")
    var others = [
      inconclusive == 0 ? nil : "\(inconclusive) inconclusive",
      healthy == 0
        ? nil : "\(healthy) healthy" + (warned == 0 ? "" : ", \(warned) of them with warnings"),
    ].compactMap { $0 }
    if unfinished > 0 { others.append("\(unfinished) not looked at") }
    let rest = others.isEmpty ? "" : "; \(others.joined(separator: ", "))"
    switch outcome {
    case .problems: return "Problems on \(problems) of \(hosts)\(rest)."
    case .inconclusive: return "Inconclusive: no problem is certain on \(hosts)\(rest)."
    case .healthy:
      let warnings = warned == 0 ? "" : ", \(warned) with warnings"
      return "Healthy: nothing wrong was found on \(hosts)\(warnings)."
    }
  }
}

extension FleetRow {
  /// `host:port`, an IPv6 address in brackets.
  var place: String {
    let host = host.contains(":") ? "[\(host)]" : host
    return port.map { "\(host):\($0)" } ?? host
  }

  /// Whether a warning is confirmed or likely.
  var hasWarning: Bool {
    diagnoses.contains { $0.severity == .warning && $0.certainty != .possible }
  }

  /// How it is, in a few words: the first diagnosis, else what was seen.
  func state(at now: Timestamp) -> String {
    if let first = diagnoses.first {
      let more = diagnoses.count > 1 ? ", and \(diagnoses.count - 1) more" : ""
      return "\(first.title)\(more)"
    }
    guard outcome == .healthy else { return failures.first ?? "not enough could be observed" }
    let end = certificate.map { "certificate ends in \($0.daysLeft(from: now)) days" }
    return [tls, end].compactMap { $0 }.joined(separator: ", ")
  }
}

extension FleetRow.Certificate {
  func daysLeft(from now: Timestamp) -> Int { now.wholeDays(until: notAfter) }
}

extension Fleet {
  /// The rows, those with problems first, each kind in the order of the list.
  var worstFirst: [FleetRow] {
    let kinds: [(FleetRow) -> Bool] = [
      { $0.outcome == .problems }, { $0.outcome == .inconclusive },
      { $0.outcome == .healthy && $0.hasWarning }, { $0.outcome == .healthy && !$0.hasWarning },
    ]
    return kinds.flatMap { rows.filter($0) }
  }
}
