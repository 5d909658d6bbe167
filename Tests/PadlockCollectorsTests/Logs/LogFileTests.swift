import ArchiveBridge
import Foundation
import Glibc
import PadlockModel
import PadlockSymptoms
import Synchronization
import TestSupport
import Testing

@testable import PadlockCollectors

@Suite struct LogFileTests {
  private let folder: LogFolder
  private static let line = "2021-02-09 10:14:09 ERROR Cannot recover key\n"

  init() throws { folder = try LogFolder() }

  private func count(_ reading: LogFileReading) -> Int {
    reading.reading.after.values.reduce(0) { $0 + $1.count }
  }

  private func encode(_ text: String, highByteFirst: Bool, marked: Bool) -> [UInt8] {
    let units = (marked ? [0xFEFF] : []) + Array(text.utf16)
    return units.flatMap { unit in
      let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
      return highByteFirst ? pair : pair.reversed()
    }
  }

  @Test(arguments: [true, false], [true, false])
  func `UTF-16 is read as it is written on Windows`(highByteFirst: Bool, marked: Bool) throws {
    // Beyond one block, with characters of two, three and four bytes on the way.
    let filler = String(
      repeating: "2021-02-09 10:14:08 INFO M\u{FC}nchen \u{4E2D}\u{1F512} ok\r\n", count: 40_000)
    let text = filler + "2021-02-09 10:14:09 ERROR Cannot recover key \u{1F512}\r\n"
    try folder.write("a.log", encode(text, highByteFirst: highByteFirst, marked: marked))
    let file = try folder.read("a.log", threads: 2)
    #expect(file.reading.after.values.map(\.last.line) == [40_001])
    #expect(
      file.reading.after.values.first?.last.match.excerpt
        == "2021-02-09 10:14:09 ERROR Cannot recover key \u{1F512}")
    #expect(file.unchecked.isEmpty)
    #expect(file.lastLine != nil)
  }

  @Test func `a byte order mark of UTF-8 is no part of the first line`() throws {
    try folder.write("a.log", [0xEF, 0xBB, 0xBF] + Array(Self.line.utf8))
    let file = try folder.read("a.log")
    #expect(file.reading.after.values.first?.last.match.excerpt.hasPrefix("2021") == true)
    #expect(file.lastLine != nil)
    #expect(file.cut == nil)
  }

  @Test(arguments: ["gzip", "xz", "zstd -q", "bzip2", "lz4 -q"])
  func `a packed log is read like a plain one, whatever it is called`(packer: String) throws {
    try folder.write("plain.log", (1...50_000).map { "2021-02-09 10:14:08 INFO line \($0)" })
    try folder.shell("{ cat plain.log; printf '\(Self.line)'; } | \(packer) -c >a.log")
    let file = try folder.read("a.log")
    #expect(file.reading.after.values.map(\.last.line) == [50_001])
    #expect(file.isPacked)
    #expect(file.unchecked.isEmpty)
    #expect(file.lastLine != nil)
  }

  @Test func `packed UTF-16 is both`() throws {
    try folder.write("a.txt", encode(Self.line, highByteFirst: false, marked: true))
    try folder.shell("gzip -c a.txt >a.log.gz")
    #expect(count(try folder.read("a.log.gz")) == 1)
  }

  @Test func `of a packed log that is cut off the beginning counts, and the rest is named`() throws
  {
    try folder.write("plain.log", [String(Self.line.dropLast())] + (1...90_000).map(\.description))
    try folder.shell("gzip -c plain.log | head -c 100000 >a.log.gz")
    let file = try folder.read("a.log.gz")
    #expect(count(file) == 1)
    #expect(!file.reading.isComplete)
    let unchecked = try #require(file.unchecked.first)
    #expect(unchecked.what.hasPrefix("the log /a.log.gz from byte "))
    #expect(unchecked.why.hasPrefix("it is damaged or cut off: "))
  }

  @Test func `10 GiB of packed zeros end at once, and what came before counts`() throws {
    try folder.shell(
      """
      printf '\(Self.line)' | gzip >bomb.gz
      head -c 67108864 /dev/zero | gzip >zeros.gz
      for member in $(seq 160); do cat zeros.gz; done >>bomb.gz
      """)
    let file = try folder.read("bomb.gz")
    #expect(count(file) == 1)
    #expect(file.cut == .unpacking(.ratio(limit: 1_000)))
    #expect(
      file.unchecked.map(\.why).first
        == "it unpacks to more than 1000 times its size, as no log does")
  }

  @Test func `a line without an end is searched in its beginning, and the report says so`() throws {
    // scripts/check-bounds does the same with 4 GiB.
    try folder.zeros("a.log", 64 << 20)
    let file = try folder.read("a.log", threads: 2)
    #expect(file.cut == nil)
    #expect(file.longLines == 1)
    #expect(file.unchecked.map(\.what) == ["a line of /a.log beyond the first 64 KiB"])
    try folder.write("b.log", Array(Self.line.utf8))
    try folder.shell(
      "head -c 70000 /dev/zero >>b.log; echo >>b.log; head -c 65535 /dev/zero >>b.log; echo >>b.log;"
        + "head -c 3000000 /dev/zero >>b.log; printf '\\nCannot recover key\\n' >>b.log")
    let other = try folder.read("b.log", threads: 2)
    #expect(other.longLines == 2)
    #expect(other.reading.after.values.map(\.last.line) == [5])
  }

  @Test func `binary junk does no harm`() throws {
    var seed: UInt64 = 42
    var junk: [UInt8] = []
    for _ in 0..<300_000 {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      junk.append(UInt8(truncatingIfNeeded: seed >> 33))
    }
    try folder.write("a.log", junk + Array("\nCannot recover key\n".utf8) + junk)
    #expect(count(try folder.read("a.log", threads: 2)) == 1)
  }

  @Test func `a file that grows ends where it ended when it was opened`() throws {
    let place = try folder.write(
      "a.log", Array(repeating: String(Self.line.dropLast()), count: 90_000))
    let grown = Mutex(0)
    let reader = folder.reader(progress: { _, _ in
      let handle = FileHandle(forWritingAtPath: place)
      _ = try? handle?.seekToEnd()
      handle?.write(Data(Self.line.utf8))
      try? handle?.close()
      grown.withLock { $0 += Self.line.utf8.count }
    })
    let file = try reader.read("/a.log", threads: 1)
    #expect(count(file) == 90_000)
    let bytes = grown.withLock { $0 }
    #expect(bytes > 0)
    #expect(file.growth == "grew by \(bytes) bytes meanwhile, which were not read")
    #expect(file.unchecked.isEmpty)
  }

  @Test func `a file that shrinks or is moved away while it is read is no harm`() throws {
    let lines = Array(repeating: String(Self.line.dropLast()), count: 90_000)
    let place = try folder.write("a.log", lines)
    let shrinking = folder.reader(progress: { _, _ in truncate(place, 45) })
    let short = try shrinking.read("/a.log", threads: 1)
    #expect((1..<90_000).contains(count(short)))
    #expect(short.unchecked.map(\.why) == ["it was cut to 45 bytes while it was read"])
    try folder.write("b.log", lines)
    let (from, to) = (folder.path("b.log"), folder.path("b.log.1"))
    let moving = folder.reader(progress: { _, _ in rename(from, to) })
    let moved = try moving.read("/b.log", threads: 1)
    #expect(count(moved) == 90_000)
    #expect(moved.unchecked.map(\.why) == ["it was moved away or deleted while it was read"])
  }

  @Test func `a stopped reading keeps what it found and says where it ended`() throws {
    try folder.shell("printf '\(Self.line)' >a.log")
    #expect(truncate(folder.path("a.log"), 1 << 34) == 0)
    let isStopped = Atomic(false)
    let told = Mutex(0)
    let reader = folder.reader(
      isStopped: { isStopped.load(ordering: .relaxed) },
      progress: { _, bytes in
        told.withLock { $0 += bytes }
        isStopped.store(true, ordering: .relaxed)
      })
    let file = try reader.read("/a.log", threads: 2)
    #expect(file.cut == .stopped)
    #expect(!file.reading.isComplete)
    // Of 16 GiB, a few blocks.
    #expect(told.withLock { $0 } < 64 << 20)
    let what = try #require(file.unchecked.first?.what)
    #expect(what.contains("from byte ") && what.hasSuffix(" of 17179869184"))
  }

  @Test func `of a large file the end is read first`() throws {
    let lines = (1...3_000).map { "2021-02-09 10:14:08 INFO line \($0)" }
    let old = "2021-02-08 10:00:00 INFO Cannot recover key"
    let start = "2021-02-09 10:14:08 INFO Starting Application"
    try folder.write("a.log", [old] + lines + [start] + lines + [String(Self.line.dropLast())])
    let whole = try folder.read("a.log")
    for length in [50, 500, 100_000, 150_000] {
      var reader = folder.reader()
      reader.endLength = length
      let file = try reader.read("/a.log", threads: 1)
      #expect(file.reading.after.values.map(\.last.line) == [6_003], "\(length)")
      #expect(file.reading.before.values.map(\.last.line) == [1], "\(length)")
      #expect(file.reading.lastStart?.line == 3_002, "\(length)")
      #expect(file.lastLine == whole.lastLine)
      #expect(file.unchecked.isEmpty)
    }
    let isStopped = Atomic(false)
    var reader = folder.reader(
      isStopped: { isStopped.load(ordering: .relaxed) },
      progress: { _, _ in isStopped.store(true, ordering: .relaxed) })
    reader.endLength = 150_000
    let file = try reader.read("/a.log", threads: 1)
    #expect(file.reading.after.values.map(\.last.line) == [nil])
    #expect(file.reading.starts == 1)
    #expect(file.reading.isComplete)
    #expect(file.unchecked.map(\.what).first?.hasPrefix("the log /a.log from byte 0 to ") == true)
  }
}
