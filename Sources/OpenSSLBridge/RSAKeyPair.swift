import PadlockReaders

/// Recognises the two halves of an RSA key by their bytes, as nearly all pairs are.
///
/// DER writes a number in one way only, so modulus and exponent that are equal as bytes are equal.
/// OpenSSL would decode both halves, which takes many times as long as opening a keystore's entry.
/// Sources: RFC 5208 (PKCS#8), RFC 8017 appendix A.1, RFC 3279 section 2.3.1.
enum RSAKeyPair {
  /// The object identifier of RSA with its empty parameters.
  private static let algorithm: [UInt8] = [
    0x30, 0x0D, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01, 0x05, 0x00,
  ]
  /// The version, the modulus, both exponents, both primes, and three numbers made of them.
  private static let numbers = 9

  /// The public half of `key` (PKCS#8 in the open) as `certificate` holds it (both DER); nil where
  /// they do not belong together, and where it takes more than bytes to tell.
  static func publicKey(of key: UnsafeRawBufferPointer, in certificate: [UInt8]) -> [UInt8]? {
    var key = unsafe [UInt8](key)
    defer { wipe(&key) }
    guard let info = CertificateOutline(certificate)?.publicKey,
      let inInfo = try? publicNumbers(info),
      let inKey = try? privateNumbers(key), key[inKey] == info[inInfo]
    else { return nil }
    return info
  }

  /// Where modulus and public exponent lie in a subjectPublicKeyInfo.
  private static func publicNumbers(_ bytes: [UInt8]) throws -> Range<Int>? {
    typealias Tag = DERElement.Tag
    var reader = DERReader(bytes)
    var info = try reader.enter(Tag.sequence, "a public key")
    guard bytes[try info.next(Tag.sequence, "its algorithm").whole] == algorithm[...] else {
      return nil
    }
    let text = try info.next(Tag.bitString, "the key").content
    // No bit of the last byte is unused.
    guard bytes[text].first == 0 else { return nil }
    var key = DERReader(Array(bytes[text].dropFirst()))
    let numbers = try key.next(Tag.sequence, "the key's numbers").content
    return numbers.lowerBound + text.lowerBound + 1..<numbers.upperBound + text.lowerBound + 1
  }

  /// Where they lie in a private key, which has to be whole.
  private static func privateNumbers(_ bytes: [UInt8]) throws -> Range<Int>? {
    typealias Tag = DERElement.Tag
    var reader = DERReader(bytes)
    var info = try reader.enter(Tag.sequence, "a private key")
    _ = try info.next(Tag.integer, "its version")
    guard bytes[try info.next(Tag.sequence, "its algorithm").whole] == algorithm[...] else {
      return nil
    }
    let text = try info.next(Tag.octetString, "the key")
    guard reader.isAtEnd, text.whole.upperBound == text.content.upperBound else { return nil }
    var inner = DERReader(bytes, inside: text)
    var key = try inner.enter(Tag.sequence, "the key's numbers")
    var found: [DERElement] = []
    while !key.isAtEnd, found.count <= numbers {
      found.append(try key.next(Tag.integer, "a number"))
    }
    guard info.isAtEnd, inner.isAtEnd, found.count == numbers, bytes[found[0].content] == [0] else {
      return nil
    }
    return found[1].whole.lowerBound..<found[2].whole.upperBound
  }
}
