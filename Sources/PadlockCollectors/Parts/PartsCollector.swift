public import PadlockModel

/// Judges for each of a product's services whether it may read the certificate and the key, and
/// whether the services are switched off.
public struct PartsCollector: Collector {
  public init() {}

  public let title = "Compare permissions with the users of the services"
  public let how = "Run Padlock on the product's own host as a user who may look into its folders."
  public let offer = CollectorOffer(
    id: "parts",
    provides: ["services.cannot-read", "services.outside-group", "services.off-marks"],
    needs: ["service.name"], cost: .quick)

  public func collect(
    _ request: CollectionRequest, knowing findings: Findings
  ) async -> [Observation] {
    guard let installed = InstalledParts(request), let installation = request.installation else {
      return findings.facts.subjects(of: .service).flatMap { subject in
        offer.provides.map { .unknown($0, of: subject.id, .notApplicable) }
      }
    }
    let subject = SubjectID(.service, installation.service.name)
    var reading = PartPermissions(request, installed)
    reading.judge()
    return reading.observations(of: subject) + [offMarks(installed.parts, request, subject)]
  }

  private func offMarks(
    _ parts: ProductParts, _ request: CollectionRequest, _ subject: SubjectID
  ) -> Observation {
    var marks = ListFact()
    var gap: UnknownReason?
    for mark in parts.offMarks {
      let status = request.files.status(of: mark.path)
      if case .denied = status { gap = .failed("\(mark.path) could not be looked at") }
      guard let wanted = mark.line else {
        switch status {
        case .file, .folder, .special:
          marks.add(mark.path, Evidence(.file, mark.path, excerpt: "it is there"))
        default: break
        }
        continue
      }
      guard let bytes = try? request.files.contents(of: mark.path, limit: 1 << 20) else { continue }
      let lines = String(decoding: bytes, as: UTF8.self).split(
        separator: "\n", omittingEmptySubsequences: false)
      // In a file of assignments the last one counts.
      let key = wanted.prefix { $0 != "=" } + "="
      guard
        let last = lines.enumerated().last(where: { Self.plain($0.element).hasPrefix(key) }),
        Self.plain(last.element) == wanted
      else { continue }
      marks.add(
        mark.path,
        Evidence(.file, mark.path, line: last.offset + 1, excerpt: String(last.element)))
    }
    return marks.observation("services.off-marks", of: subject, gap: gap)
  }

  /// An assignment without quotes and spaces at its ends.
  private static func plain(_ line: some StringProtocol) -> String {
    String(line).filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" }
  }
}
