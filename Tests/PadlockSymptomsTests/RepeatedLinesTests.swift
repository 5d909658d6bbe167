import PadlockModel
import Testing

@testable import PadlockSymptoms

@Suite struct RepeatedLinesTests {
  private let recogniser = Recogniser(symptoms: SampleSymptoms.all)
  private static let line = "curl: (7) Failed to connect to a1 port 81: Connection refused"

  private func tries(_ text: String) -> Int {
    let folded = FoldedText.fold(text)
    var search = PatternSearch(recogniser, folded, repeated: RepeatedLines(folded))
    _ = search.sightings(isWhole: false)
    return search.tries
  }

  @Test func `equal lines are looked at once`() {
    let few = tries(String(repeating: "\(Self.line)\n", count: 5))
    #expect(few > 0)
    #expect(tries(String(repeating: "\(Self.line)\n", count: 50_000)) == few)
  }

  @Test func `what comes after many equal lines is found`() {
    let last = "error:0A00010B:SSL routines::wrong version number"
    let text = String(repeating: "\(Self.line)\n", count: 60_000) + last + "\n"
    let found = recogniser.messages(in: text).messages
    #expect(found.map(\.excerpt) == [Self.line, last])
  }

  @Test func `where there is too much to look at, the search says where it ended`() {
    let folded = FoldedText.fold((0..<50).map { "\(Self.line) \($0)\n" }.joined())
    var bounded = PatternSearch(recogniser, folded, repeated: RepeatedLines(folded), most: 20)
    #expect(!bounded.sightings(isWhole: false).isEmpty)
    #expect(bounded.tries == 20)
    #expect(bounded.endedAt.map { (1..<folded.count).contains($0) } == true)
    var whole = PatternSearch(recogniser, folded)
    #expect(whole.sightings(isWhole: false).count == 50)
    #expect(whole.endedAt == nil)
  }

  @Test func `a line that goes on differently is no repetition`() {
    let text = """
      SSL received a record that exceeded
      all that was seen before

      SSL received a record that exceeded
      the maximum permissible length.
      """
    let found = recogniser.messages(in: text).messages
    #expect(found.map(\.line) == [4])
  }

  @Test(arguments: [
    ("a\na\na\na\na", [false, false, true, true, false]),
    ("a\nb\na\nb\na", [false, false, false, true, false]),
    ("a\n\na", [false, false]), ("", []), ("\n", []),
  ])
  func `a repetition has the same lines around it`(text: String, expected: [Bool]) {
    let folded = FoldedText.fold(text)
    var cursor = RepeatedLines.Cursor(RepeatedLines(folded))
    let starts = (0..<folded.count).filter(folded.startsLine)
    #expect(starts.map { cursor.isRepeated($0) } == expected)
  }
}
