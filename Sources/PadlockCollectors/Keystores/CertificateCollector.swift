import OpenSSLBridge
public import PadlockModel
import PadlockNetwork

/// Describes the certificates that are served and those that are configured, and follows their
/// chains.
public struct CertificateCollector: Collector {
  public init() {}

  public let title = "Follow the certificate chain"
  public let how = "Run Padlock where the clients are, without --no-probe."
  public let offer = CollectorOffer(
    id: "certificates",
    provides: [
      "certificate.subject", "certificate.issuer", "certificate.not-before",
      "certificate.not-after", "certificate.lifetime", "certificate.role",
      "certificate.is-served", "certificate.is-self-signed", "certificate.chain",
      "certificate.chain-problem", "certificate.chain-end", "certificate.is-used",
      "certificate.missing-issuer", "certificate.trust-store", "certificate.has-san",
      "certificate.names",
      "certificate.name-matches", "certificate.key-type", "certificate.key-bits",
      "certificate.signature-algorithm", "certificate.is-ca", "certificate.purposes",
      "certificate.chain-order", "certificate.key-matches", "certificate.key-owner",
      "certificate.must-staple", "listener.serves-configured", "listener.served-alias",
    ], needs: ["listener.tls", "keystore.state", "file.format"], cost: .slow)

  /// The longest chain that is followed.
  private static let chainLimit = 100
  /// The most certificates of keystores among which a missing issuer is looked for.
  private static let poolLimit = 5_000

  public func collect(
    _ request: CollectionRequest, knowing findings: Findings
  ) async -> [Observation] {
    let bench = request.workbench.read { $0 }
    // Reading the machine's trust store costs more than all else where there is nothing to judge.
    let isServed = !bench.served.values.allSatisfy(\.isEmpty)
    guard isServed || !bench.keystores.isEmpty || !bench.serverPairs.isEmpty else {
      return [.enumerated(.certificate)] + servesConfigured(request, findings, [:], [:])
        + ServedEntry(request, [:], bench.keystores).observations(findings)
    }
    let anchors = request.options.anchors ?? TrustAnchors(adding: request.options.trust)
    let judging = ChainJudging(
      anchors: anchors, extra: request.options.trust, now: request.options.now,
      expiresWithin: request.options.expiresWithinSeconds,
      pool: Array(
        bench.serverPairs.flatMap(\.certificates).map(\.der)
          + bench.keystores.sorted { $0.key < $1.key }.lazy.flatMap(\.value.entries)
          .flatMap(\.chain).map(\.der).prefix(Self.poolLimit)))
    var observations: [Observation] = [.enumerated(.certificate)]
    var servedLeaves: [String: String] = [:]
    var served: Set<String> = []

    for listener in Listeners(request, findings).all {
      guard let chain = bench.served[listener.name], !chain.isEmpty else { continue }
      let described = chain.prefix(Self.chainLimit).compactMap {
        try? CertificateDescription(der: $0)
      }
      servedLeaves[listener.name] = described.first?.sha256
      served.formUnion(described.map(\.sha256))
      let host = request.options.judgesNames ? listener.host : nil
      let verdict = judging.verdict(described, host)
      if let leaf = described.first, let issuer = verdict?.issuerOfLeaf {
        request.workbench.write { $0.issuers[leaf.sha256] = issuer }
      }
      observations += judging.observations(
        described, seenAt: listener.subject, host: host, isServed: true, verdict: verdict)
    }
    var configured: [SubjectID: Set<String>] = [:]
    var judged = served
    for (path, inspection) in bench.keystores.sorted(by: { $0.key < $1.key }) {
      for entry in inspection.entries where entry.kind == .privateKey {
        let id = SubjectID(.entry, "\(entry.alias) in \(path)")
        guard findings.facts["entry.is-used", id].value == .boolean(true),
          let leaf = entry.chain.first
        else { continue }
        configured[SubjectID(.keystore, path), default: []].insert(leaf.sha256)
        judged.formUnion(entry.chain.map(\.sha256))
        observations += judging.observations(
          Array(entry.chain.prefix(Self.chainLimit)), seenAt: id, host: nil, isServed: false,
          except: served)
      }
    }
    let pairs = bench.serverPairs.filter { !$0.certificates.isEmpty }
    let sites = OtherSites(request, findings, served: servedLeaves, pairs)
    let keepers = pairs.map { sites.listener(keepingBack: $0) }
    for (pair, keeper) in zip(pairs, keepers) {
      configured[SubjectID(.file, pair.path), default: []].formUnion([
        pair.certificates[0].sha256, pair.certificates[pair.leaf].sha256,
      ])
      guard keeper == nil else { continue }
      judged.formUnion(pair.certificates.map(\.sha256))
      observations += self.stored(pair, judging, served, findings)
    }
    var others = judging
    others.isForOthers = true
    var keptBack: [String: Set<String>] = [:]
    for (pair, keeper) in zip(pairs, keepers) {
      guard let keeper else { continue }
      keptBack[keeper.name, default: []].insert(pair.path)
      observations += others.observations(
        pair.certificates, leafAt: pair.leaf, seenAt: SubjectID(.file, pair.path), host: nil,
        isServed: false, except: judged)
    }
    observations += keptBack.sorted { $0.key < $1.key }.map { Self.forOthers($0.key, $0.value) }
    if !request.options.judgesNames, !served.isEmpty {
      observations.append(
        .unchecked(
          Unchecked(
            what: "whether the certificate is for the name that clients use",
            why: "no host was named", how: "name it with --host")))
    }
    observations += servesConfigured(request, findings, servedLeaves, configured)
    observations += ServedEntry(request, servedLeaves, bench.keystores).observations(findings)
    return observations
  }

  /// The files of other sites on a listener, of which nothing is judged.
  private static func forOthers(_ listener: String, _ paths: Set<String>) -> Observation {
    .unchecked(
      Unchecked(
        what: "the certificates in \(paths.sorted().joined(separator: ", "))",
        why: "\(listener) has them for other names, and serves this host another",
        how: "name a host that gets one of them with --host"))
  }

  /// What the certificate file of a service holds, and whether the key belongs to it.
  private func stored(
    _ pair: ServerPair, _ judging: ChainJudging, _ served: Set<String>, _ findings: Findings
  ) -> [Observation] {
    let file = SubjectID(.file, pair.path)
    var observations = judging.observations(
      pair.certificates, leafAt: pair.leaf, seenAt: file,
      rest: pair.rest.map { (SubjectID(.file, $0.path), $0.start) }, isWhole: pair.isWhole,
      host: nil, isServed: false, except: served)
    let leaf = pair.certificates[pair.leaf]
    let id = SubjectID(.certificate, leaf.sha256)
    // A service that serves the certificate of an encrypted key has its pass phrase.
    let key = SubjectID(.file, pair.keyPath ?? "")
    if served.contains(pair.certificates[0].sha256),
      findings.facts["file.key", key].value == .text("encrypted"),
      findings.facts["file.key-password", key].value == nil
    {
      let seen = Evidence(
        .probe, leaf.subject, excerpt: "the service serves the key's certificate")
      observations += [
        .known("file.key-password", of: key, .text("configured"), seen),
        .known("file.key-opens", of: key, .boolean(true), seen),
      ]
    }
    guard let matches = pair.keyMatches.first ?? nil, let keyPath = pair.keyPath else {
      return observations
        + ["certificate.key-matches", "certificate.key-owner"].map {
          .unknown($0, of: id, .failed("no key could be compared"))
        }
    }
    let first = ChainJudging.name(of: pair.certificates[0])
    let other = matches ? nil : pair.keyMatches.firstIndex(of: true)
    let owner = other.map { ChainJudging.name(of: pair.certificates[$0]) }
    let words =
      matches
      ? "belongs to \(first)"
      : "does not belong to \(first)" + (owner.map { ", but to \($0) behind it" } ?? "")
    let seen = Evidence(.file, pair.path, excerpt: "the key in \(keyPath) \(words)")
    observations += [
      .known("certificate.key-matches", of: id, .boolean(matches), seen),
      owner.map { .known("certificate.key-owner", of: id, .text($0), seen) }
        ?? .absent("certificate.key-owner", of: id, seen),
      .check(
        CheckRecord(
          id: offer.id, subject: id, title: "Compare the key with its certificate",
          detail: seen.excerpt, facts: ["certificate.key-matches"])),
    ]
    return observations
  }

  private func servesConfigured(
    _ request: CollectionRequest, _ findings: Findings, _ served: [String: String],
    _ stores: [SubjectID: Set<String>]
  ) -> [Observation] {
    let installed = InstalledParts(request)
    return Listeners(request, findings).all.map { listener in
      let name: FactName = "listener.serves-configured"
      // A listener with keys of its own serves one of theirs.
      let own = findings.facts.subjects[listener.subject]?.within ?? []
      let linked = own.contains { $0.kind == .keystore || $0.kind == .file }
      let configured = stores.reduce(into: Set<String>()) { all, store in
        if !linked || own.contains(store.key) { all.formUnion(store.value) }
      }
      if request.options.noProbe { return .unknown(name, of: listener.subject, .byChoice) }
      guard let leaf = served[listener.name], !configured.isEmpty,
        installed?.servesAnother(listener.definition, request) != true
      else {
        return .unknown(name, of: listener.subject, .notApplicable)
      }
      let isSame = configured.contains(leaf)
      return .known(
        name, of: listener.subject, .boolean(isSame),
        Evidence(
          .probe, listener.name,
          excerpt: isSame
            ? "serves the configured certificate"
            : "serves \(leaf.prefix(16)), configured is \(configured.min()?.prefix(16) ?? "")"))
    }
  }
}
