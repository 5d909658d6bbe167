public import PadlockModel

/// The formats in which what was found of many hosts can be written.
public enum FleetFormat: String, CaseIterable, Sendable {
  /// `json` is one object a line.
  case text, json, html, nagios, prometheus

  /// Renders a finished run.
  ///
  /// Pure: equal fleets give equal bytes. `options` say how wide and colourful text is.
  /// - Throws: `EncodingFailure` where JSON cannot hold a value.
  public func render(
    _ fleet: Fleet, options: TextOptions = TextOptions()
  ) throws(EncodingFailure) -> String {
    switch self {
    case .text: return renderText(fleet, options: options)
    case .json:
      var lines = ""
      for row in fleet.rows { lines += try renderLine(row) }
      return lines
    case .html: return renderHTML(fleet)
    case .nagios: return renderNagios(fleet)
    case .prometheus: return renderPrometheus(fleet)
    }
  }
}

/// Renders `padlock.fleet-row/1` on one line, with its end.
///
/// - Throws: `EncodingFailure` where a value cannot be written as JSON.
public func renderLine(_ row: FleetRow) throws(EncodingFailure) -> String {
  try JSONText.make(row, onOneLine: true)
}

/// The exit code of a run over many hosts: that which the worst of them would have alone.
///
/// 1 where a diagnosis at or above `failOn` is confirmed or likely, else 2 where a host is
/// inconclusive or has no row, else 0. In the format of Nagios its own codes say that.
public func exitCode(
  for fleet: Fleet, failOn: FailOn = .error, format: FleetFormat = .text
) -> Int32 {
  if format == .nagios { return NagiosState(fleet).rawValue }
  let fails = fleet.rows.contains { row in
    row.diagnoses.contains { failOn.includes($0.severity) && $0.certainty != .possible }
  }
  if fails { return 1 }
  return fleet.hasOpenHosts ? 2 : 0
}

extension NagiosState {
  init(_ fleet: Fleet) {
    self.init(fleet.outcome, hasWarning: fleet.rows.contains(where: \.hasWarning))
  }
}

extension FleetRow: Maskable {
  public func changingOutsideText(_ change: (String) -> String) -> FleetRow {
    var row = self
    row.host = change(host)
    row.address = address.map(change)
    row.name = change(name)
    row.target = change(target)
    row.failures = failures.map(change)
    for index in diagnoses.indices {
      row.diagnoses[index].subject = diagnoses[index].subject.map(change)
    }
    if let certificate {
      row.certificate = Certificate(
        subject: change(certificate.subject), names: certificate.names.map(change),
        notAfter: certificate.notAfter)
    }
    return row
  }

  public func changingNames(_ change: (String) -> String) -> FleetRow {
    var row = self
    row.product = change(product)
    return row
  }
}

extension Fleet: Maskable {
  public func changingOutsideText(_ change: (String) -> String) -> Fleet {
    var fleet = self
    fleet.rows = rows.map { $0.changingOutsideText(change) }
    fleet.unfinished = unfinished.map { .init(host: change($0.host), name: change($0.name)) }
    fleet.options = options.map(change)
    return fleet
  }

  public func changingNames(_ change: (String) -> String) -> Fleet {
    var fleet = self
    fleet.rows = rows.map { $0.changingNames(change) }
    return fleet
  }
}
