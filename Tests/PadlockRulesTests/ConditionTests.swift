import PadlockModel
import PadlockRules
import TestSupport
import Testing

@Suite struct ConditionTests {
  /// The `confirmed` of a rule that says this; nil where it does not load.
  private func read(_ yaml: String) -> Condition? {
    let text = """
      - id: a.b
        title: A
        severity: error
        confirmed: \(yaml)
        summary: A.
        remedies: []
        references: []
        examples: []
      """
    let file = RuleFile(path: "a/rules.yml", bytes: Array(text.utf8))
    return RuleLoader.load([file]).rules.rule("a.b")?.confirmed
  }

  @Test func `lists and facts mix in one mapping`() {
    #expect(
      read("{ any: [ { listener.tcp: refused }, { listener.port: 1 } ], keystore.opens: true }")
        == .all([
          .any([
            .fact("listener.tcp", [.is(.text("refused"))]),
            .fact("listener.port", [.is(.integer(1))]),
          ]),
          .fact("keystore.opens", [.is(.boolean(true))]),
        ]))
    #expect(
      read("{ none: [ { all: [ { listener.port: 1 } ] } ] }")
        == .none([.all([.fact("listener.port", [.is(.integer(1))])])]))
  }

  @Test func `a value is read by the type of its fact`() {
    #expect(read("{ entry.alias: 8081 }") == .fact("entry.alias", [.is(.text("8081"))]))
    #expect(read("{ entry.alias: 'true' }") == .fact("entry.alias", [.is(.text("true"))]))
    #expect(
      read("{ https.missing: [ a, b ] }") == .fact("https.missing", [.is(.list(["a", "b"]))]))
    #expect(read("{ https.missing: a }") == .fact("https.missing", [.is(.text("a"))]))
    #expect(
      read("{ service.started: { after: 2026-11-20, older-than: 30d } }")
        == .fact(
          "service.started",
          [
            .after(Timestamp(secondsSince1970: 1_795_132_800)), .olderThan(seconds: 2_592_000),
          ]))
    #expect(
      read("{ listener.port: { at-least: 1, at-most: 1023, not-in: [ 80, 443 ] } }")
        == .fact(
          "listener.port",
          [
            .atLeast(.integer(1)), .atMost(.integer(1_023)),
            .notIn([.integer(80), .integer(443)]),
          ]))
    #expect(
      read("{ keystore.alias: { exists: false } }") == .fact("keystore.alias", [.exists(false)]))
  }

  @Test(arguments: 0..<300)
  func `a printed condition reads as itself`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let condition = RandomConditions.condition(depth: 4, &random)
    let printed = ConditionPrinter.yaml(condition)
    #expect(read(printed) == condition, "seed \(seed): \(printed)")
  }

  @Test(arguments: [
    ("a+b", true), ("(ab)+", true), ("[(+*]+", true), ("sha-?(256|384|512)$", true),
    ("[Mm][Dd]5|[Ss][Hh][Aa]-?1([^0-9]|$)", true), ("a{3}b{0,9}", true), ("(?:ab)*", true),
    (#"\(\*\+"#, true), ("a*b*", false), ("(a|b){2,9}", false), ("(a?b)+", false),
    ("(a+)+", false), ("(a*b){2,}", false), ("((a{3,})x)*", false), ("(a|a)*", false),
    (#"(a)\1"#, false), ("a{101}", false), ("a{0,90}b{0,90}c{0,90}", false), ("(", false),
    ("a{0,99999999999999999999}", false), ("a{-99999999999999999999}", false),
    (#"\p{L}\.x"#, true), (#"\(?x\)?"#, true), ("(?i)abc", true), ("(?#[)a*a*", false),
    (#"\Q[\Ea*a*"#, false),
    ("(?=a)", false), (String(repeating: "a?", count: 40), false),
    (String(repeating: "(a|b)", count: 40), false),
    (String(repeating: "a", count: 501), false),
  ])
  func `only patterns that stay cheap are taken`(pattern: String, isTaken: Bool) {
    #expect((read("{ entry.alias: { matches: '\(pattern)' } }") != nil) == isTaken)
  }

  @Test func `a pattern that is taken is quick on the longest text`() throws {
    let text = String(repeating: "a", count: 1_000)
    for pattern in ["a*c", "a?a?a?a?a*c", "(a|b)(a|b)a+c"] {
      try #require(read("{ entry.alias: { matches: '\(pattern)' } }") != nil)
      let regex = try Regex(pattern)
      let taken = ContinuousClock().measure { _ = text.firstMatch(of: regex) }
      #expect(taken < Sanitizer.bound(.seconds(30)), "\(pattern)")
    }
  }
}
