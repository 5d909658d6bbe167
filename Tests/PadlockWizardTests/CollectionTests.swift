import CellGrid
import PadlockModel
import Testing

@testable import PadlockWizard

@Suite struct CollectionTests {
  @Test func `escape stops a collection and keeps what was found`() throws {
    var wizard = WizardDriver.at(.evidence)
    let id = try #require(wizard.collection)
    _ = wizard.takeEffects()
    wizard.press(.escape)
    #expect(wizard.takeEffects() == [.stop(id)])
    #expect(wizard.state.screen == .evidence)
    wizard.send(.reportReady(id, Sample.report))
    #expect(wizard.screen.contains("Stopped: 9 checks"))
    wizard.press(.enter)
    #expect(wizard.state.screen == .diagnosis)
  }

  @Test func `a check that failed is told while its line is out of sight`() throws {
    var wizard = WizardDriver.at(.evidence)
    let id = try #require(wizard.collection)
    #expect(wizard.screen.contains("✗ 1 failed: Private key"))
    for number in 1...40 {
      wizard.send(.checkStarted(id, id: "more \(number)", title: "Another check \(number)"))
    }
    #expect(!wizard.screen.contains("✗   Private key"))
    #expect(wizard.screen.contains("✗ 1 failed: Private key"))
    wizard.send(
      .checkFinished(
        id, CheckUpdate(id: "more 7", title: "Another check 7", detail: "no", result: .failed)))
    #expect(wizard.screen.contains("✗ 2 failed: Private key, Another check 7"))
    wizard.answer()
    #expect(wizard.screen.contains("✗   Private key"), "in the end it comes first")
    #expect(!wizard.screen.contains("2 failed: Private"))
  }

  @Test func `a second escape goes back`() {
    var wizard = WizardDriver.at(.evidence)
    wizard.press(.escape, .escape)
    #expect(wizard.state.screen == .symptom)
  }

  @Test func `answers of a cancelled collection are dropped`() throws {
    var wizard = WizardDriver.at(.evidence)
    let first = try #require(wizard.collection)
    wizard.press(.backspace, .down, .enter)
    let fresh = wizard.screen
    wizard.send(.checkStarted(first, id: "late", title: "A late check"))
    wizard.send(.progress(first, done: 8, total: 9, waitingFor: Wait("something late")))
    wizard.send(.reportReady(first, Sample.report))
    wizard.send(.collectionStopped(first, reason: "late"))
    #expect(wizard.screen == fresh)
    #expect(wizard.state.report == nil)
  }

  @Test func `checks that come after the stop do not move the screen`() throws {
    var wizard = WizardDriver.at(.evidence)
    let id = try #require(wizard.collection)
    wizard.press(.escape)
    let stopping = wizard.screen
    wizard.send(.checkStarted(id, id: "late", title: "A late check"))
    #expect(wizard.screen == stopping)
  }

  @Test func `a report comes once`() throws {
    var wizard = WizardDriver.at(.diagnosis)
    let id = try #require(wizard.collection)
    wizard.send(.reportReady(id, Sample.healthy))
    #expect(wizard.state.report == Sample.report)
  }

  @Test func `there is no diagnosis before the report, and the screen says why`() {
    var wizard = WizardDriver(Sample.setup())
    wizard.press(.enter, .enter, .enter)
    #expect(wizard.state.screen == .evidence)
    #expect(wizard.screen.contains("The evidence is still being collected"))
  }

  @Test func `enter on a check shows everything about it, also while others run`() throws {
    var wizard = WizardDriver.at(.evidence)
    wizard.press(.home, .enter)
    #expect(wizard.screen.contains("Result  ○ seen"))
    #expect(wizard.screen.contains("Seen    systemd.start.sh:14 names /etc/xagent/agent.jks"))
    wizard.answer()
    #expect(wizard.screen.contains("Result  ○ seen"))
    wizard.press(.enter, .end, .enter)
    #expect(wizard.screen.contains("3 seconds ahead of the server"))
    wizard.press(.escape)
    #expect(wizard.state.screen == .evidence)
    wizard.press(.home, .enter)
    #expect(wizard.state.screen == .diagnosis)
  }

  @Test func `what is waited for is named with its time, and the bar never goes back`() throws {
    var wizard = WizardDriver.at(.evidence)
    let id = try #require(wizard.collection)
    #expect(wizard.screen.contains("waiting for the connection to port 8081 (3 s of 4 s)"))
    wizard.send(
      .progress(id, done: 3, total: 12, waitingFor: Wait("the handshake", seconds: 6, limit: 4)))
    #expect(wizard.screen.contains("33%"))
    #expect(wizard.screen.contains("waiting for the handshake (6 s; each attempt has 4 s)"))
    wizard.send(.progress(id, done: 9, total: 12, waitingFor: Wait("the log", seconds: 2)))
    #expect(wizard.screen.contains("75%"))
    #expect(wizard.screen.contains("waiting for the log (2 s) "))
  }

  @Test func `a second click on a line opens it`() {
    var wizard = WizardDriver.at(.evidence)
    wizard.answer()
    wizard.press(.mouse(x: 6, y: 8, .press))
    #expect(!wizard.screen.contains("Result"))
    wizard.press(.mouse(x: 6, y: 8, .press))
    #expect(wizard.screen.contains("Result"))
    wizard.press(.escape, .mouse(x: 6, y: 5, .press), .mouse(x: 6, y: 5, .press))
    #expect(wizard.state.screen == .diagnosis)
  }

  @Test func `a collection that fails says why and can be repeated`() throws {
    var wizard = WizardDriver.at(.evidence)
    let id = try #require(wizard.collection)
    wizard.send(.collectionStopped(id, reason: "the bundle cannot be read"))
    #expect(wizard.screen.contains("Nothing was collected: the bundle cannot be read"))
    _ = wizard.takeEffects()
    wizard.press(.character("r"))
    #expect(wizard.collection != nil)
  }

  @Test func `what failed is seen without scrolling, however much was checked`() {
    var report = Sample.report
    report.checks =
      (1...30).map { Sample.check("c\($0)", "Check \($0)", .passed, "fine") }
      + [Sample.check("last", "The last one", .failed, "refused")]
    var wizard = WizardDriver.at(.evidence)
    wizard.answer(report)
    #expect(wizard.screen.contains("✗   The last one"))
    #expect(wizard.state.run?.checks.map(\.title).prefix(2) == ["The last one", "Check 1"])
  }
}
