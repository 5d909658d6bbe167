import PadlockReaders

extension PEMBlock {
  /// The PEM text of a key for OpenSSL, which tries any number of rounds.
  ///
  /// Of an encrypted PKCS8 key that is the bytes whose rounds were counted, and no headers.
  ///
  /// - Throws: ``KeystoreProblem`` for one that is damaged, or asks for more rounds than
  ///   ``KeystoreBounds/iterations``.
  func boundedKey() throws(KeystoreProblem) -> [UInt8] {
    guard isEncryptedPKCS8 else { return text }
    guard isComplete, let contents else { throw .unreadableBlock(label: label, line: line) }
    let algorithm: PasswordBasedAlgorithm
    do {
      algorithm = try EncryptedPrivateKeyInfo(reading: contents).algorithm
    } catch {
      throw error.isTruncation ? .truncated(error) : .malformed(error)
    }
    guard algorithm.isWithinBounds else {
      throw .tooManyIterations(part: "The key", algorithm.iterations ?? 0)
    }
    return PEMWriting.block(contents, label)
  }
}
