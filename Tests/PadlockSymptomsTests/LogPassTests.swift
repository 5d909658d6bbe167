import PadlockModel
import PadlockSymptoms
import TestSupport
import Testing

/// A pass over a log gives what a look at each of its lines alone gives.
@Suite struct LogPassTests {
  private let recogniser = Recogniser(symptoms: SampleSymptoms.all)

  private struct Found: Equatable {
    var symptom: String
    var line: Int
    var offset: Int
    var excerpt: String
    var record: LogScan.Record?
  }

  private static func isHead(_ line: UnsafeBufferPointer<UInt8>) -> Bool { line.first == 0x32 }

  private func scan(
    _ source: some LogSource, threads: Int = 1, blockSize: Int = 1 << 20,
    isStopped: () -> Bool = { false }, progress: (Int) -> Void = { _ in }
  ) throws -> [Found] {
    var found: [Found] = []
    let pass = LogPass(source, recogniser, blockSize: blockSize, isRecordHead: Self.isHead)
    try pass.run(threads: threads, isStopped: isStopped, progress: progress) { hit in
      found.append(
        Found(
          symptom: hit.match.symptom, line: hit.match.line, offset: hit.offset,
          excerpt: hit.match.excerpt, record: hit.record))
    }
    return found
  }

  /// The hits as they are defined: line by line, and back from each to the head of its record.
  private func expected(_ log: [UInt8]) throws -> [Found] {
    var (found, starts): ([Found], [(start: Int, end: Int)]) = ([], [])
    var start = 0
    while start < log.count {
      let end = log[start...].firstIndex(of: 0x0A) ?? log.count
      starts.append((start, end))
      for one in try scan(Pieces(Array(log[start..<min(end, start + LogScan.longestLine)]))) {
        let near = starts.enumerated().suffix(LogScan.Record.reach + 1).filter {
          $0.element.start - 1 >= start - (64 << 10) && log[$0.element.start] == 0x32
        }
        let record = near.last.map { index, line in
          LogScan.Record(
            line: index + 1, offset: line.start,
            bytes: Array(log[line.start..<min(line.end, line.start + LogScan.Record.longest)]))
        }
        found.append(
          Found(
            symptom: one.symptom, line: starts.count, offset: start, excerpt: one.excerpt,
            record: record))
      }
      start = end + 1
    }
    return found
  }

  /// A log of records with and without heads, of short, long and endless lines, and of junk.
  private func log(_ random: inout SeededGenerator) -> [UInt8] {
    let texts = SampleSymptoms.all.flatMap(\.texts).filter { !$0.wholeLine }.map {
      Array($0.text.replacing(/<[a-z]+>/, with: "7").utf8)
    }
    var log: [UInt8] = []
    for _ in 0..<random.next(below: 300) {
      if random.next(below: 3) > 0 { log += Array("2026-11-20 INFO ".utf8) }
      switch random.next(below: 60) {
      case 0: log += [UInt8](repeating: 0, count: random.next(below: 200_000))
      case 1: log += [UInt8](repeating: 0x61, count: (64 << 10) - random.next(below: 40))
      case 2: log += [UInt8](repeating: 0x0A, count: random.next(below: 600))
      case 3: log += [UInt8](repeating: 0x62, count: (64 << 10) - 3 + random.next(below: 6))
      case 4...20: log += texts[random.next(below: texts.count)]
      case 21...24: log += (0..<random.next(below: 90)).map { _ in UInt8(random.next(below: 256)) }
      case 25: log += texts[random.next(below: texts.count)].dropLast()
      default: log += Array("nothing to see, Connection refuse, at a.b.C(D.java:1)".utf8)
      }
      if random.next(below: 9) == 0 { log += texts[random.next(below: texts.count)] }
      if random.next(below: 40) > 0 { log.append(0x0A) }
    }
    return log
  }

  @Test(arguments: UInt64(1)...24)
  func `what is found depends neither on threads, nor on blocks, nor on reads`(seed: UInt64) throws
  {
    var random = SeededGenerator(seed: seed)
    let log = log(&random)
    let expected = try expected(log)
    for threads in [1, 2, 5] {
      let largest = [1, 100, 5_000, 1 << 20][random.next(below: 4)]
      let source = Pieces(log, largest: largest, seed: seed)
      let size = [0, 200_000, 1 << 20][random.next(below: 3)]
      let found = try scan(source, threads: threads, blockSize: size)
      #expect(found == expected, "\(threads) threads, reads of \(largest), blocks of \(size)")
    }
  }

  @Test func `a record's head is looked for no further back than 512 lines`() throws {
    for (lines, isFound) in [(512, true), (513, false)] {
      let filler = String(repeating: "\tat x\n", count: lines - 1)
      let log = "2026 head\n\(filler)Cannot recover key\n"
      let found = try scan(Pieces(Array(log.utf8)))
      #expect(found.map { $0.record?.line } == [isFound ? 1 : nil])
    }
  }

  @Test func `what was read before a source failed is reported, and then its failure`() throws {
    let log = Array("2026 a\nCannot recover key\n2026 b\nConnection reset by peer".utf8)
    var found: [String] = []
    for threads in [1, 3] {
      found = []
      #expect(throws: Pieces.Failure()) {
        try recogniser.scan(
          Pieces(log, fails: true), threads: threads, isRecordHead: Self.isHead,
          isStopped: { false }, progress: { _ in }, report: { found.append($0.match.symptom) })
      }
      #expect(found == ["key-password-differs", "reset"])
    }
  }

  @Test func `progress grows to the length of the log`() throws {
    let log = [UInt8](repeating: 0x0A, count: 5 << 20)
    for threads in [1, 3] {
      var told: [Int] = []
      _ = try scan(Pieces(log), threads: threads, progress: { told.append($0) })
      #expect(told == told.sorted())
      #expect(told.last == log.count)
      #expect(told.count > 3)
    }
  }

  @Test(arguments: [1, 2, 4])
  func `a pass over an endless log ends when it is stopped`(threads: Int) throws {
    let line = Array("2026 Connection reset by peer\n".utf8)
    for unit in [[UInt8(0)], line] {
      let source = Endless(unit)
      var asked = 0
      var before: Int?
      _ = try scan(
        source, threads: threads,
        isStopped: {
          asked += 1
          if asked > 200, before == nil { before = source.bytes }
          return asked > 200
        })
      // Nobody runs further ahead than the places for blocks that wait, 16 of 1.1 MiB.
      let more = source.bytes - (try #require(before))
      #expect(more < 24 << 20)
    }
  }
}
