import CellGrid
import PadlockModel
import Testing

@testable import PadlockWizard

/// Questions on the evidence screen: how they come, are answered, put off and answered otherwise.
@Suite struct QuestionTests {
  /// A wizard whose collection ended with these open points.
  private func asked(
    _ openPoints: OpenPoints = OpenPoints(question: Sample.restarted)
  ) throws -> WizardDriver {
    var wizard = WizardDriver.at(.evidence)
    let id = try #require(wizard.collection)
    _ = wizard.takeEffects()
    wizard.send(.reportReady(id, Sample.report, openPoints))
    return wizard
  }

  private func reconsidered(
    _ wizard: inout WizardDriver
  ) throws -> (id: EffectID, answers: [Answer]) {
    let found = wizard.takeEffects().compactMap { effect in
      if case .reconsider(let id, let answers) = effect { (id, answers) } else { nil }
    }
    try #require(found.count == 1)
    return (found[0].0, found[0].1)
  }

  @Test func `a question says why it is asked, and what each answer would settle`() throws {
    let wizard = try asked()
    #expect(wizard.state.screen == .evidence)
    #expect(wizard.screen.contains("Was the agent restarted after its keystore was changed?"))
    #expect(wizard.screen.contains("On the agent's host"))
    #expect(wizard.screen.contains("Why it is asked: It separates “The agent still uses"))
    #expect(wizard.screen.contains("rules out “keystore.old”"))
    #expect(wizard.screen.contains("points to “keystore.old”; rules out “keystore.other”"))
    let lines = wizard.screen.split(separator: "\n")
    let place = try #require(lines.firstIndex { $0.contains("I don't know") })
    #expect(try #require(lines.firstIndex { $0.contains("│  No ") }) < place)
    #expect(lines[place + 1].contains("leaves it open; it is not asked again"))
  }

  @Test func `enter answers nothing before an answer is chosen, and says so`() throws {
    var wizard = try asked()
    wizard.press(.enter)
    #expect(wizard.takeEffects().isEmpty)
    #expect(wizard.screen.contains("Choose an answer with the arrow keys first."))
  }

  @Test func `answers one after the other until nothing is left to ask`() throws {
    var wizard = try asked()
    wizard.press(.down, .down, .enter)
    let first = try reconsidered(&wizard)
    #expect(first.answers == [Answer(question: "restarted", value: "no", source: "reported")])
    wizard.send(
      .reportReady(
        first.id, Sample.report,
        OpenPoints(question: Sample.proxy, answered: [Sample.answered(Sample.restarted, "no")])))
    #expect(wizard.screen.contains("What stands between the agent and its clients?"))
    wizard.press(.up, .down, .end, .enter)
    let second = try reconsidered(&wizard)
    #expect(second.answers.map(\.question) == ["proxy", "restarted"])
    #expect(second.answers.map(\.value) == [nil, "no"])
    wizard.send(
      .reportReady(
        second.id, Sample.report,
        OpenPoints(answered: [
          Sample.answered(Sample.proxy, nil), Sample.answered(Sample.restarted, "no"),
        ])))
    #expect(wizard.screen.contains("Enter shows the diagnosis"))
    #expect(wizard.screen.contains("I don't know — What stands between"))
    #expect(wizard.screen.contains("No — Was the agent restarted"))
    wizard.press(.enter)
    #expect(wizard.state.screen == .diagnosis)
  }

  @Test func `an answer can be given otherwise, and is judged again only if it differs`() throws {
    var wizard = try asked(OpenPoints(answered: [Sample.answered(Sample.restarted, "no")]))
    wizard.press(.down, .enter)
    #expect(wizard.screen.contains("You answered “No”. Another answer is judged at once."))
    wizard.press(.enter)
    #expect(wizard.takeEffects().isEmpty)
    #expect(wizard.screen.contains("Enter shows the diagnosis"))
    wizard.press(.down, .enter, .home, .enter)
    #expect(try reconsidered(&wizard).answers.map(\.value) == ["yes"])
  }

  @Test func `escape puts the question off, keeps the choice, and loses nothing`() throws {
    var wizard = try asked()
    wizard.press(.down, .escape)
    #expect(wizard.state.screen == .evidence)
    #expect(wizard.screen.contains("A question for you"))
    wizard.press(.escape, .enter)
    #expect(wizard.screen.contains("A question for you"))
    wizard.press(.enter)
    #expect(wizard.state.run?.marked(Sample.restarted) == 0)
    wizard.press(.enter)
    #expect(try reconsidered(&wizard).answers.map(\.value) == ["yes"])
  }

  @Test func `the diagnosis can be read without answering`() throws {
    var wizard = try asked()
    wizard.press(.escape, .home, .enter)
    #expect(wizard.state.screen == .diagnosis)
  }

  @Test func `an answer stays when everything is looked at again, and is not another host's`()
    throws
  {
    var wizard = try asked()
    wizard.press(.down, .enter)
    let judged = try reconsidered(&wizard)
    wizard.send(
      .reportReady(
        judged.id, Sample.report,
        OpenPoints(answered: [Sample.answered(Sample.restarted, "yes")])))
    wizard.press(.character("r"))
    #expect(orders(&wizard).map { $0.answers.map(\.value) } == [["yes"]])
    wizard.press(.backspace, .escape, .escape, .down, .enter, .enter)
    #expect(orders(&wizard).map(\.answers) == [[]])
  }

  @Test func `answers that the wizard started with are part of the order`() throws {
    var setup = Sample.setup()
    setup.session.answers = [
      Answer(question: "restarted", value: nil, source: "answers.yml", line: 2)
    ]
    var wizard = WizardDriver.at(.evidence, setup)
    #expect(orders(&wizard).map(\.answers) == [setup.session.answers])
  }

  @Test func `escape stops what an answer made worth looking at`() throws {
    var wizard = try asked()
    wizard.press(.down, .enter)
    let judged = try reconsidered(&wizard)
    wizard.send(.checkStarted(judged.id, id: "log", title: "Read the logs"))
    #expect(wizard.screen.contains("Read the logs"))
    wizard.press(.escape)
    #expect(wizard.takeEffects() == [.stop(judged.id)])
    wizard.send(.reportReady(judged.id, Sample.report))
    #expect(wizard.screen.contains("Stopped: 9 checks"))
  }

  @Test func `a click chooses an answer and does not give it`() throws {
    var wizard = try asked()
    let lines = wizard.screen.split(separator: "\n")
    let row = try #require(lines.firstIndex { $0.contains("I don't know") })
    wizard.press(.mouse(x: 6, y: row, .press))
    #expect(wizard.takeEffects().isEmpty)
    #expect(wizard.state.run?.marked(Sample.restarted) == 2)
  }

  private func orders(_ wizard: inout WizardDriver) -> [CollectionOrder] {
    wizard.takeEffects().compactMap { effect in
      if case .collect(_, let order) = effect { order } else { nil }
    }
  }

  @Test func `an answer forgets what was verified by another one, and the report is shown anew`()
    throws
  {
    var wizard = try asked()
    wizard.press(.escape, .up, .enter, .enter, .character("v"))
    wizard.answerVerification(.yes)
    wizard.press(.character("s"), .enter)
    wizard.send(.saved(try #require(wizard.saves.last), path: "/home/a/r.txt"))
    #expect(wizard.screen.contains("✓ Saved as /home/a/r.txt"))
    wizard.press(.escape, .escape, .escape)
    #expect(wizard.screen.contains("[■] fixed"))
    wizard.press(.down, .enter, .down, .enter)
    let again = try reconsidered(&wizard)
    #expect(!wizard.screen.contains("fixed"))
    wizard.press(.character("s"))
    _ = wizard.takeEffects()
    wizard.send(.reportReady(again.id, Sample.healthy, OpenPoints()))
    #expect(!wizard.screen.contains("Saved as"), "this report is not saved")
    #expect(wizard.previews.count == 1)
  }
}
