import OpenSSLBridge
public import PadlockModel

/// Judges the product's certificate by the system's authorities, where its services are told to.
public struct AuthorityCollector: Collector {
  public init() {}

  public let title = "Look for the certificate's issuer in the system's store"
  public let how = "Run Padlock on the product's own host, or give it the files with --root."
  public let offer = CollectorOffer(
    id: "authorities",
    provides: [
      "authorities.bundle", "authorities.bundle-state", "authorities.package-state",
      "authorities.trust-own", "authorities.pending-file", "authorities.misnamed-file",
    ], needs: ["calls.verified-by-system"], cost: .quick)

  private static let bundleLimit = 16 << 20
  private static let fileLimit = 200
  private static let packages = "/var/lib/dpkg/status"
  private static let packagesLimit = 64 << 20

  public func collect(
    _ request: CollectionRequest, knowing findings: Findings
  ) async -> [Observation] {
    guard let subject = findings.facts.subjects(of: .service).map(\.id).first else { return [] }
    guard let survey = request.workbench.read({ $0.calls }),
      let files = survey.installed.parts.authorities,
      survey.calls.contains(where: { $0.verification == .system }),
      let certificate = OwnCertificate(request)
    else { return offer.provides.map { .unknown($0, of: subject, .notApplicable) } }
    var observations = [package(files, request, subject)]
    let place = Evidence(.file, files.bundle, excerpt: "holds the system's authorities")
    observations.append(.known("authorities.bundle", of: subject, .text(files.bundle), place))
    var anchors: [[UInt8]] = []
    do throws(FileFailure) {
      let bytes = try request.files.contents(of: files.bundle, limit: Self.bundleLimit)
      anchors = TrustStore.certificates(in: bytes)
      observations.append(
        .known("authorities.bundle-state", of: subject, .text("present"), place))
    } catch {
      guard error == .missing else {
        return observations
          + Self.judged.map { .unknown($0, of: subject, .failed("\(files.bundle) was not read")) }
      }
      observations.append(
        .known(
          "authorities.bundle-state", of: subject, .text("missing"),
          Evidence(.file, files.bundle, excerpt: "it is not there")))
    }
    return observations
      + judge(certificate, by: anchors, files, request, subject)
  }

  private static let judged: [FactName] = [
    "authorities.bundle-state", "authorities.trust-own", "authorities.pending-file",
    "authorities.misnamed-file",
  ]

  private func judge(
    _ certificate: OwnCertificate, by anchors: [[UInt8]], _ files: AuthorityFiles,
    _ request: CollectionRequest, _ subject: SubjectID
  ) -> [Observation] {
    let now = request.options.now
    guard let isTrusted = certificate.isTrusted(by: anchors, at: now) else {
      return Self.judged.dropFirst().map {
        .unknown($0, of: subject, .failed("OpenSSL could not follow the chain"))
      }
    }
    let seen = Evidence(
      .file, files.bundle,
      excerpt: isTrusted
        ? "vouches for the issuer \(certificate.leaf.issuer)"
        : "does not vouch for the issuer \(certificate.leaf.issuer)")
    var pending: Evidence?
    var misnamed: Evidence?
    if !isTrusted {
      for name in ((try? request.files.names(in: files.folder)) ?? []).prefix(Self.fileLimit) {
        let path = TargetPath(files.folder).appending(name)
        guard let bytes = try? request.files.contents(of: path, limit: 1 << 20),
          certificate.isTrusted(by: anchors + TrustStore.certificates(in: bytes), at: now) == true
        else { continue }
        let found = Evidence(.file, path, excerpt: "holds an issuer of \(certificate.leaf.subject)")
        if !name.hasSuffix(files.ending) {
          misnamed = misnamed ?? found
        } else if bytes.first != 0x30 {
          pending = pending ?? found
        }
      }
    }
    func file(_ name: FactName, _ found: Evidence?) -> Observation {
      found.map { .known(name, of: subject, .text($0.source), $0) } ?? .absent(name, of: subject)
    }
    return [
      .known("authorities.trust-own", of: subject, .boolean(isTrusted), seen),
      file("authorities.pending-file", pending), file("authorities.misnamed-file", misnamed),
      .check(
        CheckRecord(
          id: offer.id, subject: subject, title: title, detail: "\(files.bundle) \(seen.excerpt)",
          facts: ["authorities.trust-own"])),
    ]
  }

  /// What Debian's package database says (dpkg-query(1)): one paragraph for each package.
  private func package(
    _ files: AuthorityFiles, _ request: CollectionRequest, _ subject: SubjectID
  ) -> Observation {
    let name: FactName = "authorities.package-state"
    guard let package = files.package,
      let bytes = try? request.files.contents(of: Self.packages, limit: Self.packagesLimit)
    else { return .unknown(name, of: subject, .notApplicable) }
    var isOurs = false
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if line.starts(with: "Package: ".utf8) {
        isOurs = line.elementsEqual("Package: \(package)".utf8)
      } else if isOurs, line.starts(with: "Status: ".utf8) {
        let words = String(decoding: line, as: UTF8.self)
        return .known(
          name, of: subject, .text(words.hasSuffix(" installed") ? "installed" : "missing"),
          Evidence(.file, Self.packages, excerpt: "\(package): \(words)"))
      }
    }
    return .known(
      name, of: subject, .text("missing"),
      Evidence(.file, Self.packages, excerpt: "does not list \(package)"))
  }
}
