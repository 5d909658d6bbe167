import CellGrid
import Testing

@testable import PadlockWizard

@Suite struct LeavingTests {
  @Test func `q quits at once while nothing would be lost`() {
    var wizard = WizardDriver.at(.target)
    _ = wizard.takeEffects()
    wizard.press(.character("q"))
    #expect(wizard.takeEffects() == [.quit])
  }

  @Test func `q gives up a collection that runs`() throws {
    var wizard = WizardDriver.at(.evidence)
    let id = try #require(wizard.collection)
    _ = wizard.takeEffects()
    wizard.press(.character("q"))
    #expect(wizard.takeEffects() == [.cancel(id), .quit])
  }

  @Test func `q asks while the report is not saved`() {
    var wizard = WizardDriver.at(.diagnosis)
    _ = wizard.takeEffects()
    wizard.press(.character("q"))
    #expect(wizard.takeEffects().isEmpty)
    #expect(wizard.screen.contains("The report has not been saved"))
    wizard.press(.escape)
    #expect(!wizard.screen.contains("The report has not been saved"))
    wizard.press(.control("c"), .control("c"))
    #expect(wizard.takeEffects() == [.quit])
  }

  @Test func `a saved report is not asked about`() throws {
    var wizard = WizardDriver.at(.diagnosis)
    wizard.press(.character("s"))
    #expect(wizard.screen.contains("padlock-report.txt"))
    wizard.press(.enter)
    let id = try #require(wizard.saves.last)
    #expect(
      wizard.effects.last
        == .save(
          id, Sample.report,
          SaveOrder(format: "text", path: "padlock-report.txt", replaces: false)))
    wizard.send(.saved(id, path: "/home/a/padlock-report.json"))
    #expect(wizard.screen.contains("Saved as /home/a/padlock-report.json"))
    _ = wizard.takeEffects()
    wizard.press(.character("q"))
    #expect(wizard.takeEffects() == [.quit])
  }

  @Test func `a report that cannot be written can be saved elsewhere`() throws {
    var wizard = WizardDriver.at(.diagnosis)
    wizard.press(.character("s"), .enter)
    wizard.send(.saveFailed(try #require(wizard.saves.last), reason: "the disk is full"))
    #expect(wizard.screen.contains("✗ Not saved: the disk is full"))
    wizard.press(.tab, .control("u"), .enter)
    #expect(wizard.screen.contains("The path is missing"))
    wizard.type("/tmp/r.json")
    wizard.press(.enter)
    #expect(wizard.saveOrder?.path == "/tmp/r.json")
  }

  @Test func `saving from the question quits once it is written`() throws {
    var wizard = WizardDriver.at(.diagnosis)
    wizard.press(.character("q"), .character("s"))
    #expect(wizard.screen.contains("Enter save and quit"))
    wizard.press(.enter)
    let id = try #require(wizard.saves.last)
    _ = wizard.takeEffects()
    wizard.send(.saved(id, path: "/home/a/padlock-report.txt"))
    #expect(wizard.takeEffects() == [.quit])
    #expect(wizard.state.savedPaths == ["/home/a/padlock-report.txt"])
  }

  @Test func `a report that came after the saving began is not saved by it`() throws {
    var wizard = WizardDriver.at(.diagnosis)
    wizard.press(.character("s"), .enter, .escape, .character("c"))
    let save = try #require(wizard.saves.last)
    wizard.answer(Sample.healthy)
    wizard.send(.saved(save, path: "padlock-report.json"))
    #expect(wizard.state.hasUnsavedReport)
  }

  @Test func `saving without a report says when there will be one`() {
    var wizard = WizardDriver.at(.target)
    wizard.press(.character("s"))
    #expect(wizard.screen.contains("There is no report to save yet"))
  }
}
