import Foundation
import Glibc
import PadlockModel
import Testing

@testable import PadlockCollectors

@Suite struct TargetFilesTests {
  private let folder: Folder
  private let tree: TargetFiles

  init() throws {
    folder = try Folder()
    tree = TargetFiles.tree(folder.path + "/")
  }

  private func failure(_ path: String, _ files: TargetFiles? = nil, limit: Int = 100)
    -> FileFailure?
  {
    do throws(FileFailure) {
      _ = try (files ?? tree).contents(of: path, limit: limit)
      return nil
    } catch {
      return error
    }
  }

  @Test func `a tree calls missing what its folder does not hold, and the rest not collected`()
    throws
  {
    try folder.write("etc/a")
    #expect(tree.status(of: "/etc/b") == .missing)
    #expect(tree.status(of: "/var/b") == .notCollected)
    #expect(failure("/etc/b") == .missing)
    #expect(failure("/var/b") == .notCollected)
    #expect(throws: FileFailure.notCollected) { try tree.names(in: "/var/log") }
    #expect(throws: FileFailure.missing) { try tree.names(in: "/etc/d") }
    #expect(tree.ledger == [])
  }

  @Test func `the live machine holds everything`() {
    let live = TargetFiles.live()
    #expect(live.holdsEverything)
    #expect(live.status(of: folder.path + "/no/such/file") == .missing)
    #expect(failure(folder.path + "/no/such/file", live) == .missing)
    #expect(live.status(of: "relative") == .missing)
  }

  @Test func `pipes, sockets, devices and folders are refused at once`() throws {
    #expect(mkfifo(folder.path + "/pipe", 0o600) == 0)
    try folder.write("folder/file")
    #expect(tree.status(of: "/pipe") == .special)
    #expect(failure("/pipe") == .isSpecial)
    #expect(failure("/folder") == .isFolder)
    #expect(failure("/dev/zero", .live()) == .isSpecial)
    #expect(throws: FileFailure.isSpecial) { try tree.stream("/pipe") { _ in true } }
    #expect(throws: FileFailure.isSpecial) { try tree.slice("/pipe", from: 0, count: 1) }
    #expect(
      tree.ledger == [
        LedgerEntry(path: "/folder", bytes: 0, outcome: .refused, why: "it is a folder"),
        LedgerEntry(path: "/pipe", bytes: 0, outcome: .refused, why: "it is no regular file"),
      ])
  }

  @Test func `a circle of links is refused, and the ledger says so`() throws {
    try folder.link("a", to: "a")
    #expect(failure("/a") == .outsideTree)
    #expect(tree.status(of: "/a") == .denied("its links lead in a circle"))
    #expect(tree.ledger.map(\.outcome) == [.refused])
  }

  @Test func `a file of the limit's size is read, a larger one is not`() throws {
    try folder.write("exact", String(repeating: "x", count: 100))
    try folder.write("larger", String(repeating: "x", count: 101))
    #expect(failure("/exact") == nil)
    #expect(failure("/larger") == .tooLarge(limit: 100))
    #expect(tree.ledger.map(\.bytes) == [100, 0])
    #expect(tree.ledger.map(\.outcome) == [.read, .refused])
  }

  @Test func `a file that grows while it is read ends where it ended when it was opened`() throws {
    let place = try folder.write("log", String(repeating: "a", count: 1_000))
    var bytes = 0
    try tree.stream("/log") { piece in
      bytes += piece.count
      let handle = FileHandle(forWritingAtPath: place)
      _ = try? handle?.seekToEnd()
      handle?.write(Data(repeating: 0x62, count: 1_000))
      try? handle?.close()
      return true
    }
    #expect(bytes == 1_000)
    #expect(tree.ledger.map(\.bytes) == [1_000])
  }

  @Test func `a stream comes in pieces and ends when it is told to`() throws {
    try folder.write("big", String(repeating: "y", count: (1 << 20) + 5))
    var sizes: [Int] = []
    try tree.stream("/big") { piece in
      sizes.append(piece.count)
      return true
    }
    #expect(sizes == [1 << 20, 5])
    sizes = []
    try tree.stream("/big") { piece in
      sizes.append(piece.count)
      return false
    }
    #expect(sizes == [1 << 20])
    #expect(tree.ledger.map(\.bytes) == [(1 << 20) + 5])
  }

  @Test func `a slice is cut where the file ends`() throws {
    try folder.write("text", "0123456789")
    #expect(try tree.slice("/text", from: 8, count: 10) == Array("89".utf8))
    #expect(try tree.slice("/text", from: 2, count: 3) == Array("234".utf8))
    #expect(try tree.slice("/text", from: 10, count: 1) == [])
    #expect(try tree.slice("/text", from: 99, count: 1) == [])
    #expect(try tree.slice("/text", from: 0, count: -1) == [])
    #expect(try tree.slice("/text", from: -1, count: 1) == [])
  }

  @Test func `names are sorted, and a path with a null byte is no path`() throws {
    try folder.write("d/b")
    try folder.write("d/a")
    try folder.write("d/.hidden")
    #expect(try tree.names(in: "/d") == [".hidden", "a", "b"])
    #expect(tree.status(of: "/d/a\0") == .notCollected)
  }

  @Test func `users come from the tree's own files`() throws {
    try folder.write("etc/passwd", "xmatters:x:998:997::/:/bin/sh\n")
    #expect(
      tree.identity(ofUser: "xmatters") == UserIdentity(name: "xmatters", id: 998, groups: [997]))
    #expect(tree.identity(ofUser: "root") == nil)
    #expect(TargetFiles.tree(folder.path + "/empty").identity(ofUser: "root") == nil)
  }

  @Test func `size, time and mode are the file's own`() throws {
    let place = try folder.write("f", "abc", mode: 0o640)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_700_000_000)], ofItemAtPath: place)
    guard case .file(let information) = tree.status(of: "/f") else {
      Issue.record("it is no file")
      return
    }
    #expect(information.bytes == 3)
    #expect(information.mode == 0o640)
    #expect(information.changed == Timestamp(secondsSince1970: 1_700_000_000))
    #expect(information.ownerID == Int(geteuid()))
  }
}
