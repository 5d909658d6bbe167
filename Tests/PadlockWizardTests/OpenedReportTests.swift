import CellGrid
import PadlockModel
import Testing

@testable import PadlockWizard

@Suite struct OpenedReportTests {
  private func opened(_ report: Report = Sample.report) -> WizardDriver {
    WizardDriver(Sample.setup(opened: report))
  }

  @Test func `a saved report begins at its diagnosis and asks for nothing`() {
    var wizard = opened()
    #expect(wizard.state.screen == .diagnosis)
    #expect(wizard.screen.contains("● The key's password differs"))
    #expect(wizard.effects.isEmpty)
    wizard.press(.enter, .down, .down)
    #expect(wizard.state.screen == .fix)
    #expect(wizard.effects.isEmpty, "not even the file that a step changes is read")
    #expect(wizard.screen.contains("+ -Dserver.ssl.key-store-password=<the new password>"))
  }

  @Test(arguments: [
    (Key.character("c"), "nothing is collected"), (.character("o"), "not read here"),
    (.escape, "no screen is before this one"), (.backspace, "no screen is before this one"),
  ])
  func `a key that would collect says why it does nothing`(key: Key, reason: String) {
    var wizard = opened()
    wizard.press(key)
    #expect(wizard.effects.isEmpty)
    #expect(wizard.screen.contains(reason))
  }

  @Test func `it is not verified, and can be written in another format`() {
    var wizard = opened()
    wizard.press(.enter, .character("v"))
    #expect(wizard.screen.contains("nothing is collected"))
    wizard.press(.character("s"), .right, .enter)
    #expect(wizard.saveOrder?.format == "json")
  }

  @Test func `it has no session, and nothing is asked or probed whatever the setup allows`() {
    var setup = Sample.setup(opened: Sample.report)
    setup.memory = Sample.memory
    setup.session = Session(answers: [Answer(question: "q", value: "a", source: "reported")])
    var wizard = WizardDriver(setup)
    wizard.press(.character("S"))
    #expect(wizard.screen.contains("This is a saved report: nothing was chosen"))
    #expect(wizard.state.overlay == nil)
    #expect(wizard.state.run?.openPoints == OpenPoints())
    #expect(wizard.effects.isEmpty)
  }

  @Test func `leaving it asks nothing`() {
    var wizard = opened()
    wizard.press(.character("q"))
    #expect(wizard.takeEffects() == [.quit])
  }

  @Test func `a report without targets and diagnoses is shown too`() {
    let wizard = opened(Sample.emptyReport(.inconclusive))
    #expect(wizard.screen.contains("[◧] not certain"))
    #expect(wizard.screen.contains("? Inconclusive"))
  }
}
