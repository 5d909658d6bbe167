/// How far archives are unpacked; all that are unpacked together share what is counted.
public struct UnpackingLimits: Sendable, Equatable {
  /// Files, folders and whatever else archives name.
  public var members: Int
  /// Bytes of one file.
  public var memberBytes: Int
  /// Bytes of all files.
  public var bytes: Int
  /// How many bytes may come out for each of the archive's own, once ``freeBytes`` are out.
  public var ratio: Int
  /// Bytes that may come out whatever their ratio is.
  public var freeBytes: Int
  /// Bytes of a member's path.
  public var pathBytes: Int
  /// Folders that a member may lie in.
  public var depth: Int
  /// Bytes that an archive itself may have.
  public var archiveBytes: Int

  /// 1 GiB in 10,000 members of at most 512 MiB, and 1,000 to 1 beyond 64 MiB.
  public init(
    members: Int = 10_000, memberBytes: Int = 512 << 20, bytes: Int = 1 << 30, ratio: Int = 1_000,
    freeBytes: Int = 64 << 20, pathBytes: Int = 1_024, depth: Int = 40, archiveBytes: Int = 2 << 30
  ) {
    self.members = members
    self.memberBytes = memberBytes
    self.bytes = bytes
    self.ratio = ratio
    self.freeBytes = freeBytes
    self.pathBytes = pathBytes
    self.depth = depth
    self.archiveBytes = archiveBytes
  }
}
