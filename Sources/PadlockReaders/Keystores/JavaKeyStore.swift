/// What a JKS or JCEKS file holds, with its keys still encrypted.
///
/// Layout, all big-endian (`sun.security.provider.JavaKeyStore`,
/// `com.sun.crypto.provider.JceKeyStore`):
///
/// ```
/// FEEDFEED 00000002 00000001                  magic, version, number of entries
/// 00000001 0005 "agent" 0000018C…             private key, alias, created in milliseconds
/// 000002C6 30 82 …  00000001 0005 "X.509" …   EncryptedPrivateKeyInfo, chain; SHA-1 at the end
/// ```
///
/// yields one entry with alias `agent`, its chain and its encrypted key.
public struct JavaKeyStore: Equatable, Sendable {
  /// Which of the two formats the first four bytes announce.
  public enum Format: Equatable, Sendable {
    case jks
    case jceks
  }

  /// What one entry holds.
  public enum Content: Equatable, Sendable {
    /// A private key as DER (`EncryptedPrivateKeyInfo`), and its chain as DER, the key's own first.
    case privateKey(protected: [UInt8], chain: [[UInt8]])
    /// A certificate as DER.
    case trustedCertificate([UInt8])
    /// A sealed secret key, which is skipped.
    case secretKey
  }

  /// One entry, in the order of the file.
  public struct Entry: Equatable, Sendable {
    /// The alias as the file has it; Java writes it in lower case.
    public let alias: String
    /// When it was made, in milliseconds since 1970.
    public let createdMilliseconds: Int64
    /// The key or certificate.
    public let content: Content
  }

  /// The format that the file announces.
  public let format: Format
  /// 1 or 2.
  public let version: Int
  /// The entries in file order; where aliases repeat, Java keeps the last.
  public let entries: [Entry]
  /// How many bytes from the start the digest covers.
  public let coveredBytes: Int
  /// The SHA-1 that proves password and content.
  public let digest: [UInt8]
}

extension JavaKeyStore {
  /// The aliases' last entries, in file order: what Java's table keeps.
  public var effectiveEntries: [Entry] {
    var last: [String: Int] = [:]
    for (index, entry) in entries.enumerated() { last[entry.alias] = index }
    return entries.enumerated().filter { last[$0.element.alias] == $0.offset }.map(\.element)
  }
}
