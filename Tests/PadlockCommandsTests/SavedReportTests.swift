import Foundation
import PadlockModel
import PadlockReports
import Testing

@testable import PadlockCommands

/// A file that is said to be a report.
@Suite struct SavedReportTests {
  private func why(_ text: String) -> SavedReport.Refusal? {
    do throws(SavedReport.Refusal) {
      _ = try SavedReport.report(Array(text.utf8))
      return nil
    } catch {
      return error
    }
  }

  private let healthy: String

  init() throws {
    healthy = try renderJSON(
      Report(
        tool: .init(name: "padlock", version: "1", rules: .init(packs: 1, count: 1, digest: "0")),
        generated: Timestamp(secondsSince1970: 0), outcome: .healthy))
  }

  @Test func `a report that is written is read as it was, with keys of later versions`() throws {
    #expect(try renderJSON(SavedReport.report(Array(healthy.utf8))) == healthy)
    let later = healthy.replacing(
      "{\n", with: "{\n  \"later\" : [ { \"a\" : null } ],\n", maxReplacements: 1)
    #expect(why(later) == nil)
  }

  @Test(arguments: ["", "no JSON", "{", "[1", "\u{0}\u{1}\u{2}", "{\"schema\": }"])
  func `what is no JSON is refused`(text: String) {
    #expect(why(text) == .notJSON)
  }

  @Test(arguments: [
    "{}", "[]", "null", "7", "{\"schema\":7}", "[{\"schema\":\"padlock.report/1\"}]",
  ])
  func `JSON of something else is refused`(text: String) {
    #expect(why(text) == .noSchema)
  }

  @Test func `another schema is named, with the one that is read`() throws {
    let refusal = try #require(why("{\"schema\":\"padlock.report/2\"}"))
    #expect(refusal == .otherSchema("padlock.report/2"))
    #expect(refusal.sentence.contains("“padlock.report/2”"))
    #expect(refusal.sentence.contains("reads padlock.report/1"))
  }

  @Test func `a key that is missing, or of another kind, is named with its place`() throws {
    let missing = try #require(
      why("{\"schema\":\"padlock.report/1\",\"tool\":{\"name\":\"p\"}}"))
    #expect(missing.sentence == "tool has no “version”, which every report has.")
    let odd = healthy.replacing("\"healthy\"", with: "\"splendid\"")
    #expect(why(odd)?.sentence == "outcome has a value that no report has.")
    let kind = healthy.replacing("\"checks\" : [\n\n  ]", with: "\"checks\" : [ { \"id\" : 7 } ]")
    #expect(why(kind)?.sentence == "checks[0].id has a value of another kind than in a report.")
  }

  @Test func `of several values of another kind the first by its name is told`() throws {
    let names = (10..<40).map { "\"t\($0)\": \"long\"" }.joined(separator: ", ")
    let odd = healthy.replacing("\"timings\" : {", with: "\"timings\" : { \(names)")
    #expect(why(odd)?.sentence == "timings.t10 has a value of another kind than in a report.")
  }

  @Test func `lists that lie too deep in each other are refused, brackets in texts are not`() {
    let deep = String(repeating: "[", count: 1_000_000)
    #expect(why(deep) == .tooDeep)
    let tree = String(repeating: "{\"all\":[", count: 150)
    #expect(why("{\"schema\":\"padlock.report/1\",\"why\":\(tree)") == .tooDeep)
    let text = String(repeating: "[{\\\"", count: 5_000)
    #expect(why("{\"schema\":\"\(text)\"}")?.sentence.contains("its schema is") == true)
  }

  @Test func `a report cut off anywhere is refused and never traps`() {
    let bytes = Array(healthy.utf8)
    for end in stride(from: 0, to: bytes.count - 2, by: 7) {
      #expect(why(String(decoding: bytes[..<end], as: UTF8.self)) == .notJSON)
    }
  }
}
