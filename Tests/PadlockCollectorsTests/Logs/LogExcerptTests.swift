import Foundation
import PadlockCollectors
import TestSupport
import Testing

@Suite struct LogExcerptTests {
  private func excerpt(_ text: String, around lines: [Int]) throws -> LogExcerpt {
    let scratch = try Scratch()
    let path = try scratch.write(text, "a.log")
    return try LogExcerpt(of: path, in: TargetFiles.live(), around: lines)
  }

  private static func numbered(_ range: ClosedRange<Int>) -> String {
    range.map { "line \($0)\n" }.joined()
  }

  @Test func `lines that matter come with those around them, and the last ones`() throws {
    let parts = try excerpt(Self.numbered(1...100_000), around: [3, 50_000, 50_010]).parts
    #expect(parts.map(\.start) == [1, 49_995, 99_501])
    #expect(parts.map(\.lines.count) == [33, 46, 500])
    for part in parts {
      for (index, line) in part.lines.enumerated() { #expect(line == "line \(part.start + index)") }
    }
  }

  @Test func `what overlaps with the end is there once`() throws {
    let parts = try excerpt(Self.numbered(1...600), around: [90, 599]).parts
    #expect(parts.map(\.start) == [85])
    #expect(parts.first?.lines.count == 516)
    #expect(parts.first?.lines.last == "line 600")
    let short = try excerpt("one\r\ntwo", around: [2]).parts
    #expect(short.map(\.lines) == [["one", "two"]])
    #expect(try excerpt("", around: [7]).parts.isEmpty)
    #expect(try excerpt("x\n", around: [0, -1, .max]).parts.map(\.lines) == [["x"]])
  }

  @Test func `a key whose beginning is not among the lines is not there`() throws {
    let key = "-----BEGIN PRIVATE KEY-----\n" + Self.numbered(1...700).replacing(" ", with: "")
    let text = try excerpt(key + "-----END PRIVATE KEY-----\nafter\n", around: []).parts[0].text
    #expect(text == "-----END PRIVATE KEY-----\nafter")
    let whole = try excerpt(
      "a\n-----BEGIN PRIVATE KEY-----\nb\n-----END PRIVATE KEY-----\n", around: [])
    #expect(whole.parts[0].text.hasPrefix("a\n-----BEGIN"))
  }

  @Test func `a line without end is cut`() throws {
    let parts = try excerpt(String(repeating: "x", count: 1 << 20) + "\nlast\n", around: [1]).parts
    #expect(parts.flatMap(\.lines).map(\.utf8.count).max() == LogExcerpt.longestLine + 3)
    #expect(parts.last?.lines.last == "last")
  }
}
