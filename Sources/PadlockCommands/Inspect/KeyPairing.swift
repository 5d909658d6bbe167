import OpenSSLBridge
import PadlockReports

/// Finds, among the files of one command, the certificate that a private key belongs to.
struct KeyPairing {
  private typealias Found = (path: String, certificate: CertificateDescription)

  private let certificates: [Found]
  private let byPublicKey: [String: [Found]]

  init(_ files: [InspectedFile]) {
    certificates = files.flatMap { file in
      (file.inspection?.entries ?? []).flatMap(\.chain).map { (file.path, $0) }
    }
    byPublicKey = Dictionary(grouping: certificates, by: \.certificate.publicKeySHA256)
  }

  /// Whether the key belongs to the certificate before which it stands, or without one to any that
  /// is there, and which certificate that is; nil where it was not opened or there is none.
  func partner(
    of entry: KeystoreInspection.Entry, in file: InspectedFile
  ) -> (belongs: Bool?, certificate: InspectReport.Place?) {
    guard entry.keyOpens == true, !certificates.isEmpty else { return (nil, nil) }
    if let own = entry.chain.first, entry.keyMatchesCertificate == true {
      return (true, InspectReport.Place(file.path, own))
    }
    let others = entry.publicKeySHA256.flatMap { byPublicKey[$0] } ?? []
    // The same certificate may be in several files: this one's counts first.
    let nearest = others.first { $0.path == file.path } ?? others.first
    if let nearest {
      let place = InspectReport.Place(nearest.path, nearest.certificate)
      return (entry.chain.isEmpty ? true : entry.keyMatchesCertificate, place)
    }
    guard entry.chain.isEmpty else { return (entry.keyMatchesCertificate, nil) }
    // One public key can be written in several ways, so only the keys themselves prove the contrary.
    let matches = file.comparing(certificates.map(\.certificate))
    if let index = matches.firstIndex(of: true) {
      return (true, InspectReport.Place(certificates[index].path, certificates[index].certificate))
    }
    return (matches.contains(nil) ? nil : false, nil)
  }
}

extension InspectReport.Place {
  fileprivate init(_ path: String, _ certificate: CertificateDescription) {
    self.init(path: path, subject: certificate.subject, sha256: certificate.sha256)
  }
}
