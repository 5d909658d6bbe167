import Foundation
import TestSupport
import Testing

/// The wizard in terminals of other kinds and of changing sizes.
@Suite(.enabled(if: TmuxSession.isAvailable, "tmux and the program are needed"))
struct TerminalKindTests {
  @Test(arguments: ["screen", "vt100", "linux", "xterm-256color"])
  func `every kind of terminal shows lines and words, and is given back`(term: String) throws {
    let terminal = try TmuxSession(
      "demo wrong-path", at: .diagnosis, environment: "TERM=\(term)")
    try terminal.expect("confirmed")
    let screen = terminal.screen
    #expect(screen.hasPrefix("┌"))
    #expect(screen.split(separator: "\n").filter { $0.hasPrefix("│") }.count > 15)
    #expect(!screen.contains("qqq") && !screen.contains("xxx"), "lines drawn as letters")
    #expect(!screen.contains("[0") && !screen.contains(";1m"), "sequences shown as text")
    try terminal.press("q")
    try terminal.expect("has not been saved")
    try terminal.press("q")
    try terminal.expect("ended with 1")
    #expect(terminal.property("alternate_on") == "0")
    #expect(terminal.property("cursor_flag") == "1")
  }

  @Test(arguments: [
    ("TERM=xterm-256color NO_COLOR=", ["38;5;160", "38;5;244"]),
    ("TERM=screen NO_COLOR=", ["31", "2"]),
    ("TERM=xterm-256color NO_COLOR=1", ["1", "2"]),
  ])
  func `colours can be read on light and dark, and no background is drawn`(
    environment: String, some: [String]
  ) throws {
    let terminal = try TmuxSession("demo expired", at: .diagnosis, environment: environment)
    try terminal.expect("confirmed")
    let styles = terminal.styles
    let fixed = ["160", "28", "130", "32", "133", "31", "244"].map { "38;5;\($0)" }
    let looks = ["", "0", "1", "2", "4", "7", "22", "24", "27", "39", "49"]
    let few = environment.hasSuffix("=1") ? [] : ["31", "32", "35"] + fixed
    let unknown = styles.filter { style in
      !fixed.contains(String(style))
        && !style.split(separator: ";").allSatisfy { part in
          looks.contains(String(part)) || few.contains(String(part))
        }
    }
    #expect(unknown.isEmpty)
    for style in some { #expect(styles.contains { $0.hasSuffix(style) }, "\(styles)") }
  }

  @Test func `from 80×24 to 300×100 and back while evidence is collected`() throws {
    let server = try LoopbackListener.silent()
    defer { server.stop() }
    let terminal = try TmuxSession(
      "--host 127.0.0.1 --port \(server.port) --timeout 30 --no-remember-hosts")
    try terminal.expect("listening")
    try terminal.press("Enter")
    try terminal.expect("type, or paste a ticket")
    try terminal.press("Enter")
    try terminal.expect("s of 30 s)")
    try terminal.resize(columns: 300, rows: 100)
    try terminal.expect(String(repeating: "─", count: 250))
    try terminal.expect("s of 30 s)")
    #expect(terminal.screen.split(separator: "\n").count == 100)
    try terminal.resize(columns: 80, rows: 24)
    try terminal.expect("┐\n│ 1 Target ─ 2 Symptom")
    try terminal.expect("s of 30 s)")
    try terminal.press("Escape")
    try terminal.expect("Stopped: ")
  }
}
