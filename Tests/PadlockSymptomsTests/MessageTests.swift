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
}
