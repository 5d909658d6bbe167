import PadlockModel
import PadlockSymptoms
import Testing

@Suite struct MessageTests {
  private let recogniser = Recogniser(symptoms: SampleSymptoms.all)

  @Test func `a message that two symptoms share is one message with two readings`() {
    let text = SymptomText(text: "no cipher suites in common", software: ["Java"], side: .server)
    let recogniser = Recogniser(symptoms: [
      Symptom(id: "a", title: "", meaning: "", texts: [text], diagnoses: []),
      Symptom(id: "b", title: "", meaning: "", texts: [text], diagnoses: []),
    ])
    let found = recogniser.messages(in: "at noon:\nno cipher suites in common\n")
    #expect(found.messages.map { $0.readings.map(\.symptom) } == [["a", "b"]])
    #expect(found.messages.map(\.line) == [2])
  }

  @Test func `messages come in the order of the text`() {
    let found = recogniser.messages(in: "Cannot recover key\nwhat now?\nConnection refused")
    #expect(
      found.messages.map { $0.readings.map(\.symptom) } == [
        ["key-password-differs"], ["nothing-listening"],
      ])
    #expect(found.messages.map(\.excerpt) == ["Cannot recover key", "Connection refused"])
  }

  @Test func `a text without a message has none`() {
    #expect(recogniser.messages(in: "It worked yesterday.").messages.isEmpty)
  }

  @Test func `of a chain of exceptions the innermost known cause counts`() {
    let trace = """
      javax.net.ssl.SSLHandshakeException: PKIX path building failed: x
      \tat sun.security.ssl.Alert.createSSLException(Alert.java:131)
      Caused by: a.b.WrapperException: nothing known
      \tat a.b.C.d(C.java:7)
      \t... 12 more
      Caused by: java.security.UnrecoverableKeyException: Cannot recover key
      """
    let found = recogniser.messages(in: trace)
    #expect(found.messages.map { $0.readings.map(\.symptom) } == [["key-password-differs"]])
    let apart = recogniser.messages(in: trace.replacing("Caused by: a.b", with: "Then: a.b"))
    #expect(apart.messages.count == 2)
  }

  @Test func `a message over several lines says how many`() {
    let found = recogniser.messages(
      in:
        "> so it said\n> SSL received a record that exceeded\n> the maximum permissible\n> length.")
    #expect(found.messages.map(\.line) == [2])
    #expect(found.messages.map(\.lineCount) == [3])
  }

  @Test func `lines in the way of programs are told as not known, and prose is not`() {
    let found = recogniser.messages(
      in: """
        We could not log in since Monday, it fails every time.
        curl: (99) something odd failed
        2026-11-20 10:14:09 ERROR [main] the frobnicator was rejected
        java.lang.OddException: it broke
        \tat a.b.C.failed(Error.java:7)
        Cannot recover key
        """)
    #expect(
      found.unrecognised == [
        "curl: (99) something odd failed",
        "2026-11-20 10:14:09 ERROR [main] the frobnicator was rejected",
        "java.lang.OddException: it broke",
      ])
  }

  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "Cannot recover key ", "Cannot recover key\n", "javax.net.ssl.SSLException: ",
      ":SSL routines:",
      "error:0A000410:SSL routines::", "hostname '", "\u{1B}[", "&amp;", "\\", "> ",
      "ERROR x: failed\n",
      "Caused by: java.security.UnrecoverableKeyException: Cannot recover key\n", " ", "a",
    ])
  func `a text made to be slow ends`(unit: String) {
    let text = String(repeating: unit, count: 100_000 / unit.utf8.count)
    #expect(recogniser.messages(in: text).messages.count <= 1)
  }
}
