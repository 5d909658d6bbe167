public import PadlockModel
import PadlockNetwork
import PadlockReaders
import PadlockSymptoms

/// Searches the product's logs for symptoms and for how its last start came out.
public struct LogCollector: Collector {
  public init() {}

  public let title = "Read the logs"
  public let how = "Give Padlock the product's log with --log, or run it on the product's own host."
  public let offer = CollectorOffer(
    id: "log",
    provides: [
      "symptoms.logged", "service.last-start", "service.starts", "service.started",
      "service.start-protocol",
    ],
    needs: ["service.name"], cost: .quick)

  /// How many files of one pattern are read, the newest first.
  private static let fileLimit = 6

  private static func unsearched(_ path: String) -> Observation {
    .unchecked(
      Unchecked(
        what: "the messages in \(path)", why: "it is UTF-16, in which Padlock finds none",
        how: "save a copy as UTF-8 and give it with --log"))
  }

  public func collect(
    _ request: CollectionRequest, knowing findings: Findings
  ) async -> [Observation] {
    guard let service = findings.facts.subjects(of: .service).first?.id else { return [] }
    var observations: [Observation] = []
    let paths = paths(request)
    guard !paths.isEmpty else { return nothing(service, request, wasRefused: false) }
    let logs = request.installation?.logs ?? []
    let recogniser = LogReading.recogniser(request.symptoms, logs)
    var readings: [(LogReading, FileInformation)] = []
    let run = request.options.run
    for path in paths {
      do {
        let reading = try LogReading.read(path, request.files, recogniser, of: logs) {
          run.interruption != nil
        }
        if case .file(let information) = request.files.status(of: path) {
          readings.append((reading, information))
        }
      } catch {
        observations += unread(path, error, request)
      }
    }
    // An empty log tells no time.
    let telling = readings.filter { $0.1.bytes > 0 }
    let newest = (telling.isEmpty ? readings : telling).max {
      ($0.1.changed, $1.0.path) < ($1.1.changed, $0.0.path)
    }
    guard let newest else {
      return observations + nothing(service, request, wasRefused: !observations.isEmpty)
    }
    let here = request.options.localOffsetSeconds
    let clock =
      request.files.holdsEverything
      ? LogClock(files: request.files, localOffset: here)
      : .ofTree(
        request.files, path: newest.0.path, information: newest.1, otherwise: here)
    for (reading, information) in readings {
      // A rotated file is history as soon as the newest one shows a start of its own.
      let isHistory = reading.path != newest.0.path && newest.0.starts > 0
      let end = Self.endOfHistory(reading, clock, bytes: information.bytes, of: logs)
      observations += sightings(reading, clock, isHistory: isHistory, until: end)
      if reading.isUTF16 { observations.append(Self.unsearched(reading.path)) }
    }
    observations += start(newest.0, clock, service, request)
    observations.append(
      .known(
        "symptoms.logged", of: .target, .list([]),
        Evidence(.log, newest.0.path, excerpt: "read")))
    request.workbench.write { bench in
      bench.newestLog = (
        newest.1.changed, clock.lastLine(of: newest.0.path, bytes: newest.1.bytes)
      )
    }
    observations.append(check(readings.map(\.0), service))
    return observations
  }

  private func paths(_ request: CollectionRequest) -> [String] {
    if !request.options.logFiles.isEmpty { return request.options.logFiles }
    guard let installation = request.installation, let home = request.target.home else { return [] }
    return installation.logs.flatMap { log -> [String] in
      let found = PathPattern(TargetPath(home).appending(log.path)).matches(in: request.files)
      let dated = found.compactMap { path -> (String, Timestamp)? in
        guard case .file(let information) = request.files.status(of: path) else {
          return (path, Timestamp(secondsSince1970: 0))
        }
        return (path, information.changed)
      }
      return dated.sorted { ($0.1, $0.0) > ($1.1, $1.0) }.prefix(Self.fileLimit).map(\.0)
    }
  }

  private func unread(
    _ path: String, _ failure: FileFailure, _ request: CollectionRequest
  ) -> [Observation] {
    let words: String
    switch failure {
    case .missing, .notCollected: words = "it is not there"
    case .denied: words = "this user may not read it"
    case .isFolder: words = "it is a folder"
    case .isSpecial: words = "it is no regular file"
    case .tooLarge(let limit): words = "it is larger than \(limit) bytes"
    case .outsideTree: words = "its links leave the tree"
    case .failed(let text): words = text
    }
    if request.options.logFiles.contains(path) {
      return [.failure("The log \(path) could not be read: \(words).")]
    }
    if failure == .missing || failure == .notCollected { return [] }
    return [
      .unchecked(
        Unchecked(what: "the log \(path)", why: words, how: "run Padlock as a user who may read it")
      )
    ]
  }

  /// Log folders that this user may not look into.
  private func closedFolders(_ request: CollectionRequest) -> [String] {
    guard let installation = request.installation, let home = request.target.home else { return [] }
    let folders = installation.logs.map { TargetPath(TargetPath(home).appending($0.path)).folder }
    return Set(folders).sorted().filter { folder in
      guard !folder.contains("*") else { return false }
      do throws(FileFailure) {
        _ = try request.files.names(in: folder)
        return false
      } catch { return error == .denied }
    }
  }

  private func nothing(
    _ service: SubjectID, _ request: CollectionRequest, wasRefused: Bool
  ) -> [Observation] {
    var observations: [Observation] = [
      .unknown("symptoms.logged", of: .target, .notApplicable),
      .unknown("service.last-start", of: service, .notApplicable),
      .unknown("service.starts", of: service, .notApplicable),
      .unknown("service.start-protocol", of: service, .notApplicable),
    ]
    if wasRefused { return observations }
    let closed = request.options.logFiles.isEmpty ? closedFolders(request) : []
    if !closed.isEmpty {
      observations += closed.map {
        .unchecked(
          Unchecked(
            what: "the logs in \($0)", why: "this user may not look into the folder",
            how: "run Padlock as a user who may"))
      }
    } else if request.installation != nil {
      observations.append(
        .unchecked(
          Unchecked(
            what: "the logs of \(request.target.name)", why: "no log file was found",
            how: "name one with --log")))
    }
    return observations
  }

  /// Seconds after which a log that goes on belongs to a later start than the one that failed.
  private static let pause: Int64 = 600
  /// Seconds in which a failed start still writes lines.
  private static let aftermath: Int64 = 60

  /// The end of what a failed start wrote, in a log that says of no start when it begins; nil where
  /// the log does not go on long after it.
  private static func endOfHistory(
    _ reading: LogReading, _ clock: LogClock, bytes: Int, of logs: [LogFile]
  ) -> Timestamp? {
    guard logs.allSatisfy(\.started.isEmpty), let failure = reading.lastFailure,
      let time = clock.time(of: failure, in: reading.path),
      let last = clock.lastLine(of: reading.path, bytes: bytes),
      last > time.advanced(bySeconds: pause)
    else { return nil }
    return time.advanced(bySeconds: aftermath)
  }

  private func sightings(
    _ reading: LogReading, _ clock: LogClock, isHistory: Bool, until end: Timestamp?
  ) -> [Observation] {
    func sightings(_ tallies: [String: LogReading.Tally], isHistory: Bool) -> [Observation] {
      tallies.sorted { $0.key < $1.key }.map { _, tally in
        let time = clock.time(of: tally.last, in: reading.path)
        let isOver = end.flatMap { end in time.map { $0 <= end } } ?? false
        return .sighting(
          Sighting(
            symptom: tally.match.symptom, text: tally.last.match.excerpt,
            software: tally.match.software, side: tally.match.side, origin: .log,
            source: reading.path, line: tally.last.match.line,
            time: time, count: tally.count, precedesLaterStart: isHistory || isOver))
      }
    }
    return sightings(reading.before, isHistory: true)
      + sightings(reading.after, isHistory: isHistory)
  }

  private func start(
    _ reading: LogReading, _ clock: LogClock, _ service: SubjectID, _ request: CollectionRequest
  ) -> [Observation] {
    guard let outcome = reading.outcome, let hit = reading.lastStart else {
      return [
        .unknown("service.last-start", of: service, .notApplicable),
        .unknown("service.starts", of: service, .notApplicable),
        .unknown("service.start-protocol", of: service, .notApplicable),
      ]
    }
    func place(_ hit: LogScan.Hit) -> Evidence {
      Evidence(
        .log, reading.path, line: hit.match.line, time: clock.time(of: hit, in: reading.path),
        excerpt: hit.match.excerpt)
    }
    let evidence = place(hit)
    let time = evidence.time
    var observations: [Observation] = [
      .known(
        "service.last-start", of: service, .text(outcome),
        reading.lastOutcome.map(place) ?? evidence),
      .known("service.starts", of: service, .integer(reading.starts), evidence),
      .known(
        "service.start-protocol", of: service, .text(reading.startProtocol ?? "unsaid"), evidence),
    ]
    // On the live machine the process itself says when it was started.
    if request.system == nil || request.options.noProbe, let time {
      observations.append(.known("service.started", of: service, .time(time), evidence))
    }
    return observations
  }

  private func check(_ readings: [LogReading], _ service: SubjectID) -> Observation {
    let details = readings.map { reading in
      let count = reading.after.values.reduce(0) { $0 + $1.count }
      let start = reading.outcome.map { ", last start \($0)" } ?? ""
      let symptoms = count == 1 ? "1 symptom" : "\(count) symptoms"
      return "\(reading.path): \(symptoms) since the last start\(start)"
    }
    return .check(
      CheckRecord(
        id: offer.id, subject: service, title: title, detail: details.joined(separator: "; "),
        facts: ["service.last-start", "symptoms.logged"]))
  }
}
