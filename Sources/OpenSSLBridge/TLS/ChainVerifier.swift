import COpenSSL
public import PadlockNetwork
import Synchronization

/// Verifies chains of servers as a client with a given store would.
public struct ChainVerifier: Sendable {
  /// The anchors; a certificate among them is trusted even if it is no root.
  public var anchors: TrustAnchors
  /// When to judge, in seconds since 1970.
  public var time: Int
  /// Certificates that may complete the chain although the server does not send them, in DER.
  public var intermediates: [[UInt8]] = []
  /// Certificates that are only searched for a missing issuer, in DER.
  public var pool: [[UInt8]] = []
  /// OpenSSL's security level for keys and digests; 0 asks nothing.
  public var securityLevel: Int32 = 0

  /// A verifier with these anchors, for that time in seconds since 1970.
  public init(anchors: TrustAnchors, time: Int) {
    self.anchors = anchors
    self.time = time
  }

  /// A verifier with anchors that nobody else uses.
  public init(anchors: TrustStore, time: Int) {
    self.init(anchors: TrustAnchors(anchors), time: time)
  }

  /// Verifies `chain` (DER, the leaf first) and, if `host` is given, the leaf's names.
  ///
  /// - Throws: `TLSFailure` when the leaf is no certificate or OpenSSL cannot work.
  public func verify(
    _ chain: [[UInt8]], for host: HostName? = nil
  ) throws(TLSFailure) -> ChainVerification {
    NetworkLibraries.prepare()
    ERR_clear_error()
    guard let leafDER = chain.first, let leaf = VerifiableCertificate.parsed(leafDER) else {
      throw .drainingQueue(during: "d2i_X509")
    }
    let more = (chain.dropFirst() + intermediates).prefix(200)
    let store = try anchors.prepared()
    let untrusted = try UntrustedStack(more.compactMap(VerifiableCertificate.parsed))
    let context = try VerificationContext(store, leaf, untrusted)
    try context.configure(time: time, securityLevel: securityLevel)
    let problems = context.verify()
    let built = context.builtChain()
    return ChainVerification(
      problems: problems, builtChain: built.map(\.der),
      nameMatches: host.map { leaf.isFor($0) }, hasSubjectAltName: leaf.hasSubjectAltName,
      missingIssuer: missingIssuer(problems, built, store)
        ?? lentIssuer(problems, built, chain, store))
  }

  /// The intermediate that only this side's store holds although the store has its root as well: a
  /// client with the root alone would miss it.
  private func lentIssuer(
    _ problems: [ChainProblem], _ built: [VerifiableCertificate], _ served: [[UInt8]],
    _ store: AnchorStore
  ) -> MissingIssuer? {
    let unrooted: [ChainProblem.Kind] = [.issuerUnknown, .selfSigned, .selfSignedInChain]
    guard !problems.contains(where: { unrooted.contains($0.kind) }), built.count > 1,
      let anchor = built.last, !anchor.isIssued(by: anchor), !served.contains(anchor.der),
      store.namedAsIssuer(of: anchor).contains(where: { anchor.isIssued(by: $0) })
    else { return nil }
    return MissingIssuer(name: built[built.count - 2].issuer, found: anchor.der)
  }

  private func missingIssuer(
    _ problems: [ChainProblem], _ built: [VerifiableCertificate], _ store: AnchorStore
  ) -> MissingIssuer? {
    guard problems.contains(where: { $0.kind == .issuerUnknown }), let last = built.last else {
      return nil
    }
    let lent = (pool + intermediates).lazy.compactMap(VerifiableCertificate.parsed)
    let found =
      (lent.first { last.isIssued(by: $0) && $0.der != last.der })
      ?? store.namedAsIssuer(of: last).first { last.isIssued(by: $0) && $0.der != last.der }
    return MissingIssuer(name: last.issuer, found: found?.der)
  }
}

extension VerifiableCertificate {
  /// Whether one of its names, or for want of names its common name, is `host`.
  func isFor(_ host: HostName) -> Bool {
    let name = host.withoutZone
    guard !name.isEmpty, !name.contains("\0") else { return false }
    return unsafe withPointer { raw in
      guard host.literal != nil else {
        return unsafe X509_check_host(raw, name, 0, 0, nil) == 1
      }
      if unsafe X509_check_ip_asc(raw, name, 0) == 1 { return true }
      // Old clients compare an address with the common name where there are no names at all.
      return unsafe !hasSubjectAltName && X509_check_host(raw, name, 0, 0, nil) == 1
    }
  }

  /// Whether it has the extension, whatever is in it.
  var hasSubjectAltName: Bool {
    unsafe withPointer { raw in unsafe X509_get_ext_by_NID(raw, NID_subject_alt_name, -1) >= 0 }
  }
}
