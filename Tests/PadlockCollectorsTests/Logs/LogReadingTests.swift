import PadlockModel
import PadlockSymptoms
import Testing

@testable import PadlockCollectors

@Suite struct LogReadingTests {
  private static let log = LogFile(
    path: "a.log", started: ["Starting Application", "Server initialized"],
    ready: ["Server started on port", "Started Application in"], failed: ["Application failed"],
    https: ["port 8081 (https)"], http: ["port 8081 (http)"])
  private static let symptoms = [
    Symptom(
      id: "locked", title: "", meaning: "",
      texts: [SymptomText(text: "Cannot recover key", software: ["Java"], side: .server)],
      diagnoses: [])
  ]

  private func read(_ lines: [String]) throws -> LogReading {
    let folder = try Folder()
    try folder.write("a.log", lines.map { $0 + "\n" }.joined())
    return try LogReading.read(
      "/a.log", TargetFiles.tree(folder.path), LogReading.recogniser(Self.symptoms, [Self.log]),
      of: [Self.log]
    ) { false }
  }

  private let started = ["INFO Starting Application with PID 1", "INFO Server initialized"]
  private let ready = [
    "INFO Server started on port 8081 (https)", "INFO Started Application in 3 s",
  ]
  private let failure = ["Caused by: Cannot recover key", "ERROR Application failed"]

  @Test func `several marks of one start are one start`() throws {
    let reading = try read(started + ready)
    #expect(reading.starts == 1)
    #expect(reading.outcome == "ready")
    #expect(reading.startProtocol == "https")
    #expect(reading.lastStart?.match.line == 1)
  }

  @Test func `the product's own words say which protocol a start opened its port with`() throws {
    #expect(try read(started + ["Server started on port 8081 (http)"]).startProtocol == "http")
    #expect(try read(started + ["Server started on port 8081"]).startProtocol == nil)
    #expect(try read(started + ["Server started on port 9 (http)"]).startProtocol == nil)
  }

  @Test func `a symptom before the last start is history`() throws {
    let reading = try read(started + failure + started + ready)
    #expect(reading.starts == 2)
    #expect(reading.outcome == "ready")
    #expect(reading.before.values.map(\.count) == [1])
    #expect(reading.after.isEmpty)
  }

  @Test func `a start that fails after others came up`() throws {
    let reading = try read(started + ready + started + failure)
    #expect(reading.outcome == "failed")
    #expect(reading.startProtocol == nil)
    #expect(reading.after.values.map(\.count) == [1])
    #expect(reading.lastStart?.match.line == 5)
  }

  @Test func `a start loop counts each start, and the symptom of each`() throws {
    let reading = try read(Array(repeating: started + failure, count: 5).flatMap { $0 })
    #expect(reading.starts == 5)
    #expect(reading.before.values.map(\.count) == [4])
    #expect(reading.after.values.map(\.count) == [1])
  }

  @Test func `a start that just ends is unfinished, and no start has no outcome`() throws {
    #expect(try read(started).outcome == "unfinished")
    let none = try read(failure)
    #expect(none.outcome == nil)
    #expect(none.starts == 0)
    #expect(none.after.values.map(\.count) == [1])
    #expect(try read([]).outcome == nil)
  }

  @Test func `the same mark again is a new start, also where the first one never ended`() throws {
    let reading = try read([started[0], started[0], started[1]])
    #expect(reading.starts == 2)
    #expect(reading.outcome == "unfinished")
  }
}
