import PadlockSymptoms
import Synchronization
import TestSupport

/// A log in memory, given out in pieces of up to `largest` bytes.
final class Pieces: LogSource {
  struct Failure: Error, Equatable {}

  private let log: [UInt8]
  private let largest: Int
  private let fails: Bool
  private let state: Mutex<(at: Int, random: SeededGenerator)>

  init(_ log: [UInt8], largest: Int = 1 << 20, seed: UInt64 = 0, fails: Bool = false) {
    self.log = log
    self.largest = largest
    self.fails = fails
    state = Mutex((0, SeededGenerator(seed: seed)))
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
    try state.withLock { state in
      if fails, state.at == log.count { throw Failure() }
      let most = 1 + (largest > 1 ? state.random.next(below: largest) : 0)
      let count = min(most, buffer.count, log.count - state.at)
      buffer.copyBytes(from: log[state.at..<(state.at + count)])
      state.at += count
      return count
    }
  }
}

/// The same bytes again and again, without an end.
final class Endless: LogSource {
  private let unit: [UInt8]
  private let given = Mutex(0)

  init(_ unit: [UInt8]) {
    self.unit = [[UInt8]](repeating: unit, count: (64 << 10) / unit.count).flatMap(\.self)
  }

  var bytes: Int { given.withLock(\.self) }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    given.withLock { given in
      let count = min(unit.count, buffer.count)
      buffer.copyBytes(from: unit[..<count])
      given += count
      return count
    }
  }
}

extension Recogniser {
  /// The symptoms in a log in memory, read in pieces of up to `largest` bytes by one thread.
  func hits(in log: [UInt8], largest: Int = 1 << 20) throws -> [LogScan.Hit] {
    var hits: [LogScan.Hit] = []
    try scan(
      Pieces(log, largest: largest), threads: 1, isRecordHead: { _ in false },
      isStopped: { false }, progress: { _ in }, report: { hits.append($0) })
    return hits
  }
}
