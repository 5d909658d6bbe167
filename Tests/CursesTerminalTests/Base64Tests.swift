import Testing

@testable import CursesTerminal

@Suite struct Base64Tests {
  /// The examples of RFC 4648 §10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"), ("\u{FF}\u{FE}", "w7/Dvg=="),
  ])
  func `bytes are written as the RFC has it`(text: String, written: String) {
    #expect(base64(Array(text.utf8)) == written)
  }
}
