import Synchronization

/// Anchors that many chains are verified with: read when they are first needed, and prepared once.
///
/// To read a system's store takes some thousand times as long as to verify a chain with it.
public final class TrustAnchors: Sendable {
  private let contents: Mutex<(store: TrustStore?, prepared: AnchorStore?)>
  private let added: [String]

  /// The anchors of this machine with those of these files and folders.
  public init(adding paths: [String]) {
    added = paths
    contents = Mutex((nil, nil))
  }

  /// These anchors.
  public init(_ store: TrustStore) {
    added = []
    contents = Mutex((store, nil))
  }

  /// The certificates; blocks while they are read.
  public var store: TrustStore { contents.withLock { store(&$0.store) } }

  private func store(_ known: inout TrustStore?) -> TrustStore {
    if let known { return known }
    let read = added.reduce(TrustStore.system()) { $0.adding(path: $1) }
    known = read
    return read
  }

  /// What OpenSSL verifies with.
  ///
  /// - Throws: `TLSFailure` when OpenSSL cannot allocate.
  func prepared() throws(TLSFailure) -> AnchorStore {
    try contents.withLock { contents throws(TLSFailure) in
      if let prepared = contents.prepared { return prepared }
      let prepared = try AnchorStore(store(&contents.store).certificates)
      contents.prepared = prepared
      return prepared
    }
  }
}
