import PadlockModel
import PadlockRedaction
import Testing

/// Values that go on after their line's end.
@Suite struct ContinuedValueTests {
  @Test(arguments: [
    "server.ssl.key-store-password=storepw\\\n   tail9876\nserver.port=8081\n",
    "server.ssl.key-store-password=storepw\\\r\n   tail9876\r\nserver.port=8081\n",
    "server.ssl.key-store-password=\\\n   tail9876\nserver.port=8081\n",
    "wrapper.java.additional.1=-Dserver.ssl.key-store-password=cont\\\ntail9876\nserver.port=8081\n",
    "java -Dserver.ssl.key-store-password=cont\\\ntail9876 -jar a.jar\nserver.port=8081\n",
    "keytool -importkeystore -srcstorepass \\\n   tail9876 \\\n -alias a\nserver.port=8081\n",
    "keytool -importkeystore -srcstorepass stor\\\ntail9876\nserver.port=8081\n",
  ])
  func `a backslash before the line's end continues a value`(text: String) {
    var masker = Masker()
    let masked = masker.mask(text, from: "a file", keepingLines: true)
    #expect(!masked.contains("tail9876") && masked.contains("server.port=8081\n"), "\(masked)")
    #expect(masked.utf8.count { $0 == 0x0A } == text.utf8.count { $0 == 0x0A })
    #expect(masker.mask(masked, from: "a report") == masked)
  }

  @Test func `a continued value is known as one`() {
    var masker = Masker()
    let text = "a.password=storepw\\\n   tail9876\ntried storepwtail9876"
    #expect(masker.mask(text, from: "a file") == "a.password=<secret 1>\ntried <secret 1>")
  }

  @Test(arguments: [
    ("java -Da.password=storepw \\\n  -jar a.jar", " \\\n  -jar a.jar"),
    ("java -Da.password=storepw\\\n  -jar a.jar", "\\\n  -jar a.jar"),
    ("a.password=storepw\\\\\nserver.port=8081", "\nserver.port=8081"),
    ("keytool -storepass storepw \\\n  -alias a", " \\\n  -alias a"),
  ])
  func `what a continued line holds beside a value stays`(text: String, rest: String) {
    var masker = Masker()
    #expect(masker.mask(text, from: "a file").hasSuffix("<secret 1>" + rest))
  }
}

/// What texts that belong together tell of each other.
@Suite struct TogetherTests {
  @Test func `what a later look at one text shows to be a secret is masked in all`() {
    // Only when the stand-in has taken the quote is the rest of the line a value.
    let second = "export A_PASSWORD='hunter\"2222'\nprivate_key: \"hunter\"2222/and/more\"\n"
    var masker = Masker()
    _ = masker.mask(second, from: "a file")
    let values = masker.vault.entries.map {
      $0.secret.withBytes { String(decoding: $0, as: UTF8.self) }
    }
    var together = Masker()
    let masked = together.mask(together: values.map { "tried \($0)." } + [second], from: "a log")
    for (value, text) in zip(values, masked) { #expect(!text.contains(value), "\(masked)") }
    #expect(together.mask(together: masked, from: "a report") == masked)
  }

  @Test func `equal texts stay equal, and what has no secret stays as it is`() {
    var masker = Masker()
    let masked = masker.mask(
      together: ["tried Zq7-canary", "plain", "password=Zq7-canary", "tried Zq7-canary"],
      from: "a log")
    #expect(masked == ["tried <secret 1>", "plain", "password=<secret 1>", "tried <secret 1>"])
  }
}

/// Texts made to cost time and memory.
@Suite struct BoundedLearningTests {
  @Test(arguments: [
    String(repeating: "cookie:x", count: 500), String(repeating: "cookie: x ", count: 500),
    String(repeating: "<password><![CDATA[x\n", count: 180),
    String(repeating: "<secret><![CDATA[x\n", count: 180),
  ])
  func `values that would overlap are one value`(text: String) {
    var masker = Masker()
    let masked = masker.mask(text, from: "a log")
    #expect(masker.vault.entries.count <= 3 && masked.utf8.count < 100, "\(masked)")
    #expect(masker.mask(masked, from: "a report") == masked)
  }

  @Test func `a long value is masked and not remembered, unless it was registered`() {
    let long = String(repeating: "Zq7-canary", count: 500)
    var masker = Masker()
    let masked = masker.mask("password=\(long)\ntoken=short-one1", from: "a file")
    #expect(masked == "password=<secret unnumbered>\ntoken=<secret 1>")
    #expect(masker.vault.entries.count == 1)
    let number = masker.register(Secret(long), from: "a file")
    #expect(masker.mask("tried \(long)", from: "a log") == "tried <secret \(number)>")
  }
}
