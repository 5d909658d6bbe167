import PadlockModel
import PadlockSymptoms

/// What a log says, or a part of it: symptoms before and after the last start, and how that start
/// came out.
struct LogReading {
  /// A line of a log.
  struct Place {
    let path: String
    var line: Int?
    /// Where its record begins.
    let record: [UInt8]
    let match: Recogniser.Match

    init(_ path: String, _ hit: LogScan.Hit) {
      self.path = path
      line = hit.match.line
      record = hit.record?.bytes ?? []
      match = hit.match
    }
  }

  /// A text of a symptom.
  struct Wording: Hashable, Comparable {
    let symptom: String
    let index: Int

    static func < (one: Self, other: Self) -> Bool {
      (one.symptom, one.index) < (other.symptom, other.index)
    }
  }

  /// The sightings of one wording.
  struct Tally {
    let first: Place
    private(set) var last: Place
    private(set) var count = 1

    /// Adds the sightings of a later part of the log.
    mutating func add(_ later: Tally) {
      last = later.last
      count += later.count
    }
  }

  private(set) var before: [Wording: Tally] = [:]
  private(set) var after: [Wording: Tally] = [:]
  private(set) var starts = 0
  private(set) var lastStart: Place?
  /// The line that says how it came out.
  private(set) var lastOutcome: Place?
  /// The last line that says that a start failed.
  private(set) var lastFailure: Place?
  private(set) var isReady = false
  /// The protocol that the last start opened its port with, where the log says so.
  private(set) var startProtocol: String?
  private(set) var hasFailed = false
  /// Whether all of it was read that comes after its last start, and its end.
  var isComplete = true
  private let path: String
  /// What a line that says "ready" holds where the port was opened with TLS, and without.
  private let https: [String]
  private let http: [String]
  private var marksSeen: Set<String> = []
  private var isOver = false
  private var events = LogEvents()

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

  /// A reading that has seen nothing yet of the file at `path`.
  init(_ path: String, _ logs: [LogFile]) {
    self.path = path
    https = logs.flatMap(\.https)
    http = logs.flatMap(\.http)
  }

  /// Takes the next hit of the file.
  mutating func take(_ hit: LogScan.Hit) {
    let id = hit.match.symptom
    let place = Place(path, hit)
    if id.hasPrefix(Self.started) {
      finish()
      if starts == 0 || isOver || marksSeen.contains(id) { begin(place) }
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
      if !hasFailed { lastOutcome = place }
    } else if id.hasPrefix(Self.failed) {
      if !hasFailed { lastOutcome = place }
      lastFailure = place
      hasFailed = true
      isOver = true
    } else {
      count(events.take(hit))
    }
  }

  /// Ends the file, or what comes before a start.
  mutating func finish() { count(events.finish()) }

  private mutating func count(_ hits: [LogScan.Hit]) {
    for hit in hits { Self.count(Tally(hit, path), in: &after) }
  }

  private mutating func begin(_ start: Place) {
    for tally in after.values { Self.count(tally, in: &before) }
    after = [:]
    starts += 1
    lastStart = start
    lastOutcome = nil
    marksSeen = []
    isReady = false
    startProtocol = nil
    hasFailed = false
    isOver = false
  }

  private static func count(_ tally: Tally, in tallies: inout [Wording: Tally]) {
    let match = tally.last.match
    let wording = Wording(symptom: match.symptom, index: match.textIndex)
    // In its place: what is copied of a tally is many strings.
    if tallies[wording]?.add(tally) == nil { tallies[wording] = tally }
  }

  /// How the last start came out; nil where the log shows none.
  var outcome: String? {
    guard starts > 0 else { return nil }
    return hasFailed ? "failed" : isReady ? "ready" : "unfinished"
  }

  /// What both say together, where `later` goes on where this one ends.
  func followed(by later: LogReading) -> LogReading {
    var both = later
    both.before = before
    both.lastFailure = later.lastFailure ?? lastFailure
    if later.starts > 0 {
      for tally in after.values { Self.count(tally, in: &both.before) }
      for tally in later.before.values { Self.count(tally, in: &both.before) }
      both.starts += starts
      return both
    }
    both.after = after
    for tally in later.after.values { Self.count(tally, in: &both.after) }
    both.starts = starts
    both.lastStart = lastStart
    both.lastOutcome = hasFailed ? lastOutcome : later.lastOutcome ?? lastOutcome
    both.isReady = isReady || later.isReady
    both.hasFailed = hasFailed || later.hasFailed
    both.startProtocol = later.startProtocol ?? startProtocol
    both.isComplete = isComplete && later.isComplete
    return both
  }

  /// The same where `lines` more stand before it; without numbers where nobody counted them.
  func after(lines: Int?) -> LogReading {
    func moved(_ place: Place?) -> Place? {
      guard var place else { return nil }
      place.line = place.line.flatMap { line in lines.map { line + $0 } }
      return place
    }
    func moved(_ tally: Tally) -> Tally {
      Tally(
        first: moved(tally.first) ?? tally.first, last: moved(tally.last) ?? tally.last,
        count: tally.count)
    }
    var reading = self
    reading.before = before.mapValues(moved)
    reading.after = after.mapValues(moved)
    reading.lastStart = moved(lastStart)
    reading.lastOutcome = moved(lastOutcome)
    reading.lastFailure = moved(lastFailure)
    return reading
  }
}

extension LogReading.Tally {
  fileprivate init(_ hit: LogScan.Hit, _ path: String) {
    let place = LogReading.Place(path, hit)
    self.init(first: place, last: place)
  }
}
