import CellGrid
import PadlockModel
import Testing

@testable import PadlockWizard

@Suite struct SearchTests {
  @Test func `a search goes through causes, evidence, checks and facts`() {
    var report = Sample.report
    report.facts = [
      ReportedFact(
        name: "keystore.type", target: Sample.target, subject: nil, state: .value(.text("JCEKS")),
        evidence: [])
    ]
    for (words, tab) in [
      ("keytool -STOREpasswd", DiagnosisTab.fix), ("cannot recover", .evidence),
      ("3 seconds ahead", .checks), ("jceks", .facts), ("help.example.com", .source),
    ] {
      var wizard = WizardDriver.at(.diagnosis, report: report)
      wizard.press(.character("/"))
      wizard.type(words)
      wizard.press(.enter)
      #expect(wizard.state.diagnosis.tab == tab)
      #expect(wizard.screen.lowercased().contains(words.prefix(12).lowercased()))
    }
  }

  @Test func `n and N go round all that was found`() throws {
    var wizard = WizardDriver.at(.diagnosis)
    wizard.press(.character("/"))
    wizard.type("agent")
    wizard.press(.enter)
    let count = try #require(wizard.state.diagnosis.search).hits.count
    #expect(count > 3)
    #expect(wizard.screen.contains("1 of \(count)"))
    wizard.press(.character("N"))
    #expect(wizard.screen.contains("\(count) of \(count)"))
    wizard.press(.character("n"), .character("n"))
    #expect(wizard.screen.contains("2 of \(count)"))
    wizard.press(.escape)
    #expect(wizard.state.screen == .diagnosis)
    #expect(wizard.state.diagnosis.search == nil)
    wizard.press(.character("n"))
    #expect(wizard.screen.contains("Nothing is searched"))
  }

  @Test func `escape while typing goes back to what was looked at`() {
    var wizard = WizardDriver.at(.diagnosis)
    wizard.press(.down)
    let before = wizard.screen
    wizard.press(.character("/"))
    wizard.type("expires")
    wizard.press(.escape)
    #expect(wizard.screen == before)
  }

  @Test func `what stands nowhere is said`() {
    var wizard = WizardDriver.at(.diagnosis)
    wizard.press(.character("/"))
    wizard.type("q?jk")
    #expect(wizard.screen.contains("nothing found"))
    wizard.press(.enter)
    #expect(wizard.screen.contains("“q?jk” stands nowhere in the report."))
  }

  @Test func `what is typed before everything can be searched is searched then`() {
    var wizard = WizardDriver.at(.diagnosis)
    let before = wizard.state.diagnosis
    wizard.holdsSearchBack = true
    wizard.press(.character("/"))
    wizard.type("cannot rec")
    #expect(wizard.screen.contains("searching…"))
    #expect(wizard.state.diagnosis == before)
    wizard.press(.enter)
    guard case .index(let id, let order) = wizard.takeEffects().last else {
      Issue.record("nothing was asked for")
      return
    }
    wizard.send(.indexed(id, SearchIndex(order)))
    #expect(wizard.state.overlay == nil)
    #expect(wizard.screen.contains("/ cannot rec: 1 of"))
    #expect(wizard.state.diagnosis.tab == .evidence)
  }

  @Test func `the pages that a search goes to are ready at this size, and look as ever`() throws {
    var wizard = WizardDriver.at(.diagnosis)
    wizard.resize(200, 60)
    wizard.press(.character("/"))
    wizard.type("agent")
    wizard.press(.enter)
    let search = try #require(wizard.state.diagnosis.search)
    let tree = try #require(wizard.state.causeTree)
    for _ in search.hits {
      let shown = wizard.state.diagnosis
      let row = try #require(shown.selection)
      let key = DiagnosisPage.Key(
        row, shown.tab, tree, ScreenLayout(wizard.size), wizard.state.glyphs)
      let ready = try #require(search.index.page(key))
      #expect(wizard.state.run?.page == ready)
      let said = tree.paragraphs(shown.tab, of: row, titles: wizard.state.titles)
      #expect(ready == DiagnosisPage(key, said, tree))
      wizard.press(.character("n"))
    }
    wizard.resize(100, 30)
    #expect(wizard.state.run?.page?.height == ScreenLayout(wizard.size).right.height - 2)
  }

  @Test func `a search that is given up asks for nothing more`() {
    var wizard = WizardDriver.at(.diagnosis)
    wizard.holdsSearchBack = true
    wizard.press(.character("/"))
    guard case .index(let id, let order) = wizard.takeEffects().last else {
      Issue.record("nothing was asked for")
      return
    }
    wizard.type("expires")
    wizard.press(.escape)
    #expect(wizard.takeEffects() == [.cancel(id)])
    let before = wizard.screen
    wizard.send(.indexed(id, SearchIndex(order)))
    #expect(wizard.screen == before)
  }
}
