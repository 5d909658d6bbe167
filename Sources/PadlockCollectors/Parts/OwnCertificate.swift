import OpenSSLBridge
import PadlockModel
import PadlockNetwork
import PadlockReaders

/// The certificate that the product's services serve, as its file holds it.
struct OwnCertificate {
  let path: String
  /// Every certificate of the file, in its order.
  let chain: [CertificateDescription]

  /// A file of certificates has a few; more are not read.
  private static let limit = 1 << 20

  /// Nil where the product names no file, or the file cannot be read or holds no certificate.
  init?(_ request: CollectionRequest) {
    guard let path = request.workbench.read({ $0.settings["certificate.path"]?.value.text }),
      let bytes = try? request.files.contents(of: path, limit: Self.limit), bytes.first != 0x30
    else { return nil }
    let chain = TrustStore.certificates(in: bytes).prefix(100).compactMap {
      try? CertificateDescription(der: $0)
    }
    guard !chain.isEmpty else { return nil }
    self.path = path
    self.chain = chain
  }

  /// The service's own: the first, or after a wrong order the first that is no authority.
  var leaf: CertificateDescription {
    chain.count > 1 && chain[0].isCA ? chain.first { !$0.isCA } ?? chain[0] : chain[0]
  }

  /// The names it is for: those of its subjectAltName, else its common names (RFC 2818 §3.1).
  var names: [String] {
    let names = leaf.alternativeNames.compactMap(ChainJudging.text)
    return names.isEmpty ? leaf.commonNames : names
  }

  /// Whether a client that calls `host` finds it among the names, as Python's `ssl` compares them:
  /// a `*` stands for one whole label, also where that label is the whole name.
  func isFor(_ host: String) -> Bool {
    names.contains { Self.fits(host.lowercased(), $0.lowercased()) }
  }

  private static func fits(_ host: String, _ name: String) -> Bool {
    if host == name { return true }
    guard HostName(host).literal == nil else { return HostName(host).ascii == HostName(name).ascii }
    let (labels, wanted) = (host.split(separator: "."), name.split(separator: "."))
    guard labels.count == wanted.count, let first = wanted.first, first.contains("*"),
      labels.dropFirst().elementsEqual(wanted.dropFirst())
    else { return false }
    return PathPattern.fits(String(labels[0]), String(first))
  }

  /// Whether a client that trusts this file alone finds a root in it that leads to the certificate.
  func vouchesForItself(at now: Timestamp) -> Bool {
    if leaf.isSelfSigned { return true }
    let roots = chain.filter(\.isSelfSigned).map(\.der)
    return !roots.isEmpty && isTrusted(by: roots, at: now) == true
  }

  /// Whether its chain, as the file holds it, leads to one of `anchors`; dates are another question.
  func isTrusted(by anchors: [[UInt8]], at now: Timestamp) -> Bool? {
    let verifier = ChainVerifier(
      anchors: TrustStore(certificates: anchors), time: Int(now.secondsSince1970))
    let ordered = [leaf.der] + chain.map(\.der).filter { $0 != leaf.der }
    guard let verdict = try? verifier.verify(ordered) else { return nil }
    return !verdict.has(.issuerUnknown) && !verdict.has(.selfSigned)
      && !verdict.has(.selfSignedInChain) && verdict.refusal == nil
  }
}
