import COpenSSL
import PadlockReaders

/// An `X509`, freed when its last reference goes.
///
/// It never leaves the call that made it; what is kept is its ``CertificateDescription``.
@safe public final class Certificate {
  private let raw: OpaquePointer

  /// Takes over a reference that the caller owns.
  public init(takingOwnershipOf raw: OpaquePointer) {
    unsafe self.raw = raw
  }

  /// Adds a reference of its own to one that the caller keeps.
  public init(retaining raw: OpaquePointer) {
    unsafe X509_up_ref(raw)
    unsafe self.raw = raw
  }

  deinit { unsafe X509_free(raw) }

  /// Reads one certificate of DER, of at most ``KeystoreBounds/certificate`` bytes.
  ///
  /// - Throws: ``OpenSSLFailure`` when OpenSSL does not take it, or bytes follow it.
  public convenience init(der: [UInt8]) throws(OpenSSLFailure) {
    ERR_clear_error()
    guard der.count <= KeystoreBounds.certificate, let library = CryptoLibrary.standard,
      let blank = unsafe library.withPointer({ unsafe X509_new_ex($0, nil) })
    else { throw .drainingQueue(during: "X509_new_ex") }
    var certificate: OpaquePointer? = unsafe blank
    let consumed = unsafe der.withUnsafeBufferPointer { buffer -> Int? in
      var position = buffer.baseAddress
      guard unsafe d2i_X509(&certificate, &position, buffer.count) != nil,
        let start = buffer.baseAddress, let end = unsafe position
      else { return nil }
      return unsafe end - start
    }
    guard let consumed, let certificate = unsafe certificate else {
      throw .drainingQueue(during: "d2i_X509")
    }
    unsafe self.init(takingOwnershipOf: certificate)
    guard consumed == der.count else { throw .drainingQueue(during: "d2i_X509") }
  }

  /// Lends the pointer to `body`, which must not keep it.
  public func withPointer<R: ~Copyable, E: Error>(
    _ body: (OpaquePointer) throws(E) -> R
  ) throws(E) -> R {
    try unsafe body(raw)
  }

  /// The certificate as DER.
  public var der: [UInt8] {
    let length = unsafe i2d_X509(raw, nil)
    guard length > 0 else { return [] }
    var bytes = [UInt8](repeating: 0, count: Int(length))
    unsafe bytes.withUnsafeMutableBufferPointer { buffer in
      var position = buffer.baseAddress
      _ = unsafe i2d_X509(raw, &position)
    }
    return bytes
  }

  /// Whether its signature was made with its own key.
  var isSignedByItself: Bool {
    defer { ERR_clear_error() }
    guard let key = unsafe X509_get0_pubkey(raw) else { return false }
    return unsafe X509_verify(raw, key) == 1
  }

  /// The kind, strength and curve of its key; `nil` for a key that OpenSSL does not know.
  var publicKey: (type: String, bits: Int, curve: String?)? {
    defer { ERR_clear_error() }
    guard let key = unsafe X509_get0_pubkey(raw) else { return nil }
    let base = unsafe EVP_PKEY_get_base_id(key)
    let type =
      switch base {
      case EVP_PKEY_RSA: "RSA"
      case NID_rsassaPss: "RSA-PSS"
      case NID_X9_62_id_ecPublicKey: "EC"
      case NID_dsa: "DSA"
      case NID_ED25519: "Ed25519"
      case NID_ED448: "Ed448"
      case NID_X25519: "X25519"
      case NID_X448: "X448"
      default: objectName(base) ?? "unknown"
      }
    var buffer = [CChar](repeating: 0, count: 80)
    var length = 0
    let named = unsafe EVP_PKEY_get_group_name(key, &buffer, buffer.count, &length)
    let curve =
      named == 1 && type == "EC"
      ? String(decoding: buffer.prefix(length).map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
    return (type, Int(unsafe EVP_PKEY_get_bits(key)), curve)
  }
}

/// OpenSSL's long name of a numbered object.
func objectName(_ number: Int32) -> String? {
  guard number != 0, let name = unsafe OBJ_nid2ln(number) else { return nil }
  return unsafe String(cString: name)
}

/// OpenSSL's long name of a dotted identifier, or the identifier itself.
func objectName(_ identifier: String) -> String {
  let number = unsafe OBJ_txt2nid(identifier)
  ERR_clear_error()
  return objectName(number) ?? identifier
}
