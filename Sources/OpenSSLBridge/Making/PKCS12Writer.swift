import COpenSSL
public import PadlockModel

/// Writes a PKCS12 keystore with one private key and its chain (RFC 7292).
public enum PKCS12Writer {
  /// How key, certificates and the MAC are protected.
  public enum Protection: String, CaseIterable, Sendable {
    /// AES-256 by PBES2 and a MAC of SHA-256, as OpenSSL 3 and Java 17 write them.
    case modern
    /// Triple DES and a MAC of SHA-1, which every Java reads.
    case tripleDES
  }

  /// Iterations of both derivations, as Java 17 has them.
  private static let iterations: Int32 = 10_000

  /// The whole file.
  ///
  /// - Parameters:
  ///   - alias: The friendly name, without NUL.
  ///   - key: The key in PKCS8's unencrypted form, in DER.
  ///   - chain: The certificates in DER, the key's own first; at least that one.
  ///   - password: The store's and the key's password.
  ///   - protection: How to encrypt.
  /// - Returns: The bytes, new ones each time for want of equal salts.
  /// - Throws: ``OpenSSLFailure`` when OpenSSL refuses a part.
  public static func bytes(
    _ alias: String, _ key: Secret, chain: [[UInt8]], password: Secret,
    protection: Protection = .modern
  ) throws(OpenSSLFailure) -> [UInt8] {
    let pair = try KeyPair(pkcs8: key)
    var certificates: [Certificate] = []
    for der in chain { certificates.append(try Certificate(der: der)) }
    guard let leaf = certificates.first else {
      throw OpenSSLFailure(call: "PKCS12_create_ex", items: [])
    }
    let others = try CertificateStack(certificates.dropFirst())
    ERR_clear_error()
    let store = unsafe password.withUTF8 { password, length -> OpaquePointer? in
      unsafe password.withUnsafeBufferPointer { buffer -> OpaquePointer? in
        guard let base = buffer.baseAddress else { return nil }
        let text = unsafe UnsafeRawPointer(base).assumingMemoryBound(to: CChar.self)
        return unsafe create(alias, pair, leaf, others, text, length, protection)
      }
    }
    guard let store = unsafe store else { throw .drainingQueue(during: "PKCS12_create_ex") }
    defer { unsafe PKCS12_free(store) }
    let length = unsafe i2d_PKCS12(store, nil)
    guard length > 0 else { throw .drainingQueue(during: "i2d_PKCS12") }
    var bytes = [UInt8](repeating: 0, count: Int(length))
    unsafe bytes.withUnsafeMutableBufferPointer { buffer in
      var position = buffer.baseAddress
      _ = unsafe i2d_PKCS12(store, &position)
    }
    return bytes
  }

  private static func create(
    _ alias: String, _ key: borrowing KeyPair, _ leaf: Certificate,
    _ others: borrowing CertificateStack, _ password: UnsafePointer<CChar>, _ length: Int32,
    _ protection: Protection
  ) -> OpaquePointer? {
    let algorithm =
      protection == .modern ? NID_aes_256_cbc : NID_pbe_WithSHA1And3_Key_TripleDES_CBC
    guard let library = CryptoLibrary.standard else { return nil }
    let made = unsafe key.withPointer { key -> OpaquePointer? in
      unsafe leaf.withPointer { leaf in
        unsafe others.withPointer { others in
          unsafe library.withPointer { context in
            // A MAC of -1 rounds is none: it follows below, because its digest cannot be given here.
            unsafe PKCS12_create_ex(
              password, alias, key, leaf, others, algorithm, algorithm, iterations, -1, 0, context,
              nil)
          }
        }
      }
    }
    guard let made = unsafe made else { return nil }
    let digest = unsafe protection == .modern ? EVP_sha256() : EVP_sha1()
    guard unsafe PKCS12_set_mac(made, password, length, nil, 0, iterations, digest) == 1 else {
      unsafe PKCS12_free(made)
      return nil
    }
    return unsafe made
  }
}

/// A `STACK_OF(X509)` that keeps its certificates alive, freed when its value's life ends.
@safe struct CertificateStack: ~Copyable {
  private let raw: OpaquePointer
  private let certificates: [Certificate]

  /// - Throws: ``OpenSSLFailure`` when OpenSSL cannot allocate.
  init(_ certificates: some Sequence<Certificate>) throws(OpenSSLFailure) {
    guard let raw = unsafe OPENSSL_sk_new_null() else {
      throw .drainingQueue(during: "OPENSSL_sk_new_null")
    }
    unsafe self.raw = raw
    self.certificates = Array(certificates)
    for certificate in self.certificates {
      unsafe certificate.withPointer { pointer in
        unsafe _ = OPENSSL_sk_push(raw, UnsafeRawPointer(pointer))
      }
    }
  }

  deinit { unsafe OPENSSL_sk_free(raw) }

  borrowing func withPointer<R: ~Copyable>(_ body: (OpaquePointer) -> R) -> R {
    unsafe body(raw)
  }
}
