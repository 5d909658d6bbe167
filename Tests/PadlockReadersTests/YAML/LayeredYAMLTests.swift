import PadlockModel
import PadlockReaders
import Testing

/// Configuration in YAML that several files make together.
@Suite struct LayeredYAMLTests {
  private func layers(_ texts: String...) throws -> LayeredYAML {
    LayeredYAML(
      try texts.enumerated().map {
        try LayeredYAML.Layer("\($0.offset).yml", Array($0.element.utf8))
      })
  }

  @Test func `the first file wins, and mappings merge deeply`() throws {
    let yaml = try layers(
      "auth:\n  host: first\n", "auth:\n  host: second\n  port: 9497\nconsul: { host: third }\n")
    #expect(yaml["auth.host"]?.text == "first")
    #expect(yaml["auth.host"]?.file == "0.yml")
    #expect(yaml["auth.port"]?.text == "9497")
    #expect(yaml["auth.port"]?.line == 3)
    #expect(yaml["consul.host"]?.layer == 1)
    #expect(yaml["consul.port"] == nil)
    #expect(yaml.values("auth.host").map(\.text) == ["first", "second"])
  }

  @Test func `a key with nothing behind it sets nothing`() throws {
    let yaml = try layers("auth:\nhost: astray\n", "auth: { host: localhost }")
    #expect(yaml["auth.host"]?.text == "localhost")
    #expect(yaml.layers[0].has("auth"))
    #expect(yaml.layers[0].place(of: "host") == 2)
  }

  @Test(arguments: [
    ("True", true), ("false", false), ("yes", true), ("Off", false), ("\"True\"", nil),
    ("'yes'", nil), ("/etc/ssl/ca.pem", nil), ("y", nil),
  ])
  func `words for true and false, without quotes`(text: String, expected: Bool?) throws {
    let yaml = try layers("verify: \(text)")
    #expect(yaml["verify"]?.boolean == expected)
  }

  @Test(arguments: [
    "auth:\n\thost: a\n", "auth: [ a", "just words", "a: b\nEOF\n", "--- a: 1\n---\nb: 2\n",
  ])
  func `what is no mapping is refused`(text: String) {
    #expect(throws: YAMLFailure.self) { try LayeredYAML.Layer("a.yml", Array(text.utf8)) }
  }

  @Test func `a failure quotes a file with nothing invisible in it`() {
    for (text, quoted) in [
      ("* a\n\n- b", "`* a\\n- b`"),
      ("\"\\u001b\u{E9}\": 1\n\"\\u001b\u{E9}\": 2", "`\\u{1B}\u{E9}`"),
    ] {
      let failure = #expect(throws: YAMLFailure.self) {
        try LayeredYAML.Layer("a.yml", Array(text.utf8))
      }
      #expect(failure?.problem.contains(quoted) == true, "\(failure?.problem ?? "")")
    }
  }

  @Test func `a key that stands twice is unclear, not wrong`() {
    do {
      _ = try LayeredYAML.Layer("a.yml", Array("a: 1\na: 2\n".utf8))
      Issue.record("it was read")
    } catch {
      #expect(error.isUnclear)
    }
  }

  @Test func `an empty file sets nothing`() throws {
    #expect(try layers("", "# nothing\n")["auth.host"] == nil)
  }

  @Test func `aliases without end are refused, and those that end are followed`() throws {
    let bomb =
      "a: &a [x, x]\n"
      + (1...20).map { i in
        "\(i): &b\(i) [*\(i == 1 ? "a" : "b\(i - 1)"), *\(i == 1 ? "a" : "b\(i - 1)")]\n"
      }.joined()
    #expect(throws: YAMLFailure.self) { try LayeredYAML.Layer("a.yml", Array(bomb.utf8)) }
    let yaml = try layers("base: &h { host: named }\nauth: *h\n")
    #expect(yaml["auth.host"]?.text == "named")
  }

  @Test func `settings are named by the keys that lead to them`() throws {
    let document = try YAMLSettings.parse(
      bytes: Array("rest_api:\n  https:\n    port: 9497\nnames: [ a, b ]\n".utf8))
    #expect(
      document.settings.map { "\($0.key)=\($0.value.text):\($0.line)" }
        == ["rest_api.https.port=9497:3", "names=a:4", "names=b:4"])
    #expect(document.effective("names")?.value.text == "a")
    let broken = try YAMLSettings.parse(bytes: Array("a: [\n".utf8))
    #expect(broken.settings.isEmpty && broken.defects.map(\.kind) == [.notWellFormed])
  }
}
