public import PadlockModel
import PadlockRedaction

/// Renders the table for people: the verdict, the causes with their hosts, and every host.
public func renderText(_ fleet: Fleet, options: TextOptions = TextOptions()) -> String {
  let verdict = FleetVerdict(fleet)
  var page = TextPage(options)
  page.verdict(verdict, wraps: true)
  if !verdict.causes.isEmpty {
    page.heading("Why")
    for cause in verdict.causes {
      page.line(
        "\(Columns.padded(String(cause.rows.count), to: 5))\(cause.finding.title)  "
          + "\(cause.finding.id)", indent: 2, hanging: 7, style: page.style(of: cause.finding))
    }
  }
  if !fleet.rows.isEmpty { page.heading("Hosts") }
  let width = min(40, fleet.rows.map { Columns.width(page.visible($0.name)) }.max() ?? 0)
  for row in fleet.worstFirst {
    let name = Columns.padded(page.visible(row.name), to: width)
    let outcome = Columns.padded(row.outcome.rawValue, to: 12)
    page.line("\(name)  \(outcome)  \(row.state(at: fleet.generated))", indent: 2, hanging: 4)
    if let first = row.diagnoses.first {
      let place = row.name == row.place ? nil : row.place
      let kind = "\(first.severity.rawValue), \(first.certainty.rawValue)"
      page.line([first.id, kind, place].compactMap { $0 }.joined(separator: "; "), indent: 6)
    }
  }
  if !fleet.unfinished.isEmpty {
    page.heading("Not looked at")
    for open in fleet.unfinished { page.line(open.name, indent: 2, hanging: 4) }
  }
  if let worst = fleet.worstFirst.first, !worst.diagnoses.isEmpty {
    page.heading("What to do about one of them")
    page.verbatim(worst.command(with: fleet.options), indent: 2)
  }
  page.gap()
  page.line("padlock \(fleet.version), \(fleet.generated)")
  return page.text
}

/// Renders the verdict alone, one line, for `--quiet`.
public func renderVerdict(_ fleet: Fleet, options: TextOptions = TextOptions()) -> String {
  var page = TextPage(options)
  page.verdict(FleetVerdict(fleet), wraps: false)
  return page.text
}

extension TextPage {
  fileprivate mutating func verdict(_ verdict: FleetVerdict, wraps: Bool) {
    self.verdict(verdict.sentence, of: verdict.outcome, wraps: wraps)
  }

  fileprivate func style(of finding: FleetRow.Finding) -> TextStyle? {
    switch (finding.severity, finding.certainty) {
    case (.error, .possible), (.warning, _): .yellow
    case (.error, _): .red
    case (.notice, _): nil
    }
  }
}

extension FleetRow {
  /// The command that diagnoses this host alone, with the `options` of the run.
  func command(with options: [String]) -> String {
    let host = host.contains(":") ? "[\(host)]" : host
    let place =
      port.map { " \(ShellWord.quoted("\(host):\($0)"))" }
      ?? " --host \(ShellWord.quoted(self.host))"
    let connecting = address.map { " --address \(ShellWord.quoted($0))" } ?? ""
    let rest = options.map { " \(ShellWord.quoted($0))" }.joined()
    return "padlock --non-interactive\(place)\(connecting) --product \(product)\(rest)"
  }
}
