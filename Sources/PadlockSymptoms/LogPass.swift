import Dispatch
import Foundation
import Synchronization

extension Recogniser {
  /// One pass over a log of any size, on `threads` threads, in bounded memory.
  ///
  /// What is found does not depend on the number of threads or on the pieces that the source gives.
  /// Only lines that may hold a symptom are looked at more closely; a line counts for matching up to
  /// ``LogScan/longestLine``, and bytes that are no text do no harm.
  ///
  /// - Parameters:
  ///   - source: the log; it is read to its end, unless the pass is stopped.
  ///   - threads: how many threads search, the calling one included; a short log needs only that.
  ///   - isRecordHead: whether a line, of which it gets at most the first 512 bytes, begins a record.
  ///   - isStopped: asked on the calling thread, every few milliseconds.
  ///   - progress: told on the calling thread how many bytes of the log are done.
  ///   - report: called on the calling thread with the hits in the order of the log.
  /// - Throws: what the source threw, after the hits in what was read before.
  public func scan(
    _ source: some LogSource, threads: Int,
    isRecordHead: @escaping @Sendable (UnsafeBufferPointer<UInt8>) -> Bool,
    isStopped: () -> Bool, progress: (Int) -> Void, report: (LogScan.Hit) -> Void
  ) throws {
    let pass = LogPass(source, self, blockSize: 1 << 20, isRecordHead: isRecordHead)
    try pass.run(threads: threads, isStopped: isStopped, progress: progress, report: report)
  }
}

/// One pass over a log on several threads.
///
/// Each thread fills a block of its own, under a lock, and looks through it while another reads. The
/// calling thread does the same, and reports what was found in the order of the log. Memory: a block
/// of 1.1 MiB for each thread, and the hits of a few blocks.
package final class LogPass<Source: LogSource>: Sendable {
  private struct State {
    /// Blocks that were looked through and not yet reported.
    var done: [Int: LogBlockScan] = [:]
    /// The block to be reported next, and how many lines end before it.
    var next = 0
    var lines = 0
    var helpers = 0
  }

  private let recogniser: Recogniser
  private let isRecordHead: @Sendable (UnsafeBufferPointer<UInt8>) -> Bool
  private let blockSize: Int
  private let blocks: Mutex<LogBlocks<Source>>
  private let state = Mutex(State())
  private let isStopped = Atomic(false)
  /// A place for each block that is read and not yet reported, so that nobody runs far ahead.
  private let places = DispatchSemaphore(value: 0)
  /// Signalled when a helper has read or looked through a block, or ends.
  private let news = DispatchSemaphore(value: 0)

  /// A pass that reads about `blockSize` bytes at a time.
  package init(
    _ source: Source, _ recogniser: Recogniser, blockSize: Int,
    isRecordHead: @escaping @Sendable (UnsafeBufferPointer<UInt8>) -> Bool
  ) {
    self.recogniser = recogniser
    self.isRecordHead = isRecordHead
    self.blockSize = blockSize
    blocks = Mutex(LogBlocks(source))
    for _ in 0..<16 { places.signal() }
  }

  /// Carries the pass out, once.
  package func run(
    threads: Int, isStopped stop: () -> Bool, progress: (Int) -> Void,
    report: (LogScan.Hit) -> Void
  ) throws {
    let block = LogBlock(size: blockSize)
    var hasMore = true
    var helpers = 0
    while hasMore || state.withLock({ $0.helpers > 0 }) {
      if stop() { isStopped.store(true, ordering: .relaxed) }
      var isFilled: Bool?
      if hasMore, places.wait(timeout: .now()) == .success {
        isFilled = blocks.withLockIfAvailable { $0.fill(block, isStopped: stop) }
        if isFilled == true { look(through: block, isStopped: stop) } else { places.signal() }
        if isFilled == false { hasMore = false }
      }
      if isFilled != true {
        // Helpers are at it. They are never waited for without asking whether to stop.
        _ = news.wait(timeout: .now() + .milliseconds(5))
      }
      // A log of one block needs no help.
      while hasMore, isFilled == true, helpers < threads - 1 {
        helpers += 1
        help()
      }
      deliver(progress, report)
    }
    deliver(progress, report)
    if let failure = blocks.withLock({ $0.failure }) { throw failure }
  }

  /// Looks through blocks on a thread of its own until there are no more.
  private func help() {
    Thread.detachNewThread { [self] in
      // Not before: the system may have no thread left, and the caller gets through by itself.
      state.withLock { $0.helpers += 1 }
      let block = LogBlock(size: blockSize)
      let isStopped = { self.isStopped.load(ordering: .relaxed) }
      places.wait()
      while blocks.withLock({ $0.fill(block, isStopped: isStopped) }) {
        news.signal()
        look(through: block, isStopped: isStopped)
        places.wait()
      }
      places.signal()
      state.withLock { $0.helpers -= 1 }
      news.signal()
    }
  }

  private func look(through block: LogBlock, isStopped: () -> Bool) {
    let scan = LogBlockScan(block, recogniser, isRecordHead: isRecordHead, isStopped: isStopped)
    state.withLock { $0.done[scan.number] = scan }
    news.signal()
  }

  /// Reports the blocks that are next in the log and done.
  private func deliver(_ progress: (Int) -> Void, _ report: (LogScan.Hit) -> Void) {
    while let (scan, lines) = next() {
      places.signal()
      if isStopped.load(ordering: .relaxed) { continue }
      for hit in scan.hits {
        report(
          LogScan.Hit(
            match: recogniser.match(hit.found, excerpt: hit.excerpt, line: lines + hit.line),
            offset: hit.offset, record: hit.record?.after(lines: lines)))
      }
      progress(scan.readTo)
    }
  }

  private func next() -> (LogBlockScan, lines: Int)? {
    state.withLock { state in
      guard let scan = state.done.removeValue(forKey: state.next) else { return nil }
      let lines = state.lines
      state.next += 1
      state.lines += scan.lines
      return (scan, lines)
    }
  }
}

extension LogScan.Record {
  /// The same record where `lines` more stand before it.
  fileprivate func after(lines: Int) -> LogScan.Record {
    LogScan.Record(line: line + lines, offset: offset, bytes: bytes)
  }
}
