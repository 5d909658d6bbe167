/// Whether owners and modes in a tree are those of the machine that it was copied from.
///
/// Unpacking gives every file to the one who unpacks, and archives made elsewhere bring no modes:
/// what all files have in common then says nothing of the target.
struct TreeOrigin {
  /// Whether owners can be believed.
  let keepsOwners: Bool
  /// Whether the right to execute can be believed.
  let keepsModes: Bool

  /// Modes that files get where nothing else is known.
  private static let usual: Set<Int> = [0o600, 0o644, 0o664, 0o666, 0o777]

  /// Judges by the files in the folders of `paths`, and by the list of users.
  init(_ files: any FileAccess, near paths: [String]) {
    guard !files.holdsEverything else {
      (keepsOwners, keepsModes) = (true, true)
      return
    }
    var seen: [FileInformation] = []
    let folders = Set(paths.map { TargetPath($0).folder })
    for folder in folders.sorted() {
      for name in ((try? files.names(in: folder)) ?? []).prefix(200) {
        if case .file(let file) = files.status(of: TargetPath(folder).appending(name)) {
          seen.append(file)
        }
      }
    }
    if case .file(let file) = files.status(of: "/etc/passwd") { seen.append(file) }
    // Who unpacks has one user and one group.
    keepsOwners = Set(seen.map(\.ownerID)).count > 1 || Set(seen.map(\.groupID)).count > 1
    let modes = Set(seen.map(\.mode))
    keepsModes = modes.contains { !Self.usual.contains($0) } && modes.count > 1
  }
}
