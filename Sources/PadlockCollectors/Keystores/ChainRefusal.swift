import OpenSSLBridge

extension ChainVerification {
  /// Why clients refuse a chain that leads to a root which they trust: what is against it and is not
  /// told by a fact about one of its certificates, in OpenSSL's words; nil where there is nothing.
  var refusal: String? {
    guard !problems.isEmpty else { return nil }
    let built = builtChain.map { try? CertificateDescription(der: $0) }
    for problem in problems {
      let certificate = built.indices.contains(problem.depth) ? built[problem.depth] : nil
      guard !Self.isTold(problem, of: certificate) else { continue }
      let name = certificate.map { ", of \(ChainJudging.name(of: $0))" } ?? ""
      return "\(problem.text)\(name)"
    }
    return nil
  }

  /// Dates and purposes are facts of the certificate; but those of roots nobody judges.
  private static func isTold(
    _ problem: ChainProblem, of certificate: CertificateDescription?
  ) -> Bool {
    switch problem.kind {
    case .expired, .notYetValid: problem.depth == 0 || certificate?.isSelfSigned != true
    case .wrongPurpose:
      // OpenSSL alone refuses what is for any purpose.
      certificate?.extendedKeyUsage.map {
        problem.depth == 0 || $0.contains("anyExtendedKeyUsage")
      } ?? false
    case .selfSigned, .selfSignedInChain, .issuerUnknown, .weak: true
    case .notAuthority, .badSignature, .other: false
    }
  }
}

extension MissingIssuer {
  /// Whether what is missing was found, and is a root, which a chain need not hold.
  var isRoot: Bool {
    found.flatMap { try? CertificateDescription(der: $0) }?.isSelfSigned ?? false
  }
}
