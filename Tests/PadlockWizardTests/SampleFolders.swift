@testable import PadlockWizard

/// A small machine's folders, and hosts that were named before.
extension Sample {
  static let memory = HostMemory(hosts: [
    .init(host: "agent07.example.com", port: 8443), .init(host: "::1", port: 443),
  ])

  static let ticketProblem =
    "/etc/xattr.conf: it is no archive that can be read (zip, tar, 7z, also compressed), and no"
    + " folder with a copy of a machine's files either."

  private static let folders: [String: [String]] = [
    "/": ["etc/", "opt/", "root/", ".cache/"],
    "/etc": ["xagent/", "xivo/", "hosts", ".pwd.lock", "xattr.conf"],
    "/etc/xagent": ["agent.jks", "old/"],
    "/etc/xagent/old": [],
    "/opt": ["xmatters/", "x/"],
    "/opt/xmatters": ["xa/"],
  ]

  static func listing(_ folder: String) -> FolderListing {
    if folder == "/root" {
      return FolderListing(folder: folder, outcome: .closed("this user may not read it"))
    }
    guard let names = folders[folder] else {
      return FolderListing(folder: folder, outcome: .missing)
    }
    return FolderListing(
      folder: folder,
      entries: names.sorted().map { name in
        .init(
          name: name.hasSuffix("/") ? String(name.dropLast()) : name,
          isFolder: name.hasSuffix("/"))
      }, outcome: .listed(isWhole: true))
  }
}
