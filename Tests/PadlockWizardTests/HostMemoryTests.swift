import CellGrid
import Testing

@testable import PadlockWizard

/// Hosts that were named before: shown, remembered, forgotten, or not remembered at all.
@Suite struct HostMemoryTests {
  private func wizard(_ memory: HostMemory = Sample.memory) -> WizardDriver {
    var setup = Sample.setup(targets: [])
    setup.memory = memory
    return WizardDriver(setup)
  }

  private func remembered(_ wizard: inout WizardDriver) -> [HostMemory] {
    wizard.takeEffects().compactMap { effect in
      if case .remember(_, let memory) = effect { memory } else { nil }
    }
  }

  @Test func `hosts that were named before are listed, and asked once they are chosen`() {
    var wizard = wizard()
    #expect(wizard.screen.contains("agent07.example.com:8443"))
    #expect(wizard.screen.contains("[::1]:443"))
    #expect(wizard.probes.count == 1)
    wizard.send(.liveness(wizard.probes[0], true))
    #expect(wizard.screen.contains("port 8443: listening"))
    wizard.press(.down, .up, .down)
    #expect(wizard.probes.count == 2)
    wizard.press(.up, .enter, .enter)
    #expect(wizard.state.run?.order.target.host == "agent07.example.com")
    #expect(wizard.state.run?.order.target.detected == nil)
  }

  @Test func `another host is remembered once it is gone on with, the newest first`() {
    var wizard = wizard()
    wizard.press(.end, .enter)
    wizard.type("new.example.com")
    #expect(remembered(&wizard).isEmpty)
    wizard.press(.enter)
    let hosts = remembered(&wizard).map(\.hosts)
    #expect(hosts.first?.first == .init(host: "new.example.com", port: 443))
    #expect(hosts.first?.count == 3)
    wizard.press(.escape, .escape, .enter)
    #expect(wizard.takeEffects().isEmpty, "nothing changed")
  }

  @Test func `where no connection may be opened, none is asked whether it listens`() {
    var setup = Sample.setup()
    setup.memory = Sample.memory
    setup.mayProbe = false
    var wizard = WizardDriver(setup)
    wizard.press(.down, .down)
    #expect(wizard.probes.isEmpty)
    #expect(wizard.rightPane.contains("not checked whether it listens"))
  }

  @Test func `what is detected is not remembered`() {
    var wizard = WizardDriver()
    wizard.press(.enter)
    #expect(remembered(&wizard).isEmpty)
  }

  @Test func `a host can be forgotten`() {
    var wizard = wizard()
    wizard.press(.down, .delete)
    #expect(remembered(&wizard).map { $0.hosts.map(\.host) } == [["agent07.example.com"]])
    #expect(!wizard.screen.contains("::1"))
  }

  @Test func `remembering can be switched off, which forgets all and is said`() {
    var wizard = wizard()
    wizard.press(.end)
    #expect(wizard.rightPane.contains("are remembered: names and ports, nothing else"))
    wizard.press(.character("m"))
    #expect(remembered(&wizard) == [HostMemory(mode: .off)])
    #expect(wizard.rightPane.contains("are not remembered; m changes that."))
    wizard.press(.enter)
    wizard.type("new.example.com")
    wizard.press(.enter)
    #expect(remembered(&wizard).isEmpty)
  }

  @Test func `a run that is told not to remember says so and does not`() {
    var wizard = wizard(HostMemory(hosts: Sample.memory.hosts, mode: .offForNow))
    #expect(!wizard.screen.contains("agent07"))
    #expect(wizard.rightPane.contains("not remembered in this run"))
    wizard.press(.character("m"))
    #expect(wizard.takeEffects().isEmpty)
    #expect(wizard.screen.contains("This run was told not to remember hosts."))
  }

  @Test func `what was remembered and cannot be read is said, and so is what is not written`()
    throws
  {
    var wizard = wizard(HostMemory(problem: "The remembered hosts are left out: it is odd."))
    #expect(wizard.screen.contains("The remembered hosts are left out: it is odd."))
    wizard.press(.character("m"))
    guard case .remember(let id, _) = try #require(wizard.takeEffects().last) else {
      Issue.record("nothing is written")
      return
    }
    wizard.send(.remembered(id, problem: "The disk is full."))
    #expect(wizard.screen.contains("The disk is full."))
  }

  @Test func `no more hosts are remembered than fit a list`() {
    var memory = HostMemory()
    for port in 1...50 { memory.remember(.init(host: "a", port: port)) }
    #expect(memory.hosts.count == HostMemory.limit)
    #expect(memory.hosts.first?.port == 50)
  }
}
