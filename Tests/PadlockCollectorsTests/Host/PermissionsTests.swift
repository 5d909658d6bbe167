import PadlockModel
import Testing

@testable import PadlockCollectors

/// Files that exist only as their owners and modes.
private struct ModesOnly: FileAccess {
  var folders: [String: FileInformation] = [:]
  var files: [String: FileInformation] = [:]
  var holdsEverything = true
  var accessLists: Set<String> = []
  var ledger: [LedgerEntry] { [] }

  static func entry(_ mode: Int, owner: Int = 0, group: Int = 0) -> FileInformation {
    FileInformation(
      bytes: 1, changed: Timestamp(secondsSince1970: 0), ownerID: owner, groupID: group, mode: mode)
  }

  func status(of path: String) -> FileStatus {
    if let file = files[path] { return .file(file) }
    if let folder = folders[path] { return .folder(folder) }
    return holdsEverything ? .missing : .notCollected
  }
  func names(in folder: String) throws(FileFailure) -> [String] {
    let prefix = folder + "/"
    return files.keys.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }
      .sorted()
  }
  func contents(of path: String, limit: Int) throws(FileFailure) -> [UInt8] { throw .missing }
  func reading<Result>(
    _ path: String, _ body: (OpenedFile) -> Result
  ) throws(FileFailure) -> Result { throw .missing }
  func hasAccessList(_ path: String) -> Bool { accessLists.contains(path) }
  func identity(ofUser name: String) -> UserIdentity? { nil }
}

@Suite struct PermissionsTests {
  @Test(arguments: ["/etc/xagent/agent.p12", "/etc/xagent"])
  func `where an access control list may say otherwise, the mode says nothing`(path: String) {
    var files = ModesOnly(
      folders: [
        "/": ModesOnly.entry(0o755), "/etc": ModesOnly.entry(0o755),
        "/etc/xagent": ModesOnly.entry(0o755),
      ], files: ["/etc/xagent/agent.p12": ModesOnly.entry(0o640)])
    #expect(Permissions(files: files).allows(xmatters, .read, "/etc/xagent/agent.p12") == false)
    files.accessLists = [path]
    #expect(Permissions(files: files).allows(xmatters, .read, "/etc/xagent/agent.p12") == nil)
    #expect(Permissions(files: files).allows(root, .read, "/etc/xagent/agent.p12") == true)
  }

  private let xmatters = UserIdentity(name: "xmatters", id: 998, groups: [997])
  private let root = UserIdentity(name: "root", id: 0, groups: [0])

  private func allows(
    _ user: UserIdentity, _ wish: Permissions.Wish, file: FileInformation, folder: Int = 0o755
  ) -> Bool? {
    let files = ModesOnly(
      folders: [
        "/": ModesOnly.entry(0o755), "/etc": ModesOnly.entry(0o755),
        "/etc/xagent": ModesOnly.entry(folder),
      ],
      files: ["/etc/xagent/agent.p12": file])
    return Permissions(files: files).allows(user, wish, "/etc/xagent/agent.p12")
  }

  @Test func `the first class that fits decides, as the kernel has it`() {
    #expect(allows(xmatters, .read, file: ModesOnly.entry(0o600)) == false)
    #expect(allows(xmatters, .read, file: ModesOnly.entry(0o604)) == true)
    #expect(allows(xmatters, .read, file: ModesOnly.entry(0o640, group: 997)) == true)
    #expect(allows(xmatters, .read, file: ModesOnly.entry(0o400, owner: 998)) == true)
    // The owner's bits count for the owner, even where everybody else may read.
    #expect(allows(xmatters, .read, file: ModesOnly.entry(0o044, owner: 998)) == false)
    #expect(allows(xmatters, .read, file: ModesOnly.entry(0o604, group: 997)) == false)
  }

  @Test func `a folder on the way that is closed closes the file`() {
    #expect(allows(xmatters, .read, file: ModesOnly.entry(0o644), folder: 0o700) == false)
    #expect(allows(root, .read, file: ModesOnly.entry(0o000), folder: 0o700) == true)
  }

  @Test func `root reads everything and executes what anybody may execute`() {
    #expect(allows(root, .read, file: ModesOnly.entry(0o000)) == true)
    #expect(allows(root, .execute, file: ModesOnly.entry(0o644)) == false)
    #expect(allows(root, .execute, file: ModesOnly.entry(0o001)) == true)
  }

  @Test func `what cannot be seen is not judged`() {
    #expect(Permissions(files: ModesOnly()).allows(root, .read, "/etc/x") == nil)
    let files = ModesOnly(files: ["/etc/x": ModesOnly.entry(0o644)])
    #expect(Permissions(files: files).allows(xmatters, .read, "/etc/x") == nil)
  }

  @Test func `owners and modes of a tree count where they differ`() {
    func origin(_ entries: [FileInformation]) -> TreeOrigin {
      var files = ModesOnly(holdsEverything: false)
      for (number, entry) in entries.enumerated() { files.files["/d/\(number)"] = entry }
      return TreeOrigin(files, near: ["/d/0"])
    }
    let unpacked = origin([ModesOnly.entry(0o644, owner: 5), ModesOnly.entry(0o600, owner: 5)])
    #expect(!unpacked.keepsOwners && !unpacked.keepsModes)
    let kept = origin([ModesOnly.entry(0o550, owner: 998), ModesOnly.entry(0o640)])
    #expect(kept.keepsOwners && kept.keepsModes)
    let live = TreeOrigin(ModesOnly(), near: [])
    #expect(live.keepsOwners && live.keepsModes)
  }
}
