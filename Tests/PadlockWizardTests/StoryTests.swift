import CellGrid
import PadlockModel
import Testing

@testable import PadlockWizard

@Suite struct StoryTests {
  @Test func `a demo goes from its target to the diagnosis`() {
    var wizard = WizardDriver(Sample.setup(targets: [Sample.agent]))
    #expect(wizard.screen.contains("xMatters Agent · agent01.example.com:8081"))
    wizard.press(.enter)
    #expect(wizard.state.screen == .symptom)
    wizard.press(.enter)
    #expect(wizard.state.screen == .evidence)
    wizard.collectHalf()
    #expect(wizard.screen.contains("waiting for the connection to port 8081"))
    #expect(wizard.screen.contains("33%"))
    wizard.answer()
    #expect(wizard.screen.contains("9 checks, 3 failed, 1 with a warning"))
    wizard.press(.enter)
    #expect(wizard.screen.contains("● The key's password differs"))
    #expect(wizard.screen.contains("↳ The agent does not start"))
    #expect(wizard.screen.contains("error, confirmed"))
  }

  @Test func `going back to the first screen and forward again loses nothing`() {
    var wizard = WizardDriver.at(.symptom)
    wizard.press(.down, .down, .enter)
    wizard.answer()
    wizard.press(.enter, .down, .tab, .right)
    let diagnosis = wizard.screen
    _ = wizard.takeEffects()
    wizard.press(.backspace, .backspace, .escape, .escape)
    #expect(wizard.state.screen == .target)
    wizard.press(.enter, .enter, .enter)
    #expect(wizard.screen == diagnosis)
    #expect(wizard.takeEffects().isEmpty)
  }

  @Test func `another symptom starts another collection`() throws {
    var wizard = WizardDriver.at(.evidence)
    let first = try #require(wizard.collection)
    wizard.press(.backspace, .down, .enter)
    let second = try #require(wizard.collection)
    #expect(second != first)
    #expect(wizard.effects.contains(.cancel(first)))
  }

  @Test func `leaving a running collection and coming back finds it running`() {
    var wizard = WizardDriver.at(.evidence)
    _ = wizard.takeEffects()
    wizard.press(.backspace)
    #expect(wizard.state.screen == .symptom)
    wizard.press(.enter)
    #expect(wizard.takeEffects().isEmpty)
    #expect(wizard.screen.contains("waiting for the connection to port 8081"))
  }

  @Test func `the order names the target and the words`() {
    var wizard = WizardDriver.at(.symptom)
    wizard.press(.paste("It does not work.\nCannot recover key\n"), .enter)
    let orders = wizard.takeEffects().compactMap { effect in
      if case .collect(_, let order) = effect { order } else { nil }
    }
    #expect(orders.map(\.symptom) == [.words("It does not work.\nCannot recover key\n")])
    #expect(orders.first?.target.product == "xagent")
    #expect(orders.first?.target.home == "/opt/xmatters/xa")
  }

  @Test func `healthy and inconclusive have a sentence of their own`() {
    let healthy = WizardDriver.at(.diagnosis, report: Sample.healthy)
    #expect(healthy.screen.contains("✓ Healthy"))
    #expect(healthy.screen.contains("No error was found; one remark stands"))
    let open = WizardDriver.at(.diagnosis, report: Sample.inconclusive)
    #expect(open.screen.contains("? Inconclusive"))
    #expect(open.screen.contains("The agent's port: left out by choice"))
    #expect(open.screen.contains("Run again without --no-probe."))
  }

  @Test func `a resize to less than 80 by 24 says so and keeps everything`() {
    var wizard = WizardDriver.at(.diagnosis)
    let before = wizard.screen
    wizard.resize(60, 20)
    #expect(wizard.screen.contains("at least 80 columns"))
    #expect(!wizard.screen.contains("password"))
    wizard.press(.down, .enter, .character("q"), .mouse(x: 1, y: 1, .press))
    wizard.resize(80, 24)
    #expect(wizard.screen == before)
    wizard.resize(132, 43)
    #expect(wizard.screen.contains("● The key's password differs"))
    #expect(!before.contains("agent-2026-11-20.log:2213"))
    #expect(wizard.screen.contains("agent-2026-11-20.log:2213"))
  }
}
