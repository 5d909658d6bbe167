import Foundation
import Synchronization
import TestSupport
import Testing

@testable import ArchiveBridge

/// What hostile archives do to whoever unpacks them: nothing.
@Suite struct UnpackerTests {
  /// An archive unpacked into a folder of its own, in a folder where nothing else may appear.
  private struct Outcome {
    let scratch: Scratch
    let archive: UnpackedArchive
    let elapsed: Duration

    var refused: [String] { archive.refused.map { "\($0.path): \($0.why.words)" } }
    var paths: [String] { archive.files.map(\.path) }
    /// Everything on the disk beside the archives and below the folder, with what files hold.
    var onDisk: [String] {
      (FileManager.default.enumerator(atPath: scratch.path("in/out"))?.allObjects as? [String] ?? [])
        .sorted()
    }

    func text(_ path: String) -> String { scratch.text("in/out/" + path) }
  }

  private static func make(_ recipes: String..., with shell: String = ":") throws -> Scratch {
    let scratch = try Scratch()
    let script = Fixture.path("archives/make.py")
    _ = try Command.need([
      "sh", "-c",
      "cd \(scratch.folder) && python3 \(script) \(recipes.joined(separator: " ")) && \(shell)",
    ])
    try FileManager.default.createDirectory(
      atPath: scratch.path("in/out"), withIntermediateDirectories: true)
    return scratch
  }

  private static func unpack(
    _ name: String, in scratch: Scratch, limits: UnpackingLimits = UnpackingLimits(),
    isOver: @escaping @Sendable () -> Bool = { false }
  ) throws -> Outcome {
    var unpacker = Unpacker(limits: limits, isOver: isOver)
    let began = ContinuousClock.now
    let archive = try unpacker.unpack(scratch.path(name), into: scratch.path("in/out"))
    return Outcome(scratch: scratch, archive: archive, elapsed: began.duration(to: .now))
  }

  @Test func `a path that climbs out is refused, and an absolute one is taken as below the folder`()
    throws
  {
    let zip = try Self.unpack("slip.zip", in: try Self.make("slip_zip"))
    #expect(zip.paths == ["etc/absolute", "C/drive/file", "good"])
    #expect(
      zip.refused
        == ["../evil", "a/../../evil", "../evil"].map {
          "\($0): its path leads out of the archive"
        })
    #expect(zip.text("good") == "good")
    #expect(zip.archive.end == nil)
    #expect(!FileManager.default.fileExists(atPath: zip.scratch.path("in/evil")))
    #expect(!FileManager.default.fileExists(atPath: zip.scratch.path("evil")))
    let tar = try Self.unpack("slip.tar", in: try Self.make("slip_tar"))
    #expect(tar.paths == ["etc/absolute", "a/b", "good"])
    #expect(tar.refused == ["../evil: its path leads out of the archive"])
    let file = try FileManager.default.attributesOfItem(atPath: tar.scratch.path("in/out/good"))
    #expect(file[.modificationDate] as? Date == Date(timeIntervalSince1970: 1_700_000_000))
  }

  @Test func `a link becomes what it leads to among the members, or nothing`() throws {
    let outcome = try Self.unpack("links.tar", in: try Self.make("links"))
    for path in ["t/etc/site", "t/etc/on/site", "t/etc/on/whole", "t/hard", "t/copy/on/site"] {
      #expect(outcome.text(path) == "site", "\(path)")
    }
    #expect(outcome.text("folder/passwd") == "mine")
    let refused = outcome.refused.sorted()
    #expect(
      refused == [
        "device: it is a device or a pipe, not a file",
        "fifo: it is a device or a pipe, not a file",
        "hardout: it is a link to /etc/shadow, which the archive does not hold as a file",
        "loop/in: it is a link to .., which the archive does not hold as a file",
        "out: it is a link to /etc/passwd, which the archive does not hold as a file",
        "self: it is a link to self, which the archive does not hold as a file",
        "up: it is a link to ../../etc/passwd, which the archive does not hold as a file",
      ])
    for path in outcome.onDisk {
      let kind =
        try FileManager.default.attributesOfItem(
          atPath: outcome.scratch.path("in/out/" + path))[.type] as? FileAttributeType
      #expect(kind == .typeRegular || kind == .typeDirectory, "\(path)")
    }
  }

  @Test func `a bomb is cut at the limit that it meets first, and what is beside it is used`()
    throws
  {
    let scratch = try Self.make("bomb")
    func unpack(_ limits: UnpackingLimits) throws -> Outcome {
      try FileManager.default.removeItem(atPath: scratch.path("in"))
      try FileManager.default.createDirectory(
        atPath: scratch.path("in/out"), withIntermediateDirectories: true)
      return try Self.unpack("bomb.zip", in: scratch, limits: limits)
    }
    let cut = try unpack(UnpackingLimits(ratio: 100, freeBytes: 1 << 20))
    #expect(cut.paths == ["first"])
    #expect(cut.onDisk == ["first"])
    #expect(cut.archive.end == .ratio(limit: 100))
    let passed = try unpack(UnpackingLimits(memberBytes: 1 << 20))
    #expect(passed.paths == ["first", "last"])
    #expect(passed.refused == ["zeros: it is larger than 1 MiB"])
    let total = try unpack(UnpackingLimits(bytes: 2 << 20))
    #expect(total.archive.end == .bytes(limit: 2 << 20))
    #expect(cut.elapsed + passed.elapsed + total.elapsed < .seconds(60))
  }

  @Test func `members that share their bytes are bounded together`() throws {
    let outcome = try Self.unpack(
      "overlapping.zip", in: try Self.make("overlapping"),
      limits: UnpackingLimits(ratio: 100, freeBytes: 1 << 20))
    #expect(outcome.archive.end == .ratio(limit: 100))
    #expect(outcome.archive.files.reduce(0) { $0 + $1.bytes } <= 32 << 20)
    #expect(outcome.elapsed < .seconds(60))
  }

  @Test(arguments: ["many.zip", "many.tar.gz"])
  func `of 100,000 empty files the first 10,000 are read`(name: String) throws {
    let outcome = try Self.unpack(
      name, in: try Self.make("many"), limits: UnpackingLimits(members: 2_000))
    #expect(outcome.archive.end == .members(limit: 2_000))
    #expect(outcome.archive.files.count + outcome.archive.refusals <= 2_001)
    #expect(outcome.elapsed < .seconds(60))
  }

  @Test func `of members with one name the first counts`() throws {
    let outcome = try Self.unpack("duplicates.zip", in: try Self.make("duplicates"))
    #expect(outcome.paths == ["a", "b", "d/e"])
    #expect(outcome.text("a") == "first")
    #expect(
      outcome.refused == [
        "a: another member has its name, and the first counts",
        "b/c: another member uses its name as a folder or as a file",
        "d: another member uses its name as a folder or as a file",
      ])
  }

  @Test func `control characters in names are shown and stored as pictures`() throws {
    let outcome = try Self.unpack("controls.tar", in: try Self.make("controls"))
    #expect(outcome.paths.first == "a␛[31mb␊")
    #expect(outcome.paths.count == 3)
    #expect(!outcome.onDisk.joined().unicodeScalars.contains { $0.value < 0x20 })
  }

  @Test func `a path that is too long or too deep is refused`() throws {
    let outcome = try Self.unpack("long.zip", in: try Self.make("long"))
    #expect(outcome.paths == ["good"])
    #expect(
      outcome.archive.refused.map(\.why) == [
        .pathTooLong(limit: 255), .tooDeep(limit: 40), .pathTooLong(limit: 1_024),
      ])
  }

  @Test(arguments: ["cut.tar", "cut.tar.gz", "cut.zip"])
  func `what came before the cut is used, and the cut is said`(name: String) throws {
    let outcome = try Self.unpack(name, in: try Self.make("truncated"))
    #expect((10...30).contains(outcome.paths.count), "\(outcome.paths)")
    for path in outcome.paths { #expect(outcome.text(path).isEmpty == false) }
    #expect(outcome.archive.files.allSatisfy { $0.bytes == 10_000 })
    guard case .damaged = outcome.archive.end else {
      Issue.record("\(String(describing: outcome.archive.end))")
      return
    }
    #expect(outcome.onDisk.count == outcome.paths.count)
  }

  @Test func `every whole member before a cut is used, however small a packed tar is`() throws {
    let scratch = try Self.make("cuts")
    let names = try FileManager.default.contentsOfDirectory(atPath: scratch.folder)
      .filter { $0.contains(".tar.") }.sorted()
    #expect(names.count == 20)
    for name in names {
      let words = name.split { "-.".contains($0) }
      let whole = try #require(Int(words[2]))
      try FileManager.default.removeItem(atPath: scratch.path("in"))
      try FileManager.default.createDirectory(
        atPath: scratch.path("in/out"), withIntermediateDirectories: true)
      let outcome = try Self.unpack(name, in: scratch)
      #expect(outcome.paths == (0..<whole).map { "file\($0)" }, "\(name)")
      let end = words[3] == "cut" ? UnpackingEnd.damaged("its end is missing") : nil
      #expect(outcome.archive.end == end, "\(name)")
      #expect(outcome.refused.allSatisfy { $0.hasSuffix("it is damaged (its end is missing)") })
    }
    #expect(names.filter { $0.contains("cut") && !$0.contains("-0-") }.count > 12, "\(names)")
  }

  @Test(arguments: ["bomb.gz", "bomb.xz"])
  func `a bomb in a packed tar is cut as one in a zip is`(name: String) throws {
    let scratch = try Self.make("packed_bomb")
    for (limits, end) in [
      (UnpackingLimits(ratio: 100, freeBytes: 1 << 20), UnpackingEnd.ratio(limit: 100)),
      (UnpackingLimits(bytes: 2 << 20), .bytes(limit: 2 << 20)),
      (UnpackingLimits(memberBytes: 1 << 20, bytes: 2 << 20), .bytes(limit: 2 << 20)),
    ] {
      try FileManager.default.removeItem(atPath: scratch.path("in"))
      try FileManager.default.createDirectory(
        atPath: scratch.path("in/out"), withIntermediateDirectories: true)
      let outcome = try Self.unpack(name, in: scratch, limits: limits)
      #expect(outcome.onDisk == ["first"])
      #expect(outcome.archive.end == end)
    }
  }

  @Test func `a member whose bytes are not those that were packed is refused`() throws {
    let outcome = try Self.unpack("flipped.zip", in: try Self.make("truncated"))
    #expect(outcome.paths.count == 39)
    #expect(outcome.refused.count == 1)
    #expect(outcome.refused.first?.hasPrefix("file0: it is damaged (") == true)
  }

  @Test func `encrypted members are named, and those in the open are read`() throws {
    let scratch = try Self.make(
      with: "echo secret >a; echo open >b; zip -q -P pw e.zip a && zip -q e.zip b")
    let outcome = try Self.unpack("e.zip", in: scratch)
    #expect(outcome.paths == ["b"])
    #expect(outcome.refused == ["a: it is encrypted"])
  }

  @Test(arguments: ["zip", "7zip", "pax", "gz", "xz", "zst", "bz2"])
  func `each form is told by its bytes and gives the same files`(form: String) throws {
    let pack =
      switch form {
      case "zip", "7zip", "pax": "bsdtar -c --format \(form) -f x a"
      case "gz": "tar -czf x a"
      case "xz": "tar -cJf x a"
      case "zst": "tar --zstd -cf x a"
      default: "tar -cjf x a"
      }
    let scratch = try Self.make(
      with: "mkdir -p a/etc && echo one >a/etc/one && seq 1 99999 >a/many && \(pack)")
    let outcome = try Self.unpack("x", in: scratch)
    #expect(outcome.paths.sorted() == ["a/etc/one", "a/many"])
    #expect(outcome.text("a/etc/one") == "one\n")
    #expect(outcome.archive.files.first { $0.path == "a/many" }?.bytes == 588_888)
    #expect(outcome.archive.isWhole)
  }

  @Test func `what is no archive is refused in words`() throws {
    let scratch = try Self.make("junk")
    func why(_ name: String) -> ArchiveRefusal? {
      var unpacker = Unpacker()
      do throws(ArchiveRefusal) {
        _ = try unpacker.unpack(scratch.path(name), into: scratch.path("in/out"))
        return nil
      } catch { return error }
    }
    for name in ["text", "empty", "zero", "log.gz", "in"] {
      #expect(why(name) == .notAnArchive, "\(name)")
    }
    #expect(why("rar") == .unsupported("RAR"))
    #expect(why("missing") == .unreadable("No such file or directory"))
    guard case .damaged = why("half.zip") else {
      Issue.record("\(String(describing: why("half.zip")))")
      return
    }
  }

  @Test func `a 7z archive whose list would fill memory is refused before it is unpacked`() throws {
    let scratch = try Self.make()
    // A list that is packed with LZMA, and the size that it states in the end: 16 MiB, and one more.
    func archive(_ size: [UInt8]) throws -> ArchiveRefusal? {
      let list: [UInt8] =
        [0x17, 0x06, 0x00, 0x01, 0x09, 0x05, 0x00, 0x07, 0x0B, 0x01, 0x00, 0x01, 0x23, 0x03, 0x01]
        + [0x01, 0x05, 0x5D, 0x00, 0x10, 0x00, 0x00, 0x0C] + size + [0x00, 0x00]
      let head: [UInt8] = [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C, 0, 4, 0, 0, 0, 0]
      let place: [UInt8] =
        [0, 0, 0, 0, 0, 0, 0, 0, UInt8(list.count), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
      try scratch.write(head + place + list, "list.7z")
      var unpacker = Unpacker()
      do throws(ArchiveRefusal) {
        _ = try unpacker.unpack(scratch.path("list.7z"), into: scratch.path("in/out"))
        return nil
      } catch { return error }
    }
    #expect(try archive([0xE1, 0x01, 0x00, 0x00]) == .listTooLarge(limit: 16 << 20))
    #expect(
      try archive([0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF])
        == .listTooLarge(limit: 16 << 20))
    #expect(try archive([0xE1, 0x00, 0x00, 0x00]) != .listTooLarge(limit: 16 << 20))
    #expect(try archive([0xFF]) == .damaged("the list of its members cannot be read"))
  }

  @Test func `a run that is stopped stops unpacking`() throws {
    let calls = Mutex(0)
    let outcome = try Self.unpack("other.zip", in: try Self.make("truncated")) {
      calls.withLock {
        $0 += 1
        return $0 > 9
      }
    }
    #expect(outcome.archive.end == .time)
    #expect((1..<20).contains(outcome.paths.count))
  }

  @Test func `bytes at random, and archives with bytes changed, do no harm`() throws {
    let scratch = try Self.make("truncated", "links", "slip_zip")
    var random = SeededGenerator(seed: 6)
    for name in ["whole.tar.gz", "other.zip", "links.tar", "slip.zip"] {
      let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: scratch.path(name))))
      for round in 0..<25 {
        var changed = bytes
        for _ in 0..<10 {
          changed[random.next(below: changed.count)] = UInt8(random.next(below: 256))
        }
        try scratch.write(changed, "x")
        let folder = scratch.path("in/\(name)\(round)")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var unpacker = Unpacker(limits: UnpackingLimits(bytes: 4 << 20))
        _ = try? unpacker.unpack(scratch.path("x"), into: folder)
      }
    }
    #expect(!FileManager.default.fileExists(atPath: scratch.path("in/evil")))
  }
}
