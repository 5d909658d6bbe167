import COpenSSL
import PadlockModel
import PadlockReaders

/// What became of an attempt to decrypt something with a password.
enum PasswordDecryption<Value> {
  /// It decrypted, and its content made sense; `legacy` when only the legacy provider could.
  case opened(Value, legacy: Bool)
  /// Another password, or damaged content: the two cannot be told apart.
  case refused
  /// OpenSSL has no such algorithm, in its words.
  case unsupported(String)
}

extension PasswordBasedAlgorithm {
  /// Decrypts with `password` and hands the result to `body`, which must not keep it.
  ///
  /// `body` returns `nil` for content that makes no sense, as a wrong password can yield. The
  /// caller checks ``isWithinBounds`` first. An empty password is tried in both its encodings, as
  /// Java does (`PKCS12KeyStore.RetryWithZero`).
  func decrypt<Value>(
    _ ciphertext: [UInt8], with password: Secret,
    _ body: (UnsafeRawBufferPointer) -> Value?
  ) -> PasswordDecryption<Value> {
    password.withUTF8 { bytes, count in
      let first = unsafe decrypt(ciphertext, bytes, count, body)
      guard count == 0, case .refused = first else { return first }
      return unsafe decrypt(ciphertext, nil, 0, body)
    }
  }

  private func decrypt<Value>(
    _ ciphertext: [UInt8], _ password: [UInt8]?, _ count: Int32,
    _ body: (UnsafeRawBufferPointer) -> Value?
  ) -> PasswordDecryption<Value> {
    guard let standard = CryptoLibrary.standard else { return .unsupported("no OpenSSL provider") }
    let first = unsafe decrypt(ciphertext, password, count, in: standard, legacy: false, body)
    guard case .unsupported = first, let legacy = CryptoLibrary.legacy else { return first }
    return unsafe decrypt(ciphertext, password, count, in: legacy, legacy: true, body)
  }

  private func decrypt<Value>(
    _ ciphertext: [UInt8], _ password: [UInt8]?, _ count: Int32, in library: CryptoLibrary,
    legacy: Bool, _ body: (UnsafeRawBufferPointer) -> Value?
  ) -> PasswordDecryption<Value> {
    ERR_clear_error()
    var position: UnsafePointer<UInt8>?
    let parsed = unsafe encoded.withUnsafeBufferPointer { buffer in
      unsafe position = buffer.baseAddress
      return unsafe d2i_X509_ALGOR(nil, &position, buffer.count)
    }
    guard let algorithm = unsafe parsed else {
      ERR_clear_error()
      return .refused
    }
    defer { unsafe X509_ALGOR_free(algorithm) }
    var data: UnsafeMutablePointer<UInt8>?
    var length: Int32 = 0
    let result = unsafe library.withPointer { context in
      unsafe ciphertext.withUnsafeBufferPointer { input in
        if let password {
          return unsafe password.withUnsafeBytes { text in
            unsafe PKCS12_pbe_crypt_ex(
              algorithm, text.baseAddress?.assumingMemoryBound(to: CChar.self), count,
              input.baseAddress, Int32(clamping: input.count), &data, &length, 0, context, nil)
          }
        }
        return unsafe PKCS12_pbe_crypt_ex(
          algorithm, nil, 0, input.baseAddress, Int32(clamping: input.count), &data, &length, 0,
          context, nil)
      }
    }
    guard unsafe result != nil, let data = unsafe data else {
      let failure = OpenSSLFailure.drainingQueue(during: "PKCS12_pbe_crypt")
      return failure.isUnsupported ? .unsupported("\(failure)") : .refused
    }
    defer { unsafe CRYPTO_clear_free(data, Int(max(length, 0)), nil, 0) }
    let plain = unsafe UnsafeRawBufferPointer(start: data, count: Int(max(length, 0)))
    return unsafe body(plain).map { .opened($0, legacy: legacy) } ?? .refused
  }
}
