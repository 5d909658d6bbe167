import PadlockReaders
import Testing

@Suite struct YAMLDocumentTests {
  @Test(
    arguments: [
      "? [a]\n: 1\n? {b: c}\n: 1\nd: 1\n? [a]\n: 1\n? {b: c}\n: 1\nd: 1\n",
      "!a port: 1\n!b port: 2\n!a port: 3\n!b port: 4\n",
    ])
  func `of several repeated keys the same is told each time`(text: String) {
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
