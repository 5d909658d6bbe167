import COpenSSL
import Synchronization

/// An `X509_STORE` with anchors, freed when its last reference goes.
///
/// OpenSSL takes half a millisecond to parse a certificate, and a system trusts hundreds. So anchors
/// are kept as bytes under their subject's name, and parsed when a chain asks for that name: OpenSSL
/// looks for issuers by name alone.
@safe final class AnchorStore: Sendable {
  // OpenSSL locks it where it adds and looks up.
  nonisolated(unsafe) let raw: OpaquePointer
  /// The anchors' DER by the hash of their subject.
  private let anchors: [NameHash: [[UInt8]]]
  /// The names of which all anchors are in the store.
  private let admitted = Mutex<Set<NameHash>>([])

  /// - Throws: `TLSFailure` when OpenSSL cannot allocate; anchors that do not parse are left out.
  init(_ anchors: [[UInt8]]) throws(TLSFailure) {
    guard let raw = unsafe X509_STORE_new() else {
      throw .drainingQueue(during: "X509_STORE_new")
    }
    unsafe self.raw = raw
    var byName: [NameHash: [[UInt8]]] = [:]
    for anchor in anchors {
      guard let name = CertificateOutline(anchor)?.subjectHash else { continue }
      byName[name, default: []].append(anchor)
    }
    self.anchors = byName
  }

  deinit { unsafe X509_STORE_free(raw) }

  /// The anchors that have the name of the certificate's issuer.
  func namedAsIssuer(of certificate: VerifiableCertificate) -> [VerifiableCertificate] {
    let named = certificate.issuerHash.flatMap { anchors[$0] } ?? []
    return named.compactMap(VerifiableCertificate.parsed)
  }

  /// Has every anchor in the store that may stand in a chain with these certificates.
  func admit(issuersOf certificates: [VerifiableCertificate]) {
    admitted.withLock { admitted in
      // An anchor may be one of the chain itself, and need not be a root.
      var names = certificates.flatMap { [$0.subjectHash, $0.issuerHash] }
      while let next = names.popLast() {
        guard let name = next, admitted.insert(name).inserted else { continue }
        for anchor in anchors[name] ?? [] {
          guard let certificate = VerifiableCertificate(der: anchor) else { continue }
          unsafe certificate.withPointer { pointer in
            // The store takes a reference of its own.
            unsafe _ = X509_STORE_add_cert(raw, pointer)
          }
          names.append(certificate.issuerHash)
        }
      }
      ERR_clear_error()
    }
  }
}

/// OpenSSL's hash of a name, equal for names that it takes for the same (RFC 5280 section 7.1).
typealias NameHash = UInt

extension VerifiableCertificate {
  fileprivate var subjectHash: NameHash? {
    unsafe withPointer { unsafe hash(of: X509_get_subject_name($0)) }
  }

  fileprivate var issuerHash: NameHash? {
    unsafe withPointer { unsafe hash(of: X509_get_issuer_name($0)) }
  }
}

extension CertificateOutline {
  /// Nil for a name that OpenSSL does not take.
  fileprivate var subjectHash: NameHash? {
    let name = unsafe subject.withUnsafeBufferPointer { buffer -> OpaquePointer? in
      var next = buffer.baseAddress
      return unsafe d2i_X509_NAME(nil, &next, buffer.count)
    }
    guard let name = unsafe name else {
      ERR_clear_error()
      return nil
    }
    defer { unsafe X509_NAME_free(name) }
    return unsafe hash(of: name)
  }
}

private func hash(of name: OpaquePointer?) -> NameHash? {
  guard let name = unsafe name else { return nil }
  var isMade: Int32 = 0
  let hash = unsafe X509_NAME_hash_ex(name, nil, nil, &isMade)
  guard isMade == 1 else {
    ERR_clear_error()
    return nil
  }
  return hash
}
