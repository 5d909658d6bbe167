import CellGrid
import PadlockModel
import Testing

@testable import PadlockWizard

struct PlainTests {
  @Test func `targets are told by number once it is known what listens`() {
    var user = PlainDriver()
    #expect(user.state.plainPrompt == nil)
    user.endProbes()
    #expect(user.text.contains("1. xMatters Agent, agent01.example.com:8081, port 8081: listening"))
    #expect(user.text.contains("another host"))
    #expect(user.state.plainPrompt == "> ")
    user.type("1")
    #expect(user.text.contains("1. I don't know: check everything"))
  }

  @Test func `a number that is not there, and any other nonsense, says what to type`() {
    var user = PlainDriver()
    user.endProbes()
    user.type("9")
    #expect(user.told == ["Type a number from 1 to 4, or ? for help."])
    user.type("hello")
    #expect(user.text.contains("? lists what can"))
    user.type("?")
    #expect(user.text.contains("a number: chooses"))
    #expect(user.state.screen == .target)
  }

  @Test func `a text of any lines ends with a dot, and what is in it is told`() throws {
    var user = PlainDriver()
    user.endProbes()
    user.type("1", "")
    #expect(user.told == ["Type 1 to check everything, or the message that you have."])
    user.type("Hello,", "2", "q", "Cannot recover key")
    #expect(user.state.plainPrompt == "… ")
    user.type(".")
    var texts: [String] = []
    for case .recognise(let id, let text) in user.effects {
      texts.append(text)
      user.send(.recognised(id, Sample.recognised))
    }
    #expect(texts == ["Hello,\n2\nq\nCannot recover key"])
    #expect(user.text.contains("✓ The key cannot be recovered"))
    #expect(user.text.contains("t: diagnoses agent02.example.com:8443 instead"))
    user.type("")
    #expect(user.text.contains("Collecting evidence"))
    guard case .collect(_, let order) = user.effects.last else {
      Issue.record("nothing is collected")
      return
    }
    #expect(order.symptom == .words(texts.joined()))
  }

  @Test func `of a text that is too long only the beginning is looked at, and this is said`() {
    var user = PlainDriver()
    user.endProbes()
    user.type("1", "My ticket:")
    for _ in 0..<100 { user.type(String(repeating: "a long line ", count: 1_000)) }
    user.type(".")
    for case .recognise(let id, _) in user.effects { user.send(.recognised(id, Sample.recognised)) }
    #expect(user.text.contains("the rest is too long to paste"))
  }

  @Test(arguments: ["-1", "0", "-9223372036854775808", "9223372036854775808"])
  func `a number that no line has chooses nothing`(number: String) {
    var user = PlainDriver()
    user.endProbes()
    user.type(number)
    #expect(user.told.count == 1)
    #expect(user.state.run == nil)
  }

  @Test func `known symptoms are listed by their words, and can be chosen only then`() {
    var user = PlainDriver()
    user.endProbes()
    user.type("1", "3")
    #expect(user.told == ["There is one to choose from: type 1, or ? for help."])
    user.type("/refused")
    for case .recognise(let id, _) in user.effects { user.send(.recognised(id, Explanation())) }
    #expect(user.text.contains("3. Connection refused"))
    user.type("3")
    #expect(user.collection != nil)
    #expect(user.state.run?.order.symptom == .known("connection-refused"))
  }

  @Test func `each check is told once when it came out, and the diagnosis follows by itself`() {
    var user = PlainDriver()
    user.endProbes()
    user.type("1", "1")
    guard let id = user.collection else { return }
    user.send(.checkStarted(id, id: "tcp", title: "Port 8081"))
    user.send(.checkFinished(id, CheckUpdate(id: "tcp", title: "Port 8081", detail: "open")))
    #expect(!user.text.contains("Port 8081"))
    let judged = CheckUpdate(id: "tcp", title: "Port 8081", detail: "open", result: .passed)
    user.send(.checkFinished(id, judged))
    user.send(.checkFinished(id, judged))
    let wait = Wait("“Log”", seconds: 5)
    user.send(.progress(id, done: 1, total: 2, waitingFor: wait))
    user.send(.progress(id, done: 1, total: 2, waitingFor: wait))
    #expect(user.told.filter { $0 == "passed: Port 8081: open" }.count == 1)
    #expect(user.told.filter { $0 == "waiting for “Log” (5 s)" }.count == 1)
    user.finish()
    #expect(user.text.contains("4 of 6. Diagnosis"))
    #expect(user.text.contains("1. error, confirmed: The key's password differs"))
    #expect(user.text.contains("caused by 1"))
  }

  @Test func `control-C stops the collection, and where nothing runs asks to leave`() {
    var user = PlainDriver()
    user.endProbes()
    user.type("1", "1")
    guard let id = user.collection else { return }
    user.send(.interrupt)
    #expect(user.effects.last == .stop(id))
    user.finish()
    #expect(user.text.contains("4 of 6. Diagnosis"))
    user.send(.interrupt)
    #expect(user.text.contains("has not been saved"))
    user.send(.interrupt)
    #expect(user.effects.last == .quit)
  }

  @Test func `a question is asked with its reason and numbers, and may stay open`() {
    var user = PlainDriver()
    user.endProbes()
    user.type("1", "1")
    user.finish(Sample.report, Sample.openPoints)
    let asked = Sample.openPoints.question
    #expect(user.text.contains("Why it is asked: \(asked?.why ?? "-")"))
    let last = asked?.answers.count ?? 0
    #expect(user.text.contains("\(last). I don't know"))
    user.type("")
    #expect(user.told == ["Type the number of an answer, or b to answer later."])
    user.type("1")
    guard case .reconsider(let id, let answers) = user.effects.last else {
      Issue.record("it is not judged again")
      return
    }
    #expect(answers.map(\.question) == [asked?.question.id])
    user.send(.reportReady(id, Sample.report))
    #expect(user.text.contains("4 of 6. Diagnosis"))
  }

  @Test func `a password is not shown, and an empty line goes on without it`() {
    var user = PlainDriver()
    user.endProbes()
    user.type("1", "1")
    let need = PasswordNeed(path: "/etc/agent.jks")
    user.finish(Sample.report, OpenPoints(passwords: [need]))
    #expect(user.text.contains("the password of /etc/agent.jks"))
    #expect(user.state.plainPromptIsSecret)
    user.type("q")
    guard case .tryPassword(let id, let secret, _) = user.effects.last else {
      Issue.record("no password is tried")
      return
    }
    #expect(secret == Secret("q"))
    user.send(.passwordTried(id, opens: false))
    #expect(user.text.contains("Error: It does not open"))
    user.type("")
    #expect(user.text.contains("4 of 6. Diagnosis"))
    #expect(!user.state.plainPromptIsSecret)
  }

  @Test func `pages, fix, repair and verification are a letter each`() {
    var user = PlainDriver.diagnosed(Sample.setup(canRepair: true))
    user.type("1")
    #expect(user.text.contains("What decided"))
    user.type("e")
    #expect(user.text.contains("agent.jks"))
    user.type("f")
    #expect(user.text.contains("5 of 6. Fix"))
    #expect(user.text.contains("It is fixed when"))
    user.type("r")
    if case .repair(let id) = user.effects.last { user.send(.repaired(id, way: 0)) }
    #expect(user.text.contains("repaired"))
    user.type("v")
    #expect(user.state.plainPrompt == nil)
    if case .verify(let id, _) = user.effects.last {
      let gone = Dictionary(
        uniqueKeysWithValues: Sample.report.diagnoses.dropFirst().map {
          ($0.key, Sample.verified(.yes))
        })
      user.send(.verified(id, Sample.verified(.yes), consequences: gone))
    }
    #expect(user.text.contains("✓ It is fixed."))
    // Whether anything else is wrong is what a new check tells.
    user.type("")
    #expect(user.text.contains("Collecting evidence"))
  }

  @Test func `a report is saved under another path, and never over a file unasked`() {
    var user = PlainDriver.diagnosed()
    user.type("s", "2", "/tmp/mine.json")
    #expect(user.told.first == "Place: JSON in /tmp/mine.json")
    user.type("")
    guard case .save(let first, _, let order) = user.effects.last else {
      Issue.record("nothing is saved")
      return
    }
    #expect(order == SaveOrder(format: "json", path: "/tmp/mine.json", replaces: false))
    user.send(.fileExists(first, path: "/tmp/mine.json"))
    #expect(user.text.contains("Enter replaces it"))
    user.type("")
    guard case .save(let second, _, let again) = user.effects.last else { return }
    #expect(again.replaces)
    user.send(.saved(second, path: "/tmp/mine.json"))
    #expect(user.text.contains("✓ Saved as /tmp/mine.json"))
    user.type("q")
    #expect(user.effects.last == .quit)
  }

  @Test func `another host is asked for field by field, and a wrong field again`() {
    var user = PlainDriver()
    user.endProbes()
    user.type("4", "")
    #expect(user.text.contains("Error: The host is missing"))
    user.type("agent09", "99999")
    #expect(user.text.contains("Error: 99999 is no port"))
    user.type("8443", "", "")
    #expect(user.text.contains("2 of 6. Symptom"))
    user.type("b")
    #expect(user.text.contains("5. another host: agent09:8443 (marked)"))
  }

  @Test func `a saved report is told without anything being collected`() {
    var user = PlainDriver(Sample.setup(opened: Sample.report))
    #expect(user.text.contains("4 of 6. Diagnosis"))
    user.type("c")
    #expect(user.text.contains("nothing is collected"))
    user.type("b")
    #expect(user.text.contains("no screen is before this one"))
  }

  @Test func `nothing that is told can steer a terminal, and ASCII is enough`() {
    var report = Sample.report
    report.diagnoses[0].title = "evil \u{1B}[2J title"
    var user = PlainDriver(Sample.setup(glyphs: .ascii))
    user.endProbes()
    user.type("1", "1")
    user.finish(report)
    user.type("1", "e", "r", "f", "?")
    let isSafe = user.text.unicodeScalars.allSatisfy {
      $0 == "\n" || (0x20..<0x7F).contains($0.value)
    }
    #expect(isSafe)
    user.type("b")
    #expect(user.text.contains("evil ^[[2J title"))
  }
}
