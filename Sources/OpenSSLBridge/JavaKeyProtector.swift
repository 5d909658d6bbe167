import COpenSSL
public import PadlockModel
public import PadlockReaders

/// Opens the private keys of JKS and JCEKS stores, which no library but Java's can.
///
/// Sources: `sun.security.provider.KeyProtector` (JKS),
/// `com.sun.crypto.provider.KeyProtector` and `PBES1Core` (JCEKS).
public enum JavaKeyProtector {
  private static let jks = "1.3.6.1.4.1.42.2.17.1.1"
  private static let jceks = "1.3.6.1.4.1.42.2.19.1"
  private static let digestLength = 20

  /// Whether the key is encrypted with one of Sun's two own algorithms.
  public static func protects(_ info: EncryptedPrivateKeyInfo) -> Bool {
    info.algorithm.identifier == jks || info.algorithm.identifier == jceks
  }

  /// Opens the key with `password`, compares it with `certificate` (DER) and forgets it.
  public static func open(
    _ info: EncryptedPrivateKeyInfo, with password: Secret, certificate: [UInt8]?
  ) -> KeyOpening {
    guard info.algorithm.isWithinBounds else {
      return .tooManyIterations(info.algorithm.iterations ?? 0)
    }
    switch info.algorithm.identifier {
    case jks:
      guard var key = password.withUTF16({ unmask(info.ciphertext, password: $0) }) else {
        return .refused
      }
      return opening(of: &key, certificate)
    case jceks:
      for salt in saltVariants(info.algorithm.salt) {
        let found = password.withASCII { password in
          decryptTripleDES(
            info.ciphertext, password: password, salt: salt,
            rounds: info.algorithm.iterations ?? 1)
        }
        guard var key = found ?? nil else { continue }
        let result = opening(of: &key, certificate)
        if result != .refused { return result }
      }
      return .refused
    default:
      return .unsupported("\(info.algorithm.name) is not Java's own key protection")
    }
  }

  private static func opening(of key: inout [UInt8], _ certificate: [UInt8]?) -> KeyOpening {
    defer { wipe(&key) }
    let match = unsafe key.withUnsafeBytes { bytes in
      unsafe KeyMatch(der: bytes, certificate: certificate)
    }
    return match.map {
      .opened(matches: $0.matches, publicKeySHA256: $0.publicKeySHA256, legacy: false)
    } ?? .refused
  }

  /// Salt of 20 bytes, the key under a stream of chained SHA-1, and a digest that proves it.
  private static func unmask(_ protected: [UInt8], password: [UInt8]) -> [UInt8]? {
    guard protected.count > 2 * digestLength, let sha1 = Digest("SHA1", in: .standard) else {
      return nil
    }
    let masked = protected[digestLength..<protected.count - digestLength]
    var key: [UInt8] = []
    key.reserveCapacity(masked.count)
    var mask = Array(protected[..<digestLength])
    var position = masked.startIndex
    while position < masked.endIndex {
      guard let next = sha1.digest(password[...], mask[...]) else { return nil }
      mask = next
      for byte in mask where position < masked.endIndex {
        key.append(masked[position] ^ byte)
        position += 1
      }
    }
    guard let proof = sha1.digest(password[...], key[...]),
      proof.elementsEqual(protected.suffix(digestLength))
    else {
      wipe(&key)
      return nil
    }
    return key
  }

  /// The salt as it is used: where both halves are equal, Java changes the first.
  ///
  /// It means to turn the half round; releases before the loop was mended swapped one byte wrong,
  /// so both results are tried.
  private static func saltVariants(_ salt: [UInt8]) -> [[UInt8]] {
    guard salt.count == 8 else { return [] }
    guard salt[..<4] == salt[4...] else { return [salt] }
    let half = Array(salt[4...])
    return [
      [salt[3], salt[2], salt[1], salt[0]] + half, [salt[3], salt[0], salt[1], salt[3]] + half,
    ]
  }

  /// PBEWithMD5AndTripleDES: each half of the salt is digested with the password for 16 bytes;
  /// of the 32, 24 are the key and 8 the initial vector.
  private static func decryptTripleDES(
    _ ciphertext: [UInt8], password: [UInt8], salt: [UInt8], rounds: Int
  ) -> [UInt8]? {
    guard let md5 = Digest("MD5", in: .standard), md5.length == 16 else { return nil }
    var derived: [UInt8] = []
    defer { wipe(&derived) }
    for half in [salt[..<4], salt[4...]] {
      guard var value = md5.digest(half, password[...]) else { return nil }
      defer { wipe(&value) }
      guard rounds < 2 || md5.repeated(rounds - 1, &value, password) else { return nil }
      derived += value
    }
    return TripleDES.decrypt(
      ciphertext, key: Array(derived[..<24]), initialVector: Array(derived[24...]))
  }
}

extension Digest {
  /// Replaces `value` by the digest of itself and `suffix`, `count` times.
  borrowing fileprivate func repeated(
    _ count: Int, _ value: inout [UInt8], _ suffix: [UInt8]
  ) -> Bool {
    var input = value
    var done = true
    unsafe suffix.withUnsafeBytes { suffix in
      for _ in 0..<count where done {
        done = unsafe input.withUnsafeBytes { input in
          unsafe compute(input, suffix, into: &value)
        }
        swap(&input, &value)
      }
    }
    swap(&input, &value)
    wipe(&input)
    return done
  }
}

/// Triple DES in CBC mode with PKCS5 padding.
private enum TripleDES {
  static func decrypt(
    _ ciphertext: [UInt8], key: [UInt8], initialVector: [UInt8]
  ) -> [UInt8]? {
    defer { ERR_clear_error() }
    guard ciphertext.count % 8 == 0, !ciphertext.isEmpty, let library = CryptoLibrary.standard,
      let cipher = unsafe library.withPointer({ unsafe EVP_CIPHER_fetch($0, "DES-EDE3-CBC", nil) }),
      let context = unsafe EVP_CIPHER_CTX_new()
    else { return nil }
    defer {
      unsafe EVP_CIPHER_CTX_free(context)
      unsafe EVP_CIPHER_free(cipher)
    }
    var plain = [UInt8](repeating: 0, count: ciphertext.count + 8)
    var length: Int32 = 0
    var rest: Int32 = 0
    guard unsafe EVP_DecryptInit_ex2(context, cipher, key, initialVector, nil) == 1,
      unsafe EVP_DecryptUpdate(context, &plain, &length, ciphertext, Int32(ciphertext.count)) == 1
    else { return nil }
    let finished = unsafe plain.withUnsafeMutableBufferPointer { buffer in
      unsafe EVP_DecryptFinal_ex(context, buffer.baseAddress.map { unsafe $0 + Int(length) }, &rest)
    }
    guard finished == 1, Int(length + rest) <= plain.count else {
      wipe(&plain)
      return nil
    }
    plain.removeLast(plain.count - Int(length + rest))
    return plain
  }
}
