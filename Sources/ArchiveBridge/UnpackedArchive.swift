/// What became of an archive that was unpacked.
public struct UnpackedArchive: Sendable {
  /// A file that was written.
  public struct File: Sendable, Equatable {
    /// Its path below the folder that it was unpacked to.
    public var path: String
    public var bytes: Int
    /// Seconds since 1970; nil where the archive does not say.
    public var changed: Int64?

    public init(path: String, bytes: Int, changed: Int64?) {
      self.path = path
      self.bytes = bytes
      self.changed = changed
    }
  }

  /// What people call its form: `zip`, `tar, packed with gzip`.
  public var form: String
  /// The files, in the archive's order; links among its members count as what they lead to.
  public var files: [File] = []
  /// Members that are not used, by their paths, and why; at most ``mostRefusals``.
  public var refused: [(path: String, why: MemberRefusal)] = []
  /// How many members are not used, also beyond those.
  public var refusals = 0
  /// Why it was not read to its end; nil where it was.
  public var end: UnpackingEnd?

  static let mostRefusals = 200

  init(form: String) { self.form = form }

  /// Whether nothing of it is missing.
  public var isWhole: Bool { end == nil && refusals == 0 }

  mutating func refuse(_ path: String, _ why: MemberRefusal) {
    refusals += 1
    if refused.count < Self.mostRefusals { refused.append((MemberPath.visible(path), why)) }
  }
}
