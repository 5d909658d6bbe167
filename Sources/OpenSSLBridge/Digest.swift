import COpenSSL

/// A message digest that is set up once and used many times, freed when its life ends.
@safe struct Digest: ~Copyable {
  private let context: OpaquePointer
  private let algorithm: OpaquePointer
  /// The length of a result, in bytes.
  let length: Int

  /// Fails when `library` does not have the digest.
  init?(_ name: String, in library: CryptoLibrary?) {
    ERR_clear_error()
    guard let library,
      let algorithm = unsafe library.withPointer({ unsafe EVP_MD_fetch($0, name, nil) })
    else { return nil }
    guard let context = unsafe EVP_MD_CTX_new() else {
      unsafe EVP_MD_free(algorithm)
      return nil
    }
    unsafe self.context = context
    unsafe self.algorithm = algorithm
    length = Int(unsafe EVP_MD_get_size(algorithm))
  }

  deinit {
    unsafe EVP_MD_CTX_free(context)
    unsafe EVP_MD_free(algorithm)
  }

  /// Writes the digest of the parts, one after the other, into `result`, which has ``length`` bytes.
  ///
  /// `result` may be one of the parts: they are read first.
  borrowing func compute(
    _ first: UnsafeRawBufferPointer, _ second: UnsafeRawBufferPointer, into result: inout [UInt8]
  ) -> Bool {
    guard result.count >= length, unsafe EVP_DigestInit_ex2(context, algorithm, nil) == 1,
      unsafe EVP_DigestUpdate(context, first.baseAddress, first.count) == 1,
      unsafe EVP_DigestUpdate(context, second.baseAddress, second.count) == 1
    else { return false }
    return unsafe EVP_DigestFinal_ex(context, &result, nil) == 1
  }

  /// The digest of the parts, one after the other.
  borrowing func digest(_ parts: ArraySlice<UInt8>...) -> [UInt8]? {
    guard unsafe EVP_DigestInit_ex2(context, algorithm, nil) == 1 else { return nil }
    for part in parts {
      let added = unsafe part.withUnsafeBytes {
        unsafe EVP_DigestUpdate(context, $0.baseAddress, $0.count)
      }
      guard added == 1 else { return nil }
    }
    var result = [UInt8](repeating: 0, count: length)
    return unsafe EVP_DigestFinal_ex(context, &result, nil) == 1 ? result : nil
  }

  /// The SHA-256 of `bytes`, or nothing when OpenSSL has none.
  static func sha256(_ bytes: [UInt8]) -> [UInt8]? {
    Digest("SHA256", in: .standard)?.digest(bytes[...])
  }
}

/// Returns `bytes` as lower-case hexadecimal digits.
func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  var text: [UInt8] = []
  for byte in bytes {
    text.append(digits[Int(byte >> 4)])
    text.append(digits[Int(byte & 0x0F)])
  }
  return String(decoding: text, as: UTF8.self)
}

/// Overwrites `bytes`, for keys and passwords that were in them.
func wipe(_ bytes: inout [UInt8]) {
  unsafe bytes.withUnsafeMutableBytes { unsafe OPENSSL_cleanse($0.baseAddress, $0.count) }
}
