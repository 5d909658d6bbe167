/// An encrypted PKCS8 key: how it is encrypted, and the ciphertext (RFC 5208 section 6).
public struct EncryptedPrivateKeyInfo: Equatable, Sendable {
  /// The algorithm with its salt and iterations.
  public let algorithm: PasswordBasedAlgorithm
  /// The encrypted key.
  public let ciphertext: [UInt8]

  /// Reads one from DER or BER.
  ///
  /// - Throws: ``KeystoreReadFailure`` with offsets from the start of `bytes`.
  public init(reading bytes: [UInt8]) throws(KeystoreReadFailure) {
    var reader = DERReader(bytes)
    var sequence = try reader.enter(DERElement.Tag.sequence, "an encrypted private key")
    algorithm = try PasswordBasedAlgorithm(in: &sequence)
    ciphertext = try sequence.octetString("the encrypted key's bytes")
  }
}
