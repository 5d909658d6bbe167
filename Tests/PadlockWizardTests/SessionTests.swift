import CellGrid
import PadlockModel
import Testing

@testable import PadlockWizard

/// What was chosen and answered, saved and gone on with.
@Suite struct SessionTests {
  private func saved(_ wizard: inout WizardDriver) throws -> (EffectID, Session, String) {
    guard case .saveSession(let id, let session, let path) = try #require(wizard.takeEffects().last)
    else { throw Missing() }
    return (id, session, path)
  }

  private struct Missing: Error {}

  @Test func `a session holds the target, the symptom and the answers`() throws {
    var wizard = WizardDriver.at(.symptom)
    wizard.press(.down, .down, .enter)
    wizard.answer(openPoints: OpenPoints(question: Sample.restarted))
    wizard.press(.down, .enter, .character("S"))
    #expect(wizard.screen.contains("Save the session"))
    wizard.press(.enter)
    let (id, session, path) = try saved(&wizard)
    #expect(path == "padlock-session.yml")
    #expect(
      session
        == Session(
          target: .init(
            product: "xagent", host: "agent01.example.com", port: 8081, home: "/opt/xmatters/xa"),
          symptom: "key-password-differs",
          answers: [Answer(question: "restarted", value: "yes", source: "reported")]))
    wizard.send(.sessionSaved(id, path: "/home/a/padlock-session.yml", problem: nil))
    #expect(wizard.screen.contains("go on with: padlock --answers /home/a/padlock-session.yml"))
    #expect(wizard.state.hasUnsavedReport, "the report itself was not saved")
  }

  @Test func `a session that is not saved says why, and another name can be given`() throws {
    var wizard = WizardDriver()
    wizard.press(.character("S"), .control("u"), .enter)
    #expect(wizard.screen.contains("The path is missing"))
    wizard.type("/root/s.yml")
    wizard.press(.enter)
    let (id, _, path) = try saved(&wizard)
    #expect(path == "/root/s.yml")
    wizard.send(.sessionSaved(id, path: path, problem: "this user may not write it"))
    #expect(wizard.screen.contains("✗ this user may not write it"))
    wizard.press(.escape)
    #expect(wizard.state.overlay == nil)
  }

  @Test func `a host that nobody named is left to the files that it follows from`() throws {
    var copy = Sample.xivo
    (copy.tree, copy.isHostGuessed) = ("/tmp/ticket", true)
    var wizard = WizardDriver(Sample.setup(targets: [copy]))
    wizard.press(.character("S"), .enter)
    let session = try saved(&wizard).1
    #expect(
      session.target == .init(product: "xivo", home: "/etc/xivo", root: "/tmp/ticket"))
  }

  @Test func `a session is gone on with: its symptom is chosen and its answers hold`() {
    var setup = Sample.setup()
    setup.session = Session(
      symptom: "connection-refused",
      answers: [Answer(question: "restarted", value: "no", source: "s.yml", line: 7)])
    var wizard = WizardDriver(setup)
    wizard.press(.enter, .enter)
    let order = wizard.state.run?.order
    #expect(order?.symptom == .known("connection-refused"))
    #expect(order?.answers == setup.session.answers)
  }

  @Test(arguments: ["Cannot recover key", "Dear support,\nCannot recover key\n"])
  func `the user's own words come back`(words: String) {
    var setup = Sample.setup()
    setup.session = Session(words: words)
    var wizard = WizardDriver(setup)
    #expect(wizard.recognitions.count == 1)
    wizard.press(.enter, .enter)
    #expect(wizard.state.run?.order.symptom == .words(words))
    #expect(wizard.state.session.words == words)
  }

  @Test func `what ends with the run cannot be gone on with, and the key says so`() {
    var setup = Sample.setup()
    setup.canResume = false
    var wizard = WizardDriver(setup)
    wizard.press(.character("S"))
    #expect(wizard.screen.contains("This target ends with the run"))
  }
}
