import Foundation
import TestSupport
import Testing

/// Questions, sessions and stopping in the real wizard.
@Suite(.serialized, .enabled(if: TmuxSession.isAvailable, "tmux and the program are needed"))
struct QuestionWalkTests {
  @Test func `questions are answered, revised, saved as a session, resumed and replayed`() throws {
    let copy = try XivoCopy()
    let scratch = try Scratch()
    let state = "XDG_STATE_HOME=\(scratch.folder)"
    let terminal = try TmuxSession("--product xivo --root \(copy.root)", environment: state)
    try terminal.expect("a copy in")
    try terminal.walk(from: .target, to: .symptom)
    try terminal.press("Enter")
    try terminal.expect("Was every CTI directory definition saved again")
    try terminal.expect("Why it is asked")
    try terminal.press("Enter")
    try terminal.expect("Choose an answer with the arrow keys first.")
    try terminal.press("Down", "Down", "Enter")
    try terminal.expect("Which host do the addresses of the directories name?")
    try terminal.press("Escape")
    try terminal.expect("A question for you")
    try terminal.expect("No — Was every CTI")
    try terminal.press("Enter", "End", "Enter")
    try terminal.expect("I don't know — Which host")
    try terminal.press("S")
    try terminal.expect("Save the session")
    try terminal.press("C-u")
    try terminal.type(scratch.path("session.yml"))
    try terminal.press("Enter")
    try terminal.expect("go on with: padlock --answers")
    let session = scratch.text("session.yml")
    #expect(session.contains("\"xivo-definitions-saved\": \"no\""))
    #expect(session.contains("\"xivo-directories\": \"unknown\""))
    #expect(session.contains("root: \"\(copy.root)\""))
    #expect(!session.contains("host:"), "nobody named the host")

    let resumed = try TmuxSession(
      "--answers \(scratch.path("session.yml"))", environment: state)
    try resumed.expect("a copy in")
    try resumed.walk(from: .target, to: .evidence)
    try resumed.expect("No — Was every CTI")

    let replayed = try Command.run([
      BuiltProgram.path, "--non-interactive", "--answers", scratch.path("session.yml"), "--format",
      "json",
    ])
    let report = try JSONDecoder().decode(ReportView.self, from: Data(replayed.output.utf8))
    let expected = try Command.run([
      BuiltProgram.path, "--non-interactive", "--product", "xivo", "--root", copy.root,
      "--answers", try scratch.write("answers: { xivo-definitions-saved: 'no' }\n", "a.yml"),
      "--format", "json",
    ])
    let direct = try JSONDecoder().decode(ReportView.self, from: Data(expected.output.utf8))
    #expect(report.diagnoses.map(\.id) == direct.diagnoses.map(\.id))
    #expect(report.diagnoses.contains { $0.id == "xivo.definition-not-saved" })
  }

  @Test func `escape during a silent probe gives what was found within 300 milliseconds`() throws {
    let server = try LoopbackListener.silent()
    defer { server.stop() }
    let terminal = try TmuxSession(
      "--host 127.0.0.1 --port \(server.port) --timeout 30 --no-remember-hosts")
    try terminal.expect("listening")
    try terminal.walk(from: .target, to: .symptom)
    try terminal.press("Enter")
    var fastest = Duration.seconds(60)
    // On a machine that builds beside, one of several may be late.
    for attempt in 1...5 where fastest > .milliseconds(300) {
      if attempt > 1 { try terminal.press("r") }
      try terminal.expect("s of 30 s)")
      let clock = ContinuousClock()
      let start = clock.now
      try terminal.press("Escape")
      try terminal.expect("Stopped: ", polling: 5_000)
      fastest = min(fastest, clock.now - start)
    }
    #expect(fastest <= .milliseconds(300))
    try terminal.expect("accepts connections")
    try terminal.press("Enter")
    try terminal.expect("4 Diagnosis")
    try terminal.press("q")
  }

  @Test func `a host that was named is remembered for its owner alone, and forgotten again`() throws
  {
    let server = try LoopbackListener.silent()
    defer { server.stop() }
    let scratch = try Scratch()
    let state = "XDG_STATE_HOME=\(scratch.folder)"
    let empty = try Scratch()
    let terminal = try TmuxSession("--root \(empty.folder)", environment: state)
    try terminal.expect("Nothing that Padlock knows")
    try terminal.press("Enter")
    try terminal.type("127.0.0.1")
    try terminal.press("Tab", "C-u")
    try terminal.type(String(server.port))
    try terminal.press("Enter")
    try terminal.expect("type, or paste a ticket")
    let file = scratch.path("padlock/hosts.json")
    try terminal.press("C-c")
    try terminal.expect("ended with 0")
    #expect(scratch.text("padlock/hosts.json").contains("\"port\":\(server.port)"))
    let attributes = try FileManager.default.attributesOfItem(atPath: file)
    #expect(attributes[.posixPermissions] as? Int == 0o600)

    let second = try TmuxSession("--root \(scratch.folder)", environment: state)
    try second.expect("named before")
    try second.expect("port \(server.port): listening")
    try second.press("d")
    try second.expect("Another host")
    try second.press("C-c")
    try second.expect("ended with 0")
    #expect(!scratch.text("padlock/hosts.json").contains("127.0.0.1"))
  }
}
