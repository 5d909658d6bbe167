/// Why a reader of configuration text returns nothing.
///
/// Faults inside the text are no failures: they are ``Defect`` values of the document.
public enum ReaderFailure: Error, Equatable, Sendable {
  /// The file has `bytes` bytes, more than the `limit` that a reader accepts.
  case tooLarge(bytes: Int, limit: Int)
  /// The text nests deeper than `limit` on this line.
  case tooDeep(line: Int, limit: Int)
  /// An XML text uses entities of its own on this line, or declares them, attributes or notations;
  /// they are never expanded.
  case usesEntities(line: Int)
  /// The file has more than `limit` settings.
  case tooManySettings(limit: Int)
}

/// The bounds that every reader of configuration text keeps.
public enum ConfigurationLimit {
  /// The largest configuration file that is read, in bytes: 4 MiB.
  public static let bytes = 4 << 20

  /// The most settings that a configuration may have.
  public static let settings = 10_000

  /// Fails when `count` bytes are more than a reader accepts.
  static func check(_ count: Int) throws(ReaderFailure) {
    if count > bytes { throw .tooLarge(bytes: count, limit: bytes) }
  }
}
