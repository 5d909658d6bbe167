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
  let expected = (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) }
  if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
    if expected != actual {
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(actual.utf8).write(to: file)
    }
    Issue.record("\(name) was recorded; look at the diff", sourceLocation: sourceLocation)
    return
  }
  guard let expected else {
    Issue.record("\(name) is missing; RECORD_GOLDEN=1 writes it", sourceLocation: sourceLocation)
    return
  }
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

/// As `expectGolden`, for what stands between `<!-- name -->` and `<!-- /name -->` in a page of the
/// package, whose rest belongs to others.
public func expectGoldenSection(
  _ text: String, _ name: String, of path: String,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let page = try String(contentsOfFile: "\(BuiltProgram.package)/\(path)", encoding: .utf8)
  guard let start = page.range(of: "<!-- \(name) -->\n"),
    let end = page.range(of: "<!-- /\(name) -->", range: start.upperBound..<page.endIndex)
  else {
    Issue.record("\(path) has no section \(name)", sourceLocation: sourceLocation)
    return
  }
  try expectGolden(
    page[..<start.upperBound] + text + page[end.lowerBound...], "../../\(path)",
    sourceLocation: sourceLocation)
}
