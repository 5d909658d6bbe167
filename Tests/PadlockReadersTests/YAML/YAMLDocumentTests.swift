import PadlockReaders
import Testing

@Suite struct YAMLDocumentTests {
  @Test func `of several repeated keys that are lists the same is told each time`() {
    let text = "? [a]\n: 1\n? {b: c}\n: 1\nd: 1\n? [a]\n: 1\n? {b: c}\n: 1\nd: 1\n"
    let places = (0..<50).compactMap { _ -> YAMLTree.Place? in
      do throws(YAMLRefusal) {
        _ = try YAMLDocument.parse(Array(text.utf8))
        return nil
      } catch {
        #expect(error.repeatsKey)
        return error.place
      }
    }
    #expect(Set(places.map(\.line)) == [1])
    #expect(places.count == 50)
  }
}
