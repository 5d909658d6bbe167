/// Parts the records of a log at the last start of its program.
///
/// Logs are appended to: what stands before the last start is history, and a fault that was
/// repaired since must not return. Both parts are bounded; the oldest records go first.
public struct LogTail: Sendable {
  /// A start of the program.
  public struct Start: Equatable, Sendable {
    /// The line of its mark.
    public let line: Int
    /// When it was written.
    public let time: LogTime?
    /// Whether a mark of readiness follows before the next start.
    public internal(set) var isReady: Bool
  }

  /// The records before the last start.
  public var before: [LogEvent] { Array(earlier.suffix(limit)) }
  /// The records from the last start on; all of them if there is none.
  public var after: [LogEvent] { Array(current.suffix(limit)) }
  /// The starts in file order; of a log with many, the latest ten thousand at least.
  public private(set) var starts: [Start] = []
  /// How many starts the whole log has.
  public private(set) var startCount = 0

  private static let startLimit = 10_000

  /// How many records each part keeps.
  public let limit: Int
  private var earlier: [LogEvent] = []
  private var current: [LogEvent] = []
  private let startMarks: [[UInt8]]
  private let readyMarks: [[UInt8]]

  /// Waits for records that hold one of `startMarks`; `readyMarks` tell a start that succeeded.
  public init(startMarks: [String], readyMarks: [String] = [], limit: Int = 10_000) {
    self.startMarks = startMarks.map { Array($0.utf8) }
    self.readyMarks = readyMarks.map { Array($0.utf8) }
    self.limit = min(max(1, limit), 1 << 30)
  }

  /// Parts `events` at the last of them that holds one of `marks`.
  public static func lastStart(
    in events: [LogEvent], marks: [String], readyMarks: [String] = []
  ) -> LogTail {
    var tail = LogTail(
      startMarks: marks, readyMarks: readyMarks, limit: max(1, events.count))
    for event in events { tail.add(event) }
    return tail
  }

  /// Takes the next record and returns whether it marks a start.
  ///
  /// With `keeping` false the record is only looked at for marks.
  @discardableResult
  public mutating func add(_ event: LogEvent, keeping: Bool = true) -> Bool {
    let isStart = startMarks.contains(where: event.holds)
    if isStart {
      earlier += current
      current = []
      trim(&earlier)
      starts.append(Start(line: event.line, time: event.time, isReady: false))
      if starts.count > Self.startLimit * 2 {
        starts.removeFirst(starts.count - Self.startLimit)
      }
      startCount += 1
    }
    if let last = starts.indices.last, readyMarks.contains(where: event.holds) {
      starts[last].isReady = true
    }
    if keeping || isStart {
      current.append(event)
      trim(&current)
    }
    return isStart
  }

  /// How many starts stand in a row at the end of the log without one that became ready.
  ///
  /// Without marks of readiness, starts count as a row while each comes within ten minutes of the
  /// one before it.
  public var failedStartsInARow: Int {
    if !readyMarks.isEmpty { return starts.reversed().prefix { !$0.isReady }.count }
    var count = starts.isEmpty ? 0 : 1
    for (later, earlier) in zip(starts.reversed(), starts.reversed().dropFirst()) {
      guard let end = later.time, let begin = earlier.time,
        (0...600_000).contains(end.milliseconds.subtractingReportingOverflow(begin.milliseconds).0)
      else { break }
      count += 1
    }
    return count
  }

  /// Whether the program starts again and again without ever becoming ready.
  public var isStartLoop: Bool { failedStartsInARow >= 3 }

  /// Drops the oldest records, but only when many can go at once.
  private func trim(_ events: inout [LogEvent]) {
    if events.count > limit * 2 { events.removeFirst(events.count - limit) }
  }
}

extension LogEvent {
  /// Whether `mark` stands anywhere in the record.
  func holds(_ mark: [UInt8]) -> Bool {
    guard let first = mark.first, text.count >= mark.count else { return false }
    let bytes = text.span
    let last = bytes.count - mark.count
    var index = 0
    while index <= last {
      if bytes[index] == first {
        var offset = 1
        while offset < mark.count, bytes[index + offset] == mark[offset] { offset += 1 }
        if offset == mark.count { return true }
      }
      index += 1
    }
    return false
  }
}
