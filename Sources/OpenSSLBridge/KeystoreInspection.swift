public import PadlockReaders

/// What a keystore, certificate or key file holds, as `padlock inspect` reports it.
public struct KeystoreInspection: Equatable, Sendable {
  /// The format, in the words of `padlock.inspect/1`.
  public enum Format: String, CaseIterable, Sendable {
    case jks = "JKS"
    case jceks = "JCEKS"
    case pkcs12 = "PKCS12"
    case pem = "PEM"
    case der = "DER"
    case pkcs7 = "PKCS7"
    case bks = "BKS"
    case uber = "UBER"
    case unknown
  }

  /// What one entry is.
  public enum Kind: String, CaseIterable, Sendable {
    case privateKey = "private-key"
    case certificate
    case secretKey = "secret-key"
  }

  /// One entry, as keytool would list it.
  public struct Entry: Equatable, Sendable {
    /// The alias as keytool lists it; a number from 1 in files that have none.
    public let alias: String
    /// Whether it is a key or a certificate.
    public let kind: Kind
    /// Whether the private key opens; `nil` if it was not tried or there is none.
    public var keyOpens: Bool?
    /// Why the key does not open, where that is more than a password.
    public var keyProblem: KeystoreProblem?
    /// When it was made, in seconds since 1970, if the file says so.
    public let created: Int64?
    /// The certificates, the key's own first.
    public var chain: [CertificateDescription]
    /// Whether the key belongs to the chain's first certificate; `nil` unless the key opened.
    public var keyMatchesCertificate: Bool?
    /// The SHA-256 of the opened key's public half, as ``CertificateDescription/publicKeySHA256``.
    public var publicKeySHA256: String?
    /// How the key is encrypted; `nil` for certificates and keys in the open.
    public var keyAlgorithm: PasswordBasedAlgorithm?
    /// Whether the private key is encrypted, in whatever way.
    public var isKeyEncrypted = false
  }

  /// The format by bytes.
  public let format: Format
  /// The format in full, with PEM labels and the kinds of DER.
  public let recognised: FileFormat
  /// The length of the file in bytes.
  public let bytes: Int
  /// Whether the store opens; `nil` when it needs a password and none was given.
  public var opens: Bool?
  /// What is wrong with the file, or what it is if nothing can be listed.
  public var problem: KeystoreProblem?
  /// The entries as far as they can be listed, also when the password is wrong.
  public var entries: [Entry]
  /// How a PKCS12 store is protected; `nil` for other formats.
  public var algorithms: PKCS12Algorithms?
  /// Whether something in it opened only with OpenSSL's legacy provider.
  public var needsLegacyProvider: Bool
  /// Whether Java refuses the password that was tried, whatever the file holds.
  ///
  /// Java takes ASCII passwords alone for PKCS12 stores and for keys in JCEKS
  /// (`com.sun.crypto.provider.PBEKey`); ``opens`` says what the file's own bytes say.
  public var isPasswordBeyondJava: Bool
  /// Whether a part that may hold certificates or keys was not decrypted, for want of a password.
  public var isPartlyUnread = false
}
