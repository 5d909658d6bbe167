public import PadlockReaders

/// How the parts of a PKCS12 store are protected.
public struct PKCS12Algorithms: Equatable, Sendable {
  /// The MAC's digest and rounds; `nil` for a store without MAC.
  public var mac: PKCS12Structure.MAC?
  /// How the encrypted safes are encrypted, as a rule those with the certificates.
  public var certificates: [PasswordBasedAlgorithm] = []
  /// How the keys are encrypted, each way once.
  public var keys: [PasswordBasedAlgorithm] = []

  /// Whether Java before 8u301 and 11.0.12 cannot read it: PBES2, or a MAC other than SHA-1.
  public var isTooNewForOldJava: Bool {
    (mac.map { $0.name != "SHA1" } ?? false)
      || (certificates + keys).contains(where: \.isPBES2)
  }

  /// Whether an algorithm is one that OpenSSL 3 keeps in its legacy provider (RC2, RC4, DES).
  public var isLegacy: Bool {
    (certificates + keys).contains { algorithm in
      ["RC2", "RC4", "AndDES"].contains { algorithm.name.contains($0) }
        && !algorithm.name.contains("DESede")
    }
  }

  /// What no Java up to 17 reads in PKCS12, by name: the store opens here and not there.
  ///
  /// Java has PBES2 with AES of 128 and 256 bits, PKCS12's RC2, RC4 and triple DES, and MACs of
  /// the SHA family (`com.sun.crypto.provider.SunJCE`).
  public var unknownToJava: [String] {
    let schemes = (certificates + keys).filter { !Self.isKnownToJava($0) }.map(\.name)
    let digests = mac.map { [$0.name] } ?? []
    var seen: Set<String> = []
    return (schemes + digests.filter { !$0.hasPrefix("SHA") }).filter { seen.insert($0).inserted }
  }

  private static func isKnownToJava(_ algorithm: PasswordBasedAlgorithm) -> Bool {
    if algorithm.isPBES2 {
      return algorithm.name.hasPrefix("PBEWithHmacSHA")
        && (algorithm.name.hasSuffix("AndAES_128") || algorithm.name.hasSuffix("AndAES_256"))
    }
    return [
      "PBEWithSHA1AndRC4_128", "PBEWithSHA1AndRC4_40", "PBEWithSHA1AndDESede",
      "PBEWithSHA1AndRC2_128", "PBEWithSHA1AndRC2_40", "PBEWithMD5AndDES",
    ].contains(algorithm.name)
  }
}
