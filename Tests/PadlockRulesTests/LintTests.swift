import PadlockModel
import PadlockRules
import Testing

@Suite struct LintTests {
  @Test(arguments: Self.ruleErrors)
  func `lint names what is wrong with a rule`(old: String, new: String, expected: [String]) {
    #expect(SampleRules.lint(replacing: old, with: new) == expected)
  }

  static let ruleErrors: [(String, String, [String])] = [
    (
      "id: keystore.key-password-differs",
      "id: certificate.name-mismatch",
      [
        "keystore/rules.yml:1:7: error: the id `certificate.name-mismatch` has a prefix that the pack `keystore` does not declare; write `keystore.…` instead",
        "keystore/rules.yml:10:12: error: `masks` names the rule itself; write the id of another rule instead",
        "keystore/symptoms.yml:4:16: error: the symptom points to `keystore.key-password-differs`, which no rule concludes; write the id of a rule instead",
        "shared/rules.yml:11:7: error: the rule `certificate.name-mismatch` stands already at keystore/rules.yml:1; write another id instead",
      ]
    ),
    (
      "id: keystore.key-password-differs",
      "id: service.key-password-differs",
      [
        "keystore/rules.yml:1:7: error: the id `service.key-password-differs` has a prefix that the pack `keystore` does not declare; write `keystore.…` instead",
        "keystore/symptoms.yml:4:16: error: the symptom points to `keystore.key-password-differs`, which no rule concludes; write `service.key-password-differs` instead",
      ]
    ),
    (
      "causes: [ service.does-not-start ]",
      "causes: [ service.does-not-stat ]",
      [
        "keystore/rules.yml:9:13: error: `causes` names `service.does-not-stat`, which no rule concludes; write `service.does-not-start` instead"
      ]
    ),
    (
      "masks: [ certificate.name-mismatch ]",
      "masks: [ keystore.key-password-differs ]",
      [
        "keystore/rules.yml:10:12: error: `masks` names the rule itself; write the id of another rule instead"
      ]
    ),
    (
      "platform: linux",
      "applies: { trait: java-keystor }",
      [
        "keystore/rules.yml:15:25: error: there is no trait `java-keystor`; write `java-keystore` instead"
      ]
    ),
    (
      "platform: linux",
      "applies: { none: [ { entry.key-open: true } ] }",
      [
        "keystore/rules.yml:15:28: error: there is no fact `entry.key-open`; write `entry.key-opens` instead"
      ]
    ),
    (
      "article: xagent-https",
      "article: xagent-http",
      [
        "keystore/rules.yml:23:28: error: the article `xagent-http` is not in articles.yml; write `xagent-https` instead"
      ]
    ),
    (
      "[ { article: xagent-https, section: Troubleshooting } ]",
      "[]",
      [
        "keystore/rules.yml:1:3: error: the rule `keystore.key-password-differs` refers to no article; write `references: [ { article: …, section: … } ]` into it instead"
      ]
    ),
    (
      "keystore's password\n",
      "keystore's password.\n",
      [
        "keystore/rules.yml:2:10: error: the title ends in a full stop, as sentences do; write `The key's password differs from the keystore's password` instead"
      ]
    ),
    (
      "confirmed: { entry.key-opens: false }",
      "confirmed: { entry.key-opens: false, entry.kind: certificate }",
      [
        "keystore/rules.yml:7:3: error: `confirmed` can never hold: what the rule asks of `entry.kind` contradicts itself; write comparisons of `entry.kind` that can hold together instead"
      ]
    ),
    (
      "confirmed: { entry.key-opens: false }",
      "confirmed: { entry.key-opens: false, entry.chain-length: { less-than: 2, at-least: 2 } }",
      [
        "keystore/rules.yml:7:3: error: `confirmed` can never hold: what the rule asks of `entry.chain-length` contradicts itself; write comparisons of `entry.chain-length` that can hold together instead"
      ]
    ),
    (
      "entry.kind: private-key, keystore.opens: true }\n",
      "keystore.opens: true }\n",
      [
        "keystore/rules.yml:11:12: error: `{{entry.alias}}` may be unknown where it is shown; write `{{entry.alias|other words}}` instead",
        "keystore/rules.yml:25:74: error: the example sets `entry.kind`, which the rule never reads; write a fact of the rule instead",
        "keystore/rules.yml:27:69: error: the example sets `entry.kind`, which the rule never reads; write a fact of the rule instead",
      ]
    ),
    (
      "{{keystore.path}} opens",
      "{{keystore.damage}} opens",
      [
        "keystore/rules.yml:11:12: error: `{{keystore.damage}}` may be unknown where it is shown; write `{{keystore.damage|other words}}` instead"
      ]
    ),
    (
      "command: cp -p {{keystore.path}}",
      "command: ls \"$(dirname {{keystore.path}})\" {{keystore.path}}",
      [
        "keystore/rules.yml:18:20: error: `$(` stands in a command that shows facts; write a command without it, or the same in words instead"
      ]
    ),
    (
      "command: cp -p {{keystore.path}}",
      "command: cp -p {{target.home}}",
      [
        "keystore/rules.yml:18:20: error: `{{target.home}}` may be unknown where it is shown; write `{{target.home|other words}}` instead"
      ]
    ),
    (
      "setting: keystore.password",
      "setting: keystore.pasword",
      [
        "keystore/rules.yml:20:28: error: no product defines the setting `keystore.pasword`; write `keystore.password` instead"
      ]
    ),
    (
      "{ contains: key-password-differs }",
      "{ contains: key-password-difers }",
      [
        "keystore/rules.yml:8:46: error: there is no symptom `key-password-difers`; write `key-password-differs` instead"
      ]
    ),
    (
      "trait: java-keystore",
      "trait: java-keystor",
      [
        "keystore/rules.yml:6:21: error: there is no trait `java-keystor`; write `java-keystore` instead"
      ]
    ),
    (
      "expect: likely",
      "expect: confirmed",
      [
        "keystore/rules.yml:1:3: error: the rule `keystore.key-password-differs` has no example for `likely`; write one with `expect: likely` into it instead"
      ]
    ),
    (
      "expect: ruled-out",
      "expect: confirmed",
      [
        "keystore/rules.yml:1:3: error: the rule `keystore.key-password-differs` has no example for being ruled out; write one with `expect: ruled-out` into it instead"
      ]
    ),
    (
      "facts: { symptoms.current: [key-password-differs] }",
      "facts: { symptoms.current: [key-password-differs], listener.tcp: refused }",
      [
        "keystore/rules.yml:26:83: error: the example sets `listener.tcp`, which the rule never reads; write a fact of the rule instead"
      ]
    ),
    (
      "{ name: the log says so,",
      "{ name: made with another -keypass,",
      [
        "keystore/rules.yml:26:7: error: two examples are called `made with another -keypass`; write another name instead"
      ]
    ),
    (
      "  suspected: { symptoms.current: { contains: key-password-differs } }\n",
      "",
      [
        "keystore/rules.yml:25:41: error: the example sets `symptoms.current`, which the rule never reads; write a fact of the rule instead"
      ]
    ),
    (
      "  confirmed: { entry.key-opens: false }\n  suspected: { symptoms.current: { contains: key-password-differs } }\n",
      "",
      [
        "keystore/rules.yml:1:3: error: the rule `keystore.key-password-differs` has neither `confirmed` nor `suspected`, so it never concludes; write `confirmed: { … }` into it instead",
        "keystore/rules.yml:23:99: error: the example sets `entry.key-opens`, which the rule never reads; write a fact of the rule instead",
        "keystore/rules.yml:23:133: error: the example expects `confirmed`, and the rule has no `confirmed`; write `expect: likely` instead",
        "keystore/rules.yml:24:41: error: the example sets `symptoms.current`, which the rule never reads; write a fact of the rule instead",
        "keystore/rules.yml:25:94: error: the example sets `entry.key-opens`, which the rule never reads; write a fact of the rule instead",
      ]
    ),
  ]

  @Test func `lint names facts that nothing yields, and settings that Padlock does not know`() {
    let loaded = SampleRules.load()
    let all = Set(FactCatalogue.all.map(\.name))
    let known: Set<String> = [
      "server.port", "https.enabled", "keystore.path", "keystore.password",
    ]
    #expect(RuleLint.problems(in: loaded, yielded: all, settings: known) == [])
    #expect(
      RuleLint.problems(
        in: loaded, yielded: all.subtracting(["entry.key-opens", "trait"]),
        settings: known.subtracting(["keystore.path"])
      ).map(\.description) == [
        "keystore/rules.yml:7:16: error: no collector or question yields the fact `entry.key-opens`; write a fact that something observes, or add it to a collector, instead",
        "xagent/product.yml:26:3: error: Padlock knows no setting `keystore.path`; write a name of docs/rules.md instead",
      ])
  }

  @Test func `lint names facts of settings that no product has, or that are secret`() {
    let problems = { (condition: String) in
      SampleRules.lint(
        "shared/rules.yml",
        SampleRules.others.replacing(
          "  confirmed: { service.last-start",
          with: "  confirmed: { \(condition), service.last-start"),
        replacing: "  for-each: certificate", with: "  for-each: certificate"
      ).filter { $0.contains("setting") }
    }
    #expect(problems("setting.server.port: { exists: true }") == [])
    #expect(problems("setting-count.server.port: { greater-than: 1 }") == [])
    #expect(
      problems("setting.server.prot: { exists: true }").first?.contains(
        "error: no product defines the setting `server.prot` that `setting.server.prot` reads; "
          + "write `server.port` instead") == true)
    #expect(
      problems("setting.keystore.password: { exists: true }").first?.contains(
        "error: `keystore.password` is secret, so there is no fact `setting.keystore.password`")
        == true)
  }

  @Test func `what a rule with an error would conclude still counts as concluded`() {
    let problems = SampleRules.lint(
      "shared/rules.yml", SampleRules.others, replacing: "confirmed: { service.last-start: failed",
      with: "confirmed: { service.last-start: faild")
    #expect(
      problems == [
        "shared/rules.yml:4:36: error: `service.last-start` is never `faild`: it is one of ready, failed, unfinished; write `failed` instead"
      ])
  }
}
