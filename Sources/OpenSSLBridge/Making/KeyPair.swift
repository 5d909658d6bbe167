import COpenSSL
import PadlockModel

/// A kind of key that Padlock makes for itself.
public enum KeyKind: String, CaseIterable, Sendable {
  case rsa2048
  /// The curve `prime256v1`.
  case p256
}

/// An `EVP_PKEY` that was made here or read back, freed when its value's life ends.
@safe struct KeyPair: ~Copyable {
  private let raw: OpaquePointer

  /// Makes a new key; RSA takes about a tenth of a second.
  ///
  /// - Throws: ``OpenSSLFailure`` when OpenSSL cannot make one.
  init(_ kind: KeyKind) throws(OpenSSLFailure) {
    ERR_clear_error()
    let name = kind == .rsa2048 ? "RSA" : "EC"
    guard let library = CryptoLibrary.standard,
      let context = unsafe library.withPointer({
        unsafe EVP_PKEY_CTX_new_from_name($0, name, nil)
      })
    else { throw .drainingQueue(during: "EVP_PKEY_CTX_new_from_name") }
    defer { unsafe EVP_PKEY_CTX_free(context) }
    guard unsafe EVP_PKEY_keygen_init(context) == 1 else {
      throw .drainingQueue(during: "EVP_PKEY_keygen_init")
    }
    let isSet =
      switch kind {
      case .rsa2048: unsafe EVP_PKEY_CTX_set_rsa_keygen_bits(context, 2048)
      case .p256: unsafe EVP_PKEY_CTX_set_group_name(context, "prime256v1")
      }
    var key: OpaquePointer?
    guard isSet == 1, unsafe EVP_PKEY_generate(context, &key) == 1, let key = unsafe key else {
      throw .drainingQueue(during: "EVP_PKEY_generate")
    }
    unsafe raw = key
  }

  /// Reads a PKCS8 key in DER.
  ///
  /// - Throws: ``OpenSSLFailure`` when OpenSSL does not take it.
  init(pkcs8: Secret) throws(OpenSSLFailure) {
    ERR_clear_error()
    let key = unsafe pkcs8.withBytes { der in
      unsafe der.withUnsafeBufferPointer { buffer -> OpaquePointer? in
        guard let library = CryptoLibrary.standard else { return nil }
        var position = buffer.baseAddress
        return unsafe library.withPointer {
          unsafe d2i_AutoPrivateKey_ex(nil, &position, buffer.count, $0, nil)
        }
      }
    }
    guard let key = unsafe key else { throw .drainingQueue(during: "d2i_AutoPrivateKey_ex") }
    unsafe raw = key
  }

  deinit { unsafe EVP_PKEY_free(raw) }

  /// Lends the pointer to `body`, which must not keep it.
  borrowing func withPointer<R: ~Copyable, E: Error>(
    _ body: (OpaquePointer) throws(E) -> R
  ) throws(E) -> R {
    try unsafe body(raw)
  }

  /// The private key in PKCS8's unencrypted form, in DER.
  ///
  /// - Throws: ``OpenSSLFailure`` when OpenSSL cannot write it.
  borrowing func pkcs8() throws(OpenSSLFailure) -> Secret {
    ERR_clear_error()
    guard let info = unsafe EVP_PKEY2PKCS8(raw) else {
      throw .drainingQueue(during: "EVP_PKEY2PKCS8")
    }
    defer { unsafe PKCS8_PRIV_KEY_INFO_free(info) }
    let length = unsafe i2d_PKCS8_PRIV_KEY_INFO(info, nil)
    guard length > 0 else { throw .drainingQueue(during: "i2d_PKCS8_PRIV_KEY_INFO") }
    var bytes = [UInt8](repeating: 0, count: Int(length))
    defer { wipe(&bytes) }
    unsafe bytes.withUnsafeMutableBufferPointer { buffer in
      var position = buffer.baseAddress
      _ = unsafe i2d_PKCS8_PRIV_KEY_INFO(info, &position)
    }
    return Secret(bytes: bytes)
  }
}
