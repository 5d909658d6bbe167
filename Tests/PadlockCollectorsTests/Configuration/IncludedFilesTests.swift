import PadlockReaders
import Testing

@testable import PadlockCollectors

@Suite struct IncludedFilesTests {
  private func paths(_ name: String, in folder: Folder) -> [String]? {
    let files = IncludedFiles(TargetFiles.tree(folder.path), around: "/etc/nginx/nginx.conf")
    guard case .files(let found) = files.files(name) else { return nil }
    return found.map(\.path)
  }

  private func folder() throws -> Folder {
    let folder = try Folder()
    for name in ["a.conf", "b.conf", "b2.conf", ".hidden.conf", "c.conf.bak"] {
      try folder.write("etc/nginx/conf.d/\(name)")
    }
    try folder.write("etc/nginx/nginx.conf")
    return folder
  }

  @Test(arguments: [
    ("conf.d/*.conf", ["a.conf", "b.conf", "b2.conf"]), ("conf.d/?.conf", ["a.conf", "b.conf"]),
    ("/etc/nginx/conf.d/[ab].conf", ["a.conf", "b.conf"]),
    ("conf.d/[!a]*.conf", ["b.conf", "b2.conf"]),
    ("conf.d/a.conf", ["a.conf"]), ("conf.d/*.none", []), ("none.d/*", []),
  ])
  func `names with signs stand for the files that fit, sorted`(name: String, found: [String]) throws
  {
    let folder = try folder()
    #expect(paths(name, in: folder) == found.map { "/etc/nginx/conf.d/\($0)" })
  }

  @Test func `a name without signs must be there, if its folder was collected`() throws {
    let files = IncludedFiles(
      TargetFiles.tree(try folder().path), around: "/etc/nginx/nginx.conf")
    guard case .unread = files.files("/usr/share/nginx/modules.conf") else {
      Issue.record("a folder that is not in the tree says nothing")
      return
    }
    let folder = try folder()
    guard
      case .missing = IncludedFiles(
        TargetFiles.tree(folder.path), around: "/etc/nginx/nginx.conf"
      ).files("conf.d/none.conf")
    else {
      Issue.record("its folder is there and it is not")
      return
    }
  }
}
