import Foundation
import PadlockModel
import PadlockRedaction
import PadlockReports

/// Takes the rows of a fleet as they end, and writes them: masked, scanned, and only then anywhere.
struct FleetWriting {
  private let command: FleetCommand
  private let entries: [Inventory.Entry]
  private let kept: KeptRows?
  private let now: Timestamp
  private let rendering: ReportGuard
  private let progress = FleetProgress()
  /// By the place in ``entries``.
  private var rows: [Int: FleetRow] = [:]
  /// The places of the hosts that are to be looked at.
  private let openPlaces: [Int]
  private var problems = 0
  /// What could not be written.
  private var failure: CommandFailure?

  init(
    _ command: FleetCommand, _ rules: RuleSet, _ secrets: SecretVault,
    _ entries: [Inventory.Entry], _ kept: KeptRows?, now: Timestamp
  ) {
    self.command = command
    self.entries = entries
    self.kept = kept
    self.now = now
    var vault = secrets
    vault.add(names: entries.map(\.host))
    rendering = ReportGuard(Masker(vault), rules)
    for (index, entry) in entries.enumerated() {
      guard var row = kept?.rows[entry.key] else { continue }
      row.name = entry.name
      rows[index] = row
    }
    openPlaces = entries.indices.filter { [rows] in rows[$0] == nil }
  }

  /// How many hosts have a row of an earlier run, and how old they are; nil where none has.
  var aboutEarlierRows: String? {
    guard let oldest = rows.values.map(\.generated).min(), let path = command.resume else {
      return nil
    }
    return "\(rows.count) of \(entries.count) hosts are not looked at again: their rows are in "
      + "\(path), the oldest of \(oldest)."
  }

  /// The hosts that have no row yet.
  var open: [Inventory.Entry] { openPlaces.map { entries[$0] } }

  /// Whether rows go to standard output as they end.
  private var streams: Bool {
    command.format == .json && command.writing.output == nil && !command.redaction.redactHosts
      && !command.writing.quiet
  }

  /// Takes the row of the host at `index` of ``open``; false where it could not be written.
  mutating func take(_ row: FleetRow, at index: Int) -> Bool {
    guard failure == nil else { return false }
    rows[openPlaces[index]] = row
    if row.outcome == .problems { problems += 1 }
    do throws(CommandFailure) {
      if kept != nil || streams {
        let line = try rendering.text(row) { try renderLine($0) }
        if streams {
          progress.end()
          try Output.print(line)
        }
        try kept?.add(line)
      }
    } catch {
      failure = error
      return false
    }
    progress.show(rows.count, of: entries.count, problems)
    return true
  }

  /// Writes what there is, and says by an error how it ends.
  func finish(wasStopped: Bool) throws {
    progress.end()
    if let failure, streams { throw failure }
    var fleet = Fleet(
      rows: entries.indices.compactMap { rows[$0] },
      unfinished: entries.indices.filter { rows[$0] == nil }.map {
        .init(host: entries[$0].host, name: entries[$0].name)
      },
      generated: now, version: Version.text, options: command.optionsOfOne)
    let code = exitCode(for: fleet, failOn: command.failOn, format: command.format)
    var names: NameMasker?
    if command.redaction.redactHosts {
      let nameless = fleet.masked(by: rendering.masker).withoutNames()
      (fleet, names) = (nameless.fleet, nameless.names)
    }
    if streams {
      // What an earlier run found is part of the answer.
      fleet.rows = earlierRows
    }
    try command.writing.write(try rendering.text(fleet, render))
    try command.redaction.write(names)
    if let failure { throw failure }
    if !fleet.unfinished.isEmpty { StandardError.line("padlock: \(howToGoOn(fleet, wasStopped))") }
    if wasStopped { throw CommandFailure.interrupted }
    if code != 0 { throw CommandFailure.code(code) }
  }

  private var earlierRows: [FleetRow] {
    let open = Set(openPlaces)
    return entries.indices.filter { !open.contains($0) }.compactMap { rows[$0] }
  }

  private func render(_ fleet: Fleet) throws -> String {
    let options = command.writing.textOptions
    return command.writing.quiet
      ? renderVerdict(fleet, options: options) : try command.format.render(fleet, options: options)
  }

  private func howToGoOn(_ fleet: Fleet, _ wasStopped: Bool) -> String {
    let what = wasStopped ? "stopped" : "the time for all hosts (--run-deadline) is up"
    let rest = "\(fleet.unfinished.count) of \(entries.count) hosts were not looked at"
    return kept == nil
      ? "\(what): \(rest); with --resume FILE a run can be gone on with."
      : "\(what): \(rest); the same command again goes on with them."
  }
}

/// Says on a terminal's standard error how far the run is.
private struct FleetProgress {
  private let isShown =
    isatty(STDERR_FILENO) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"

  func show(_ done: Int, of all: Int, _ problems: Int) {
    guard isShown else { return }
    let found = problems == 0 ? "" : ", \(problems) with problems"
    write("\r\u{1B}[K\(done) of \(all) hosts\(found) …")
  }

  func end() {
    if isShown { write("\r\u{1B}[K") }
  }

  private func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}
