import OpenSSLBridge
import PadlockModel
import PadlockNetwork

/// Describes the certificates of one chain and where it leads with a given store.
struct ChainJudging {
  let anchors: TrustAnchors
  /// Files and folders of anchors that the user added.
  let extra: [String]
  let now: Timestamp
  let expiresWithin: Int
  /// Certificates that may be the missing issuer, in DER.
  let pool: [[UInt8]]
  /// Whether the chain is for clients that ask for other names.
  var isForOthers = false

  private var storeName: String {
    extra.isEmpty
      ? "this machine's store" : "this machine's store and \(extra.joined(separator: ", "))"
  }

  /// - Parameters:
  ///   - chain: as it is served or stored.
  ///   - leafIndex: where in it the leaf stands.
  ///   - seenAt: the listener that serves it, or the keystore entry or file that holds it.
  ///   - rest: the file that holds the rest of it, and where that begins; nil where it is in one.
  ///   - isWhole: whether all of it is known.
  ///   - host: the name that a client asks for; nil where nobody is a client.
  ///   - isServed: whether a probe received it.
  ///   - others: digests of certificates that are described elsewhere already.
  ///   - known: where the chain leads, if somebody followed it before.
  /// - Returns: subjects, facts and records of the certificates.
  func observations(
    _ chain: [CertificateDescription], leafAt leafIndex: Int = 0, seenAt: SubjectID,
    rest: (file: SubjectID, start: Int)? = nil, isWhole: Bool = true, host: HostName?,
    isServed: Bool, except others: Set<String> = [], verdict known: ChainVerification? = nil
  ) -> [Observation] {
    guard chain.indices.contains(leafIndex) else { return [] }
    let leaf = chain[leafIndex]
    let verdict = known ?? self.verdict([leaf] + chain.filter { $0 != leaf }, host)
    var observations: [Observation] = []
    // A leaf that comes again among its issuers is still the leaf.
    for (index, certificate) in chain.enumerated() where index == leafIndex || certificate != leaf {
      let id = SubjectID(.certificate, certificate.sha256)
      let place = rest.flatMap { index < $0.start ? nil : $0.file } ?? seenAt
      observations += [
        .subject(Subject(id, name: Self.name(of: certificate), within: [place])),
        .certificate(CertificateRecord(certificate, seenAt: [place.description])),
      ]
      if others.contains(certificate.sha256) { continue }
      observations += describe(certificate, id, isLeaf: index == leafIndex, isServed, place)
      observations.append(use(of: certificate, id, verdict))
      guard index == leafIndex else {
        observations += (Self.chainFactNames + ["certificate.chain-order"])
          .map { .unknown($0, of: id, .notApplicable) }
        continue
      }
      if isWhole {
        observations += chainFacts(leaf, id, verdict, seenAt, host)
      } else {
        observations += Self.chainFactNames.map {
          .unknown($0, of: id, .failed("not every file of the chain could be read"))
        }
      }
      observations.append(order(chain, leafIndex, id, isServed: isServed))
    }
    return observations
  }

  /// The most names of one certificate that a fact holds; public ones have some hundred at most.
  private static let nameLimit = 1_000

  /// The first names, and how many more there are.
  private static func shown(_ names: [String]) -> String {
    let first = names.prefix(20).joined(separator: ", ")
    return names.count > 20 ? "\(first) and \(names.count - 20) more" : first
  }

  private static let chainFactNames: [FactName] = [
    "certificate.chain", "certificate.chain-problem", "certificate.chain-end",
    "certificate.missing-issuer", "certificate.trust-store", "certificate.name-matches",
  ]

  /// Whether the leaf's path, as it was found, leads through the certificate.
  private func use(
    of certificate: CertificateDescription, _ id: SubjectID, _ verdict: ChainVerification?
  ) -> Observation {
    guard let verdict else {
      return .unknown("certificate.is-used", of: id, .failed("OpenSSL could not follow the chain"))
    }
    let isUsed = verdict.builtChain.contains(certificate.der)
    return .known(
      "certificate.is-used", of: id, .boolean(isUsed),
      Evidence(
        .certificate, Self.name(of: certificate),
        excerpt: isUsed ? "the chain leads through it" : "the chain leads past it"))
  }

  static func name(of certificate: CertificateDescription) -> String {
    certificate.commonNames.first ?? certificate.subject
  }

  private func order(
    _ chain: [CertificateDescription], _ leaf: Int, _ id: SubjectID, isServed: Bool
  ) -> Observation {
    let word = leaf != 0 ? "leaf-not-first" : ChainOrder.isOrdered(chain) ? "ordered" : "shuffled"
    let names = chain.prefix(10).map(Self.name(of:)).joined(separator: ", then ")
    return .known(
      "certificate.chain-order", of: id, .text(word),
      Evidence(
        .certificate, Self.name(of: chain[leaf]),
        excerpt: "\(isServed ? "served" : "stored") are \(names)"))
  }

  func verdict(
    _ chain: [CertificateDescription], _ host: HostName?
  ) -> ChainVerification? {
    var verifier = ChainVerifier(anchors: anchors, time: Int(now.secondsSince1970))
    verifier.pool = pool
    return try? verifier.verify(chain.map(\.der), for: host)
  }

  private func describe(
    _ certificate: CertificateDescription, _ id: SubjectID, isLeaf: Bool, _ isServed: Bool,
    _ seenAt: SubjectID
  ) -> [Observation] {
    let place = "\(seenAt.kind == .listener ? "served by" : "in") \(seenAt.name)"
    func evidence(_ excerpt: String) -> Evidence {
      Evidence(.certificate, Self.name(of: certificate), excerpt: "\(excerpt) (\(place))")
    }
    let notBefore = Timestamp(secondsSince1970: certificate.notBefore)
    let notAfter = Timestamp(secondsSince1970: certificate.notAfter)
    let role =
      isForOthers
      ? "for-others" : isLeaf ? "leaf" : certificate.isSelfSigned ? "root" : "intermediate"
    let part = isForOthers ? "it is for other names" : "it is the chain's \(role)"
    let validity = evidence("valid from \(notBefore) to \(notAfter)")
    let names = certificate.alternativeNames.compactMap(Self.text)
    let shownNames = Self.shown(names)
    var observations: [Observation] = [
      .known(
        "certificate.subject", of: id, .text(certificate.subject),
        evidence("subject \(certificate.subject)")),
      .known(
        "certificate.issuer", of: id, .text(certificate.issuer),
        evidence("issuer \(certificate.issuer)")),
      .known("certificate.not-before", of: id, .time(notBefore), validity),
      .known("certificate.not-after", of: id, .time(notAfter), validity),
      .known("certificate.lifetime", of: id, .text(lifetime(notBefore, notAfter)), validity),
      .known("certificate.role", of: id, .text(role), evidence(part)),
      .known(
        "certificate.is-self-signed", of: id, .boolean(certificate.isSelfSigned),
        evidence(certificate.isSelfSigned ? "signed with its own key" : "signed by its issuer")),
      .known(
        "certificate.has-san", of: id, .boolean(!certificate.alternativeNames.isEmpty),
        evidence(names.isEmpty ? "no subjectAltName" : shownNames)),
      .known(
        "certificate.names", of: id,
        .list(
          Array(
            (certificate.alternativeNames.isEmpty ? certificate.commonNames : names)
              .prefix(Self.nameLimit))),
        evidence(names.isEmpty ? certificate.subject : shownNames)),
      .known(
        "certificate.key-type", of: id, .text(certificate.keyType),
        evidence("\(certificate.keyType) key of \(certificate.keyBits) bits")),
      .known(
        "certificate.key-bits", of: id, .integer(certificate.keyBits),
        evidence("\(certificate.keyType) key of \(certificate.keyBits) bits")),
      .known(
        "certificate.signature-algorithm", of: id, .text(certificate.signatureAlgorithm),
        evidence("signed with \(certificate.signatureAlgorithm)")),
    ]
    let purposes = certificate.extendedKeyUsage
    observations += [
      .known(
        "certificate.is-served", of: id, .boolean(isServed),
        evidence(isServed ? "received by a probe" : "received by no probe")),
      .known(
        "certificate.is-ca", of: id, .boolean(certificate.isCA),
        evidence(certificate.isCA ? "an authority by its basicConstraints" : "no authority")),
      .known(
        "certificate.must-staple", of: id, .boolean(certificate.mustStaple),
        evidence(certificate.mustStaple ? "demands a stapled answer" : "demands no stapled answer")),
      purposes.map {
        .known(
          "certificate.purposes", of: id, .list(Array($0.prefix(100))),
          evidence("extended key usage \(Self.shown($0))"))
      } ?? .absent("certificate.purposes", of: id, evidence("no extended key usage")),
    ]
    return observations
  }

  private func lifetime(_ notBefore: Timestamp, _ notAfter: Timestamp) -> String {
    if now < notBefore { return "not-yet-valid" }
    if now > notAfter { return "expired" }
    return notAfter < now.advanced(bySeconds: Int64(expiresWithin)) ? "ending" : "valid"
  }

  private func chainFacts(
    _ leaf: CertificateDescription, _ id: SubjectID, _ verdict: ChainVerification?,
    _ seenAt: SubjectID, _ host: HostName?
  ) -> [Observation] {
    guard let verdict else {
      return Self.chainFactNames.map {
        .unknown($0, of: id, .failed("OpenSSL could not follow the chain"))
      }
    }
    let (word, excerpt) = chain(leaf, verdict)
    let evidence = Evidence(.certificate, Self.name(of: leaf), excerpt: excerpt)
    func text(_ name: FactName, _ text: String?) -> Observation {
      text.map { .known(name, of: id, .text($0), evidence) } ?? .absent(name, of: id, evidence)
    }
    var observations: [Observation] = [
      .known("certificate.chain", of: id, .text(word), evidence),
      text("certificate.chain-problem", word == "invalid" ? verdict.refusal : nil),
      text("certificate.chain-end", verdict.missingIssuer?.name),
      missingIssuer(verdict, id, evidence),
      .known("certificate.trust-store", of: id, .text(storeName), evidence),
    ]
    if !isForOthers {
      observations.append(
        .check(
          CheckRecord(
            id: "certificates", subject: id, title: "Follow the chain of \(Self.name(of: leaf))",
            detail: excerpt,
            facts: [
              "certificate.chain", "certificate.lifetime", "certificate.name-matches",
              "certificate.is-self-signed", "certificate.chain-order", "certificate.purposes",
            ], isNotable: leaf.isSelfSigned && word == "trusted")))
    }
    if let host, let matches = verdict.nameMatches {
      let names =
        leaf.alternativeNames.isEmpty
        ? leaf.commonNames : leaf.alternativeNames.compactMap(Self.text)
      observations.append(
        .known(
          "certificate.name-matches", of: id, .boolean(matches),
          Evidence(
            .certificate, Self.name(of: leaf),
            excerpt: "it is for \(Self.shown(names)); "
              + "\(host.given) \(matches ? "is one of them" : "is none of them")")))
    } else {
      observations.append(.unknown("certificate.name-matches", of: id, .notApplicable))
    }
    return observations
  }

  private func missingIssuer(
    _ verdict: ChainVerification, _ id: SubjectID, _ evidence: Evidence
  ) -> Observation {
    guard let missing = verdict.missingIssuer, !missing.isRoot else {
      return .absent("certificate.missing-issuer", of: id, evidence)
    }
    guard missing.found != nil else {
      return .unknown(
        "certificate.missing-issuer", of: id, .failed("the issuer is not known on this machine"))
    }
    return .known("certificate.missing-issuer", of: id, .text(missing.name), evidence)
  }

  /// Where the chain leads; dates and names are other questions.
  private func chain(
    _ leaf: CertificateDescription, _ verdict: ChainVerification
  ) -> (String, String) {
    if verdict.has(.selfSigned)
      || (leaf.isSelfSigned && !verdict.problems.isEmpty && verdict.has(.issuerUnknown))
    {
      return ("self-signed", "it is signed with its own key and \(storeName) does not hold it")
    }
    if verdict.has(.selfSignedInChain) {
      return ("untrusted-root", "its chain ends in a root that is not in \(storeName)")
    }
    if let missing = verdict.missingIssuer {
      // A root need not be sent.
      if missing.isRoot {
        return ("untrusted-root", "its chain ends in the root \(missing.name), not in \(storeName)")
      }
      return missing.found == nil
        ? ("missing-unknown", "the issuer \(missing.name) is missing and not known here")
        : ("missing-known", "the issuer \(missing.name) is missing from the chain")
    }
    if let refusal = verdict.refusal {
      return (
        "invalid", "its chain leads to a root in \(storeName), but OpenSSL says \(refusal)"
      )
    }
    return ("trusted", "its chain leads to a root in \(storeName)")
  }

  static func text(_ name: CertificateDescription.AlternativeName) -> String? {
    switch name {
    case .dns(let text), .ip(let text), .email(let text), .uri(let text): text
    case .other: nil
    }
  }
}
