import PadlockModel
import PadlockRules
import Testing

/// What is wrong with how rules lead to each other.
extension LintTests {
  @Test func `circles are found once, with their path`() {
    let circle = SampleRules.others.replacing(
      "  confirmed: { service.last-start",
      with: "  causes: [ keystore.key-password-differs ]\n  confirmed: { service.last-start")
    #expect(
      SampleRules.lint(
        "shared/rules.yml", circle, replacing: "  for-each: certificate",
        with: "  for-each: certificate\n  masks: [ service.does-not-start ]"
      ) == [
        "keystore/rules.yml:9:13: error: `causes` lead in a circle: keystore.key-password-differs → service.does-not-start → keystore.key-password-differs; write one of these links less instead"
      ])
    #expect(
      SampleRules.lint(
        "shared/rules.yml", SampleRules.others, replacing: "  for-each: certificate",
        with: "  for-each: certificate\n  masks: [ keystore.key-password-differs ]"
      ) == [
        "shared/rules.yml:15:12: error: `masks` and `unless` lead in a circle: certificate.name-mismatch → keystore.key-password-differs → certificate.name-mismatch; write one of these links less instead"
      ])
    #expect(
      SampleRules.lint(
        replacing: "masks: [", with: "unless: [ certificate.name-mismatch ]\n  masks: [")
        == [
          "keystore/rules.yml:10:13: error: `masks` and `unless` lead in a circle: certificate.name-mismatch → keystore.key-password-differs → certificate.name-mismatch; write one of these links less instead"
        ])
  }

  @Test func `a long circle of rules is found without deep recursion`() {
    var rules = (0..<5_000).map { Rule(id: "a.r\($0)", title: "R", causes: ["a.r\($0 + 1)"]) }
    rules.append(Rule(id: "a.r5000", title: "R", causes: ["a.r0"]))
    var loaded = SampleRules.load()
    loaded.rules = RuleSet(rules: rules)
    let circles = RuleLint.problems(in: loaded).filter { $0.message.contains("circle") }
    #expect(circles.count == 1)
  }
}
