import CellGrid
import Testing

@testable import PadlockWizard

/// Paths in the form: looked up as they are typed, completed, refused with the reason, and chosen
/// from a list.
@Suite struct PathTests {
  /// A wizard in the home field of another host that is otherwise complete.
  private func atHome() -> WizardDriver {
    var wizard = WizardDriver()
    wizard.press(.end, .enter)
    wizard.type("a.example.com")
    wizard.press(.tab, .tab)
    _ = wizard.takeEffects()
    return wizard
  }

  private func home(_ wizard: WizardDriver) -> String {
    wizard.state.target.form(of: wizard.state.target.current).home.text
  }

  @Test func `a folder is looked into once, when its path is typed`() {
    var wizard = atHome()
    wizard.type("/opt/x")
    #expect(wizard.lists.map(\.folder) == ["/", "/opt"])
    #expect(wizard.effects.contains(.cancel(wizard.lists[0].id)))
    wizard.listFolders()
    wizard.type("mat")
    #expect(wizard.lists.isEmpty)
  }

  @Test func `tab completes as far as is certain, then goes to the next field`() {
    var wizard = atHome()
    wizard.type("/op")
    wizard.listFolders()
    wizard.press(.tab)
    #expect(home(wizard) == "/opt/")
    wizard.listFolders()
    #expect(wizard.screen.contains("x/  xmatters/"))
    wizard.type("xm")
    wizard.press(.tab)
    #expect(home(wizard) == "/opt/xmatters/")
    wizard.listFolders()
    wizard.press(.tab)
    #expect(home(wizard) == "/opt/xmatters/xa/")
    wizard.listFolders()
    wizard.press(.tab)
    #expect(wizard.state.target.form(of: .other).focus == .keystore)
    wizard.type("/etc/x")
    wizard.listFolders()
    wizard.press(.tab)
    #expect(wizard.state.target.form(of: .other).focus == .host, "nothing more was certain")
  }

  @Test(arguments: [
    ("/opt/nothing", "There is no nothing in /opt."), ("/nowhere/x", "/nowhere is not there."),
    ("/etc/hosts", "hosts is a file; the folder that it is in is wanted."),
  ])
  func `a home that is not there is refused with the reason`(path: String, reason: String) {
    var wizard = atHome()
    wizard.type(path)
    wizard.listFolders()
    wizard.press(.enter)
    #expect(wizard.state.screen == .target)
    #expect(wizard.rightPane.contains(reason))
  }

  @Test(arguments: [
    ("/etc/xagent", "xagent is a folder: name a file in it."),
    ("/etc/xagent/", "/etc/xagent is a folder: name a file in it."),
    ("etc/x", "The store is a whole path"),
  ])
  func `a store that is no file is refused with the reason`(path: String, reason: String) {
    var wizard = atHome()
    wizard.press(.down)
    wizard.type(path)
    wizard.listFolders()
    wizard.press(.enter)
    #expect(wizard.state.screen == .target)
    #expect(wizard.rightPane.contains(reason))
  }

  @Test(arguments: ["/opt/xmatters", "/opt/", "/root/xa", "C:\\xa"])
  func `what is there, or cannot be told, is taken`(path: String) {
    var wizard = atHome()
    wizard.type(path)
    wizard.listFolders()
    wizard.press(.enter)
    #expect(wizard.state.screen == .symptom)
  }

  @Test func `enter before the folder was looked into waits for it`() {
    var wizard = atHome()
    wizard.type("/opt/xmatters")
    wizard.press(.enter)
    #expect(wizard.state.screen == .target)
    #expect(wizard.screen.contains("Looking whether the path is there"))
    wizard.listFolders()
    #expect(wizard.state.screen == .symptom)

    wizard = atHome()
    wizard.type("/opt/nothing")
    wizard.press(.enter)
    wizard.listFolders()
    #expect(wizard.state.screen == .target)
    #expect(wizard.rightPane.contains("There is no nothing in /opt."))
  }

  @Test func `a listing that comes late, for another folder, is not taken`() {
    var wizard = atHome()
    wizard.type("/opt/x")
    let late = wizard.lists[1].id
    wizard.press(.control("u"))
    wizard.type("/etc/")
    wizard.send(.listed(late, Sample.listing("/opt")))
    #expect(wizard.state.target.form(of: .other).folders[.home] == nil)
  }

  @Test func `a detected target's paths are looked up among its own files`() throws {
    var wizard = WizardDriver()
    wizard.press(.character("e"))
    let list = try #require(wizard.lists.first)
    #expect(list.folder == "/opt/xmatters")
    #expect(list.target == "xagent-1")
  }

  @Test func `a file is chosen from a list, folders first, filtered by what is typed`() {
    var wizard = atHome()
    wizard.press(.down, .control("o"))
    wizard.listFolders()
    wizard.type("et")
    wizard.press(.enter)
    #expect(wizard.lists.map(\.folder) == ["/etc"])
    wizard.listFolders()
    let names = wizard.screen.split(separator: "\n").map(String.init)
    #expect(names.firstIndex { $0.contains("xivo/") }! < names.firstIndex { $0.contains("hosts") }!)
    #expect(!wizard.screen.contains(".pwd.lock"))
    wizard.press(.control("t"))
    #expect(wizard.screen.contains(".pwd.lock"))
    wizard.type("AGE")
    #expect(!wizard.screen.contains("hosts"))
    wizard.press(.enter)
    wizard.listFolders()
    wizard.press(.down, .enter)
    #expect(wizard.state.target.form(of: .other).keystore.text == "/etc/xagent/agent.jks")
    #expect(wizard.state.overlay == nil)
  }

  @Test func `backspace goes up and chooses the folder that was left, escape shows all again`() {
    var wizard = atHome()
    wizard.type("/etc/xagent/")
    wizard.listFolders()
    wizard.press(.control("o"))
    wizard.listFolders()
    #expect(wizard.screen.contains("take this folder"))
    wizard.press(.backspace)
    wizard.listFolders()
    wizard.press(.right)
    wizard.listFolders()
    wizard.type("zzz")
    #expect(wizard.screen.contains("Nothing here has that in its name."))
    wizard.press(.escape)
    #expect(wizard.screen.contains("old/"))
    wizard.press(.home, .enter)
    #expect(home(wizard) == "/etc/xagent")
  }

  @Test func `a folder that cannot be looked into says why, and leads back`() {
    var wizard = atHome()
    wizard.type("/root/")
    wizard.listFolders()
    wizard.press(.control("o"))
    wizard.listFolders()
    #expect(wizard.screen.contains("/root cannot be looked into: this user may not read it."))
    wizard.press(.enter)
    wizard.listFolders()
    #expect(wizard.screen.contains("opt/"))
  }

  @Test func `a ticket's folder is searched, and what is in it is listed and chosen`() throws {
    var wizard = WizardDriver()
    wizard.press(.end, .up, .enter)
    wizard.listFolders()
    _ = wizard.takeEffects()
    wizard.type("opt")
    wizard.press(.enter)
    wizard.listFolders()
    wizard.press(.enter)
    guard case .detect(let id, "/opt") = try #require(wizard.takeEffects().last) else {
      Issue.record("nothing is looked for in the folder")
      return
    }
    #expect(wizard.screen.contains("Looking for products in /opt…"))
    var copy = Sample.agent
    (copy.id, copy.tree, copy.mayBeAsked) = ("xagent in /opt", "/opt", false)
    wizard.send(.detected(id, [copy]))
    #expect(wizard.probes.isEmpty)
    #expect(wizard.state.target.chosen?.tree == "/opt")
    #expect(wizard.rightPane.contains("not checked whether it listens: its machine is not"))
    wizard.press(.enter)
    #expect(wizard.state.screen == .symptom)
  }

  @Test func `an archive is chosen as it came, and why it cannot be read is said`() throws {
    var wizard = WizardDriver()
    wizard.press(.end, .up, .enter)
    wizard.listFolders()
    wizard.type("etc")
    wizard.press(.enter)
    wizard.listFolders()
    #expect(wizard.screen.contains("Choose a folder or an archive"))
    wizard.type("hosts")
    #expect(wizard.screen.contains("Enter take"))
    _ = wizard.takeEffects()
    wizard.press(.enter)
    guard case .detect(let id, "/etc/hosts") = try #require(wizard.takeEffects().last) else {
      Issue.record("nothing is looked for in the archive")
      return
    }
    wizard.send(.failed(id, reason: "/etc/hosts is no archive that can be read."))
    #expect(wizard.screen.contains("/etc/hosts is no archive that can be read."))
    #expect(!wizard.screen.contains("Looking for products in"))
  }

  @Test func `why a ticket cannot be read is said in full, and stays where it was chosen`() {
    var wizard = SampleState.ticketFailed.wizard(.unicode, GridSize(columns: 80, rows: 24))
    #expect(wizard.words.contains(Sample.ticketProblem))
    wizard.press(.character("?"), .escape)
    #expect(wizard.rightPane.contains("✗ \(Sample.ticketProblem)"))
    wizard.press(.enter)
    wizard.listFolders()
    wizard.press(.enter)
    #expect(wizard.screen.contains("Looking for products in"))
    #expect(!wizard.rightPane.contains("no archive"), "another try is another answer")
  }

  @Test func `a ticket with nothing in it says so`() throws {
    var wizard = WizardDriver()
    wizard.press(.end, .up, .enter)
    wizard.listFolders()
    _ = wizard.takeEffects()
    wizard.press(.enter)
    guard case .detect(let id, "/") = try #require(wizard.takeEffects().last) else {
      Issue.record("nothing is looked for in the folder")
      return
    }
    wizard.send(.detected(id, []))
    #expect(wizard.screen.contains("Nothing that Padlock knows is in /."))
  }
}
