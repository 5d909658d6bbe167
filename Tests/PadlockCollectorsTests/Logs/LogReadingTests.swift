import PadlockModel
import PadlockSymptoms
import Testing

@testable import PadlockCollectors

@Suite struct LogReadingTests {
  private let folder: LogFolder
  private let started = ["INFO Starting Application with PID 1", "INFO Server initialized"]
  private let ready = [
    "INFO Server started on port 8081 (https)", "INFO Started Application in 3 s",
  ]
  private let failure = ["Caused by: Cannot recover key", "ERROR Application failed"]

  init() throws { folder = try LogFolder() }

  private func read(_ lines: [String], _ name: String = "a.log") throws -> LogReading {
    try folder.write(name, lines)
    return try folder.read(name).reading
  }

  private func counts(_ tallies: [LogReading.Wording: LogReading.Tally]) -> [Int] {
    tallies.values.map(\.count)
  }

  @Test func `several marks of one start are one start`() throws {
    let reading = try read(started + ready)
    #expect(reading.starts == 1)
    #expect(reading.outcome == "ready")
    #expect(reading.startProtocol == "https")
    #expect(reading.lastStart?.line == 1)
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
    #expect(counts(reading.before) == [1])
    #expect(reading.after.isEmpty)
  }

  @Test func `a start that fails after others came up`() throws {
    let reading = try read(started + ready + started + failure)
    #expect(reading.outcome == "failed")
    #expect(reading.startProtocol == nil)
    #expect(counts(reading.after) == [1])
    #expect(reading.lastStart?.line == 5)
  }

  @Test func `a start loop counts each start, and the symptom of each`() throws {
    let reading = try read(Array(repeating: started + failure, count: 5).flatMap { $0 })
    #expect(reading.starts == 5)
    #expect(counts(reading.before) == [4])
    #expect(counts(reading.after) == [1])
  }

  @Test func `a start that just ends is unfinished, and no start has no outcome`() throws {
    #expect(try read(started).outcome == "unfinished")
    let none = try read(failure)
    #expect(none.outcome == nil)
    #expect(none.starts == 0)
    #expect(counts(none.after) == [1])
    #expect(try read([]).outcome == nil)
  }

  @Test func `the same mark again is a new start, also where the first one never ended`() throws {
    let reading = try read([started[0], started[0], started[1]])
    #expect(reading.starts == 2)
    #expect(reading.outcome == "unfinished")
  }

  @Test func `a log in two files reads as in one, wherever it was set aside`() throws {
    let lines =
      failure + started + ready + ["Cannot recover key"] + started + failure + started
      + ["Cannot recover key"] + ready
    let whole = try read(lines)
    for place in lines.indices where !(place > 0 && lines[place - 1] == started[0]) {
      let older = try read(Array(lines[..<place]), "a.log.1")
      let both = older.followed(by: try read(Array(lines[place...])))
      #expect(both.starts == whole.starts, "\(place)")
      #expect(both.outcome == whole.outcome, "\(place)")
      #expect(both.startProtocol == whole.startProtocol, "\(place)")
      #expect(counts(both.before) == counts(whole.before), "\(place)")
      #expect(counts(both.after) == counts(whole.after), "\(place)")
    }
  }

  @Test func `an exception with its causes is one event, told by the innermost`() throws {
    let reading = try read([
      "2021-02-09 10:14:08 ERROR 1 --- [main] a.B : IOException: Cannot recover key",
      "java.io.IOException: java.security.UnrecoverableKeyException: Cannot recover key",
      "\tat a.B.c(D.java:1)", "Caused by: java.lang.IllegalStateException: Unable to start",
      "\tat a.B.c(D.java:1)", "\tSuppressed: java.lang.Exception: Cannot recover key",
      "Caused by: java.security.UnrecoverableKeyException: Cannot recover key",
      "\tSuppressed: java.lang.Exception: Cannot recover key",
      "2021-02-09 10:14:09 ERROR 1 --- [main] a.B : Cannot recover key",
    ])
    #expect(Set(reading.after.values.map(\.last.match.symptom)) == ["locked", "outer"])
    let locked = try #require(reading.after.values.first { $0.last.match.symptom == "locked" })
    #expect(locked.count == 2)
    #expect(locked.first.line == 7)
    #expect(locked.last.line == 9)
    let clock = LogClock(localOffset: 3_600)
    #expect(clock.time(of: locked.first)?.description == "2021-02-09T09:14:08Z")
    #expect(clock.time(of: locked.last)?.description == "2021-02-09T09:14:09Z")
  }

  @Test func `a text that leaves the side open does not take it from one that tells it`() throws {
    let reading = try read([
      "2021-02-09 10:14:08 ERROR a.B : the key is locked (server)",
      "Caused by: x.Y: the key is locked",
      "2021-02-09 10:14:09 ERROR a.B : the key is locked",
      "Caused by: x.Y: the key is locked (server)",
    ])
    #expect(reading.after.values.map(\.last.match.side) == [.server])
    #expect(counts(reading.after) == [2])
  }

  @Test func `without times the causes of an exception belong to it all the same`() throws {
    let reading = try read([
      "Exception in thread \"main\" java.io.IOException: Cannot recover key",
      "\tat a.B.c(D.java:1)",
      "Caused by: java.security.UnrecoverableKeyException: Cannot recover key",
      "Cannot recover key",
    ])
    #expect(counts(reading.after) == [2])
  }

  @Test func `logback's root cause stands first`() throws {
    let reading = try read([
      "2021-02-09 10:14:08 ERROR a.B : failed", "x.KeyException: Cannot recover key",
      "\tat a.B.c(D.java:1)", "Wrapped by: x.IOException: x.KeyException: Cannot recover key",
    ])
    #expect(reading.after.values.map(\.last.line) == [2])
    #expect(counts(reading.after) == [1])
  }
}
