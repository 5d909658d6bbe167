import Foundation
public import Testing

/// Compares `actual` with `Tests/Golden/<name>`; with `RECORD_GOLDEN=1` rewrites it and fails.
///
/// A recording always fails, so that it is looked at in the diff before it counts.
public func expectGolden(
  _ actual: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  let file = root.appending(path: "Golden").appending(path: name)
  if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(actual.utf8).write(to: file)
    Issue.record("\(name) was recorded; look at the diff", sourceLocation: sourceLocation)
    return
  }
  let expected = try String(decoding: Data(contentsOf: file), as: UTF8.self)
  guard expected != actual else { return }
  let pairs = zip(
    expected.split(separator: "\n", omittingEmptySubsequences: false),
    actual.split(separator: "\n", omittingEmptySubsequences: false))
  let first = pairs.enumerated().first { $0.element.0 != $0.element.1 }
  let line = first.map { "line \($0.offset + 1): expected\n\($0.element.0)\ngot\n\($0.element.1)" }
  Issue.record(
    "\(name) differs, \(line ?? "one is longer"); RECORD_GOLDEN=1 rewrites it",
    sourceLocation: sourceLocation)
}
