import Foundation
public import PadlockModel
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

  /// How many threads read at a time, at most.
  private static let mostThreads = 4

  public func collect(
    _ request: CollectionRequest, knowing findings: Findings
  ) async -> [Observation] {
    guard let service = findings.facts.subjects(of: .service).first?.id else { return [] }
    let places = places(request, service, findings)
    let plan = plan(request, places)
    guard plan.contains(where: { !$0.read.isEmpty }) else {
      return nothing(service, request, places, wasRefused: false)
    }
    let marks = request.installation?.logs ?? []
    let survey = await LogSurvey(
      plan, request, of: marks,
      threads: min(Self.mostThreads, max(1, ProcessInfo.processInfo.activeProcessorCount)))
    var observations = survey.failures.flatMap { unread($0.path, $0.failure, request) }
    let here = request.options.localOffsetSeconds
    guard let newest = Self.newest(survey.logs, LogClock(localOffset: here)) else {
      return observations + nothing(service, request, places, wasRefused: !observations.isEmpty)
    }
    let clock =
      request.files.holdsEverything
      ? LogClock(localOffset: here)
      : .ofTree(lastLine: newest.lastLine, changed: newest.changed, otherwise: here)
    for log in survey.logs {
      let started = log.path == newest.path ? nil : newest.reading.lastStart
      observations += sightings(log, clock, of: marks, startedElsewhere: started)
      observations += log.files.flatMap(\.unchecked).map(Observation.unchecked)
    }
    observations += start(newest.unbroken, clock, service, request)
    observations.append(
      survey.logs.allSatisfy(\.reading.isComplete)
        ? .known(
          "symptoms.logged", of: .target, .list([]), Evidence(.log, newest.path, excerpt: "read"))
        : .unknown(
          "symptoms.logged", of: .target, .failed("not all of the logs was read")))
    request.workbench.write { bench in
      bench.logs = survey.logs.flatMap(\.files).map(\.path)
      bench.newestLog = (newest.changed, newest.lastLine.map(clock.moment))
    }
    observations.append(check(survey.logs, service))
    return observations
  }

  /// Where the product's logs are: where its configuration says, else in their usual place.
  private func places(
    _ request: CollectionRequest, _ service: SubjectID, _ findings: Findings
  ) -> [String] {
    guard let installation = request.installation, let home = request.target.home else { return [] }
    let places = installation.logs.flatMap { log -> [String] in
      let fact = log.setting.map { SettingFact(.values, of: $0).name }
      guard let fact, case .list(let named) = findings.facts[fact, service].value else {
        return [log.path]
      }
      return named.filter { !$0.isEmpty }
    }
    return places.map { TargetPath(home).appending($0) }
  }

  /// For each log its files, the newest first, and how many older ones there are.
  private func plan(
    _ request: CollectionRequest, _ places: [String]
  ) -> [(read: [String], older: Int)] {
    let rotated = RotatedLogs(
      files: request.files, localOffset: request.options.localOffsetSeconds)
    if !request.options.logFiles.isEmpty {
      return rotated.logs(of: request.options.logFiles).map { ($0, 0) }
    }
    var seen: Set<String> = []
    return places.map { place in
      let found = rotated.files(of: place)
      return (found.read.filter { seen.insert($0).inserted }, found.older)
    }
  }

  /// The log that was written to last; an empty one tells no time.
  private static func newest(_ logs: [Log], _ clock: LogClock) -> Log? {
    let telling = logs.filter { !$0.isEmpty }
    return (telling.isEmpty ? logs : telling).max {
      ($0.lastLine.map(clock.moment) ?? $0.changed, $1.path)
        < ($1.lastLine.map(clock.moment) ?? $1.changed, $0.path)
    }
  }

  private func unread(
    _ path: String, _ failure: FileFailure, _ request: CollectionRequest
  ) -> [Observation] {
    if request.options.logFiles.contains(path) {
      return [.failure("The log \(path) could not be read: \(failure.words).")]
    }
    if failure == .missing || failure == .notCollected { return [] }
    let how =
      failure == .denied ? "run Padlock as a user who may read it" : "give a copy of it with --log"
    return [
      .unchecked(Unchecked(what: "the log \(path)", why: failure.words, how: how))
    ]
  }

  /// Log folders that this user may not look into.
  private func closedFolders(_ places: [String], _ request: CollectionRequest) -> [String] {
    Set(places.map { TargetPath($0).folder }).sorted().filter { folder in
      guard !folder.contains("*") else { return false }
      do throws(FileFailure) {
        _ = try request.files.names(in: folder)
        return false
      } catch { return error == .denied }
    }
  }

  private func nothing(
    _ service: SubjectID, _ request: CollectionRequest, _ places: [String], wasRefused: Bool
  ) -> [Observation] {
    var observations: [Observation] = [
      .unknown("symptoms.logged", of: .target, .notApplicable),
      .unknown("service.last-start", of: service, .notApplicable),
      .unknown("service.starts", of: service, .notApplicable),
      .unknown("service.start-protocol", of: service, .notApplicable),
    ]
    if wasRefused { return observations }
    let closed = request.options.logFiles.isEmpty ? closedFolders(places, request) : []
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
  private static func endOfHistory(_ log: Log, _ clock: LogClock, of marks: [LogFile]) -> Timestamp?
  {
    guard marks.allSatisfy(\.started.isEmpty), let failure = log.reading.lastFailure,
      let time = clock.time(of: failure), let last = log.lastLine.map(clock.moment),
      last > time.advanced(bySeconds: pause)
    else { return nil }
    return time.advanced(bySeconds: aftermath)
  }

  /// What a log shows; where a newer one shows a start (`startedElsewhere`), what is from before it
  /// is history, as is what does not say when it was.
  private func sightings(
    _ log: Log, _ clock: LogClock, of marks: [LogFile], startedElsewhere: LogReading.Place?
  ) -> [Observation] {
    let end = Self.endOfHistory(log, clock, of: marks)
    let start = startedElsewhere.flatMap(clock.time)
    func sightings(
      _ tallies: [LogReading.Wording: LogReading.Tally], isHistory: Bool
    ) -> [Observation] {
      tallies.sorted { $0.key < $1.key }.map { _, tally in
        let time = clock.time(of: tally.last)
        let first = tally.count > 1 ? clock.time(of: tally.first) : nil
        var isOver = end.flatMap { end in time.map { $0 <= end } } ?? false
        if startedElsewhere != nil {
          isOver = isOver || start.flatMap { start in time.map { $0 < start } } ?? true
        }
        let match = tally.last.match
        return .sighting(
          Sighting(
            symptom: match.symptom, text: match.excerpt, software: match.software,
            side: match.side, origin: .log, source: tally.last.path, line: tally.last.line,
            time: time, firstTime: first == time ? nil : first, count: tally.count,
            precedesLaterStart: isHistory || isOver))
      }
    }
    return sightings(log.reading.before, isHistory: true)
      + sightings(log.reading.after, isHistory: false)
  }

  private func start(
    _ reading: LogReading, _ clock: LogClock, _ service: SubjectID, _ request: CollectionRequest
  ) -> [Observation] {
    guard let outcome = reading.outcome, let lastStart = reading.lastStart, reading.isComplete
    else {
      let why: UnknownReason =
        reading.isComplete ? .notApplicable : .failed("the log was not read to its end")
      return [
        .unknown("service.last-start", of: service, why),
        .unknown("service.starts", of: service, why),
        .unknown("service.start-protocol", of: service, why),
      ]
    }
    func evidence(_ place: LogReading.Place) -> Evidence {
      Evidence(
        .log, place.path, line: place.line, time: clock.time(of: place),
        excerpt: place.match.excerpt)
    }
    let shown = evidence(lastStart)
    var observations: [Observation] = [
      .known(
        "service.last-start", of: service, .text(outcome),
        reading.lastOutcome.map(evidence) ?? shown),
      .known("service.starts", of: service, .integer(reading.starts), shown),
      .known(
        "service.start-protocol", of: service, .text(reading.startProtocol ?? "unsaid"), shown),
    ]
    // On the live machine the process itself says when it was started.
    if request.system == nil || request.options.noProbe, let time = shown.time {
      observations.append(.known("service.started", of: service, .time(time), shown))
    }
    return observations
  }

  private func check(_ logs: [Log], _ service: SubjectID) -> Observation {
    let details = logs.map { log in
      let count = log.reading.after.values.reduce(0) { $0 + $1.count }
      let start = log.reading.outcome.map { ", last start \($0)" } ?? ""
      let symptoms = count == 1 ? "1 symptom" : "\(count) symptoms"
      var detail = "\(log.path): \(symptoms) since the last start\(start)"
      let aside = log.files.count - 1
      if aside > 0 {
        detail += ", with \(aside == 1 ? "1 file" : "\(aside) files") set aside before it"
      }
      if log.older > 0 { detail += ", \(log.older) older ones not read" }
      if let growth = log.files[0].growth { detail += ", \(growth)" }
      return detail
    }
    return .check(
      CheckRecord(
        id: offer.id, subject: service, title: title, detail: details.joined(separator: "; "),
        facts: ["service.last-start", "symptoms.logged"]))
  }
}
