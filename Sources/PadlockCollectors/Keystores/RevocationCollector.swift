import OpenSSLBridge
public import PadlockModel
import PadlockNetwork

/// Finds out whether the certificates that are served were revoked: from the answer that the server
/// staples and, where the user asks for it, from their issuers.
public struct RevocationCollector: Collector {
  public init() {}

  public let title = "Look whether the certificate was revoked"
  public let how = "Run Padlock with --check-revocation where the issuer's servers can be reached."
  public let offer = CollectorOffer(
    id: "revocation",
    provides: [
      "certificate.is-stapled", "certificate.revocation", "certificate.revocation-source",
      "certificate.revocation-problem",
    ], needs: ["certificate.is-served", "certificate.must-staple"], cost: .slow)

  public func collect(
    _ request: CollectionRequest, knowing findings: Findings
  ) async -> [Observation] {
    let bench = request.workbench.read { $0 }
    var observations: [Observation] = []
    var judged: Set<SubjectID> = []
    for listener in Listeners(request, findings).all {
      guard let der = bench.served[listener.name]?.first,
        let leaf = try? CertificateDescription(der: der)
      else { continue }
      let id = SubjectID(.certificate, leaf.sha256)
      let staple = bench.stapled[listener.name]
      observations.append(
        .known(
          "certificate.is-stapled", of: id, .boolean(staple != nil),
          Evidence(
            .probe, listener.name,
            excerpt: staple == nil ? "staples no OCSP answer" : "staples an OCSP answer")))
      guard judged.insert(id).inserted else { continue }
      guard !leaf.isSelfSigned else {
        observations += offer.provides.dropFirst().map { .unknown($0, of: id, .notApplicable) }
        continue
      }
      let inquiry = RevocationInquiry(
        leaf, issuer: bench.issuers[leaf.sha256], staple: staple, request.options)
      observations += facts(of: id, leaf, await inquiry.finding())
    }
    let certificates = findings.facts.subjects(of: .certificate).map(\.id)
    for id in certificates where !judged.contains(id) {
      observations += offer.provides.map { .unknown($0, of: id, .notApplicable) }
    }
    return observations
  }

  private func facts(
    of id: SubjectID, _ leaf: CertificateDescription, _ finding: RevocationInquiry.Finding?
  ) -> [Observation] {
    guard let finding else {
      return offer.provides.dropFirst().map { .unknown($0, of: id, .byChoice) }
    }
    let name = ChainJudging.name(of: leaf)
    let (word, words): (String, String) =
      switch finding.answer {
      case .good: ("good", "its issuer has not revoked it")
      case .revoked(let time, let reason):
        (
          "revoked",
          "its issuer revoked it"
            + (time.map { " on \(Timestamp(secondsSince1970: $0))" } ?? "")
            + (reason.map { " (\($0))" } ?? "")
        )
      case .useless(let why): ("unknown", why)
      }
    let seen = Evidence(.probe, finding.place ?? name, excerpt: words)
    var observations: [Observation] = [
      .known("certificate.revocation", of: id, .text(word), seen),
      finding.source.map {
        .known("certificate.revocation-source", of: id, .text($0.rawValue), seen)
      } ?? .unknown("certificate.revocation-source", of: id, .notApplicable),
      .check(
        CheckRecord(
          id: offer.id, subject: id, title: "Look whether \(name) was revoked", detail: words,
          facts: ["certificate.revocation"])),
    ]
    if case .useless(let why) = finding.answer {
      observations.append(.known("certificate.revocation-problem", of: id, .text(why), seen))
    } else {
      observations.append(.absent("certificate.revocation-problem", of: id, seen))
    }
    return observations
  }
}
