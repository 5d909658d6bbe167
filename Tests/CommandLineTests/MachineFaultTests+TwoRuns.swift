import Foundation
import TestSupport
import Testing

/// Two runs at once, with one file between them.
extension RealProgram.MachineFaultTests {
  /// Runs these at once, in one folder, each with `input` to read; their exit codes, in order.
  private func together(
    _ runs: [[String]], in scratch: Scratch, reading input: String = ""
  ) async throws -> [Int32] {
    try scratch.write(input, "in")
    let commands = try runs.enumerated().map { index, arguments in
      try Command(
        ["/bin/sh", "-c", "cd '\(scratch.folder)' && exec \"$@\"", "sh", BuiltProgram.path]
          + arguments,
        environment: [
          "PATH": "/usr/bin:/bin", "HOME": scratch.path("out"), "LC_ALL": "C.UTF-8",
          "TMPDIR": scratch.path("tmp"),
        ], input: scratch.path("in"), output: scratch.path("stdout-\(index)"),
        errors: scratch.path("stderr-\(index)"))
    }
    var codes: [Int32] = []
    for command in commands { codes.append(try await command.wait(Sanitizer.bound(.seconds(60)))) }
    return codes
  }

  @Test func `of two runs that collect into one file, one has it`() async throws {
    let scratch = try workplace()
    let run = ["collect", "--host", "127.0.0.1", "--no-probe", "-o", "out/bundle.zip"]
    #expect(try await together([run, run], in: scratch).sorted() == [0, 64])
    let errors = scratch.text("stderr-0") + scratch.text("stderr-1")
    #expect(errors.contains("out/bundle.zip is there already; name another file"))
    try Command.need(["python3", "-m", "zipfile", "-t", scratch.path("out/bundle.zip")])
    try expectNothingLeft(scratch)
  }

  @Test func `of two runs that write one report, the last has it, whole`() async throws {
    let scratch = try workplace()
    let run = ["--non-interactive", "127.0.0.1:1", "--format", "json", "-o", "out/report.txt"]
    #expect(try await together([run, run], in: scratch) == [1, 1])
    let report = Data(scratch.text("out/report.txt").utf8)
    #expect(try JSONDecoder().decode(ReportView.self, from: report).outcome == "problems")
    try expectNothingLeft(scratch)
  }

  @Test func `two wizards that save one session again and again leave the whole of one`()
    async throws
  {
    let scratch = try workplace()
    let times = 20
    let input = "1\nS\nout/session.yml\n" + String(repeating: "S\n\n", count: times - 1) + "q\n"
    let runs = ["127.0.0.1:1", "127.0.0.2:1"].map { ["--plain", $0, "--no-probe"] }
    #expect(try await together(runs, in: scratch, reading: input) == [0, 0])
    for output in ["stdout-0", "stdout-1"] {
      let said = scratch.text(output)
      #expect(said.components(separatedBy: "Saved; go on with").count == times + 1, "\(said)")
    }
    let session = scratch.text("out/session.yml").components(separatedBy: "\ntarget:\n")
    let wholes = ["127.0.0.1", "127.0.0.2"].map { host in
      "  product: \"generic\"\n  host: \"\(host)\"\n  port: \"1\"\nanswers: {}\n"
    }
    #expect(session.count == 2 && wholes.contains(session.last ?? ""), "\(session)")
    try expectNothingLeft(scratch)
  }
}
