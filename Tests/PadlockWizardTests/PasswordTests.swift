import CellGrid
import PadlockModel
import Testing

@testable import PadlockWizard

/// A password that stands nowhere: typed unseen, tried, used, and never kept.
@Suite struct PasswordTests {
  private func prompted() throws -> WizardDriver {
    var wizard = WizardDriver.at(.evidence)
    let id = try #require(wizard.collection)
    wizard.send(.reportReady(id, Sample.report, OpenPoints(passwords: [Sample.keystore])))
    _ = wizard.takeEffects()
    wizard.press(.down, .enter)
    return wizard
  }

  private func tried(_ wizard: inout WizardDriver) throws -> (EffectID, Secret) {
    let effects = wizard.takeEffects()
    guard case .tryPassword(let id, let secret, Sample.keystore) = effects.last else {
      throw Missing()
    }
    return (id, secret)
  }

  private struct Missing: Error {}

  @Test func `what is typed is not shown, not even its length`() throws {
    var wizard = try prompted()
    #expect(wizard.screen.contains("The password of /etc/xagent/agent.jks"))
    wizard.type("s")
    let short = wizard.screen
    wizard.type("ecret-q?s")
    wizard.press(.paste("hunter2\n"))
    #expect(wizard.screen == short)
    #expect(!short.contains("s ") || !String(describing: wizard.state).contains("ecret-q"))
    var dumped = ""
    dump(wizard.state, to: &dumped)
    #expect(!dumped.contains("ecret-q") && !dumped.contains("hunter2"))
    wizard.press(.enter)
    let secret = try tried(&wizard).1
    #expect(secret == Secret("secret-q?shunter2"))
  }

  @Test func `backspace takes one character away, and control-U all`() throws {
    var wizard = try prompted()
    wizard.type("abü")
    wizard.press(.backspace, .enter)
    #expect(try tried(&wizard).1 == Secret("ab"))
    wizard = try prompted()
    wizard.type("ab")
    wizard.press(.control("u"), .enter)
    #expect(wizard.takeEffects().isEmpty)
    #expect(wizard.screen.contains("Nothing was typed yet."))
  }

  @Test func `a password that does not open is asked for again and forgotten`() throws {
    var wizard = try prompted()
    wizard.type("wrong")
    wizard.press(.enter)
    let trial = try tried(&wizard).0
    #expect(wizard.screen.contains("Trying…"))
    wizard.send(.passwordTried(trial, opens: false))
    #expect(wizard.screen.contains("It does not open with this password; type another."))
    wizard.press(.enter)
    #expect(wizard.takeEffects().isEmpty)
    wizard.type("right")
    wizard.press(.enter)
    let second = try tried(&wizard)
    #expect(second.1 == Secret("right"))
    wizard.send(.passwordTried(second.0, opens: true))
    #expect(wizard.collection != nil)
    #expect(!wizard.screen.contains("Password"))
    #expect(wizard.screen.contains("The keystore opens; everything is looked at again."))
  }

  @Test func `escape leaves it, and what is tried then changes nothing`() throws {
    var wizard = try prompted()
    wizard.type("right")
    wizard.press(.enter)
    let trial = try tried(&wizard).0
    wizard.press(.escape)
    wizard.send(.passwordTried(trial, opens: true))
    #expect(wizard.takeEffects().isEmpty)
    #expect(wizard.screen.contains("A password is needed"))
  }
}
