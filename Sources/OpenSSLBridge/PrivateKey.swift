import COpenSSL

/// An `EVP_PKEY` that holds a private key, freed when its last reference goes.
///
/// It is made, compared and dropped inside one call; nothing of it becomes a value.
@safe final class PrivateKey {
  private let raw: OpaquePointer

  /// Takes over a reference that the caller owns.
  init(owned raw: OpaquePointer) {
    unsafe self.raw = raw
  }

  deinit { unsafe EVP_PKEY_free(raw) }

  func withPointer<R>(_ body: (OpaquePointer) -> R) -> R { unsafe body(raw) }

  /// Reads an unencrypted key in PKCS8, PKCS1 or SEC1 form.
  convenience init?(der: UnsafeRawBufferPointer) {
    ERR_clear_error()
    guard let base = unsafe der.baseAddress?.assumingMemoryBound(to: UInt8.self),
      let library = CryptoLibrary.standard
    else { return nil }
    let key = unsafe library.withPointer { context in
      var position: UnsafePointer<UInt8>? = unsafe base
      return unsafe d2i_AutoPrivateKey_ex(nil, &position, der.count, context, nil)
    }
    guard let key = unsafe key else {
      ERR_clear_error()
      return nil
    }
    unsafe self.init(owned: key)
  }

  /// Reads a traditional PEM key, which may be encrypted by its headers; never asks a terminal.
  convenience init?(pem: [UInt8], password: [UInt8]) {
    ERR_clear_error()
    guard let library = CryptoLibrary.legacy ?? CryptoLibrary.standard else { return nil }
    let key = unsafe pem.withUnsafeBytes { text -> OpaquePointer? in
      guard let bio = unsafe BIO_new_mem_buf(text.baseAddress, Int32(clamping: text.count)) else {
        return nil
      }
      defer { unsafe BIO_free(bio) }
      var password = password
      return unsafe password.withUnsafeMutableBufferPointer { buffer in
        unsafe withUnsafeMutablePointer(to: &buffer) { lent in
          unsafe library.withPointer { context in
            unsafe PEM_read_bio_PrivateKey_ex(bio, nil, lendPassword, lent, context, nil)
          }
        }
      }
    }
    guard let key = unsafe key else {
      ERR_clear_error()
      return nil
    }
    unsafe self.init(owned: key)
  }

  /// The SHA-256 of its public half as a certificate holds it, in lower-case digits.
  var publicKeySHA256: String? {
    defer { ERR_clear_error() }
    let length = unsafe i2d_PUBKEY(raw, nil)
    guard length > 0 else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(length))
    unsafe bytes.withUnsafeMutableBufferPointer { buffer in
      var position = buffer.baseAddress
      _ = unsafe i2d_PUBKEY(raw, &position)
    }
    return Digest.sha256(bytes).map { hexadecimal($0) }
  }

  /// Whether it is the private half of the key in `certificate`; unknown if that has a key of a
  /// kind that OpenSSL does not know.
  func belongs(to certificate: Certificate) -> Bool? {
    unsafe certificate.withPointer { other in
      guard let publicKey = unsafe X509_get0_pubkey(other) else {
        ERR_clear_error()
        return nil
      }
      let result = unsafe EVP_PKEY_eq(publicKey, raw)
      ERR_clear_error()
      return result == 1
    }
  }
}

/// Copies the lent password; `context` points to the `UnsafeMutableBufferPointer` that holds it.
private func lendPassword(
  _ buffer: UnsafeMutablePointer<CChar>?, _ size: Int32, _ writing: Int32,
  _ context: UnsafeMutableRawPointer?
) -> Int32 {
  guard let buffer = unsafe buffer, let context = unsafe context else { return -1 }
  let password = unsafe context.load(as: UnsafeMutableBufferPointer<UInt8>.self)
  guard password.count <= Int(size) else { return -1 }
  for index in 0..<password.count {
    unsafe buffer[index] = CChar(bitPattern: password[index])
  }
  return Int32(password.count)
}
