import PadlockModel
import PadlockReaders
import PadlockRules
import Testing

/// Rules folders come from strangers: a file may be slow, endless or broken, and loading is not.
@Suite struct HostileTests {
  private func problems(_ text: String) -> [String] {
    problems(bytes: Array(text.utf8))
  }

  private func problems(bytes: [UInt8]) -> [String] {
    RuleLoader.load([RuleFile(path: "a/rules.yml", shownAs: "rules/a/rules.yml", bytes: bytes)])
      .problems.map(\.description)
  }

  @Test func `a file over the limit is not parsed`() {
    #expect(
      problems(String(repeating: "#", count: YAMLBounds.bytes + 1)) == [
        "rules/a/rules.yml:1:1: error: the file has 4194305 bytes; at most 4194304 are read; write several packs, each with its own folder, instead"
      ])
  }

  @Test func `brackets within brackets end at the depth limit`() {
    let deep = String(repeating: "[", count: 101) + String(repeating: "]", count: 101)
    #expect(
      problems(deep) == [
        "rules/a/rules.yml:1:101: error: mappings and lists lie more than 100 deep in each other; write fewer levels instead"
      ])
    let abyss = String(repeating: "[", count: 200_000)
    #expect(
      problems(abyss) == [
        "rules/a/rules.yml:1:1: error: mappings and lists lie more than 100 deep in each other; write fewer levels instead"
      ])
    let dashes = String(repeating: "- ", count: 200_000)
    #expect(
      problems(dashes) == [
        "rules/a/rules.yml:1:1999: error: mappings and lists lie more than 100 deep in each other; write fewer levels instead"
      ])
    let keys = String(repeating: "? ", count: 200_000)
    #expect(
      problems(keys) == [
        "rules/a/rules.yml:1:1999: error: mappings and lists lie more than 100 deep in each other; write fewer levels instead"
      ])
  }

  @Test func `an alias bomb is counted before it goes off`() {
    var text = "- &a0 [ x, x, x, x, x, x, x, x, x, x ]\n"
    for level in 1...20 {
      let again = Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
      text += "- &a\(level) [ \(again) ]\n"
    }
    #expect(
      problems(text) == [
        "rules/a/rules.yml:5:3: error: the file holds more than 200000 values; write several packs, or fewer aliases, instead"
      ])
  }

  @Test func `aliases that lie ever deeper end at the depth limit`() {
    var text = "- &a0 [ x ]\n"
    for level in 1...200 { text += "- &a\(level) [ *a\(level - 1) ]\n" }
    #expect(
      problems(text) == [
        "rules/a/rules.yml:99:10: error: mappings and lists lie more than 100 deep in each other; write fewer levels instead"
      ])
  }

  @Test func `an alias may be neither a key nor unknown nor one too many`() {
    #expect(
      problems("- &a x\n- { *a : y }\n") == [
        "rules/a/rules.yml:2:5: error: a key is a list, a mapping or an alias; write a word instead"
      ])
    #expect(
      problems("- *nothing\n") == [
        "rules/a/rules.yml:1:3: error: the alias `*nothing` has no anchor before it; write quotes around a text that begins with `*`, or `&name` before the value, instead"
      ])
    let many = "- &a x\n" + String(repeating: "- *a\n", count: YAMLBounds.aliases + 1)
    #expect(
      problems(many) == [
        "rules/a/rules.yml:1002:3: error: the file has more than 1000 aliases; write the values themselves instead"
      ])
  }

  @Test func `a file with too many values is refused`() {
    #expect(
      problems("[" + String(repeating: "a,", count: YAMLBounds.nodes) + "]") == [
        "rules/a/rules.yml:1:1: error: the file holds more than 200000 values; write several packs, or fewer aliases, instead"
      ])
    #expect(
      problems("[" + String(repeating: "a,", count: 1_500_000) + "]") == [
        "rules/a/rules.yml:1:1: error: the file holds more than 200000 values; write several packs, or fewer aliases, instead"
      ])
  }

  @Test func `what is no text is refused`() {
    #expect(
      problems(bytes: [0xFF, 0xFE, 0x41]) == [
        "rules/a/rules.yml:1:1: error: the line is not UTF-8; write it in UTF-8 instead"
      ])
    #expect(
      problems("a:\n  \u{0}") == [
        "rules/a/rules.yml:2:3: error: the line holds the control character 0; write an escape such as `\\x1B` in double quotes instead"
      ])
    #expect(
      problems("a: \u{F8F0}") == [
        "rules/a/rules.yml:1:1: error: the line holds the private character U+F8F0; write plain text instead"
      ])
    #expect(
      problems("a: \u{1B}[31m") == [
        "rules/a/rules.yml:1:4: error: the line holds the control character 27; write an escape such as `\\x1B` in double quotes instead"
      ])
    #expect(
      problems("") == [
        "rules/a/rules.yml:1:1: error: the file is empty; write what docs/rules.md shows for it instead"
      ])
    #expect(
      problems("--- a\n--- b\n") == [
        "rules/a/rules.yml:2:1: error: the file is not YAML: but found another document; write one document without `---` instead"
      ])
    #expect(
      problems("a: b: c") == [
        "rules/a/rules.yml:1:5: error: the file is not YAML: mapping values are not allowed in this context; write quotes around a text that holds `: ` instead"
      ])
    #expect(
      problems("a: @b") == [
        "rules/a/rules.yml:1:4: error: the file is not YAML: found character that cannot start any token; write quotes around a text that begins with `@`, `%` or a backtick instead"
      ])
    #expect(
      problems("[ a, b") == [
        "rules/a/rules.yml:2:1: error: the file is not YAML: did not find expected ',' or ']'; write a comma between the values and the closing bracket instead"
      ])
  }

  @Test func `stars that are no aliases stay as they are`() {
    let symptom = """
      - id: stars
        title: "* and **"
        meaning: a * b
        texts: [ { text: "*** failed *x", software: a, side: client } ]
      """
    let loaded = RuleLoader.load([RuleFile(path: "a/symptoms.yml", bytes: Array(symptom.utf8))])
    #expect(loaded.problems == [])
    #expect(loaded.rules.symptoms.first?.title == "* and **")
    #expect(loaded.rules.symptoms.first?.meaning == "a * b")
    #expect(loaded.rules.symptoms.first?.texts.first?.text == "*** failed *x")
  }

  @Test func `an anchor stands for what it names`() {
    let text = """
      - id: one
        title: One
        meaning: One.
        texts: &texts [ { text: "a long text", software: a, side: client } ]
      - { id: two, title: Two, meaning: Two., texts: *texts }
      """
    let loaded = RuleLoader.load([RuleFile(path: "a/symptoms.yml", bytes: Array(text.utf8))])
    #expect(loaded.problems == [])
    #expect(loaded.rules.symptoms.map(\.texts.count) == [1, 1])
  }

  @Test func `any part of a rules file loads without a trap`() {
    let bytes = Array(SampleRules.rules.utf8)
    for end in stride(from: 0, to: bytes.count, by: 7) {
      _ = problems(bytes: Array(bytes[..<end]))
    }
    for index in stride(from: 0, to: bytes.count, by: 11) {
      var flipped = bytes
      flipped[index] ^= 0x15
      _ = problems(bytes: flipped)
    }
  }
}
