import CellGrid
import PadlockModel
import Testing

@testable import PadlockWizard

@Suite struct SymptomScreenTests {
  @Test func `the first choice is to check everything`() {
    var wizard = WizardDriver.at(.symptom)
    #expect(wizard.screen.contains("I don't know: check everything"))
    wizard.press(.enter)
    #expect(wizard.state.run?.order.symptom == .everything)
  }

  @Test func `typing filters the list, and what was typed stays what is reported`() throws {
    var wizard = WizardDriver.at(.symptom)
    wizard.type("recover")
    #expect(wizard.screen.contains("The key cannot be recovered"))
    #expect(!wizard.screen.contains("The record is too long"))
    wizard.send(.recognised(try #require(wizard.recognitions.last), Explanation()))
    #expect(wizard.rightPane.contains("↓ chooses the symptom that has these words."))
    wizard.press(.enter)
    #expect(wizard.state.run?.order.symptom == .words("recover"))
  }

  @Test func `a symptom of the list is reported as chosen`() {
    var wizard = WizardDriver.at(.symptom)
    wizard.type("recover")
    wizard.press(.down, .enter)
    #expect(wizard.state.run?.order.symptom == .known("key-password-differs"))
  }

  @Test func `a kind of a symptom is found under it, and has no line of its own`() {
    var wizard = WizardDriver.at(.symptom)
    #expect(!wizard.screen.contains("A password has bad padding"))
    wizard.type("final block")
    wizard.press(.down)
    #expect(wizard.state.symptom.current(Sample.symptomList) == .known("key-password-differs"))
    #expect(wizard.rightPane.contains("- A password has bad padding"))
  }

  @Test func `symptoms stand below the name of their topic`() {
    let rows = Sample.symptomList.rows(with: "")
    #expect(
      rows == [
        .topic("TLS"), .choice(.known("record-too-long")), .topic("Java keystores"),
        .choice(.known("key-password-differs")), .topic("Service files"),
        .choice(.known("connection-refused")),
      ])
    #expect(Sample.symptomList.listed(for: "bad-padding") == "key-password-differs")
    #expect(Sample.symptomList.listed(for: "never heard of") == "never heard of")
  }

  @Test func `words that no symptom has are kept as they are`() {
    var wizard = WizardDriver.at(.symptom)
    wizard.type("it smells")
    wizard.press(.enter)
    #expect(wizard.state.run?.order.symptom == .words("it smells"))
  }

  @Test func `a pasted ticket shows what is recognised, by whom and on which side`() throws {
    var wizard = WizardDriver.at(.symptom)
    wizard.press(.paste("Dear support,\n> Cannot recover key\nregards"))
    let id = try #require(wizard.recognitions.last)
    #expect(
      wizard.effects.contains(
        .recognise(id, text: "Dear support,\n> Cannot recover key\nregards")))
    wizard.send(.recognised(id, Sample.recognised))
    #expect(wizard.screen.contains("The text I pasted: 1"))
    #expect(wizard.screen.contains("✓ The key cannot be recovered"))
    #expect(wizard.screen.contains("Printed by Java, on the server"))
    wizard.press(.tab, .end)
    #expect(wizard.screen.contains("Most likely: The key's password"))
  }

  @Test func `a password in a ticket is not shown`() throws {
    var wizard = WizardDriver.at(.symptom)
    let line = "-Dserver.ssl.key-store-password=Hunter2Secret Cannot recover key"
    wizard.press(.paste("\(line)\nkeytool -storepass Hunter2Secret\n"))
    let id = try #require(wizard.recognitions.last)
    var recognised = Sample.recognised
    recognised.matches[0].excerpt = line
    wizard.send(.recognised(id, recognised))
    #expect(wizard.screen.contains("key-store-password"))
    #expect(!wizard.screen.contains("Hunter2"))
  }

  @Test func `a recognition of older words is dropped`() throws {
    var wizard = WizardDriver.at(.symptom)
    wizard.type("xy")
    let ids = wizard.recognitions
    try #require(ids.count == 2)
    #expect(wizard.effects.contains(.cancel(ids[0])))
    wizard.send(.recognised(ids[0], Sample.recognised))
    #expect(wizard.state.symptom.explanation == nil)
    wizard.send(.recognised(ids[1], Sample.recognised))
    #expect(wizard.state.symptom.explanation == Sample.recognised)
  }

  @Test func `a ticket can be dropped, and is bounded`() {
    var wizard = WizardDriver.at(.symptom)
    wizard.press(.pasteStart)
    #expect(wizard.screen.contains("Reading what is pasted…"))
    wizard.press(.paste(String(repeating: "line\n", count: 100_000)))
    #expect(!wizard.screen.contains("Reading what is pasted…"))
    #expect(wizard.state.symptom.ticket?.text.count == SymptomState.Ticket.limit)
    #expect(
      wizard.rightPane.contains(
        "… only the first 52429 lines are looked at; the rest is too long to paste."))
    wizard.press(.control("x"))
    #expect(wizard.state.symptom.words == nil)
    #expect(wizard.state.symptom.current(Sample.symptomList) == .everything)
  }

  @Test func `a huge ticket does not hold up the screen`() throws {
    var wizard = WizardDriver.at(.symptom)
    let huge = String(repeating: "ERROR [main] Connection refused\r\n", count: 131_072)
    let took = ContinuousClock().measure {
      wizard.press(.paste(huge))
      #expect(wizard.screen.contains("The text I pasted"))
      wizard.press(.down, .up)
    }
    #expect(took < .seconds(3))
    // What takes long is left to an effect; until it answers, nothing is said of the text.
    let id = try #require(wizard.recognitions.last)
    #expect(wizard.state.symptom.recognition == id)
    #expect(wizard.state.symptom.explanation == nil)
    wizard.press(.control("x"))
    #expect(wizard.effects.contains(.cancel(id)))
  }

  @Test func `escape leaves the field first and goes back then`() {
    var wizard = WizardDriver.at(.symptom)
    wizard.type("refused")
    wizard.press(.escape)
    #expect(wizard.state.screen == .symptom)
    #expect(wizard.screen.contains("refused"))
    wizard.press(.escape)
    #expect(wizard.state.screen == .target)
  }

  @Test func `hjkl move once the field is left`() {
    var wizard = WizardDriver.at(.symptom)
    wizard.press(.escape, .character("j"), .character("j"), .character("k"), .enter)
    #expect(wizard.state.run?.order.symptom == .known("record-too-long"))
  }

  @Test func `hostile text in a ticket cannot steer the terminal`() {
    var wizard = WizardDriver.at(.symptom)
    wizard.press(.paste("\u{1B}[2J\u{202E}evil\n\u{7}second"))
    #expect(!wizard.screen.contains("\u{1B}"))
    #expect(!wizard.screen.contains("\u{202E}"))
  }

  @Test func `what is recognised in a long ticket can be scrolled`() throws {
    var wizard = WizardDriver.at(.symptom)
    wizard.press(.paste("a\nb"))
    let many = (1...20).map { number in
      Explanation.Match(
        symptom: "s\(number)", title: "Symptom number \(number)", situations: ["s\(number)"],
        excerpt: "words", line: 1, software: [], side: .either, meaning: "Something.",
        diagnoses: [])
    }
    let explanation = Explanation(matches: many)
    wizard.send(.recognised(try #require(wizard.recognitions.last), explanation))
    #expect(!wizard.screen.contains("Symptom number 20"))
    wizard.press(.tab)
    for _ in 0..<9 { wizard.press(.pageDown) }
    #expect(wizard.screen.contains("Symptom number 20"))
    #expect(wizard.screen.contains("Printed on either side"))
  }

  @Test func `a host in the words fills the fields of another host and waits to be taken`() throws {
    var wizard = WizardDriver.at(.symptom)
    wizard.press(.paste("at agent02.example.com:8443\nCannot recover key"))
    wizard.send(.recognised(try #require(wizard.recognitions.last), Sample.recognised))
    #expect(wizard.state.target.chosen?.host == "agent01.example.com")
    #expect(wizard.state.target.target(of: .other)?.place == "agent02.example.com:8443")
    wizard.press(.tab, .end)
    #expect(wizard.screen.contains("Ctrl-T diagnoses"))
    wizard.press(.control("t"))
    #expect(wizard.state.target.chosen?.place == "agent02.example.com:8443")
    #expect(!wizard.screen.contains("Ctrl-T"))
    wizard.press(.enter)
    #expect(wizard.state.run?.order.target.host == "agent02.example.com")
  }

  @Test func `a host in the words does not replace what was filled in`() throws {
    var wizard = WizardDriver()
    wizard.press(.end, .enter)
    wizard.type("mine.example.com")
    wizard.press(.enter)
    #expect(wizard.state.screen == .symptom)
    wizard.press(.paste("at agent02.example.com:8443\nCannot recover key"))
    wizard.send(.recognised(try #require(wizard.recognitions.last), Sample.recognised))
    #expect(wizard.state.target.chosen?.place == "mine.example.com:443")
  }
}
