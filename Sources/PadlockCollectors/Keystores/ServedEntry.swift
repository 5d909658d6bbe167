import OpenSSLBridge
import PadlockModel

/// Tells from which entry of a keystore a port takes the certificate that it serves.
struct ServedEntry {
  private let request: CollectionRequest
  private let served: [String: String]
  private let keystores: [String: KeystoreInspection]

  /// - Parameters:
  ///   - request: whose ports they are.
  ///   - served: the digest of the leaf that each port served, by the listener's name.
  ///   - keystores: what was opened, by path.
  init(
    _ request: CollectionRequest, _ served: [String: String],
    _ keystores: [String: KeystoreInspection]
  ) {
    self.request = request
    self.served = served
    self.keystores = keystores
  }

  func observations(_ findings: Findings) -> [Observation] {
    Listeners(request, findings).all.map { listener in
      let name: FactName = "listener.served-alias"
      if request.options.noProbe { return .unknown(name, of: listener.subject, .byChoice) }
      guard let leaf = served[listener.name], keystores.values.contains(where: holdsKeys) else {
        return .unknown(name, of: listener.subject, .notApplicable)
      }
      guard let (path, alias) = entry(leaf) else {
        return .absent(
          name, of: listener.subject,
          Evidence(.probe, listener.name, excerpt: "what it serves is in no keystore read here"))
      }
      return .known(
        name, of: listener.subject, .text(alias),
        Evidence(
          .probe, listener.name, excerpt: "serves the certificate of \"\(alias)\" in \(path)"))
    }
  }

  private func holdsKeys(_ keystore: KeystoreInspection) -> Bool {
    keystore.entries.contains { $0.kind == .privateKey }
  }

  private func entry(_ leaf: String) -> (path: String, alias: String)? {
    for (path, keystore) in keystores.sorted(by: { $0.key < $1.key }) {
      let entry = keystore.entries.first {
        $0.kind == .privateKey && $0.chain.first?.sha256 == leaf
      }
      if let entry { return (path, entry.alias) }
    }
    return nil
  }
}
