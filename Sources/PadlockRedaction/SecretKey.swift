/// Tells from the name of a setting, an option or an element whether its value is a secret.
public enum SecretKey {
  /// Whether `name` names a password, passphrase, token or key material.
  ///
  /// Letter case, `-`, `_` and `.` do not matter: `server.ssl.key-store-password`,
  /// `KEYSTORE_PASSWORD`, `keystorePass` and `XMATTERS_KEY` are secret; `password-file`,
  /// `keyAlias` and `token.url` are not.
  public static func isSecret(_ name: some Sequence<UInt8>) -> Bool {
    let folded = name.filter(\.isASCIIAlphanumeric).map { $0 | 0x20 }
    func ends(_ words: [[UInt8]]) -> Bool {
      words.contains { folded.count >= $0.count && folded.suffix($0.count).elementsEqual($0) }
    }
    guard folded.count >= 3, !ends(harmlessEnds) else { return false }
    if ends(pass) { return !ends(otherWords) }
    return ends(secretEnds) || exact.contains { folded.elementsEqual($0) }
      || folded.indices.contains { start in
        parts.contains { folded[start...].starts(with: $0) }
      }
  }

  private static func bytes(_ words: [String]) -> [[UInt8]] { words.map { Array($0.utf8) } }

  // The words that this goes by, also in the collector that runs without Padlock.
  package static let exact = bytes(["pw", "pwd", "pin", "psk"])
  private static let pass = bytes(["pass"])
  package static let otherWords = bytes(["bypass", "compass", "trespass"])
  package static let parts = bytes([
    "password", "passwd", "passphrase", "passwort", "motdepasse", "secret", "apikey",
    "accesskey", "privatekey", "credential", "xmatterskey", "authtoken", "accesstoken",
    "sharedkey", "signingkey", "encryptionkey", "sessionid", "licensekey",
  ])
  package static let secretEnds = bytes([
    "pwd", "token", "passcode", "bindpw", "rootpw", "psk",
  ])
  package static let harmlessEnds = bytes([
    "file", "path", "env", "dir", "url", "uri", "length", "enabled", "required", "expires",
    "expiry", "timeout", "name", "type", "algorithm", "policy", "encoder", "format", "alias",
    "provider",
  ])
}
