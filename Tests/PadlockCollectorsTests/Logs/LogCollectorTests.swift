import PadlockModel
import PadlockNetwork
import Synchronization
import TestSupport
import Testing

@testable import PadlockCollectors

@Suite struct LogCollectorTests {
  private let folder: LogFolder
  private static let start = " INFO Starting Application"
  private static let ready = " INFO Started Application in 3 s"
  private static let locked = " ERROR Cannot recover key"

  init() throws { folder = try LogFolder() }

  private func collect(
    _ logs: [LogFile] = [LogFolder.log], naming named: [String]? = nil,
    _ adjust: (inout RunOptions) -> Void = { _ in }
  ) async -> [Observation] {
    var options = RunOptions(
      now: Timestamp(secondsSince1970: 1_796_000_000), run: Deadline(after: .seconds(600)))
    adjust(&options)
    let target = Target(
      id: "test@localhost", product: "test", name: "Test", host: "localhost", home: "/log",
      platform: .linux)
    let request = CollectionRequest(
      target: target, product: TestProduct.product,
      installation: Installation(
        platform: .linux, homes: ["/log"], logs: logs, service: ServiceDefinition(name: "test"),
        restart: "restart"),
      options: options, files: folder.files, system: nil, workbench: Workbench(),
      symptoms: LogFolder.symptoms)
    var findings = Findings(target: target)
    let service = SubjectID(.service, "test")
    findings.add(.subject(Subject(service, name: "test")))
    if let named {
      findings.add(.known("setting-values.log.path", of: service, .list(named)))
    }
    return await LogCollector().collect(request, knowing: findings)
  }

  private func sightings(_ observations: [Observation]) -> [Sighting] {
    observations.compactMap { if case .sighting(let sighting) = $0 { sighting } else { nil } }
  }

  private func unchecked(_ observations: [Observation]) -> [Unchecked] {
    observations.compactMap { if case .unchecked(let unchecked) = $0 { unchecked } else { nil } }
  }

  private func detail(_ observations: [Observation]) -> String? {
    observations.compactMap { if case .check(let check) = $0 { check.detail } else { nil } }.first
  }

  @Test func `a start in a file set aside makes history of what came before it`() async throws {
    try folder.write(
      "log/a.log.1",
      [
        "2021-02-08 09:00:00" + Self.locked, "2021-02-08 10:00:00" + Self.start,
        "2021-02-08 10:00:03" + Self.ready, "2021-02-08 11:00:00" + Self.locked,
      ])
    try folder.shell("gzip log/a.log.1")
    try folder.write(
      "log/a.log", ["2021-02-08 23:00:00 INFO x", "2021-02-08 23:30:00" + Self.locked])
    let seen = await collect()
    let found = sightings(seen)
    #expect(found.map(\.precedesLaterStart) == [true, false])
    #expect(found.map(\.count) == [1, 2])
    #expect(found.map(\.source) == ["/log/a.log.1.gz", "/log/a.log"])
    #expect(found[1].firstTime?.description == "2021-02-08T11:00:00Z")
    #expect(found[1].time?.description == "2021-02-08T23:30:00Z")
    #expect(found[0].firstTime == nil)
    #expect(seen.value("service.last-start") == .text("ready"))
    #expect(seen.value("service.starts") == .integer(1))
    #expect(
      detail(seen)
        == "/log/a.log: 2 symptoms since the last start, last start ready, with 1 file set aside before it"
    )
  }

  @Test func `nobody knows of starts in the days of a log that are gone`() async throws {
    try folder.write("log/a.log.1", ["2021-02-08 10:00:00" + Self.start])
    try folder.write("log/a.log", ["2021-02-10 10:00:00 INFO x"])
    #expect(await collect().state("service.last-start") == .unknown(.notApplicable))
  }

  @Test func `what another log says since the newest one's start is current`() async throws {
    try folder.write(
      "log/b.log",
      ["2021-02-08 09:00:00" + Self.locked, "Unable to start"])
    try folder.write(
      "log/c.log", ["2021-02-08 09:00:00" + Self.locked, "2021-02-08 10:00:30" + Self.locked])
    try folder.write(
      "log/a.log", ["2021-02-08 10:00:00" + Self.start, "2021-02-08 11:00:03" + Self.ready])
    let found = sightings(
      await collect([LogFolder.log, LogFile(path: "b.log"), LogFile(path: "c.log")]))
    #expect(found.count == 3)
    #expect(found.filter { $0.source == "/log/b.log" }.map(\.precedesLaterStart) == [true, true])
    #expect(found.filter { $0.source == "/log/c.log" }.map(\.precedesLaterStart) == [false])
  }

  @Test func `where not all was read, nothing is said of what is not there`() async throws {
    try folder.write("log/a.log", ["2021-02-08 10:00:00" + Self.start])
    try folder.shell("gzip -c log/a.log | head -c 40 >log/part && mv log/part log/a.log")
    let seen = await collect()
    #expect(seen.state("symptoms.logged") == .unknown(.failed("not all of the logs was read")))
    #expect(
      seen.state("service.last-start") == .unknown(.failed("the log was not read to its end")))
    #expect(unchecked(seen).map(\.what).first?.hasPrefix("the log /log/a.log") == true)
  }

  @Test func `a run that was stopped keeps what was found, and reading says how far it is`()
    async throws
  {
    try folder.write("log/a.log", ["2021-02-08 10:00:00" + Self.locked])
    try folder.zeros("log/b.log", 1 << 34)
    let flag = CancellationFlag()
    let told = Mutex<[String]>([])
    let seen = await collect([LogFolder.log, LogFile(path: "b.log")]) { options in
      options.run = Deadline(after: .seconds(600), cancelledBy: flag)
      options.tell = { words in
        told.withLock { $0.append(words) }
        flag.raise()
      }
    }
    #expect(told.withLock { $0.first } == "b.log 0 %")
    #expect(unchecked(seen).contains { $0.what.hasPrefix("the log /log/b.log") })
    #expect(seen.state("symptoms.logged") == .unknown(.failed("not all of the logs was read")))
  }

  @Test(
    arguments: [
      (nil, ["/log/a.log"]), (["b.log"], ["/log/b.log"]),
      (["/log/b.log", "c.log", "b.log"], ["/log/b.log", "/log/c.log"]), ([""], []),
    ] as [([String]?, [String])])
  func `the configuration says where a log is`(named: [String]?, read: [String]) async throws {
    for name in ["a", "b", "c"] {
      try folder.write("log/\(name).log", ["2021-02-08 10:00:00" + Self.locked])
    }
    let log = LogFile(path: "a.log", setting: "log.path")
    let seen = await collect([log], naming: named)
    #expect(sightings(seen).compactMap(\.source).sorted() == read)
    #expect(unchecked(seen).map(\.why) == (read.isEmpty ? ["no log file was found"] : []))
  }

  @Test func `a pipe in a log's place is named and not waited for`() async throws {
    try folder.shell("mkdir log && mkfifo log/a.log")
    #expect(unchecked(await collect()).map(\.why) == ["it is no regular file"])
    let named = await collect { $0.logFiles = ["/log/a.log"] }
    #expect(
      named.contains(.failure("The log /log/a.log could not be read: it is no regular file.")))
  }
}
