import ArgumentParser
import Foundation
import PadlockCollectors
import PadlockModel
import PadlockNetwork
import TestSupport

@testable import PadlockCommands

/// Files that somebody sends, and what Padlock says of them.
struct Parcel {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// Puts a file of `tree` into the parcel, by another path.
  func put(_ path: String, of tree: String, as name: String? = nil) throws {
    let place = URL(fileURLWithPath: scratch.path("sent/\(name ?? path)"))
    try FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: "\(tree)/\(path)", toPath: place.path)
  }

  func put(_ text: String, as name: String) throws { try scratch.write(text, "sent/\(name)") }

  /// Packs what is in it, by a shell command that runs among the files and writes `../parcel`.
  func pack(_ command: String) throws -> String {
    let folder = scratch.path("sent")
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    _ = try Command.need(["sh", "-c", "cd \(folder) && \(command)"])
    return scratch.path("parcel")
  }

  /// The report on a bundle, as `--bundle` gives it.
  static func report(on path: String, _ more: [String] = []) async throws -> Report {
    try await outcome(on: path, more).report
  }

  /// The run over a bundle, as `--bundle` makes it.
  static func outcome(
    on path: String, _ more: [String] = []
  ) async throws -> DiagnosisRun.Outcome {
    let options = try TargetOptions.parse(["--bundle", path, "--deadline", "600"] + more)
    let run = Deadline(after: .seconds(600))
    let bundle = try options.openBundle(run)
    defer { bundle?.remove() }
    let diagnosis = try DiagnosisRun(
      try TestRules.all(), options, bundle, run: run, replaying: nil, watch: { _ in })
    return await diagnosis.perform(on: try await diagnosis.targets())
  }
}
