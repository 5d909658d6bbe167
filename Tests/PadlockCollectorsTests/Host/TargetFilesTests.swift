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
    #expect(throws: FileFailure.isSpecial) { try tree.reading("/pipe") { _ in } }
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

  @Test func `what became of a file while it was open is told`() throws {
    let place = try folder.write("log", String(repeating: "a", count: 1_000))
    try tree.reading("/log") { file in
      #expect(file.change == .none)
      let handle = FileHandle(forWritingAtPath: place)
      _ = try? handle?.seekToEnd()
      handle?.write(Data(repeating: 0x62, count: 500))
      try? handle?.close()
      #expect(file.information.bytes == 1_000)
      #expect(file.change == .grew(by: 500))
      #expect(rename(place, place + ".1") == 0)
      #expect(file.change == .replaced)
      #expect(truncate(place + ".1", 10) == 0)
      #expect(file.change == .shrank(to: 10))
    }
  }

  @Test func `a file is read at places, and the ledger says how much`() throws {
    try folder.write("text", "0123456789")
    let parts = try tree.reading("/text") { file in
      [(8, 10), (2, 3), (10, 1), (99, 1), (0, -1), (-1, 1)].map { from, count in
        (try? file.bytes(from: from, count: count)).map { String(decoding: $0, as: UTF8.self) }
      }
    }
    #expect(parts == ["89", "234", "", "", "", ""])
    #expect(tree.ledger.map(\.bytes) == [5])
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
