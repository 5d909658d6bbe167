import CellGrid
import PadlockModel
import Testing

@testable import PadlockWizard

@Suite struct DiagnosisScreenTests {
  @Test func `each page about the root shows its matter`() {
    var wizard = WizardDriver.at(.diagnosis, Sample.setup(size: GridSize(columns: 132, rows: 43)))
    #expect(wizard.screen.contains("no  entry.key-opens"))
    #expect(wizard.screen.contains("Causes: The agent does not start"))
    wizard.press(.right)
    #expect(wizard.screen.contains("agent-2026-11-20.log:2213"))
    #expect(wizard.screen.contains("Cannot recover key"))
    wizard.press(.right)
    #expect(wizard.screen.contains("$ cp -p /etc/xagent/agent.jks"))
    #expect(wizard.screen.contains("+ -Dserver.ssl.key-store-password=<the new password>"))
    wizard.press(.right)
    #expect(wizard.screen.contains("The certificate names another host, hidden by this diagnosis"))
    #expect(wizard.screen.contains("✗ The keystore's password is wrong"))
    #expect(wizard.screen.contains("yes  keystore.opens"))
    wizard.press(.right)
    #expect(wizard.screen.contains("Section: Troubleshooting"))
    #expect(wizard.screen.contains("Rule keystore.key-password-differs"))
    wizard.press(.right)
    #expect(wizard.state.diagnosis.tab == .source)
  }

  @Test func `the fix of a consequence names its cause`() {
    var wizard = WizardDriver.at(.diagnosis)
    wizard.press(.down, .right, .right)
    #expect(wizard.screen.contains("It goes away when its cause is fixed"))
  }

  @Test func `what was not checked is on the last line, with how it could be`() {
    var wizard = WizardDriver.at(.diagnosis)
    wizard.press(.end)
    #expect(wizard.screen.contains("Start the agent and check again."))
    #expect(wizard.screen.contains("1 skipped"))
  }

  @Test func `a page scrolls to its last line and no further`() {
    var wizard = WizardDriver.at(.diagnosis)
    wizard.press(.right, .right, .tab)
    #expect(!wizard.screen.contains("listener.tls"))
    for _ in 0..<99 { wizard.press(.pageDown) }
    #expect(wizard.screen.contains("listener.tls"))
    let end = wizard.state.diagnosis.scroll
    wizard.press(.down)
    #expect(wizard.state.diagnosis.scroll == end)
    wizard.press(.home)
    #expect(wizard.state.diagnosis.scroll == 0)
  }

  @Test func `a click opens a page, the wheel scrolls it`() {
    var wizard = WizardDriver.at(.diagnosis)
    wizard.press(.mouse(x: 51, y: 3, .press))
    #expect(wizard.state.diagnosis.tab == .fix)
    wizard.press(.mouse(x: 50, y: 10, .wheelDown))
    #expect(wizard.state.diagnosis.scroll == 3)
    wizard.press(.mouse(x: 5, y: 7, .press))
    #expect(wizard.screen.contains("It goes away when its cause is fixed"))
  }

  @Test func `causes in a circle end, wherever the report comes from`() {
    var report = Sample.report
    report.diagnoses[0].causedBy = [report.diagnoses[2].key]
    report.diagnoses.append(report.diagnoses[1])
    let tree = CauseTree(report)
    #expect(tree.rows.count == 5)
    #expect(tree.rows.allSatisfy { $0.depth <= 3 })
  }

  @Test func `checking again collects the same order anew`() {
    var wizard = WizardDriver.at(.diagnosis)
    let order = wizard.state.run?.order
    _ = wizard.takeEffects()
    wizard.press(.character("c"))
    #expect(wizard.state.screen == .evidence)
    #expect(wizard.state.run?.order == order)
    #expect(wizard.collection != nil)
  }

  @Test func `a cause that is only possible is named among the others, with what would tell`() {
    var report = Sample.report
    var other = report.diagnoses[3]
    other.id = "keystore.chain-order"
    other.title = "The chain is in the wrong order"
    other.certainty = .possible
    other.toConfirm = [.init(fact: "entry.chain", how: "Read the keystore.")]
    report.diagnoses.append(other)
    var wizard = WizardDriver.at(.diagnosis, report: report)
    wizard.press(.right, .right, .right)
    #expect(wizard.screen.contains("Not certain, and not ruled out"))
    #expect(wizard.screen.contains("Read the keystore.  entry.chain"))
    #expect(!wizard.screen.contains("The agent does not start (likely)"))
  }

  @Test func `a part of the target is called by its name, not by its id`() {
    var report = Sample.report
    let id = SubjectID(.certificate, "3241")
    report.targets = [
      ReportedTarget(
        Target(
          id: Sample.target, product: "xagent", name: "xMatters Agent", host: "agent01", port: 8081,
          home: nil, platform: .linux),
        subjects: [.init(id: id.description, kind: .certificate, name: "CN=agent01.example.com")])
    ]
    report.diagnoses[0].why = .fact(
      .init(
        fact: "certificate.not-after", subject: id, expected: "a", value: "b", reason: nil,
        result: .yes, evidence: []))
    report.checks[2].subject = id.description
    var wizard = WizardDriver.at(.diagnosis, report: report)
    #expect(wizard.rightPane.contains("certificate.not-after of CN=agent01.example.com"))
    #expect(!wizard.screen.contains("3241"))
    wizard.press(.escape, .down, .enter)
    #expect(wizard.screen.contains("About   CN=agent01.example.com"))
  }

  @Test func `a certificate that the report does not know is called by the start of its digest`() {
    let id = SubjectID(.certificate, "47892b8c" + String(repeating: "0", count: 56))
    let name = Sample.report.name(of: id.description, at: Sample.target)
    #expect(name == "certificate 47892b8c…")
  }

  @Test func `below the reasons stands the first evidence, and how much more there is`() throws {
    var report = Sample.report
    let quoted = try #require(report.diagnoses[0].evidence.first)
    report.diagnoses[0].evidence = Array(repeating: quoted, count: 10_000)
    var wizard = WizardDriver.at(.diagnosis, report: report)
    wizard.resize(200, 60)
    wizard.press(.tab, .end)
    #expect(wizard.screen.contains("9980 more on the page Evidence."))
    wizard.press(.right, .end)
    #expect(!wizard.screen.contains("more on the page"))
  }
}
