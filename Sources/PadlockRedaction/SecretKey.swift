/// Tells from the name of a setting, an option or an element whether its value is a secret.
public enum SecretKey {
  /// Whether `name` names a password, passphrase, token or key material.
  ///
  /// Letter case, `-`, `_` and `.` do not matter: `server.ssl.key-store-password`,
  /// `KEYSTORE_PASSWORD`, `keystorePass` and `XMATTERS_KEY` are secret; `password-file`,
  /// `keyAlias` and `token.url` are not.
  public static func isSecret(_ name: some Sequence<UInt8>) -> Bool {
    let folded = String(
      decoding: name.lazy.filter(\.isASCIIAlphanumeric).map { $0 | 0x20 }, as: UTF8.self)
    guard folded.utf8.count >= 3, !harmlessEnds.contains(where: folded.hasSuffix) else {
      return false
    }
    if folded.hasSuffix("pass") { return !otherWords.contains(where: folded.hasSuffix) }
    return exact.contains(folded) || parts.contains(where: folded.contains)
      || ends.contains(where: folded.hasSuffix)
  }

  // The words that this goes by, also in the collector that runs without Padlock.
  package static let exact: Set<String> = ["pw", "pwd", "pin", "psk"]
  package static let otherWords = ["bypass", "compass", "trespass"]
  package static let parts = [
    "password", "passwd", "passphrase", "passwort", "motdepasse", "secret", "apikey",
    "accesskey", "privatekey", "credential", "xmatterskey", "authtoken", "accesstoken",
    "sharedkey", "signingkey", "encryptionkey", "sessionid", "licensekey",
  ]
  package static let ends = [
    "pwd", "token", "passcode", "bindpw", "rootpw", "psk",
  ]
  package static let harmlessEnds = [
    "file", "path", "env", "dir", "url", "uri", "length", "enabled", "required", "expires",
    "expiry", "timeout", "name", "type", "algorithm", "policy", "encoder", "format", "alias",
    "provider",
  ]
}
