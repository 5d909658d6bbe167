/// One member of an archive, as its header describes it.
struct ArchiveMember {
  enum Kind: Equatable {
    case file
    case folder
    /// A symbolic link, which a member is, or a hard link, which shares another's bytes.
    case link(to: String, isHard: Bool)
    case special
  }

  var name: String
  var kind: Kind
  /// The size that the header names, which need not be the true one.
  var bytes: Int?
  /// POSIX permission bits; what the archive does not say is libarchive's guess.
  var mode: Int
  /// Seconds since 1970; nil where the archive does not say.
  var changed: Int64?
  var isEncrypted: Bool
}
