/// Judges POSIX permissions for a user who need not be the one who runs Padlock.
struct Permissions {
  enum Wish: Int {
    case read = 4
    case execute = 1
  }

  let files: any FileAccess

  /// Whether `user` may read or execute the file; nil where something on the way cannot be seen.
  ///
  /// Every folder above it must let the user through. An access control list may open what the mode
  /// alone forbids, and close what it allows: where there is one, nothing is said.
  func allows(_ user: UserIdentity, _ wish: Wish, _ path: String) -> Bool? {
    guard case .file(let file) = files.status(of: path) else { return nil }
    if user.id == 0 { return wish == .read || file.mode & 0o111 != 0 }
    var components = path.split(separator: "/").map(String.init)
    components.removeLast()
    var folder = ""
    for component in [""] + components {
      folder += component.isEmpty ? "/" : (folder.hasSuffix("/") ? "" : "/") + component
      switch files.status(of: folder) {
      case .folder(let information):
        if files.hasAccessList(folder) { return nil }
        if !Self.allows(user, .execute, information) { return false }
      case .notCollected, .denied: return nil
      default: return nil
      }
    }
    return files.hasAccessList(path) ? nil : Self.allows(user, wish, file)
  }

  static func allows(_ user: UserIdentity, _ wish: Wish, _ information: FileInformation) -> Bool {
    if user.id == 0 { return true }
    let shift =
      user.id == information.ownerID ? 6 : user.groups.contains(information.groupID) ? 3 : 0
    return (information.mode >> shift) & wish.rawValue != 0
  }
}
