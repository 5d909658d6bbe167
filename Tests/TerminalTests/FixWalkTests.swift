import Foundation
import TestSupport
import Testing

/// From what a user sees to a closed padlock, with keys alone, in a real terminal.
@Suite(.enabled(if: TmuxSession.isAvailable, "tmux and the program are needed"))
struct FixWalkTests {
  @Test(arguments: [
    ("plain-http", "SSL received a record that exceeded the maximum permissible length."),
    ("wrong-path", "Connection refused"),
    ("key-password", "java.security.UnrecoverableKeyException: Cannot recover key"),
    ("self-signed", "SSL certificate problem: self-signed certificate"),
    ("expired", "SSL certificate problem: certificate has expired"),
    ("wrong-name", "no alternative certificate subject name matches target host name 'localhost'"),
    ("incomplete-chain", "SSL certificate problem: unable to get local issuer certificate"),
    ("not-restarted", "SSL received a record that exceeded the maximum permissible length."),
  ])
  func `a symptom leads over its cause and its fix to a closed padlock`(
    scenario: String, symptom: String
  ) throws {
    let terminal = try TmuxSession("demo \(scenario)")
    try terminal.expect("not checked")
    try terminal.press("Enter")
    try terminal.expect("type, or paste a ticket")
    try terminal.type(symptom)
    try terminal.expect(String(symptom.suffix(10)))
    try terminal.press("Enter")
    try terminal.expect("Enter shows the diagnosis")
    try terminal.press("Enter")
    try terminal.expect("[□] problems")
    try terminal.expect("confirmed")
    try terminal.press("Enter")
    try terminal.expect("[ ] 1 ")
    try terminal.press("r")
    try terminal.expect("v verifies that it is gone")
    try terminal.press("v")
    try terminal.expect("[■] fixed")
  }

  @Test func `after the fix everything is checked again, and is healthy`() throws {
    let terminal = try fixing("demo wrong-path")
    try terminal.press("r")
    try terminal.expect("v verifies that it is gone")
    try terminal.press("v")
    try terminal.expect("[■] fixed")
    try terminal.press("Escape")
    try terminal.expect("✓ The keystore file")
    try terminal.press("c")
    try terminal.expect("[■] healthy")
    try terminal.press("q", "q")
    try terminal.expect("ended with 0")
  }

  @Test func `verifying before anything was done says what does not hold`() throws {
    let terminal = try fixing("demo plain-http", columns: 132, rows: 43)
    try terminal.press("v")
    try terminal.expect("It is not fixed yet")
    try terminal.expect("[□] problems")
  }

  @Test func `a command goes to the clipboard, and is shown unbroken by itself`() throws {
    let terminal = try fixing("demo key-password")
    try terminal.press("c")
    try terminal.expect("p shows it plainly")
    #expect(terminal.clipboard == "cp -p /etc/xagent/agent.jks /etc/xagent/agent.jks.bak")
    try terminal.press("p")
    try terminal.expect("Any key goes back to Padlock.")
    #expect(terminal.screen.hasPrefix("cp -p /etc/xagent/agent.jks /etc/xagent/agent.jks.bak\n\n"))
    try terminal.press("q")
    try terminal.expect("5 Verify that it is fixed")
    try terminal.resize(columns: 90, rows: 30)
    try terminal.expect("┐")
    try terminal.press("p")
    try terminal.expect("Any key goes back to Padlock.")
    #expect(terminal.screen.hasPrefix("cp -p /etc/xagent/agent.jks /etc/xagent/agent.jks.bak\n\n"))
    #expect(!terminal.screen.contains("│"))
    try terminal.press("q")
    try terminal.expect("5 Verify that it is fixed")
  }

  @Test func `an edit stands in the line of the file, without its secret`() throws {
    let terminal = try fixing("demo key-password", columns: 132, rows: 43)
    try terminal.press("Down", "Down")
    try terminal.expect("4 - ${SPRINGBOOTAPP_JAVA} -jar")
    try terminal.expect("--server.ssl.key-store-password=<the new password>")
    try terminal.press("o")
    try terminal.expect("systemd.start.sh:4")
    try terminal.expect("▸4 ${SPRINGBOOTAPP_JAVA}")
    #expect(terminal.screen.contains("key-store-password=<secret"))
  }

  @Test func `a report is saved, never over a file unasked, and opened again`() throws {
    let scratch = try Scratch()
    let path = scratch.path("report.json")
    let terminal = try fixing("demo expired")
    try terminal.press("s")
    try terminal.expect("xMatters Agent  localhost")
    // Markdown and HTML come before JSON.
    try terminal.press("Right", "Right", "Right")
    try terminal.expect("\"certificates\" : [")
    try terminal.press("Tab", "C-u")
    try terminal.type(path)
    try terminal.press("Enter")
    try terminal.expect("✓ Saved as")
    try terminal.press("Enter")
    try terminal.expect("Enter replace the file")
    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(text.contains("padlock.report/1"))

    let opened = try TmuxSession("open \(path)")
    try opened.expect("The certificate has expired")
    try opened.press("c")
    try opened.expect("nothing is collected")
    try opened.press("Enter")
    try opened.expect("Verify that it is fixed")
    try opened.press("v")
    try opened.expect("nothing is collected")
    try opened.press("q")
    try opened.expect("ended with 1")
  }

  /// The fix screen of a demo.
  private func fixing(_ arguments: String, columns: Int = 80, rows: Int = 24) throws -> TmuxSession
  {
    let terminal = try TmuxSession(arguments, columns: columns, rows: rows)
    try terminal.expect("1 Target")
    try terminal.press("Enter")
    try terminal.expect("type, or paste a ticket")
    try terminal.press("Enter")
    try terminal.expect("Enter shows the diagnosis")
    try terminal.press("Enter", "Enter")
    try terminal.expect("[ ] 1 ")
    return terminal
  }
}
