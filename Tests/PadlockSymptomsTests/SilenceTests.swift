import Foundation
import PadlockModel
import PadlockReaders
import PadlockRules
import PadlockSymptoms
import TestSupport
import Testing

/// What must not be recognised, with the symptoms that are part of the program.
@Suite struct SilenceTests {
  private static let recogniser = Result {
    Recogniser(symptoms: try EmbeddedRules.load().symptoms)
  }
  private static let logs =
    ((try? FileManager.default.contentsOfDirectory(
      atPath: Fixture.path("logs/healthy"))) ?? []).filter { $0.hasSuffix(".log.xz") }.sorted()
  private let recogniser: Recogniser

  init() throws { recogniser = try Self.recogniser.get() }

  /// The lines of a compressed log.
  private func bytes(of log: String) throws -> [UInt8] {
    let scratch = try Scratch()
    let command = try Command(
      ["xz", "-dc", Fixture.path("logs/healthy/\(log)")], output: scratch.path("log"))
    #expect(try command.wait(seconds: 60) == 0, "xz reads \(log)")
    return try Fixture.bytes(scratch.path("log"))
  }

  /// What a search of logs finds, each as "file:line: symptom: the line".
  private func scanned(_ bytes: [UInt8], place: (Int) -> String) throws -> [String] {
    var found: [String] = []
    try recogniser.scan(
      Pieces(bytes), threads: 1, isRecordHead: { LogRecordHead($0) != nil },
      isStopped: { false }, progress: { _ in },
      report: { found.append("\(place($0.match.line)): \($0.match.symptom): \($0.match.excerpt)") })
    return found
  }

  private func pasted(_ bytes: [UInt8], place: (Int) -> String) -> [String] {
    recogniser.messages(in: String(decoding: bytes, as: UTF8.self)).messages.map { message in
      let symptoms = message.readings.map(\.symptom).joined(separator: ", ")
      return "\(place(message.line)): \(symptoms): \(message.excerpt)"
    }
  }

  /// The different lines of a log, each once, in pieces of 500 and some, each of whole records.
  private func pieces(of lines: [ArraySlice<UInt8>]) -> [[Int]] {
    var seen: Set<ArraySlice<UInt8>> = []
    var pieces: [[Int]] = [[]]
    for index in lines.indices where seen.insert(lines[index]).inserted {
      if pieces[pieces.count - 1].count >= 500, LogRecordHead(Array(lines[index]).span) != nil {
        pieces.append([])
      }
      pieces[pieces.count - 1].append(index)
    }
    return pieces
  }

  @Test func `there are a hundred thousand lines of healthy logs, most of them different`() throws {
    var count = 0
    var distinct: Set<ArraySlice<UInt8>> = []
    for log in Self.logs {
      let lines = try bytes(of: log).split(separator: 0x0A)
      count += lines.count
      distinct.formUnion(lines)
    }
    #expect(count >= 100_000)
    #expect(distinct.count >= 75_000)
  }

  /// Each different line once: what a line says does not depend on its copies.
  @Test(arguments: Self.logs)
  func `nothing is found in the log of healthy software, nor recognised when it is pasted`(
    log: String
  ) throws {
    let lines = try bytes(of: log).split(separator: 0x0A, omittingEmptySubsequences: false)
    for piece in pieces(of: lines) {
      let place = { (line: Int) in "\(log):\(piece[line - 1] + 1)" }
      let text = Array(piece.map { lines[$0] }.joined(separator: [0x0A]))
      #expect(try scanned(text, place: place) == [])
      #expect(pasted(text.filter { $0 != 0x0D }, place: place) == [])
    }
  }

  @Test func `there are enough look-alikes, and many that come near`() {
    #expect(LookAlike.all.count >= 60)
    #expect(LookAlike.all.count { $0.comment.hasPrefix("near: ") } * 3 >= LookAlike.all.count)
    #expect(LookAlike.all.allSatisfy { !$0.comment.isEmpty })
  }

  @Test(arguments: LookAlike.all)
  func `nothing is recognised in a look-alike`(lookAlike: LookAlike) throws {
    let bytes = Array(lookAlike.text.utf8)
    let place = { (line: Int) in "look-alikes.txt:\(lookAlike.line + line - 1)" }
    #expect(try scanned(bytes, place: place) == [])
    #expect(pasted(bytes, place: place) == [])
  }
}
