import CNetworkShims
import COpenSSL
import PadlockNetwork
import PadlockReaders
import Synchronization

/// An `SSL_CTX` for one client's offer, freed when its last reference goes.
@safe final class TLSContext: Sendable {
  // Nobody changes it once it was offered, and OpenSSL counts the connections made of it.
  nonisolated(unsafe) private let raw: OpaquePointer

  /// The context of each offer that was made so far, without who it is for.
  private static let known = Mutex<[(options: HandshakeOptions, context: TLSContext)]>([])
  /// There are a handful of different offers.
  private static let mostKnown = 16

  /// The context of an offer, made once: that takes as long as a handshake.
  ///
  /// - Throws: `TLSFailure` when this OpenSSL cannot offer that.
  static func offering(_ options: HandshakeOptions) throws(TLSFailure) -> TLSContext {
    if let known = known.withLock({ $0.first { $0.options == options } }) { return known.context }
    let context = try TLSContext()
    try context.offer(options)
    known.withLock { known in
      if known.count < mostKnown { known.append((options, context)) }
    }
    return context
  }

  /// - Throws: `TLSFailure` when OpenSSL cannot allocate.
  private init() throws(TLSFailure) {
    NetworkLibraries.prepare()
    ERR_clear_error()
    guard let raw = unsafe SSL_CTX_new(TLS_client_method()) else {
      throw .drainingQueue(during: "SSL_CTX_new")
    }
    unsafe self.raw = raw
  }

  /// Makes the offer.
  ///
  /// - Throws: `TLSFailure` when this OpenSSL cannot offer that.
  private func offer(_ options: HandshakeOptions) throws(TLSFailure) {
    ERR_clear_error()
    unsafe SSL_CTX_set_security_level(raw, options.securityLevel)
    unsafe _ = SSL_CTX_set_options(raw, shim_SSL_OP_LEGACY_SERVER_CONNECT())
    unsafe SSL_CTX_set_verify(raw, SSL_VERIFY_NONE, nil)
    guard
      unsafe shim_SSL_CTX_set_min_proto_version(raw, options.lowestVersion.wireValue) == 1,
      unsafe shim_SSL_CTX_set_max_proto_version(raw, options.highestVersion.wireValue) == 1
    else { throw .drainingQueue(during: "SSL_CTX_set_min_proto_version") }
    guard unsafe SSL_CTX_set_cipher_list(raw, options.cipherList) == 1 else {
      throw .drainingQueue(during: "SSL_CTX_set_cipher_list")
    }
    if let suites = options.cipherSuites {
      guard unsafe SSL_CTX_set_ciphersuites(raw, suites) == 1 else {
        throw .drainingQueue(during: "SSL_CTX_set_ciphersuites")
      }
    }
    // The cipher list may carry a level of its own: the option has the last word.
    unsafe SSL_CTX_set_security_level(raw, options.securityLevel)
    if let identity = options.identity { try use(identity) }
    let protocols = options.encodedProtocols
    if !protocols.isEmpty {
      guard unsafe SSL_CTX_set_alpn_protos(raw, protocols, UInt32(protocols.count)) == 0 else {
        throw .drainingQueue(during: "SSL_CTX_set_alpn_protos")
      }
    }
  }

  /// Holds an identity ready for a server that asks for one.
  private func use(_ identity: ClientIdentity) throws(TLSFailure) {
    let call = "loading the client certificate"
    for (index, der) in PEMBlock.blocks(in: identity.certificates).compactMap(\.contents)
      .enumerated()
    {
      guard let certificate = VerifiableCertificate(der: der) else {
        throw .drainingQueue(during: call)
      }
      let isTaken = unsafe certificate.withPointer { pointer in
        unsafe index == 0
          ? Int(SSL_CTX_use_certificate(raw, pointer))
          : shim_SSL_CTX_add1_chain_cert(raw, pointer)
      }
      guard isTaken == 1 else { throw .drainingQueue(during: call) }
    }
    guard let key = PrivateKey(pem: identity.key, password: []) else {
      throw .drainingQueue(during: call)
    }
    guard unsafe key.withPointer({ unsafe SSL_CTX_use_PrivateKey(raw, $0) }) == 1 else {
      throw .drainingQueue(during: call)
    }
  }

  deinit { unsafe SSL_CTX_free(raw) }

  func withPointer<R: ~Copyable, E: Error>(
    _ body: (OpaquePointer) throws(E) -> R
  ) throws(E) -> R {
    try unsafe body(raw)
  }
}
