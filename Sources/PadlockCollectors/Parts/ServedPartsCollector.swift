import OpenSSLBridge
public import PadlockModel

/// Compares the certificate that each of a product's services serves with its file.
public struct ServedPartsCollector: Collector {
  public init() {}

  public let title = "Compare the certificates of all ports with the file"
  public let how = "Run Padlock on the product's own host, without --no-probe."
  public let offer = CollectorOffer(
    id: "served-parts", provides: ["services.serving-file", "services.serving-another"],
    needs: ["listener.tls", "calls.made"], cost: .quick)

  public func collect(
    _ request: CollectionRequest, knowing findings: Findings
  ) async -> [Observation] {
    let subjects = findings.facts.subjects(of: .service).map(\.id)
    guard let subject = subjects.first else { return [] }
    if request.options.noProbe {
      return offer.provides.map { .unknown($0, of: subject, .byChoice) }
    }
    guard let installed = InstalledParts(request), let own = OwnCertificate(request) else {
      return offer.provides.map { .unknown($0, of: subject, .notApplicable) }
    }
    var same = ListFact()
    var other = ListFact()
    for listener in Listeners(request, findings).all {
      guard let name = listener.definition?.service,
        let service = installed.services.first(where: { $0.name == name }),
        installed.serves(service, own.path, request.files),
        let der = request.workbench.read({ $0.served[listener.name]?.first }),
        let served = try? CertificateDescription(der: der)
      else { continue }
      let isSame = served.sha256 == own.leaf.sha256
      let words = "\(service.name) serves \(served.subject), \(served.sha256.prefix(16))"
      let place = Evidence(.probe, listener.name, excerpt: words)
      if isSame { same.add(listener.name, place) } else { other.add(listener.name, place) }
    }
    let mine = Evidence(
      .file, own.path, excerpt: "holds \(own.leaf.subject), \(own.leaf.sha256.prefix(16))")
    if let first = other.values.first { other.add(first, mine) }
    return [
      same.observation("services.serving-file", of: subject),
      other.observation("services.serving-another", of: subject),
    ]
  }
}
