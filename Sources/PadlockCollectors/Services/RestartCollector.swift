public import PadlockModel

/// Compares when the configuration and the keystore were changed with when the service was started.
public struct RestartCollector: Collector {
  public init() {}

  public let title = "Compare changes with the last start"
  public let how = "Run Padlock on the product's own host, or give it the log with --log."
  public let offer = CollectorOffer(
    id: "restart", provides: ["service.configuration-changed", "service.changed-after-start"],
    needs: ["service.started", "keystore.state", "file.state", "symptoms.logged"], cost: .quick)

  /// Clocks of files and processes are compared to the second; less than this is no difference.
  private static let slack: Int64 = 2
  /// A log is changed when its last line is written; more than this after it, it was copied.
  private static let copied: Int64 = 120

  public func collect(
    _ request: CollectionRequest, knowing findings: Findings
  ) async -> [Observation] {
    guard let service = findings.facts.subjects(of: .service).first?.id else { return [] }
    let changes = changes(request, findings.facts)
    guard let last = changes.max(by: { ($0.1, $1.0) < ($1.1, $0.0) }),
      timesAreOriginal(request, last.1)
    else {
      return [
        .unknown("service.configuration-changed", of: service, .notApplicable),
        .unknown("service.changed-after-start", of: service, .notApplicable),
      ]
    }
    let changed = Evidence(.file, last.0, time: last.1, excerpt: "last changed \(last.1)")
    var observations: [Observation] = [
      .known("service.configuration-changed", of: service, .time(last.1), changed)
    ]
    let started = findings.facts["service.started", service]
    guard case .time(let start) = started.value else {
      return observations + [
        .unknown("service.changed-after-start", of: service, .notApplicable)
      ]
    }
    let isAfter = last.1 > start.advanced(bySeconds: Self.slack)
    observations += [
      .fact(
        FactKey("service.changed-after-start", service),
        .known(.boolean(isAfter), evidence: [changed] + started.evidence)),
      .check(
        CheckRecord(
          id: offer.id, subject: service, title: title,
          detail: "\(last.0) changed \(last.1), started \(start)",
          facts: ["service.changed-after-start"])),
    ]
    return observations
  }

  private func changes(_ request: CollectionRequest, _ facts: FactSet) -> [(String, Timestamp)] {
    let counting = ServerFileCollector.certificateRoles.union(ServerFileCollector.keyRoles)
      .union(["active"])
    let files = facts.subjects(of: .file).filter {
      facts["file.role", $0.id].value.map { counting.contains($0.description) } ?? false
    }
    let paths = files.map(\.id.name) + facts.subjects(of: .keystore).map(\.id.name)
    return paths.compactMap { path in
      guard case .file(let information) = request.files.status(of: path) else { return nil }
      return (path, information.changed)
    }
  }

  /// Whether the files' times are those of the target: a tree that was copied without them has
  /// logs that were "changed" some while after their last line, as late as everything else.
  private func timesAreOriginal(_ request: CollectionRequest, _ changed: Timestamp) -> Bool {
    if request.files.holdsEverything { return true }
    guard let log = request.workbench.read({ $0.newestLog }), let line = log.lastLine else {
      return false
    }
    let isCopied = log.changed > line.advanced(bySeconds: Self.copied)
    return !isCopied || changed < line
  }
}
