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

  @Test(arguments: Self.symptomErrors)
  func `lint names what is wrong with a symptom`(old: String, new: String, expected: [String]) {
    #expect(
      SampleRules.lint("keystore/symptoms.yml", SampleRules.symptoms, replacing: old, with: new)
        == expected)
  }

  static let symptomErrors: [(String, String, [String])] = [
    (
      "[ keystore.key-password-differs ]",
      "[ keystore.key-password ]",
      [
        "keystore/symptoms.yml:4:16: error: the symptom points to `keystore.key-password`, which no rule concludes; write the id of a rule instead"
      ]
    ),
    (
      ", whole-line: true",
      "",
      [
        "keystore/symptoms.yml:7:15: error: the text `no key` is shorter than 8 characters, so it would be found in other words; write a longer quote, or `whole-line: true` beside it, instead"
      ]
    ),
    (
      "text: Cannot recover key",
      "text: \"<any> key <word>\"",
      [
        "keystore/symptoms.yml:6:15: error: the text `<any> key <word>` is shorter than 8 characters, so it would be found in other words; write a longer quote, or `whole-line: true` beside it, instead"
      ]
    ),
    (
      "text: Cannot recover key",
      "text: \"cannot open <tls-file>\"",
      [
        "keystore/symptoms.yml:6:15: error: the text `cannot open <tls-file>` does not say where its path ends; write what follows the path, or `<file>`, instead"
      ]
    ),
    (
      "title: The key cannot be recovered",
      "title: The key cannot be recovered.",
      [
        "keystore/symptoms.yml:2:10: error: the title ends in a full stop, as sentences do; write `The key cannot be recovered` instead"
      ]
    ),
    (
      "id: key-password-differs",
      "id: key-password-differ",
      [
        "keystore/rules.yml:8:46: error: there is no symptom `key-password-differs`; write `key-password-differ` instead"
      ]
    ),
  ]

  @Test(arguments: Self.productErrors)
  func `lint names what is wrong with a product`(old: String, new: String, expected: [String]) {
    #expect(
      SampleRules.lint("xagent/product.yml", SampleRules.product, replacing: old, with: new)
        == expected)
  }

  static let productErrors: [(String, String, [String])] = [
    (
      "setting: server.port",
      "setting: server.prt",
      [
        "xagent/product.yml:6:22: error: the port is read from `server.prt`, which the product does not define; write `server.port` instead"
      ]
    ),
    (
      "logs: [ { path: ",
      "logs: [ { setting: log.path, path: ",
      [
        "xagent/product.yml:14:24: error: the log's place is read from `log.path`, which the product does not define; write a name under `settings` instead"
      ]
    ),
    (
      "restart: systemctl restart xagent",
      "restart: '{{target.home}}/restart {{service.name|agent}}'",
      [
        "xagent/product.yml:1:1: error: the restart command for linux shows `{{service.name}}`; write no fact but `{{target.home|the product's folder}}` instead",
        "xagent/product.yml:1:1: error: the restart command for linux shows `{{target.home}}`; write no fact but `{{target.home|the product's folder}}` instead",
      ]
    ),
    (
      "reader: launch-line",
      "reader: launch-lines",
      [
        "xagent/product.yml:13:45: error: the reader `launch-lines` does not exist; write `launch-line` instead"
      ]
    ),
    (
      "keystore.password:\n",
      "keystore.pass-word:\n",
      [
        "keystore/rules.yml:20:28: error: no product defines the setting `keystore.password`; write `keystore.pass-word` instead"
      ]
    ),
    (
      "port: 8082",
      "port: 80822",
      [
        "xagent/product.yml:8:26: error: the port is `80822`; write a whole number from 1 to 65535 instead"
      ]
    ),
    (
      "json: { status: UP }",
      "json: UP",
      [
        "xagent/product.yml:7:45: error: `json` is not one key with one value; write `json: { status: UP }` instead"
      ]
    ),
    (
      "home: [ /opt/xmatters/xa ]",
      "hom: [ /opt/xmatters/xa ]",
      [
        "xagent/product.yml:11:5: error: an installation has no `home`; write `home: …` into it instead",
        "xagent/product.yml:12:5: error: an installation has no key `hom`; write `home` instead",
      ]
    ),
    (
      "keystore.path: { keys: [ server.ssl.key-store, key-store ], required: true }",
      "keystore.path: { required: yes }",
      [
        "xagent/product.yml:26:18: error: the setting `keystore.path` has neither a key nor a default; write `key: …` into it instead",
        "xagent/product.yml:26:30: error: `required` is `yes`, which is neither true nor false; write `true` or `false` instead",
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

  @Test func `what a rule with an error would conclude still counts as concluded`() {
    let problems = SampleRules.lint(
      "shared/rules.yml", SampleRules.others, replacing: "confirmed: { service.last-start: failed",
      with: "confirmed: { service.last-start: faild")
    #expect(
      problems == [
        "shared/rules.yml:4:36: error: `service.last-start` is never `faild`: it is one of ready, failed, unfinished; write `failed` instead"
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
