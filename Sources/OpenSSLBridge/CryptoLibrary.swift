import COpenSSL

/// A library context of our own, so that the system's OpenSSL configuration changes no verdict.
///
/// There are two: the usual algorithms, and those of the legacy provider beside them (RC2, RC4,
/// DES), which old PKCS12 files need. Both live as long as the process.
///
/// `@unchecked Sendable`: an `OSSL_LIB_CTX` may be used by several threads at once (OpenSSL's
/// openssl-threads(7)), and the pointer is never changed or freed.
@safe final class CryptoLibrary: @unchecked Sendable {
  private let raw: OpaquePointer

  private init?(providers: [String]) {
    guard let context = unsafe OSSL_LIB_CTX_new() else { return nil }
    for provider in providers where unsafe OSSL_PROVIDER_load(context, provider) == nil {
      unsafe OSSL_LIB_CTX_free(context)
      ERR_clear_error()
      return nil
    }
    unsafe raw = context
  }

  /// The usual algorithms; `nil` only when OpenSSL cannot load its own default provider.
  static let standard = CryptoLibrary(providers: ["default"])

  /// The legacy algorithms too; `nil` when this machine has no legacy provider.
  static let legacy = CryptoLibrary(providers: ["default", "legacy"])

  func withPointer<R: ~Copyable, E: Error>(
    _ body: (OpaquePointer) throws(E) -> R
  ) throws(E) -> R {
    try unsafe body(raw)
  }
}
