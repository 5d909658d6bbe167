public import PadlockModel
public import PadlockReaders

/// What became of an attempt to open a private key; nothing of the key is in it.
public enum KeyOpening: Equatable, Hashable, Sendable {
  /// It opened, with the SHA-256 of its public half. `matches` says whether it belongs to the certificate, where there is one to
  /// compare with and both are of a known kind.
  case opened(matches: Bool?, publicKeySHA256: String?, legacy: Bool)
  /// Another password, or a damaged key.
  case refused
  /// It asks for more rounds than ``KeystoreBounds/iterations``.
  case tooManyIterations(Int)
  /// OpenSSL lacks the algorithm, with its reason.
  case unsupported(String)
  /// The bytes are not an encrypted key.
  case malformed(KeystoreReadFailure)
}

/// Opens an encrypted private key as any of the stores keeps it, and forgets it again.
public enum PrivateKeyOpening {
  /// Opens `protected` (`EncryptedPrivateKeyInfo` as DER) with `password`.
  ///
  /// Sun's two algorithms go to ``JavaKeyProtector``, all others to OpenSSL. `certificate` is the
  /// DER of the first of the key's chain.
  public static func open(
    _ protected: [UInt8], with password: Secret, certificate: [UInt8]?
  ) -> KeyOpening {
    let info: EncryptedPrivateKeyInfo
    do {
      info = try EncryptedPrivateKeyInfo(reading: protected)
    } catch {
      return .malformed(error)
    }
    guard info.algorithm.isWithinBounds else {
      return .tooManyIterations(info.algorithm.iterations ?? 0)
    }
    if JavaKeyProtector.protects(info) {
      return JavaKeyProtector.open(info, with: password, certificate: certificate)
    }
    let decryption = unsafe info.algorithm.decrypt(info.ciphertext, with: password) {
      unsafe KeyMatch(der: $0, certificate: certificate)
    }
    return switch decryption {
    case .opened(let match, let legacy):
      .opened(matches: match.matches, publicKeySHA256: match.publicKeySHA256, legacy: legacy)
    case .refused: .refused
    case .unsupported(let reason): .unsupported(reason)
    }
  }
}

/// Whether bytes are a private key, and if so whether it belongs to a certificate.
struct KeyMatch {
  let matches: Bool?
  let publicKeySHA256: String?

  /// Fails for bytes that are no key; a key of a kind OpenSSL does not know matches nothing known.
  init?(der: UnsafeRawBufferPointer, certificate: [UInt8]?) {
    if let publicKey = certificate.flatMap({ unsafe RSAKeyPair.publicKey(of: der, in: $0) }) {
      self.init(matches: true, publicKeySHA256: Digest.sha256(publicKey).map { hexadecimal($0) })
      return
    }
    guard let key = unsafe PrivateKey(der: der) else {
      guard unsafe Self.isPKCS8(der) else { return nil }
      self.init(matches: nil, publicKeySHA256: nil)
      return
    }
    self.init(key, certificate: certificate)
  }

  private init(matches: Bool?, publicKeySHA256: String?) {
    self.matches = matches
    self.publicKeySHA256 = publicKeySHA256
  }

  init(_ key: PrivateKey, certificate: [UInt8]?) {
    publicKeySHA256 = key.publicKeySHA256
    if let certificate, let parsed = try? Certificate(der: certificate) {
      matches = key.belongs(to: parsed)
    } else {
      matches = nil
    }
  }

  private static func isPKCS8(_ der: UnsafeRawBufferPointer) -> Bool {
    var copy = unsafe [UInt8](der)
    defer { wipe(&copy) }
    var reader = DERReader(copy)
    guard var fields = try? reader.enter(DERElement.Tag.sequence, "a private key"),
      let version = try? fields.integer("a version"), (0...1).contains(version),
      (try? fields.next(DERElement.Tag.sequence, "an algorithm")) != nil,
      (try? fields.next(DERElement.Tag.octetString, "a key")) != nil
    else { return false }
    return true
  }
}
