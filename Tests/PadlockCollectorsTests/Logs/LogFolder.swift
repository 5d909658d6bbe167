import Foundation
import Glibc
import PadlockModel
import PadlockSymptoms
import TestSupport

@testable import PadlockCollectors

/// A folder with logs of a made-up product.
final class LogFolder: Sendable {
  static let log = LogFile(
    path: "a.log", started: ["Starting Application", "Server initialized"],
    ready: ["Server started on port", "Started Application in"], failed: ["Application failed"],
    https: ["port 8081 (https)"], http: ["port 8081 (http)"])
  static let symptoms = [
    symptom("locked", ("Cannot recover key", .server)),
    symptom("outer", ("Unable to start", .server)),
    symptom("open", ("the key is locked (server)", .server), ("the key is locked", .either)),
  ]

  private static func symptom(_ id: String, _ texts: (text: String, side: Side)...) -> Symptom {
    Symptom(
      id: id, title: "", meaning: "",
      texts: texts.map { SymptomText(text: $0.text, software: ["Java"], side: $0.side) },
      diagnoses: [])
  }

  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  var files: TargetFiles { .tree(scratch.folder) }

  func path(_ name: String) -> String { scratch.path(name) }

  @discardableResult
  func write(_ name: String, _ lines: [String]) throws -> String {
    try scratch.write(lines.map { $0 + "\n" }.joined(), name)
  }

  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) throws -> String { try scratch.write(bytes, name) }

  /// Makes a file of so many zeros, of which the disk holds none.
  func zeros(_ name: String, _ bytes: Int) throws {
    let place = try scratch.write("", name)
    guard truncate(place, bytes) == 0 else { throw CocoaError(.fileWriteUnknown) }
  }

  /// Runs a shell command in the folder.
  func shell(_ command: String) throws {
    try Command.need(["sh", "-c", "cd '\(scratch.folder)' && \(command)"])
  }

  func changed(_ name: String, at seconds: Int) {
    var times = [timeval(tv_sec: seconds, tv_usec: 0), timeval(tv_sec: seconds, tv_usec: 0)]
    utimes(path(name), &times)
  }

  func reader(
    isStopped: @escaping @Sendable () -> Bool = { false },
    progress: @escaping @Sendable (String, Int) -> Void = { _, _ in }
  ) -> LogFileReader {
    LogFileReader(
      files: files, recogniser: LogReading.recogniser(Self.symptoms, [Self.log]), logs: [Self.log],
      isStopped: isStopped, progress: progress)
  }

  func read(_ name: String, threads: Int = 1) throws -> LogFileReading {
    try reader().read("/" + name, threads: threads)
  }
}
