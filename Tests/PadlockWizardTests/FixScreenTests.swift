import CellGrid
import PadlockModel
import Testing

@testable import PadlockWizard

@Suite struct FixScreenTests {
  private func fixing(_ report: Report = Sample.report, canRepair: Bool = false) -> WizardDriver {
    WizardDriver.at(.fix, Sample.setup(canRepair: canRepair), report: report)
  }

  @Test func `enter ticks the steps off one by one, and then verifies`() {
    var wizard = fixing()
    #expect(wizard.screen.contains("[ ] 1 Back up the keystore"))
    #expect(wizard.screen.contains("$ cp -p /etc/xagent/agent.jks /etc/xagent/agent.jks.bak"))
    wizard.press(.enter)
    #expect(wizard.screen.contains("[x] 1 Back up the keystore"))
    wizard.press(.enter, .enter, .enter)
    #expect(wizard.screen.contains("[x] 4 Restart xMatters Agent"))
    #expect(wizard.screen.contains("It is fixed when this holds"))
    wizard.press(.enter)
    #expect(wizard.verifications.count == 1)
    #expect(wizard.screen.contains("Verifying"))
  }

  @Test(arguments: [(80, 24), (132, 43)])
  func `below many steps the verification stays in sight`(columns: Int, rows: Int) {
    var wizard = fixing(Sample.withSteps(60))
    wizard.resize(columns, rows)
    #expect(wizard.screen.contains("[ ] 61 Verify that it is fixed"))
    for step in 1...60 {
      #expect(wizard.screen.contains("[ ] \(step) Do the thing"))
      wizard.press(.enter)
    }
    #expect(wizard.screen.contains("[x] 60 Do the thing"))
    #expect(wizard.screen.contains("Enter verify"))
    wizard.press(.home)
    #expect(wizard.screen.contains("[x] 1 Do the thing"))
    let row = wizard.screen.split(separator: "\n").firstIndex { $0.contains("61 Verify") }
    wizard.press(.mouse(x: 6, y: row ?? 0, .press))
    #expect(wizard.screen.contains("It is fixed when this holds"))
    wizard.press(.end, .up)
    #expect(wizard.screen.contains("[x] 60 Do the thing"))
  }

  @Test func `space takes a tick away again`() {
    var wizard = fixing()
    wizard.press(.character(" "))
    #expect(wizard.screen.contains("[x] 1"))
    wizard.press(.character(" "))
    #expect(!wizard.screen.contains("[x] 1"))
  }

  @Test func `when what the remedy names holds, the padlock closes`() {
    var wizard = fixing()
    #expect(wizard.screen.contains("[□] problems"))
    wizard.press(.character("v"))
    wizard.send(.verifying(wizard.verifications[0], waitingFor: "Open /etc/xagent/agent.jks"))
    #expect(wizard.screen.contains("waiting for Open /etc/xagent/agent.jks"))
    wizard.answerVerification(.yes)
    #expect(wizard.screen.contains("[■] fixed"))
    wizard.resize(132, 43)
    #expect(wizard.screen.contains("✗ The private key opens with"), "before")
    #expect(wizard.screen.contains("no; it has to be yes  entry.key-opens"), "before")
    #expect(wizard.screen.contains("✓ The private key opens with"), "now")
    wizard.press(.escape)
    #expect(wizard.screen.contains("✓ The key's password differs"))
    #expect(wizard.screen.contains("✓ Connection refused"), "what it caused is gone with it")
  }

  @Test func `what does not hold, and what cannot be told, leaves the padlock open`() {
    var wizard = fixing()
    wizard.press(.character("v"))
    wizard.answerVerification(.no, consequences: .no)
    #expect(wizard.screen.contains("It is not fixed yet"))
    #expect(wizard.screen.contains("[□] problems"))
    wizard.press(.character("v"))
    wizard.answerVerification(.unknown, consequences: .no)
    #expect(wizard.screen.contains("failed: the keystore is gone"))
    #expect(wizard.screen.contains("[□] problems"))
  }

  @Test func `of two ways that were verified the one seen last counts`() {
    var fix = FixState()
    for (index, result) in [Kleene.yes, .no].enumerated() {
      let id = EffectID(number: index)
      fix.verifications[FixState.Way(diagnosis: "a", index: index)] = .running(id, waitingFor: nil)
      fix.change(id) { _ in
        .done(Sample.verified(result), consequences: ["b": Sample.verified(result)])
      }
    }
    #expect(fix.verified == ["a": .no, "b": .no])
  }

  @Test func `a cause that is fixed while what it caused is there leaves the padlock half closed`()
  {
    var wizard = fixing()
    wizard.press(.character("v"))
    wizard.answerVerification(.yes, consequences: .no)
    #expect(wizard.screen.contains("[◧] partly fixed"))
    #expect(wizard.screen.contains("what it caused is not gone"))
    wizard.resize(132, 43)
    #expect(wizard.screen.contains("✗ Connection refused: still there"))
  }

  @Test func `with a second cause left the padlock is half closed`() {
    var report = Sample.report
    report.diagnoses[3].severity = .error
    var wizard = fixing(report)
    wizard.press(.character("v"))
    wizard.answerVerification(.yes)
    #expect(wizard.screen.contains("[◧] partly fixed"))
    #expect(wizard.screen.contains("Other causes are left"))
  }

  @Test func `the verification orders the remedy of this diagnosis, and escape stops it`() throws {
    var wizard = fixing()
    wizard.press(.character("v"))
    guard case .verify(let id, let order) = try #require(wizard.takeEffects().last) else {
      Issue.record("nothing is verified")
      return
    }
    #expect(order.diagnosis == Sample.report.diagnoses[0])
    #expect(order.remedy == Sample.report.diagnoses[0].remedies[0])
    #expect(order.consequences == Array(Sample.report.diagnoses[1...2]))
    wizard.press(.escape)
    #expect(wizard.takeEffects() == [.cancel(id)])
    #expect(wizard.state.screen == .fix)
    wizard.send(.verified(id, Sample.verified(.yes), consequences: [:]))
    #expect(wizard.screen.contains("[□] problems"), "a late answer is dropped")
    wizard.press(.escape)
    #expect(wizard.state.screen == .diagnosis)
  }

  @Test func `an edit is shown in its line of the file, and only what it changes`() throws {
    var wizard = fixing()
    wizard.press(.down, .down)
    #expect(
      wizard.readings.map(\.place) == [
        FilePlace(
          target: Sample.target, path: "/opt/xmatters/xa/bin/systemd.start.sh", line: 14)
      ])
    wizard.answerFiles()
    let screen = wizard.screen
    #expect(screen.contains("13   # line 13"))
    #expect(
      screen.contains("14 - exec java -Dserver.ssl.key-store-password=<secret 3> -jar xa.jar"))
    #expect(
      screen.contains("14 + exec java -Dserver.ssl.key-store-password=<the new password> -jar"))
    wizard.press(.tab, .end)
    #expect(wizard.screen.contains("in line 14 replace"))
    wizard.press(.tab, .up, .down)
    #expect(wizard.readings.count == 1, "a file is read once")
  }

  @Test func `a file that cannot be read, and a line that reads otherwise, are said`() {
    var wizard = fixing()
    wizard.press(.down, .down)
    wizard.send(.failed(wizard.readings[0].id, reason: "this user may not read it"))
    #expect(wizard.screen.contains("- -Dserver.ssl.key-store-password=<secret>"))
    wizard.press(.tab, .end)
    #expect(wizard.screen.contains("this user may not read it"))
    var other = fixing()
    other.press(.down, .down)
    other.send(
      .fileRead(other.readings[0].id, FileExcerpt(firstLine: 14, lines: ["exec java -jar x"])))
    #expect(other.screen.contains("reads otherwise now"))
  }

  @Test func `a command is copied, and shown by itself`() {
    var wizard = fixing()
    _ = wizard.takeEffects()
    wizard.press(.character("y"))
    let command = "cp -p /etc/xagent/agent.jks /etc/xagent/agent.jks.bak"
    #expect(wizard.takeEffects() == [.copy(command)])
    #expect(wizard.screen.contains("p shows it plainly"))
    wizard.press(.character("p"))
    #expect(wizard.takeEffects() == [.showPlainly(command)])
  }

  @Test func `a line with a secret that is not shown is not copied`() {
    var report = Sample.report
    report.diagnoses[0].remedies[0].steps[2].edit?.after = "password=<secret 1> port=1"
    var wizard = fixing(report)
    wizard.press(.down, .down)
    _ = wizard.takeEffects()
    wizard.press(.character("y"))
    #expect(wizard.takeEffects().isEmpty)
    #expect(wizard.screen.contains("holds a secret that is not shown"))
  }

  @Test func `the demo repairs, and says how to go on`() throws {
    var wizard = fixing(canRepair: true)
    #expect(wizard.screen.contains("r demo repair"))
    wizard.press(.character("v"))
    wizard.answerVerification(.no)
    #expect(wizard.screen.contains("It is not fixed yet"))
    wizard.press(.character("r"))
    wizard.send(.repaired(try #require(wizard.repairs.last), way: 1))
    #expect(wizard.screen.contains("The demo repaired its fault."))
    #expect(wizard.screen.contains("v verifies that it is gone"))
    #expect(wizard.screen.contains("This is how it was; it is fixed when this holds"))
    #expect(!wizard.screen.contains("r repairs the fault"), "that is done")
    #expect(!wizard.screen.contains("[x]"), "nobody did the steps")
    #expect(!wizard.screen.contains("It is not fixed yet"), "that was before")
    var failing = fixing(canRepair: true)
    failing.press(.character("r"))
    failing.send(.failed(try #require(failing.repairs.last), reason: "the disk is full"))
    #expect(failing.screen.contains("the disk is full"))
  }

  @Test func `the way by which the demo repaired is the one that is shown then`() throws {
    var report = Sample.report
    var other = report.diagnoses[0].remedies[0]
    other.title = "Change the key's password"
    report.diagnoses[0].remedies.append(other)
    var wizard = fixing(report, canRepair: true)
    wizard.press(.character("r"))
    wizard.send(.repaired(try #require(wizard.repairs.last), way: 2))
    #expect(wizard.screen.contains("The demo repaired its fault, as way 2 says."))
    #expect(wizard.screen.contains("Way 2 of 2 (←→): Change the key's password"))
  }

  @Test func `after the fix Enter checks everything again`() throws {
    var wizard = fixing()
    wizard.press(.character("c"))
    #expect(wizard.screen.contains("v verifies this fix first; y copies a command."))
    wizard.press(.character("v"))
    wizard.answerVerification(.yes)
    #expect(wizard.screen.contains("Enter check all again"))
    wizard.press(.enter)
    #expect(wizard.state.screen == .evidence)
    wizard.answer(Sample.healthy)
    #expect(wizard.screen.contains("[■] healthy"))
  }

  @Test func `what is fixed is told as what it was`() {
    var wizard = fixing()
    wizard.press(.character("v"))
    wizard.answerVerification(.yes)
    wizard.press(.escape)
    #expect(wizard.rightPane.contains("✓ It is fixed. This is how it was:"))
    #expect(wizard.rightPane.contains("It was a confirmed error."))
    #expect(wizard.screen.contains("Enter see the fix"))
  }

  @Test func `a way with a long title is shown whole, and the pane that has the keys is marked`() {
    var report = Sample.report
    report.diagnoses[0].remedies[0].title =
      "Put the whole chain into the certificate file, where the service reads its files as PEM"
    var wizard = fixing(report)
    #expect(wizard.screen.contains("service reads its"))
    #expect(wizard.screen.contains("as PEM (linux)"))
    #expect(wizard.screen.contains("[Steps]"))
    wizard.press(.tab)
    #expect(wizard.screen.contains("[Step 1]"))
    #expect(wizard.screen.contains("Tab steps"))
  }

  @Test func `outside of a demo there is nothing to repair`() {
    var wizard = fixing()
    _ = wizard.takeEffects()
    wizard.press(.character("r"))
    #expect(wizard.takeEffects().isEmpty)
    #expect(!wizard.screen.contains("repair"))
  }

  @Test func `several ways to fix it are chosen with the arrows, each with its own ticks`() {
    var report = Sample.report
    var other = report.diagnoses[0].remedies[0]
    other.title = "Change the key's password"
    other.platform = .windows
    report.diagnoses[0].remedies.append(other)
    var wizard = fixing(report)
    #expect(wizard.screen.contains("Way 1 of 2 (←→): Give the keystore the key's password (linux)"))
    wizard.press(.enter, .right)
    #expect(wizard.screen.contains("Way 2 of 2 (←→): Change the key's password (windows)"))
    #expect(!wizard.screen.contains("[x]"))
    wizard.press(.right)
    #expect(wizard.screen.contains("[x] 1 Back up the keystore"))
  }

  @Test func `the fix of a consequence is that of its cause, and says so`() {
    var wizard = WizardDriver.at(.diagnosis)
    wizard.press(.down, .down, .enter)
    #expect(wizard.screen.contains("Cause: The key's password differs"))
    #expect(wizard.screen.contains("“Connection refused” goes away when its cause is fixed."))
  }

  @Test func `where nothing is known that fixes it, the key says so`() {
    var wizard = WizardDriver.at(.diagnosis, report: Sample.healthy)
    wizard.press(.down, .enter)
    #expect(wizard.state.screen == .diagnosis)
    #expect(wizard.screen.contains("No steps are known"))
  }

  @Test func `a new collection forgets ticks and verifications`() {
    var wizard = fixing()
    wizard.press(.enter, .character("v"))
    wizard.answerVerification(.yes)
    wizard.press(.escape, .character("c"))
    wizard.answer()
    #expect(wizard.screen.contains("[□] problems"))
    wizard.press(.enter, .enter)
    #expect(!wizard.screen.contains("[x]"))
  }

  @Test func `a long step is shown whole at 80 columns`() {
    var report = Sample.report
    let words = "Put the new password into the configuration of the agent, and nowhere else at all"
    report.diagnoses[0].remedies[0].steps[1].instruction = words
    let wizard = fixing(report)
    let text = wizard.screen.split(separator: "\n").map { $0.trimmingPrefix("│ ").dropLast(2) }
      .flatMap { $0.split(separator: " ") }.joined(separator: " ")
    #expect(text.contains("[ ] 2 \(words) [ ] 3"))
  }

  @Test func `long steps do not push the verification out of sight`() {
    var report = Sample.report
    let long =
      "Do this, which takes many words to be told, " + String(repeating: "and more ", count: 20)
    for index in report.diagnoses[0].remedies[0].steps.indices {
      report.diagnoses[0].remedies[0].steps[index].instruction = long + "until \(index) is done."
    }
    var wizard = fixing(report)
    #expect(wizard.screen.contains("Verify that it is fixed"))
    #expect(wizard.screen.contains("…"))
    #expect(wizard.screen.contains("until 0 is done."), "the chosen step is told in full")
    wizard.press(.down)
    #expect(wizard.screen.contains("until 1 is done."))
    #expect(wizard.screen.contains("Verify that it is fixed"))
  }
}
