import Foundation
import TestSupport
import Testing

/// The wizard line by line, as a screen reader, a script or a dumb terminal has it.
@Suite(.enabled(if: TmuxSession.isAvailable, "tmux and the program are needed"))
struct PlainWalkTests {
  @Test func `a dumb terminal is asked line by line, from the symptom to the closed padlock`()
    throws
  {
    let terminal = try TmuxSession(
      "demo key-password", columns: 100, rows: 60, environment: "TERM=dumb")
    try terminal.expect("listening (marked)")
    try terminal.type("1\n")
    try terminal.expect("check everything")
    try terminal.type("java.security.UnrecoverableKeyException: Cannot recover key\n")
    try terminal.expect("a single dot: ends the text")
    try terminal.type(".\n")
    try terminal.expect("Recognised in your words")
    try terminal.type("\n")
    try terminal.expect("4 of 6. Diagnosis")
    try terminal.type("f\n")
    try terminal.expect("5 of 6. Fix")
    try terminal.type("r\n")
    try terminal.expect("v verifies that it is gone")
    try terminal.type("v\n")
    try terminal.expect("✓ It is fixed.")
    try terminal.type("q\n")
    try terminal.expect("has not been saved")
    try terminal.type("q\n")
    try terminal.expect("what they hid was not looked at since")
    try terminal.expect("ended with 2")
  }

  @Test func `control-C stops a silent probe, and what was found is diagnosed`() throws {
    let server = try LoopbackListener.silent()
    defer { server.stop() }
    let terminal = try TmuxSession(
      "--plain --host 127.0.0.1 --port \(server.port) --timeout 30 --no-remember-hosts",
      columns: 100, rows: 60, afterwards: "stty -a; cat")
    try terminal.expect("listening (marked)")
    try terminal.type("1\n1\n")
    try terminal.expect("s of 30 s)")
    try terminal.press("C-c")
    try terminal.expect("4 of 6. Diagnosis", within: 5)
    try terminal.press("C-c")
    try terminal.press("C-c")
    try terminal.expect("ended with")
    try terminal.expect(" echo ")
  }

  @Test func `lines from a file are answers, and nothing but lines comes out`() throws {
    let scratch = try Scratch()
    let answers = [
      "1", "1", "w", "f", "r", "v", "", "s", "4", scratch.path("report.json"), "", "q",
    ]
    let input = try scratch.write(answers.joined(separator: "\n") + "\n", "answers")
    let program = try Command(
      [BuiltProgram.path, "demo", "expired", "--plain"], input: input,
      output: scratch.path("out"), errors: scratch.path("errors"))
    #expect(try program.wait(seconds: 60) == 0)
    let output = scratch.text("out")
    #expect(output.contains("What decided"))
    #expect(output.contains("It is fixed. The padlock is closed."))
    #expect(scratch.text("report.json").contains("padlock.report/1"))
    let controls = output.unicodeScalars.filter {
      $0 != "\n" && $0.properties.generalCategory == .control
    }
    #expect(controls.isEmpty)
    #expect(scratch.text("errors").isEmpty)
  }
}
