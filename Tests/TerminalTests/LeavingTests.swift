import Foundation
import TestSupport
import Testing

/// However the program ends, the terminal is as it was, and the demo's keys are gone.
@Suite(.enabled(if: TmuxSession.isAvailable, "tmux and the program are needed"))
struct LeavingTests {
  @Test(arguments: [SIGTERM, SIGHUP, SIGQUIT, SIGABRT, SIGSEGV])
  func `a signal gives the terminal back and takes the demo's files away`(signal: Int32) throws {
    let scratch = try Scratch()
    let terminal = try TmuxSession(
      "demo key-password",
      environment: "SWIFT_BACKTRACE=enable=no TMPDIR=\(scratch.folder)", afterwards: "stty -a; cat")
    try terminal.expect("1 Target")
    try terminal.press("Enter")
    try terminal.expect("type, or paste a ticket")
    #expect(terminal.property("alternate_on") == "1")
    #expect(terminal.property("mouse_any_flag") == "1")
    expectMade(scratch)
    kill(try terminal.program(), signal)
    // A sanitizer reports this signal itself, when the terminal is given back, and ends the program.
    let isReported = Sanitizer.isActive && signal == SIGSEGV
    try terminal.expect(isReported ? "ABORTING\nended with " : "ended with \(128 + signal)")
    try terminal.expect("-extproc")
    let words = terminal.screen.split { $0 == " " || $0 == ";" || $0 == "\n" }
    for setting in ["icanon", "echo", "isig", "icrnl", "opost"] {
      #expect(words.contains { $0 == setting }, "\(setting)")
    }
    #expect(terminal.property("alternate_on") == "0")
    #expect(terminal.property("cursor_flag") == "1")
    #expect(terminal.property("mouse_any_flag") == "0")
    expectGone(scratch)
  }

  @Test func `a closed terminal takes the demo's files away`() throws {
    let scratch = try Scratch()
    var terminal: TmuxSession? = try TmuxSession(
      "demo healthy", environment: "TMPDIR=\(scratch.folder)")
    try terminal?.expect("1 Target")
    expectMade(scratch)
    terminal = nil
    expectGone(scratch)
  }

  @Test(arguments: [SIGTERM, SIGHUP, SIGINT])
  func `an unattended demo that is ended leaves no files`(signal: Int32) throws {
    let scratch = try Scratch()
    let program = try Command(
      [BuiltProgram.path, "demo", "wrong-path", "--non-interactive"],
      environment: ProcessInfo.processInfo.environment.merging(["TMPDIR": scratch.folder]) { $1 })
    expectMade(scratch)
    program.signal(signal)
    _ = try program.wait(seconds: 30)
    expectGone(scratch)
  }

  @Test(arguments: ["", "--plain"])
  func `a signal takes away what the wizard unpacked of a bundle`(option: String) throws {
    let scratch = try Scratch()
    try scratch.write("server.ssl.enabled=true\n", "sent/etc/a.conf")
    try Command.need(["tar", "-cf", scratch.path("a.tar"), "-C", scratch.path("sent"), "etc"])
    let temporary = scratch.path("tmp")
    try FileManager.default.createDirectory(atPath: temporary, withIntermediateDirectories: true)
    let terminal = try TmuxSession(
      "--bundle \(scratch.path("a.tar")) \(option)", environment: "TMPDIR=\(temporary)")
    try terminal.expect("another host")
    #expect(try FileManager.default.contentsOfDirectory(atPath: temporary).count == 1)
    kill(try terminal.program(), SIGTERM)
    try terminal.expect("ended with \(128 + SIGTERM)")
    let end = Date().addingTimeInterval(10)
    func left() -> [String] {
      (try? FileManager.default.contentsOfDirectory(atPath: temporary)) ?? []
    }
    while !left().isEmpty, Date() < end { usleep(5_000) }
    #expect(left() == [])
  }

  @Test func `a signal takes away a ticket's files and the demo's`() throws {
    let scratch = try Scratch()
    try scratch.write("server.ssl.enabled=true\n", "sent/etc/a.conf")
    try Command.need(["tar", "-cf", scratch.path("sent.tar"), "-C", scratch.path("sent"), "etc"])
    let temporary = scratch.path("tmp")
    try FileManager.default.createDirectory(atPath: temporary, withIntermediateDirectories: true)
    let terminal = try TmuxSession(
      "demo healthy", environment: "env -C '\(scratch.folder)' TMPDIR='\(temporary)'")
    try terminal.expect("localhost:")
    try terminal.press("Down", "Enter")
    try terminal.expect("sent.tar")
    try terminal.type("sent.t")
    try terminal.press("Enter")
    func left() -> [String] {
      (try? FileManager.default.contentsOfDirectory(atPath: temporary)) ?? []
    }
    let start = Date()
    while left().count < 2, Date() < start.addingTimeInterval(30) { usleep(5_000) }
    #expect(left().count == 2)
    kill(try terminal.program(), SIGTERM)
    try terminal.expect("ended with \(128 + SIGTERM)")
    let end = Date().addingTimeInterval(10)
    while !left().isEmpty, Date() < end { usleep(5_000) }
    #expect(left() == [])
  }

  @Test func `the mouse can be left to the terminal`() throws {
    let terminal = try TmuxSession("demo healthy --no-mouse")
    try terminal.expect("1 Target")
    #expect(terminal.property("mouse_any_flag") == "0")
  }

  private func demoFolders(_ scratch: Scratch) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: scratch.folder)) ?? []
    return names.filter { $0.hasPrefix("padlock-demo-") }
  }

  /// Waits for the demo's folder, which is made while the first screen already stands.
  private func expectMade(_ scratch: Scratch) {
    let end = Date().addingTimeInterval(30)
    while demoFolders(scratch).isEmpty, Date() < end { usleep(1_000) }
    #expect(demoFolders(scratch).count == 1)
  }

  private func expectGone(_ scratch: Scratch) {
    let end = Date().addingTimeInterval(10)
    while !demoFolders(scratch).isEmpty, Date() < end { usleep(5_000) }
    #expect(demoFolders(scratch).isEmpty)
  }
}
