import Foundation
import Testing

/// Expects a text to equal the file `Tests/Golden/<name>`.
///
/// With `RECORD_GOLDEN=1` in the environment it writes the file and fails, so that a recording is
/// always looked at.
func expectGolden(
  _ text: String, _ name: String, at location: SourceLocation = #_sourceLocation
) throws {
  let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Golden").appending(path: name)
  if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == "1" {
    let folder = file.deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let old = try? String(contentsOf: file, encoding: .utf8)
    if old != text { try text.write(to: file, atomically: true, encoding: .utf8) }
    Issue.record("recorded \(name)", sourceLocation: location)
    return
  }
  let expected = try? String(contentsOf: file, encoding: .utf8)
  guard let expected else {
    Issue.record("\(name) is missing; RECORD_GOLDEN=1 writes it", sourceLocation: location)
    return
  }
  #expect(text == expected, "\(name) differs", sourceLocation: location)
}
