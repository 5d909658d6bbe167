/// Tells from the name of a setting, an option or an element whether its value is a secret.
public enum SecretKey {
  /// Whether `name` names a password, passphrase, token or key material.
  ///
  /// Letter case, `-`, `_` and `.` do not matter: `server.ssl.key-store-password`,
  /// `KEYSTORE_PASSWORD`, `keystorePass` and `XMATTERS_KEY` are secret; `password-file`,
  /// `keyAlias` and `token.url` are not.
  public static func isSecret(_ name: some Sequence<UInt8>) -> Bool {
    var folded: [UInt8] = []
    folded.reserveCapacity(name.underestimatedCount)
    for byte in name where byte.isASCIIAlphanumeric { folded.append(byte | 0x20) }
    guard folded.count >= 3, !harmlessEnds.contains(where: folded.ends) else { return false }
    if folded.ends(with: pass) { return !otherWords.contains(where: folded.ends) }
    return exact.contains(folded) || secretEnds.contains(where: folded.ends)
      || parts.contains(where: folded.holds)
  }

  /// Whether `value` is a secret where `name` names it.
  ///
  /// `private_key: /etc/ssl/site.key` tells where a key is, and not the key: an absolute path of a
  /// file with a suffix. For passwords and tokens whatever stands there is one.
  public static func isSecret(
    _ name: some Sequence<UInt8>, with value: some Collection<UInt8>
  ) -> Bool {
    isSecret(name) && !(namesKey(name) && isPath(value))
  }

  private static func namesKey(_ name: some Sequence<UInt8>) -> Bool {
    let folded = name.compactMap { $0.isASCIIAlphanumeric ? $0 | 0x20 : nil }
    return keys.contains(where: folded.ends)
  }

  /// `/a/b.key`, `C:\a\b.key`: without blanks and signs that Base64 has and names of files have not.
  private static func isPath(_ value: some Collection<UInt8>) -> Bool {
    guard value.count <= 1_024 else { return false }
    let path = #/(?:[A-Za-z]:)?[\\/][\w.\\/~@-]*\.[A-Za-z][A-Za-z0-9]{1,7}/#
    return String(decoding: value, as: UTF8.self).wholeMatch(of: path) != nil
  }

  // The words that this goes by, also in the collector that runs without Padlock.
  private static let pass = Array("pass".utf8)
  package static let exact = words("pw pwd pin psk")
  package static let otherWords = words("bypass compass trespass")
  package static let parts = words(
    """
    password passwd passphrase passwort motdepasse secret apikey accesskey privatekey credential \
    xmatterskey authtoken accesstoken sharedkey signingkey encryptionkey masterkey sessionid \
    licensekey
    """)
  package static let keys = words("privatekey signingkey encryptionkey")
  package static let secretEnds = words("pwd token passcode bindpw rootpw psk")
  package static let harmlessEnds = words(
    """
    file path env dir url uri length enabled required expires expiry timeout name type algorithm \
    policy encoder format alias provider
    """)

  private static func words(_ text: String) -> [[UInt8]] {
    text.split(separator: " ").map { Array($0.utf8) }
  }
}

extension Collection where Element == UInt8, Self: BidirectionalCollection {
  /// Whether the last bytes are these.
  func ends(with end: [UInt8]) -> Bool {
    count >= end.count && suffix(end.count).elementsEqual(end)
  }
}

extension [UInt8] {
  /// Whether these bytes, at least one, stand somewhere in it; for texts as short as a name.
  fileprivate func holds(_ part: [UInt8]) -> Bool {
    guard let first = part.first, count >= part.count else { return false }
    return (0...(count - part.count)).contains { start in
      self[start] == first && self[start..<(start + part.count)].elementsEqual(part)
    }
  }
}
