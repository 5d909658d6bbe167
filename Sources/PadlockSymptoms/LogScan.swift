/// One pass over a log of any size, in chunks of any size.
///
/// Only lines that may hold a symptom are looked at more closely. Memory stays below one chunk and
/// one line; a line is cut at 64 KiB for matching. The hits do not depend on how the log is cut into
/// chunks, and bytes that are no text do no harm.
public struct LogScan: Sendable {
  /// A symptom in a log.
  public struct Hit: Sendable, Equatable {
    /// What matched; its line counts from 1, its excerpt has at most 400 columns.
    public let match: Recogniser.Match
    /// Where the line begins, in bytes from the start of the log.
    public let offset: Int
    /// The head of the record that the line belongs to: the nearest line at or before it that is
    /// one, at most 64 KiB and 512 lines back; nil where none is.
    public let record: Record?
  }

  /// The first line of a record: what a log dates.
  public struct Record: Sendable, Equatable {
    /// 1-based.
    public let line: Int
    /// Where the line begins, in bytes from the start of the log.
    public let offset: Int
    /// The line without its line feed, at most its first 512 bytes.
    public let bytes: [UInt8]

    /// Bytes of a line that are kept, and looked at to see whether it is a head.
    public static let longest = 512
    /// How many lines before a hit may be its record's head.
    public static let reach = 512

    public init(line: Int, offset: Int, bytes: [UInt8]) {
      self.line = line
      self.offset = offset
      self.bytes = bytes
    }
  }

  /// Bytes of a line that count.
  public static let longestLine = LogBlock.longestLine

  private let recogniser: Recogniser
  /// The line that has begun and not ended, cut at ``longestLine``.
  private var pending: [UInt8] = []
  private var pendingOffset = 0
  private var hasPending = false
  /// Bytes and lines before the current chunk.
  private var offset = 0
  private var lines = 0

  init(_ recogniser: Recogniser) { self.recogniser = recogniser }

  /// Looks at the next bytes of the log and reports the hits of every line that ends in them.
  public mutating func feed(_ chunk: UnsafeBufferPointer<UInt8>, _ report: (Hit) -> Void) {
    var start = 0
    if hasPending {
      let end = LineBytes.newline(in: chunk, from: 0)
      let room = max(0, Self.longestLine - pending.count)
      pending += chunk[0..<min(end ?? chunk.count, room)]
      guard let end else {
        offset += chunk.count
        return
      }
      finishPending(report)
      lines += 1
      start = end + 1
    }
    let whole = LineBytes.lastNewline(in: chunk, from: start).map { $0 + 1 } ?? start
    scanLines(chunk, start, whole, report)
    if whole < chunk.count {
      hasPending = true
      pendingOffset = offset + whole
      pending += chunk[whole..<min(chunk.count, whole + Self.longestLine)]
    }
    offset += chunk.count
  }

  /// Looks at the next bytes of the log.
  public mutating func feed(_ chunk: [UInt8], _ report: (Hit) -> Void) {
    chunk.withUnsafeBufferPointer { feed($0, report) }
  }

  /// Reports the hits of a last line without an end.
  public mutating func finish(_ report: (Hit) -> Void) {
    if hasPending { finishPending(report) }
  }

  private mutating func finishPending(_ report: (Hit) -> Void) {
    let line = lines + 1
    pending.withUnsafeBufferPointer { bytes in
      if recogniser.logSearch.first(in: bytes, from: 0, to: bytes.count) != nil {
        self.report(bytes, pendingOffset, line, report)
      }
    }
    pending.removeAll(keepingCapacity: true)
    hasPending = false
  }

  /// Scans whole lines, which `from..<end` holds, and adds their number to ``lines``.
  private mutating func scanLines(
    _ chunk: UnsafeBufferPointer<UInt8>, _ from: Int, _ end: Int, _ report: (Hit) -> Void
  ) {
    var at = from
    var counted = from
    while at < end, let place = recogniser.logSearch.first(in: chunk, from: at, to: end) {
      // `at` always begins a line, so the search back is no longer than the one forward.
      let start = LineBytes.newline(in: chunk, before: place, notBefore: at).map { $0 + 1 } ?? at
      let stop = LineBytes.newline(in: chunk, from: place) ?? end
      lines += LineBytes.count(in: chunk, from: counted, to: start)
      counted = start
      let line = UnsafeBufferPointer(rebasing: chunk[start..<min(stop, start + Self.longestLine)])
      self.report(line, offset + start, lines + 1, report)
      at = stop + 1
    }
    lines += LineBytes.count(in: chunk, from: counted, to: end)
  }

  private func report(
    _ line: UnsafeBufferPointer<UInt8>, _ offset: Int, _ number: Int, _ report: (Hit) -> Void
  ) {
    let found = recogniser.find(in: FoldedText.fold(line))
    guard !found.isEmpty else { return }
    let excerpt = Recogniser.excerpt(line)
    for one in found {
      report(
        Hit(
          match: recogniser.match(one, excerpt: excerpt, line: number), offset: offset,
          record: nil))
    }
  }
}

extension Recogniser {
  /// Begins a pass over a log.
  public func logScan() -> LogScan { LogScan(self) }
}
