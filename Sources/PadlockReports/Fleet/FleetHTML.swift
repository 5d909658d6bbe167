public import PadlockModel

/// Renders what was found of many hosts as one HTML file that needs nothing else.
public func renderHTML(_ fleet: Fleet) -> String {
  renderHTML(Page(fleet), version: fleet.version)
}

extension Page {
  init(_ fleet: Fleet) {
    let verdict = FleetVerdict(fleet)
    title = "Padlock: \(Count.text(fleet.rows.count, "host"))"
    blocks = [.status(Tone(fleet.outcome), [.strong(verdict.sentence)])]
    if !verdict.causes.isEmpty {
      blocks.append(.heading(2, [.text("Why")]))
      for cause in verdict.causes {
        let hosts = Count.text(cause.rows.count, "host")
        blocks += [
          .heading(3, [.text("\(cause.finding.title): \(hosts)")]),
          .paragraph([.code(cause.finding.id), .text(" on "), .text(Self.names(cause.rows))]),
        ]
      }
    }
    blocks += [
      .heading(2, [.text("Hosts")]),
      .table(
        header: ["Host", "Address", "Outcome", "First cause", "Id", "Severity", "TLS", "Ends in"],
        rows: fleet.worstFirst.map { row in
          let first = row.diagnoses.first
          let days = row.certificate.map { "\($0.daysLeft(from: fleet.generated)) days" }
          return [
            [.strong(row.name)], [.code(row.place)], [.text(row.outcome.rawValue)],
            [.text(row.outcome == .healthy && first == nil ? "" : row.state(at: fleet.generated))],
            [.code(first?.id ?? "")],
            [.text(first.map { "\($0.severity.rawValue), \($0.certainty.rawValue)" } ?? "")],
            [.text(row.tls ?? "")], [.text(days ?? "")],
          ]
        }),
    ]
    if !fleet.unfinished.isEmpty {
      blocks += [
        .heading(2, [.text("Not looked at")]),
        .paragraph([.text(fleet.unfinished.map(\.name).joined(separator: ", "))]),
      ]
    }
    blocks.append(.paragraph([.text("padlock \(fleet.version), \(fleet.generated)")]))
  }

  private static func names(_ rows: [FleetRow]) -> String {
    rows.map(\.name).joined(separator: ", ")
  }
}
