/// In which order the certificates of a chain stand.
///
/// Each should be followed by the one that issued it (RFC 5246 §7.4.2). What does not belong to the
/// chain, a second copy, a root that could be left out and another way to a root (a cross-signed
/// authority) do not disturb that order.
public enum ChainOrder {
  /// The place of the server's own certificate: the first, unless that issued others and a single
  /// one issued none and is no authority.
  public static func leaf(of chain: [CertificateDescription]) -> Int {
    guard let first = chain.first, chain.contains(where: { issued($0, by: first) }) else {
      return 0
    }
    let ends = chain.indices.filter { index in
      !chain[index].isCA && !chain.contains { issued($0, by: chain[index]) }
    }
    return ends.count == 1 ? ends[0] : 0
  }

  /// Whether somewhere behind the first certificate stands its issuer, behind that one its own, and
  /// so on, up to a root or to one whose issuer is nowhere in the chain.
  public static func isOrdered(_ chain: [CertificateDescription]) -> Bool {
    var reached: Set<Int> = chain.isEmpty ? [] : [0]
    for (index, certificate) in chain.enumerated().dropFirst()
    where reached.contains(where: { issued(chain[$0], by: certificate) }) {
      reached.insert(index)
    }
    return reached.isEmpty
      || reached.contains { index in
        let certificate = chain[index]
        return certificate.isSelfSigned
          || !chain.indices.contains { !reached.contains($0) && issued(certificate, by: chain[$0]) }
            && !reached.contains { $0 > index && issued(certificate, by: chain[$0]) }
      }
  }

  /// Whether by names and key identifiers `issuer` may have issued `certificate`, and is another.
  private static func issued(
    _ certificate: CertificateDescription, by issuer: CertificateDescription
  ) -> Bool {
    guard certificate.canonicalIssuer == issuer.canonicalSubject,
      certificate.sha256 != issuer.sha256, !certificate.isSelfSigned
    else { return false }
    guard let wanted = certificate.authorityKeyIdentifier,
      let own = issuer.subjectKeyIdentifier
    else { return true }
    return wanted == own
  }
}
