import PadlockModel

/// Encrypts a key as `sun.security.provider.KeyProtector` does, which JKS stores need.
///
/// The result is an `EncryptedPrivateKeyInfo` (RFC 5208 section 6) whose data are a salt of 20
/// bytes, the key under a stream of chained SHA-1, and a SHA-1 of password and key.
enum SunKeyProtection {
  /// The algorithm 1.3.6.1.4.1.42.2.17.1.1 with NULL as its parameters.
  private static let algorithm: [UInt8] =
    [0x30, 0x0E, 0x06, 0x0A, 0x2B, 0x06, 0x01, 0x04, 0x01, 0x2A, 0x02, 0x11, 0x01, 0x01]
    + [0x05, 0x00]

  static func protect(
    _ key: Secret, with password: Secret
  ) throws(JavaKeyStoreWriter.Failure) -> [UInt8] {
    let salt = (0..<20).map { _ in UInt8.random(in: 0...255) }
    let data = key.withBytes { key in
      password.withUTF16 { masked(key, password: $0, salt: salt) }
    }
    guard let data else { throw .noDigest }
    return element(0x30, algorithm + element(0x04, data))
  }

  private static func masked(_ key: [UInt8], password: [UInt8], salt: [UInt8]) -> [UInt8]? {
    guard let sha1 = Digest("SHA1", in: .standard) else { return nil }
    var result = salt
    var mask = salt
    var rest = key[...]
    while !rest.isEmpty {
      guard let next = sha1.digest(password[...], mask[...]) else { return nil }
      mask = next
      result += zip(rest, mask).map { $0 ^ $1 }
      rest = rest.dropFirst(mask.count)
    }
    guard let proof = sha1.digest(password[...], key[...]) else { return nil }
    return result + proof
  }

  /// A DER element with its length in the definite form.
  private static func element(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    guard content.count >= 0x80 else { return [tag, UInt8(content.count)] + content }
    let length = BigEndian.bytes(UInt32(clamping: content.count)).drop { $0 == 0 }
    return [tag, 0x80 | UInt8(length.count)] + length + content
  }
}
