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
    var wizard = WizardDriver.at(.evidence)
    wizard.holdsSearchBack = true
    wizard.answer()
    wizard.press(.enter)
    let before = wizard.state.diagnosis
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
      let ready = try #require(wizard.state.index?.page(key))
      #expect(wizard.state.run?.page == ready)
      let said = tree.paragraphs(shown.tab, of: row, titles: wizard.state.titles)
      #expect(ready == DiagnosisPage(key, said, tree))
      wizard.press(.character("n"))
    }
    wizard.resize(100, 30)
    #expect(wizard.state.run?.page?.height == ScreenLayout(wizard.size).right.height - 2)
  }

  @Test func `all pages are ready before a key asks for one, and again at another size`() throws {
    var wizard = WizardDriver.at(.evidence)
    wizard.holdsSearchBack = true
    wizard.answer()
    wizard.press(.enter)
    #expect(wizard.indexings.count == 1, "as soon as one is shown")
    wizard.press(.down, .right, .character("/"), .escape)
    #expect(wizard.indexings.count == 1, "once")
    wizard.resize(132, 43)
    #expect(wizard.indexings.count == 2)
    for (id, order) in wizard.indexings { wizard.send(.indexed(id, SearchIndex(order))) }
    let made = try #require(wizard.state.index)
    #expect(made == wizard.indexings.last.map { SearchIndex($0.order) }, "what is late is dropped")
    wizard.press(.enter, .character("v"))
    wizard.answerVerification(.yes)
    wizard.press(.escape)
    #expect(wizard.indexings.count == 3, "the page of what is fixed says so")
    #expect(wizard.state.index == nil)
  }

  @Test func `each letter looks only where the ones before were, and finds the same`() throws {
    let wizard = WizardDriver.at(.diagnosis)
    let index = try #require(wizard.state.index)
    let row = try #require(wizard.state.diagnosis.selection)
    for words in ["agent", "Keystore's password", "12 days", "q?jk", "é", "ß"] {
      var found: SearchResult?
      var typed = ""
      for letter in words {
        typed.append(letter)
        found = index.find(typed, from: row, in: found)
        #expect(found?.hits == index.find(typed, from: row, in: nil).hits)
      }
      #expect(
        index.find("age", from: row, in: found).hits == index.find("age", from: row, in: nil).hits)
    }
  }

  @Test func `what is looked at comes first in what is found`() throws {
    let wizard = WizardDriver.at(.diagnosis)
    let index = try #require(wizard.state.index)
    let rows = try #require(wizard.state.causeTree).rows.map(\.row)
    let all = index.find("agent", from: nil, in: nil).hits
    for row in rows {
      let hits = index.find("agent", from: row, in: nil).hits
      #expect(Set(hits) == Set(all))
      let own = all.filter { $0.row == row }
      #expect(Array(hits.prefix(own.count)) == own)
    }
  }

  @Test func `a search that is given up leaves nothing behind`() throws {
    var wizard = WizardDriver.at(.evidence)
    wizard.holdsSearchBack = true
    wizard.answer()
    wizard.press(.enter)
    let before = wizard.screen
    wizard.press(.character("/"))
    wizard.type("expires")
    wizard.press(.escape)
    #expect(wizard.screen == before)
    let (id, order) = try #require(wizard.indexings.last)
    wizard.send(.indexed(id, SearchIndex(order)))
    #expect(wizard.screen == before)
  }
}
