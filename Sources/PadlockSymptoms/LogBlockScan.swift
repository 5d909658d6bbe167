/// The hits in one block, before it is known how many lines stand before the block.
struct LogBlockScan: Sendable {
  /// A hit whose lines count from the end of the block before.
  struct Hit: Sendable {
    var found: Recogniser.Found
    var excerpt: String
    var line: Int
    var offset: Int
    var record: LogScan.Record?
  }

  let number: Int
  /// How many bytes of the log had been read when the block was full.
  let readTo: Int
  private(set) var hits: [Hit] = []
  /// How many lines end in the block.
  private(set) var lines: Int

  /// Looks through the whole block, or until `isStopped` says so.
  init(
    _ block: LogBlock, _ recogniser: Recogniser,
    isRecordHead: (UnsafeBufferPointer<UInt8>) -> Bool, isStopped: () -> Bool
  ) {
    number = block.number
    readTo = block.readTo
    lines = block.feedsBefore
    let bytes = block.bytes
    let search = recogniser.logSearch
    var records = RecordHeads(block)
    /// Where the lines begin that were not looked at, and to where line feeds were counted.
    var (from, counted) = (block.start, block.start)
    search.each(in: bytes, from: from, to: block.end) { _, place in
      if isStopped() { return block.end }
      // The search back is no longer than the one forward, for `from` always begins a line.
      let start =
        LineBytes.newline(in: bytes, before: place, notBefore: from).map { $0 + 1 } ?? from
      let stop = LineBytes.newline(in: bytes, from: place) ?? block.end
      from = stop + 1
      let end = min(stop, start + LogBlock.longestLine)
      // In a line that is cut the literal may stand, or end, in what does not count.
      if end < stop, search.first(in: bytes, from: start, to: end) == nil { return from }
      let line = UnsafeBufferPointer(rebasing: bytes[start..<end])
      let folded = FoldedText.fold(line)
      let found = recogniser.find(in: folded)
      guard !found.isEmpty else { return from }
      lines += LineBytes.count(in: bytes, from: counted, to: start)
      counted = start
      let record = records.head(of: start..<stop, line: lines + 1, isRecordHead)
      let excerpt = Recogniser.excerpt(line)
      let offset = block.offset + start - block.start
      for one in found {
        if recogniser.isOrdinaryAtDebug(one.owner),
          DebugRecord.holds(one.range.lowerBound, inLine: folded, of: record)
        {
          continue
        }
        hits.append(
          Hit(found: one, excerpt: excerpt, line: lines + 1, offset: offset, record: record))
      }
      return from
    }
    lines += LineBytes.count(in: bytes, from: counted, to: block.end)
  }
}

/// Finds the heads of records in a block, without looking at a line twice.
private struct RecordHeads {
  private let block: LogBlock
  /// The line that was asked for last, and its record's head.
  private var asked = -1
  private var known: (head: LogScan.Record, start: Int)?

  init(_ block: LogBlock) { self.block = block }

  /// The nearest head at or before a line, which comes after the lines asked for before.
  mutating func head(
    of line: Range<Int>, line number: Int, _ isRecordHead: (UnsafeBufferPointer<UInt8>) -> Bool
  ) -> LogScan.Record? {
    let bytes = block.bytes
    var (start, end) = (line.lowerBound, line.upperBound)
    let lowest = start - LogBlock.reach
    var back = 0
    defer { asked = line.lowerBound }
    while start != asked {
      let text = UnsafeBufferPointer(
        rebasing: bytes[start..<min(end, start + LogScan.Record.longest)])
      if isRecordHead(text) {
        let head = LogScan.Record(
          line: number - back, offset: block.offset + start - block.start, bytes: Array(text))
        known = (head, start)
        return head
      }
      end = start - 1
      back += 1
      guard back <= LogScan.Record.reach, end >= max(0, lowest), bytes[end] == 0x0A else {
        known = nil
        return nil
      }
      if let feed = LineBytes.newline(in: bytes, before: end, notBefore: max(0, lowest)) {
        start = feed + 1
      } else if block.beginsLog, lowest < 0 {
        start = 0
      } else {
        known = nil
        return nil
      }
    }
    // Of the lines before, that one's answer holds, as far as it is near enough.
    guard let known, known.start - 1 >= lowest,
      number - known.head.line <= LogScan.Record.reach
    else {
      self.known = nil
      return nil
    }
    return known.head
  }
}
