import PadlockModel
import PadlockReaders
import PadlockSymptoms

/// What one log says: symptoms before and after the last start, and how that start came out.
struct LogReading {
  /// The sightings of one symptom's text.
  struct Tally {
    let match: Recogniser.Match
    var first: LogScan.Hit
    var last: LogScan.Hit
    var count: Int
  }

  let path: String
  private(set) var before: [String: Tally] = [:]
  private(set) var after: [String: Tally] = [:]
  private(set) var starts = 0
  private(set) var lastStart: LogScan.Hit?
  /// The line that says how it came out.
  private(set) var lastOutcome: LogScan.Hit?
  /// The last line that says that a start failed.
  private(set) var lastFailure: LogScan.Hit?
  private(set) var isReady = false
  /// The protocol that the last start opened its port with, where the log says so.
  private(set) var startProtocol: String?
  private(set) var hasFailed = false
  private(set) var bytes = 0
  /// Whether it begins as UTF-16 does, in which no message is found.
  private(set) var isUTF16 = false
  /// What a line that says "ready" holds where the port was opened with TLS, and without.
  private let https: [String]
  private let http: [String]
  private var marksSeen: Set<String> = []
  private var isOver = false

  /// Ids of the pseudo-symptoms that stand for marks; no rule's symptom begins so.
  private static let started = "\u{1}started "
  private static let ready = "\u{1}ready "
  private static let failed = "\u{1}failed "

  /// Symptoms, and the marks of starts as more of them, so that one pass finds both.
  static func recogniser(_ symptoms: [Symptom], _ logs: [LogFile]) -> Recogniser {
    func mark(_ prefix: String, _ texts: [String]) -> [Symptom] {
      Set(texts).sorted().map { text in
        Symptom(
          id: prefix + text, title: text, meaning: "",
          texts: [SymptomText(text: text, software: [], side: .server)], diagnoses: [])
      }
    }
    return Recogniser(
      symptoms: symptoms + mark(started, logs.flatMap(\.started))
        + mark(ready, logs.flatMap(\.ready)) + mark(failed, logs.flatMap(\.failed)))
  }

  /// Reads the whole log once, in bounded memory.
  static func read(
    _ path: String, _ files: any FileAccess, _ recogniser: Recogniser, of logs: [LogFile],
    isStopped: () -> Bool
  ) throws(FileFailure) -> LogReading {
    var scan = recogniser.logScan()
    var reading = LogReading(path, logs)
    try files.stream(path) { piece in
      if reading.bytes == 0 {
        let mark = Array(piece.prefix(2))
        reading.isUTF16 = mark == [0xFF, 0xFE] || mark == [0xFE, 0xFF]
      }
      reading.bytes += piece.count
      scan.feed(piece.assumingMemoryBound(to: UInt8.self)) { reading.take($0) }
      return !isStopped()
    }
    scan.finish { reading.take($0) }
    return reading
  }

  private init(_ path: String, _ logs: [LogFile]) {
    self.path = path
    https = logs.flatMap(\.https)
    http = logs.flatMap(\.http)
  }

  private mutating func take(_ hit: LogScan.Hit) {
    let id = hit.match.symptom
    if id.hasPrefix(Self.started) {
      if starts == 0 || isOver || marksSeen.contains(id) { begin(hit) }
      marksSeen.insert(id)
    } else if id.hasPrefix(Self.ready) {
      let line = hit.match.excerpt
      if https.contains(where: line.contains) {
        startProtocol = "https"
      } else if http.contains(where: line.contains) {
        startProtocol = "http"
      }
      isReady = true
      isOver = true
      if !hasFailed { lastOutcome = hit }
    } else if id.hasPrefix(Self.failed) {
      if !hasFailed { lastOutcome = hit }
      lastFailure = hit
      hasFailed = true
      isOver = true
    } else {
      Self.count(Tally(match: hit.match, first: hit, last: hit, count: 1), in: &after)
    }
  }

  private mutating func begin(_ hit: LogScan.Hit) {
    for tally in after.values { Self.count(tally, in: &before) }
    after = [:]
    starts += 1
    lastStart = hit
    lastOutcome = nil
    marksSeen = []
    isReady = false
    startProtocol = nil
    hasFailed = false
    isOver = false
  }

  private static func count(_ tally: Tally, in tallies: inout [String: Tally]) {
    let key = "\(tally.match.symptom)|\(tally.match.textIndex)"
    if var known = tallies[key] {
      known.last = tally.last
      known.count += tally.count
      tallies[key] = known
    } else {
      tallies[key] = tally
    }
  }

  /// How the last start came out; nil where the log shows none.
  var outcome: String? {
    guard starts > 0 else { return nil }
    return hasFailed ? "failed" : isReady ? "ready" : "unfinished"
  }
}

/// Finds out when a line of a log was written, also a line in the middle of a stack trace.
struct LogClock {
  let files: any FileAccess
  /// Seconds that local time is ahead of UTC, for lines that state no zone.
  let localOffset: Int

  /// Seconds; no zone is farther from UTC than 14 hours.
  private static let farthestZone: Int64 = 14 * 3_600 + 5

  /// How far back the head of a record is looked for.
  private static let reach = 64 << 10

  func time(of hit: LogScan.Hit, in path: String) -> Timestamp? {
    let start = max(0, hit.offset - Self.reach)
    guard
      let bytes = try? files.slice(path, from: start, count: hit.offset - start + 1_024)
    else { return nil }
    let head = bytes.prefix(hit.offset - start)
    let line = bytes.dropFirst(hit.offset - start).prefix { $0 != 0x0A }
    return lastTime(in: Array(head + line))
  }

  /// The clock of a tree, whose machine may lie in another zone than this one: a log was changed
  /// when its last line was written, so a difference of whole quarters of an hour is the zone's.
  static func ofTree(
    _ files: any FileAccess, path: String, information: FileInformation, otherwise: Int
  ) -> LogClock {
    let universal = LogClock(files: files, localOffset: 0)
    let unknown = LogClock(files: files, localOffset: otherwise)
    let changed = information.changed
    guard let line = universal.lastLine(of: path, bytes: information.bytes),
      changed > line.advanced(bySeconds: -Self.farthestZone),
      changed < line.advanced(bySeconds: Self.farthestZone)
    else { return unknown }
    let ahead = Int(line.secondsSince1970 - changed.secondsSince1970)
    let zone = Int((Double(ahead) / 900).rounded()) * 900
    return abs(ahead - zone) <= 5 ? LogClock(files: files, localOffset: zone) : unknown
  }

  /// When the log's last line that says so was written.
  func lastLine(of path: String, bytes: Int) -> Timestamp? {
    let start = max(0, bytes - Self.reach)
    return (try? files.slice(path, from: start, count: bytes - start)).flatMap(lastTime)
  }

  private func lastTime(in bytes: [UInt8]) -> Timestamp? {
    guard let time = LogEventReader.events(in: bytes).last(where: { $0.time != nil })?.time else {
      return nil
    }
    let seconds = Int64((time.seconds).rounded(.down))
    return Timestamp(secondsSince1970: time.hasZone ? seconds : seconds - Int64(localOffset))
  }
}
