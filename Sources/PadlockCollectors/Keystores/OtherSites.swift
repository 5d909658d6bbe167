import OpenSSLBridge
import PadlockModel

/// Tells the certificate files of sections that answer to other names than the host of the run.
///
/// Where several sections share a port, the name that a client asks for chooses between them, and
/// what is wrong with the certificate of another section is nothing that this client meets.
struct OtherSites {
  private let listeners: [Listeners.Listener]
  private let facts: FactSet
  /// By listener the digest of the leaf that it served this host.
  private let served: [String: String]
  private let pairs: [ServerPair]

  init(
    _ request: CollectionRequest, _ findings: Findings, served: [String: String],
    _ pairs: [ServerPair]
  ) {
    // A host that nobody named says nothing of the sections that clients reach.
    listeners = request.options.judgesNames ? Listeners(request, findings).all : []
    facts = findings.facts
    self.served = served
    self.pairs = pairs
  }

  /// The listener that serves this host the certificate of another section; nil where the pair's
  /// own may be served, by it or by any other.
  func listener(keepingBack pair: ServerPair) -> Listeners.Listener? {
    let users = listeners.filter { uses($0, pair) }
    return users.allSatisfy { servesAnother(than: pair, $0) } ? users.first : nil
  }

  private func servesAnother(than pair: ServerPair, _ listener: Listeners.Listener) -> Bool {
    guard let leaf = served[listener.name], !pair.holds(leaf), !pair.sections.isEmpty else {
      return false
    }
    // A section may have several certificates, for clients that take one and not the other.
    return pairs.contains { other in
      other.holds(leaf) && uses(listener, other) && !other.sections.isEmpty
        && other.sections.isDisjoint(with: pair.sections)
    }
  }

  private func uses(_ listener: Listeners.Listener, _ pair: ServerPair) -> Bool {
    let within = facts.subjects[listener.subject]?.within ?? []
    return within.contains(SubjectID(.file, pair.path))
  }
}

extension ServerPair {
  fileprivate func holds(_ digest: String) -> Bool {
    certificates.contains { $0.sha256 == digest }
  }
}
