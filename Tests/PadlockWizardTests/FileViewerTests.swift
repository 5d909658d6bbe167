import CellGrid
import PadlockModel
import Testing

@testable import PadlockWizard

@Suite struct FileViewerTests {
  private let log = FilePlace(
    target: Sample.target, path: "/opt/xmatters/xa/log/agent-2026-11-20.log", line: 2213)
  private let script = FilePlace(
    target: Sample.target, path: "/opt/xmatters/xa/bin/systemd.start.sh", line: 14)

  @Test func `one key shows the lines around what was quoted`() throws {
    var wizard = WizardDriver.at(.diagnosis)
    wizard.press(.right, .character("o"))
    let asked = try #require(wizard.readings.last)
    #expect(asked.place == log)
    #expect(wizard.screen.contains("Reading…"))
    wizard.send(.fileRead(asked.id, Sample.excerpt(around: 2213)))
    #expect(wizard.screen.contains("▸2213 # line 2213"))
    #expect(wizard.screen.contains("agent-2026-11-20.log:2213  1 of 2"))
    wizard.press(.escape)
    #expect(wizard.state.overlay == nil)
    #expect(wizard.state.screen == .diagnosis)
  }

  @Test func `the arrows go to the other places, and round`() throws {
    var wizard = WizardDriver.at(.diagnosis)
    wizard.press(.right, .character("o"), .right)
    #expect(wizard.readings.last?.place == script)
    wizard.press(.right)
    #expect(wizard.readings.last?.place == log)
    let first = try #require(wizard.readings.first)
    wizard.send(.fileRead(first.id, Sample.excerpt(around: 2213)))
    #expect(wizard.screen.contains("Reading…"), "an answer to what is no longer asked is dropped")
  }

  @Test func `in the page the arrows mark one place after the other`() {
    var wizard = WizardDriver.at(.diagnosis, Sample.setup(size: GridSize(columns: 132, rows: 43)))
    wizard.press(.right, .tab, .down, .character("o"))
    #expect(wizard.readings.last?.place == script)
  }

  @Test func `a file that cannot be read says why`() throws {
    var wizard = WizardDriver.at(.diagnosis)
    wizard.press(.right, .character("o"))
    wizard.send(.failed(try #require(wizard.readings.last).id, reason: "this user may not read it"))
    #expect(wizard.screen.contains("It cannot be shown: this user may not read it"))
  }

  @Test func `a page without files says where some are`() {
    var wizard = WizardDriver.at(.diagnosis)
    wizard.press(.character("o"))
    #expect(wizard.readings.isEmpty)
    #expect(wizard.screen.contains("This page names no line of a file"))
  }

  @Test func `a fact has its meaning and its evidence below it, which can be opened`() throws {
    var report = Sample.report
    report.diagnoses[0].why = .fact(
      .init(
        fact: "keystore.opens", subject: SubjectID(.keystore, "/etc/xagent/agent.jks"),
        expected: "false", value: "false", reason: nil, result: .yes,
        evidence: [Evidence(.file, "/opt/a.conf", line: 3, excerpt: "keystore=/etc/a.jks")]))
    var wizard = WizardDriver.at(
      .diagnosis, Sample.setup(size: GridSize(columns: 132, rows: 43)), report: report)
    #expect(wizard.screen.contains("✓ It opens with the configured password: no  keystore.opens"))
    #expect(wizard.screen.contains("/opt/a.conf:3  keystore=/etc/a.jks"))
    wizard.press(.character("o"))
    #expect(wizard.readings.last?.place.path == "/opt/a.conf")
  }
}
