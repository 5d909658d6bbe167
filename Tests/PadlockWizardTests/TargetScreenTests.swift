import CellGrid
import Testing

@testable import PadlockWizard

@Suite struct TargetScreenTests {
  @Test func `without given targets the wizard detects them and asks their ports`() throws {
    var wizard = WizardDriver(Sample.setup(targets: nil))
    #expect(wizard.screen.contains("Looking for installed products"))
    guard case .detect(let id, nil) = try #require(wizard.takeEffects().first) else {
      Issue.record("the first effect is not the detection")
      return
    }
    wizard.send(.detected(id, [Sample.agent]))
    let probe = try #require(wizard.probes.first)
    #expect(wizard.effects == [.probe(probe, host: "agent01.example.com", port: 8081)])
    wizard.send(.liveness(probe, true))
    #expect(wizard.screen.contains("● xMatters Agent"))
    #expect(wizard.screen.contains("port 8081: listening"))
  }

  @Test func `a closed port is said in words`() throws {
    #expect(WizardDriver.at(.target).screen.contains("port 8081: not listening"))
  }

  @Test(arguments: [
    ("", "443", "", "The host is missing"),
    ("https://a.example.com/x", "443", "", "Only the host goes here"),
    ("a b", "443", "", "A host name has no spaces"),
    ("a", "", "", "The port is missing"),
    ("a", "0", "", "0 is no port"),
    ("a", "65536", "", "65536 is no port"),
    ("a", "99999999999999999999", "", "is no port"),
    ("a", "-1", "", "-1 is no port"),
    ("a", "443", "opt/x", "The home is a whole path"),
  ])
  func `wrong input is refused in place, with the reason`(
    host: String, port: String, home: String, reason: String
  ) {
    var wizard = WizardDriver()
    wizard.press(.end, .enter)
    fill(&wizard, host, port, home)
    wizard.press(.enter)
    #expect(wizard.state.screen == .target)
    #expect(wizard.screen.contains(reason))
  }

  @Test(arguments: ["", "/opt/x", "C:\\Program Files\\xa", "d:/xa", "\\\\server\\share"])
  func `another host is taken with any whole path as its home`(home: String) {
    var wizard = WizardDriver()
    wizard.press(.end, .enter)
    fill(&wizard, " ::1 ", "65535", home)
    wizard.listFolders()
    wizard.press(.enter)
    #expect(wizard.state.screen == .symptom)
    #expect(wizard.state.target.chosen?.place == "[::1]:65535")
    #expect(wizard.state.target.chosen?.home == (home.isEmpty ? nil : home))
  }

  @Test func `what was typed stays when the fields are left`() {
    var wizard = WizardDriver()
    wizard.press(.end, .enter)
    wizard.type("other.example.com")
    wizard.press(.escape, .up, .down, .enter)
    #expect(wizard.screen.contains("other.example.com"))
  }

  @Test func `what was detected can be changed, and its port is asked again`() throws {
    var wizard = WizardDriver()
    let first = try #require(wizard.probes.first)
    _ = wizard.takeEffects()
    wizard.press(.character("e"), .tab, .control("u"))
    wizard.type("9443")
    wizard.listFolders()
    wizard.press(.enter)
    let second = try #require(wizard.probes.last)
    #expect(
      wizard.takeEffects()
        == [.cancel(first), .probe(second, host: "agent01.example.com", port: 9443)])
    wizard.press(.escape, .escape)
    #expect(wizard.screen.contains("You changed what was detected."))
    wizard.send(.liveness(first, true))
    #expect(wizard.screen.contains("port 9443: asking"))
  }

  @Test func `letters go into a field, not to the keys`() {
    var wizard = WizardDriver()
    wizard.press(.end, .enter)
    wizard.type("hjklqs?")
    #expect(wizard.state.target.form(of: .other).host.text == "hjklqs?")
    #expect(wizard.takeEffects().contains(.quit) == false)
  }

  @Test func `backspace on the first screen says why it does nothing`() {
    var wizard = WizardDriver()
    wizard.press(.backspace)
    #expect(wizard.screen.contains("This is the first screen"))
  }

  @Test func `a click chooses a target`() {
    var wizard = WizardDriver()
    wizard.press(.mouse(x: 5, y: 5, .press))
    #expect(wizard.state.target.chosen?.product == "xivo")
  }

  private func fill(_ wizard: inout WizardDriver, _ host: String, _ port: String, _ home: String) {
    for text in [host, port, home] {
      wizard.press(.control("u"))
      wizard.type(text)
      wizard.press(.tab)
    }
  }

  @Test func `enter pressed before anything is found goes on with what is found`() throws {
    var wizard = WizardDriver(Sample.setup(targets: nil))
    guard case .detect(let id, nil) = try #require(wizard.effects.last) else {
      Issue.record("nothing is looked for")
      return
    }
    wizard.press(.enter)
    #expect(wizard.state.screen == .target && !wizard.state.target.formIsOpen)
    wizard.send(.detected(id, [Sample.agent]))
    #expect(wizard.state.screen == .symptom)
    #expect(wizard.state.target.chosen?.product == "xagent")
  }
}
