/// How much of a keystore is read, and how much work its password may cost.
///
/// Files are hostile input: every count and length that comes from one is checked against these
/// before anything is allocated or computed.
public enum KeystoreBounds {
  /// The largest keystore, in bytes: 64 MiB.
  public static let bytes = 64 << 20
  /// The most entries (and the most certificates in one file).
  public static let entries = 100_000
  /// The most rounds of a key derivation, as in Java (`PKCS12KeyStore.MAX_ITERATION_COUNT`).
  public static let iterations = 5_000_000
  /// The longest key of a MAC, in bytes: that of SHA-512.
  public static let macKey = 64
  /// The most certificates in one chain.
  public static let chain = 100
  /// The largest certificate, in bytes: 1 MiB.
  public static let certificate = 1 << 20
  /// How deep structures may nest.
  public static let depth = 64
}
