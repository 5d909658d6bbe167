/// Describes certificates, each different one once: chains share their authorities.
struct CertificateTable {
  private var known: [[UInt8]: CertificateDescription] = [:]

  mutating func describe(
    _ der: [UInt8], of entry: String
  ) throws(KeystoreProblem) -> CertificateDescription {
    if let description = known[der] { return description }
    do {
      let description = try CertificateDescription(der: der)
      known[der] = description
      return description
    } catch {
      throw .unreadableCertificate(entry: entry, "\(error)")
    }
  }
}

extension KeystoreProblem: Error {}
