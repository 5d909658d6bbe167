import CellGrid
import PadlockModel
import Testing

@testable import PadlockWizard

@Suite struct ReportScreenTests {
  @Test func `the report is shown as it will be, and saved where the screen says`() throws {
    var wizard = WizardDriver.at(.report)
    #expect(wizard.screen.contains("Line 1 of the report"))
    wizard.press(.pageDown)
    #expect(!wizard.screen.contains("Line 1 of the report"))
    wizard.press(.enter)
    wizard.send(.saved(try #require(wizard.saves.last), path: "/home/a/padlock-report.txt"))
    #expect(wizard.screen.contains("✓ Saved as /home/a/padlock-report.txt"))
    wizard.press(.escape)
    #expect(wizard.state.screen == .diagnosis, "the way back leads to where the user came from")
  }

  @Test func `another format has another preview and another ending`() throws {
    var wizard = WizardDriver.at(.report)
    wizard.press(.right)
    guard case .render(_, _, let format, _) = try #require(wizard.effects.last) else {
      Issue.record("no preview is made")
      return
    }
    #expect(format == "json")
    #expect(wizard.screen.contains("padlock-report.json"))
    wizard.press(.enter)
    #expect(
      wizard.saveOrder
        == SaveOrder(format: "json", path: "padlock-report.json", replaces: false))
  }

  @Test func `a file that is there is replaced only when asked again`() throws {
    var wizard = WizardDriver.at(.report)
    wizard.press(.enter)
    wizard.send(.fileExists(try #require(wizard.saves.last), path: "/home/a/padlock-report.txt"))
    #expect(wizard.screen.contains("is there already"))
    #expect(wizard.screen.contains("Enter replace the file"))
    wizard.press(.enter)
    #expect(wizard.saveOrder?.replaces == true)
  }

  @Test func `another name after that replaces nothing`() throws {
    var wizard = WizardDriver.at(.report)
    wizard.press(.enter)
    wizard.send(.fileExists(try #require(wizard.saves.last), path: "/home/a/padlock-report.txt"))
    wizard.press(.tab)
    wizard.type("2")
    wizard.press(.enter)
    #expect(
      wizard.saveOrder
        == SaveOrder(format: "text", path: "padlock-report.txt2", replaces: false))
  }

  @Test func `letters go into the place, and escape leaves it`() {
    var wizard = WizardDriver.at(.report)
    wizard.press(.tab, .control("u"))
    wizard.type("~/q?s/r.txt")
    #expect(wizard.screen.contains("~/q?s/r.txt"))
    wizard.press(.escape)
    #expect(wizard.state.screen == .report)
    wizard.press(.escape)
    #expect(wizard.state.screen == .diagnosis)
  }

  @Test func `a preview that would hold a secret is not shown, and says so`() throws {
    var wizard = WizardDriver.at(.diagnosis)
    wizard.press(.character("s"))
    wizard.send(.failed(try #require(wizard.previews.last), reason: "it would hold a secret"))
    #expect(wizard.screen.contains("It cannot be shown: it would hold a secret"))
  }

  @Test func `after a fix the report says that it is from before`() {
    var wizard = WizardDriver.at(.fix)
    wizard.press(.character("v"))
    wizard.answerVerification(.yes)
    wizard.press(.character("s"))
    #expect(wizard.state.screen == .report)
    #expect(wizard.screen.contains("what was found before the fix; c checks again"))
    wizard.press(.character("c"))
    #expect(wizard.state.screen == .evidence)
    wizard.answer(Sample.healthy)
    wizard.press(.character("s"))
    #expect(!wizard.screen.contains("before the fix"))
  }
}
