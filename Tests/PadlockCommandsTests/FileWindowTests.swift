import Foundation
import PadlockCollectors
import PadlockModel
import PadlockRedaction
import PadlockWizard
import TestSupport
import Testing

@testable import PadlockCommands

/// What stands around a line of a file.
@Suite struct FileWindowTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func read(
    _ text: String, line: Int?, masker: Masker = Masker()
  ) throws -> FileExcerpt {
    let path = try scratch.write(text, "file")
    return try FileWindow.read(path, line: line, of: TargetFiles.live(), masker: masker)
  }

  @Test func `the lines around the named one have their numbers`() throws {
    let text = (1...5_000).map { "line \($0)\n" }.joined()
    let middle = try read(text, line: 2_500)
    #expect(middle.firstLine == 2_400)
    #expect(middle.lines.count == 201)
    #expect(middle.lines[100] == "line 2500")
    let start = try read(text, line: nil)
    #expect(start.firstLine == 1)
    #expect(start.lines.first == "line 1")
    let end = try read(text, line: 5_000)
    #expect(end.lines.last == "line 5000")
    #expect(end.remark == nil)
  }

  @Test func `a file that has become shorter shows its end and says so`() throws {
    let excerpt = try read("a\r\nb\r\nc", line: 50)
    #expect(excerpt.lines == ["a", "b", "c"])
    #expect(excerpt.remark == "The file has 3 lines now, and no line 50.")
    #expect(try read("", line: 3).remark == "The file is empty now.")
    #expect(try read("one\n", line: 900).lines.isEmpty)
    #expect(try read("one\n", line: .max).remark?.contains("no line") == true)
  }

  @Test func `secrets stay out, those of several lines too, and the numbers stay right`() throws {
    var masker = Masker()
    masker.register(Secret("Zq7-canary"), from: "a file")
    let key =
      "-----BEGIN PRIVATE KEY-----\n"
      + String(repeating: "MIIEcanary\n", count: 300) + "-----END PRIVATE KEY-----\n"
    let text = key + "plain Zq7-canary\npassword=hunter22-x\nlast\n"
    let excerpt = try read(text, line: 303, masker: masker)
    #expect(!excerpt.lines.joined().contains("canary"))
    #expect(!excerpt.lines.joined().contains("hunter22"))
    #expect(excerpt.lines[304 - excerpt.firstLine - 1].hasPrefix("plain <secret"))
    #expect(excerpt.lines.last == "last" || excerpt.lines.dropLast().last == "last")
  }

  @Test func `a line without an end is bounded`() throws {
    let excerpt = try read(String(repeating: "x", count: 3 << 20) + "\nnext\n", line: 1)
    #expect(excerpt.lines[0].count == 2_000)
    #expect(excerpt.lines[1] == "next")
  }

  @Test func `what is no file is refused`() throws {
    #expect(throws: FileFailure.self) {
      try FileWindow.read("/dev/null", line: 1, of: TargetFiles.live(), masker: Masker())
    }
    #expect(throws: FileFailure.missing) {
      try FileWindow.read("/no/such", line: 1, of: TargetFiles.live(), masker: Masker())
    }
  }
}
