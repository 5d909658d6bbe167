/// Ids whose rules are not written yet; cases that need them are left out until their line goes.
enum Awaited {
  private static let ids: Set<String> = [
    // A CA's certificate, the order of a chain, PEM files, revocation
    "certificate.ca-as-server", "certificate.chain-out-of-order", "certificate.file-missing",
    "certificate.file-unreadable", "certificate.key-encrypted", "certificate.key-file-missing",
    "certificate.key-mismatch", "certificate.key-world-readable", "certificate.not-pem",
    "certificate.revocation-unchecked", "certificate.revoked", "certificate.wrong-usage",
    // Networks and handshakes
    "network.address-family-differs", "network.clock-skew", "network.port-forbidden",
    "network.proxy-in-between", "network.wrong-port", "tls.client-certificate-rejected",
    "tls.legacy-protocol-enabled", "tls.no-common-cipher", "tls.server-name-rejected",
    "truststore.missing",
    // Products
    "ia.", "xivo.",
  ]

  /// Systems of products whose files are not known yet.
  static let products: Set<String> = ["integration-agent", "xivo"]

  static func holds(_ id: String) -> Bool {
    ids.contains(id) || ids.contains { $0.hasSuffix(".") && id.hasPrefix($0) }
  }

  /// What is written by now, and should not be waited for any more.
  static func arrived(in rules: Set<String>) -> [String] {
    ids.filter { entry in
      entry.hasSuffix(".") ? rules.contains { $0.hasPrefix(entry) } : rules.contains(entry)
    }.sorted()
  }
}
