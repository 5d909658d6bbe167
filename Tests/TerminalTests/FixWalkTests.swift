import Foundation
import TestSupport
import Testing

/// From what a user sees to a closed padlock, with keys alone, in a real terminal.
@Suite(.enabled(if: TmuxSession.isAvailable, "tmux and the program are needed"))
struct FixWalkTests {
  @Test(arguments: [
    (
      "plain-http", "SSL received a record that exceeded the maximum permissible length.",
      "Add the HTTPS options to the start script"
    ),
    ("wrong-path", "Connection refused", "Correct the path"),
    (
      "key-password", "java.security.UnrecoverableKeyException: Cannot recover key",
      "Way 1 of 3 (←→): Give a JKS keystore the key's password"
    ),
    (
      "self-signed", "SSL certificate problem: self-signed certificate",
      "Way 2 of 2 (←→): Use a certificate from an authority"
    ),
    ("expired", "SSL certificate problem: certificate has expired", "Renew the certificate"),
    (
      "wrong-name",
      "no alternative certificate subject name matches target host name 'localhost'",
      "Way 2 of 2 (←→): Order a certificate with the right name"
    ),
    (
      "incomplete-chain", "SSL certificate problem: unable to get local issuer certificate",
      "Put the whole chain into the keystore entry"
    ),
    (
      "not-restarted", "SSL received a record that exceeded the maximum permissible length.",
      "Restart the service"
    ),
  ])
  func `a symptom leads over its cause and its fix to a closed padlock`(
    scenario: String, symptom: String, way: String
  ) throws {
    let terminal = try TmuxSession("demo \(scenario)", at: .diagnosis, saying: symptom)
    try terminal.expect("[□] problems")
    try terminal.expect("confirmed")
    try terminal.walk(from: .diagnosis, to: .fix)
    try terminal.expect("r demo repair")
    try terminal.press("r")
    try terminal.expect("v verifies that it is gone")
    // The way that the demo took is the one that is shown, and nobody did its steps.
    try terminal.expect(way)
    #expect(!terminal.screen.contains("[x]"))
    try terminal.press("v")
    try terminal.expect("[■] fixed")
  }

  @Test func `after the fix everything is checked again, and is healthy`() throws {
    let scratch = try Scratch()
    let terminal = try TmuxSession("demo wrong-path", at: .fix)
    try terminal.press("r")
    try terminal.expect("v verifies that it is gone")
    try terminal.press("v")
    try terminal.expect("[■] fixed")
    try terminal.press("Escape")
    try terminal.expect("✓ It is fixed. This is how it was")
    try terminal.press("Enter")
    try terminal.expect("Enter check all again")
    try terminal.press("Enter")
    try terminal.expect("[■] healthy")
    try terminal.press("q", "s")
    try terminal.expect("Enter save and quit")
    try terminal.press("Tab", "C-u")
    let path = scratch.path("healthy.txt")
    try terminal.type(path)
    try terminal.press("Enter")
    try terminal.expect("Saved as")
    try terminal.expect("ended with 0")
    #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("Healthy on"))
  }

  @Test func `what was typed is reported as typed, a line of the list as chosen`() throws {
    let terminal = try TmuxSession(
      "demo wrong-name", at: .diagnosis, saying: "SSL_ERROR_BAD_CERT_DOMAIN", columns: 132,
      rows: 43)
    try terminal.expect("reported  SSL_ERROR_BAD_CERT_DOMAIN")
    try terminal.press("Escape")
    try terminal.expect(Stop.evidence.rawValue)
    try terminal.press("Escape")
    try terminal.expect("What I typed")
    try terminal.press("Down")
    try terminal.walk(from: .symptom, to: .diagnosis)
    try terminal.expect("reported  chosen: The certificate is for another name")
  }

  @Test func `verifying before anything was done says what does not hold`() throws {
    let terminal = try TmuxSession("demo plain-http", at: .fix, columns: 132, rows: 43)
    try terminal.press("v")
    try terminal.expect("It is not fixed yet")
    try terminal.expect("[□] problems")
  }

  @Test func `a command goes to the clipboard, and is shown unbroken by itself`() throws {
    let terminal = try TmuxSession("demo key-password", at: .fix)
    try terminal.press("y")
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
    let terminal = try TmuxSession("demo key-password", at: .fix, columns: 132, rows: 43)
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
    let terminal = try TmuxSession("demo expired", at: .fix)
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
    try opened.expect("Renew the certificate in the keystore")
    try opened.press("v")
    try opened.expect("nothing is collected")
    try opened.press("q")
    try opened.expect("ended with 1")
  }
}
