import Foundation
import TestSupport
import Testing

/// Walks through the real wizard in a real terminal, with keys alone.
@Suite(.serialized, .enabled(if: TmuxSession.isAvailable, "tmux and the program are needed"))
struct WizardWalkTests {
  @Test func `from the demo over symptom and evidence to the diagnosis and back`() throws {
    let terminal = try TmuxSession("demo key-password", at: .diagnosis)
    try terminal.expect("The key's password differs")
    try terminal.expect("confirmed")
    try terminal.press("Tab", "Right")
    try terminal.expect("agent.jks")
    try terminal.press("BSpace")
    try terminal.expect("Enter shows the diagnosis")
    try terminal.press("Enter")
    try terminal.expect("The key's password differs")
    try terminal.press("q")
    try terminal.expect("has not been saved")
    try terminal.press("q")
    try terminal.expect("ended with 1")
  }

  @Test func `a pasted message is recognised and followed to its cause`() throws {
    let terminal = try TmuxSession(
      "demo plain-http", at: .symptom,
      saying: "SSL received a record that exceeded the maximum permissible length.")
    try terminal.expect("client")
    try terminal.walk(from: .symptom, to: .diagnosis)
    try terminal.expect("HTTPS is not configured")
    try terminal.expect("The port speaks plain HTTP")
  }

  @Test func `a ticket of megabytes is pasted, and a key after it is one`() throws {
    let line = "2026-01-02 ERROR javax.net.ssl.SSLHandshakeException: no cipher suites in common\n"
    let scratch = try Scratch()
    let ticket = try scratch.write(String(repeating: line, count: 40_000), "ticket.txt")
    let terminal = try TmuxSession("demo healthy", at: .symptom)
    try terminal.paste(ticket, then: "F1")
    try terminal.expect("Keys: Symptom")
    try terminal.press("Escape")
    try terminal.expect("only the first 3")
    try terminal.expect("The text I pasted")
    try terminal.press("C-x")
    try terminal.expect(Stop.symptom.rawValue)
  }

  @Test func `a resize keeps everything, and a small screen says so`() throws {
    let terminal = try TmuxSession("demo healthy")
    try terminal.expect("1 Target")
    try terminal.resize(columns: 132, rows: 43)
    try terminal.expect("xMatters Agent")
    try terminal.resize(columns: 40, rows: 10)
    try terminal.expect("80")
    try terminal.resize(columns: 80, rows: 24)
    try terminal.expect("1 Target")
    try terminal.press("q")
    try terminal.expect("ended with 0")
  }

  @Test func `a plain terminal without UTF-8 and colour is enough`() throws {
    let terminal = try TmuxSession(
      "demo wrong-path", at: .diagnosis, environment: "LC_ALL=C NO_COLOR=1 TERM=vt100")
    try terminal.expect("confirmed")
    let screen = terminal.screen
    let isASCII = screen.allSatisfy(\.isASCII)
    #expect(isASCII)
  }

  @Test func `control-Z gives the terminal back, and fg continues`() throws {
    let terminal = try TmuxSession(
      "", environment: #"sh -mc '"$0" demo healthy; echo the shell again; read x; fg'"#)
    try terminal.expect("1 Target")
    try terminal.press("C-z")
    try terminal.expect("the shell again")
    try terminal.press("Enter")
    try terminal.expect("1 Target")
    try terminal.press("q")
    try terminal.expect("ended with 0")
  }

  @Test func `an unknown terminal gets one sentence, and what works there`() throws {
    let terminal = try TmuxSession("demo plain-http", environment: "TERM=no-such-terminal")
    try terminal.expect("the terminal no-such-terminal is not known here; use --plain")
    try terminal.expect("ended with 64")
  }
}
