import COpenSSL
import PadlockModel
import PadlockReaders

extension PKCS12Structure.MAC {
  /// Whether `password` yields this MAC over `authenticated`; `nil` for a digest OpenSSL lacks.
  ///
  /// The caller checks ``isWithinBounds`` first. Sources: RFC 7292 appendix B, RFC 9579 (PBMAC1).
  func verifies(_ authenticated: [UInt8], with password: Secret) -> Bool? {
    password.withUTF8 { bytes, count in
      let first = verifies(authenticated, bytes, count)
      guard first == false, count == 0 else { return first }
      return verifies(authenticated, nil, 0)
    }
  }

  private func verifies(
    _ authenticated: [UInt8], _ password: [UInt8]?, _ count: Int32
  ) -> Bool? {
    defer { ERR_clear_error() }
    let digest: String
    let key: [UInt8]?
    if let pbmac1 {
      guard let scheme = HMACDigest.name(of: pbmac1.scheme) else { return nil }
      digest = scheme
      key = Self.stretched(password ?? [0], count, by: pbmac1.derivation)
    } else {
      digest = name
      key = derived(password, count)
    }
    guard var key else { return nil }
    defer { wipe(&key) }
    var result = [UInt8](repeating: 0, count: 64)
    var length = 0
    guard let library = CryptoLibrary.standard else { return nil }
    let made = unsafe library.withPointer { context in
      unsafe EVP_Q_mac(
        context, "HMAC", nil, digest, nil, key, key.count, authenticated, authenticated.count,
        &result, result.count, &length)
    }
    guard unsafe made != nil, length > 0, length == value.count else { return false }
    return unsafe CRYPTO_memcmp(result, value, length) == 0
  }

  /// The key of the usual MAC: the third use of PKCS12's own derivation.
  private func derived(_ password: [UInt8]?, _ count: Int32) -> [UInt8]? {
    guard let library = CryptoLibrary.standard else { return nil }
    return unsafe library.withPointer { context in
      guard let digest = unsafe EVP_MD_fetch(context, name, nil) else { return nil }
      defer { unsafe EVP_MD_free(digest) }
      var salt = salt
      var key = [UInt8](repeating: 0, count: Int(unsafe EVP_MD_get_size(digest)))
      let length = Int32(key.count)
      let rounds = Int32(clamping: iterations)
      let saltLength = Int32(clamping: salt.count)
      let made: Int32
      if let password {
        made = unsafe password.withUnsafeBytes { text in
          unsafe PKCS12_key_gen_utf8_ex(
            text.baseAddress?.assumingMemoryBound(to: CChar.self), count, &salt, saltLength,
            PKCS12_MAC_ID, rounds, length, &key, digest, context, nil)
        }
      } else {
        made = unsafe PKCS12_key_gen_utf8_ex(
          nil, 0, &salt, saltLength, PKCS12_MAC_ID, rounds, length, &key, digest, context, nil)
      }
      return made == 1 ? key : nil
    }
  }

  private static func stretched(
    _ password: [UInt8], _ count: Int32, by work: PBKDF2Parameters
  ) -> [UInt8]? {
    guard let name = HMACDigest.name(of: work.function), let length = work.keyLength,
      (1...KeystoreBounds.macKey).contains(length), let library = CryptoLibrary.standard
    else { return nil }
    return unsafe library.withPointer { context in
      guard let digest = unsafe EVP_MD_fetch(context, name, nil) else { return nil }
      defer { unsafe EVP_MD_free(digest) }
      var key = [UInt8](repeating: 0, count: length)
      let made = unsafe password.withUnsafeBytes { text in
        unsafe PKCS5_PBKDF2_HMAC(
          text.baseAddress?.assumingMemoryBound(to: CChar.self), count, work.salt,
          Int32(clamping: work.salt.count), Int32(clamping: work.iterations), digest,
          Int32(length), &key)
      }
      return made == 1 ? key : nil
    }
  }
}

/// The digests that HMAC is used with in PKCS5 (RFC 8018 appendix B.1.2).
enum HMACDigest {
  static func name(of identifier: String) -> String? {
    switch identifier {
    case "1.2.840.113549.2.7": "SHA1"
    case "1.2.840.113549.2.8": "SHA224"
    case "1.2.840.113549.2.9": "SHA256"
    case "1.2.840.113549.2.10": "SHA384"
    case "1.2.840.113549.2.11": "SHA512"
    case "1.2.840.113549.2.12": "SHA512-224"
    case "1.2.840.113549.2.13": "SHA512-256"
    default: nil
    }
  }
}
