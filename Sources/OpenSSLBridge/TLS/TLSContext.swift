import CNetworkShims
import COpenSSL
import PadlockNetwork

/// An `SSL_CTX` for one client's offer, freed when its value's life ends.
@safe struct TLSContext: ~Copyable {
  private let raw: OpaquePointer

  /// - Throws: `TLSFailure` when OpenSSL cannot allocate.
  init() throws(TLSFailure) {
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
  borrowing func offer(_ options: HandshakeOptions) throws(TLSFailure) {
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
    let protocols = options.encodedProtocols
    if !protocols.isEmpty {
      guard unsafe SSL_CTX_set_alpn_protos(raw, protocols, UInt32(protocols.count)) == 0 else {
        throw .drainingQueue(during: "SSL_CTX_set_alpn_protos")
      }
    }
  }

  deinit { unsafe SSL_CTX_free(raw) }

  borrowing func withPointer<R: ~Copyable, E: Error>(
    _ body: (OpaquePointer) throws(E) -> R
  ) throws(E) -> R {
    try unsafe body(raw)
  }
}
