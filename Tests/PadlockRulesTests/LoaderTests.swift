import PadlockModel
import PadlockRules
import Testing

@Suite struct LoaderTests {
  @Test func `a folder without a fault loads, and lint has nothing to say`() throws {
    let loaded = SampleRules.load()
    #expect(RuleLint.problems(in: loaded).map(\.description) == [])
    let rules = try #require(loaded.usable)
    #expect(rules.packs == ["keystore", "shared", "xagent"])
    #expect(rules.digest == "d1")
    #expect(
      loaded.packs.map(\.prefixes) == [["keystore"], ["service", "certificate"], ["xagent"]])
    let rule = try #require(rules.rule("keystore.key-password-differs"))
    #expect(rule.pack == "keystore")
    #expect(rule.frequency == .common)
    #expect(rule.forEach == .entry)
    #expect(
      rule.applies
        == .all([
          .fact("trait", [.is(.text("java-keystore"))]),
          .fact("entry.kind", [.is(.text("private-key"))]),
          .fact("keystore.opens", [.is(.boolean(true))]),
        ]))
    #expect(rule.confirmed == .fact("entry.key-opens", [.is(.boolean(false))]))
    #expect(rule.suspected == .fact("symptoms.current", [.contains("key-password-differs")]))
    #expect(rule.summary.source.hasSuffix("does not."))
    #expect(rule.source == SourcePosition(file: "keystore/rules.yml", line: 1, column: 3))
    #expect(rule.remedies[0].steps[1].edit?.setting == "keystore.password")
    #expect(rule.remedies[0].steps[2].restartsService)
    #expect(rule.examples.map(\.expect) == [.confirmed, .likely, .ruledOut])
    #expect(
      rule.examples[1].facts
        == ["symptoms.current": .known(.list(["key-password-differs"]), evidence: [])])
    let second = try #require(rules.rule("service.does-not-start")).examples[1]
    #expect(second.facts["service.name"] == .absent(evidence: []))
    #expect(second.facts["listener.tcp"] == .unknown(.failed("the example says so")))
  }

  @Test func `a product file says where things are and what its keys mean`() throws {
    let product = try #require(SampleRules.load().usable?.product("xagent"))
    #expect(product.traits == ["java-keystore", "spring-boot", "conf.d"])
    #expect(product.listeners[0].portSetting == "server.port")
    #expect(
      product.listeners[0].health
        == HealthEndpoint(paths: ["/actuator/health"], key: "status", healthy: "UP"))
    #expect(product.listeners[1].isLocal && product.listeners[1].plainProbeIsHarmless)
    #expect(product.listeners.map(\.legacyProbeIsHarmless) == [false, true])
    #expect(product.options?.isRelaxed == true)
    #expect(product.installations[0].logs[0].path == "logs/agent-*.log")
    #expect(product.installations[0].logs[0].failed == ["Broken off"])
    #expect(product.installations[0].configuration[0].takesSettings)
    #expect(product.installations[0].service.homeArguments == ["-Dxa.home="])
    #expect(product.installations[1].homes == ["C:\\Program Files\\xa"])
    #expect(product.installations[1].configuration[0].role == .alternative)
    let keystore = try #require(product.settings.first { $0.name == "keystore.path" })
    #expect(keystore.keys == ["server.ssl.key-store", "key-store"] && keystore.isRequired)
    let password = try #require(product.settings.first { $0.name == "keystore.password" })
    #expect(password.isSecret && password.publishedDefaults == ["changeit"])
  }

  @Test func `a symptom knows who prints it`() throws {
    let symptom = try #require(SampleRules.load().usable?.symptoms.first)
    #expect(symptom.texts[0].side == .server && symptom.texts[0].versions == "8 and later")
    #expect(symptom.texts[1].software == ["curl"] && symptom.texts[1].wholeLine)
  }

  @Test func `only the files of a rules folder are read`() {
    #expect(RuleFileKind(path: "articles.yml") == .articles)
    #expect(RuleFileKind(path: "conf-d/rules.yml") == .rules("conf-d"))
    for path in ["README.md", "rules.yml", "a/b/rules.yml", "../rules.yml", "a/other.yml", "", "/"]
    {
      #expect(RuleFileKind(path: path) == nil)
    }
  }

  @Test(arguments: Self.errors)
  func `each error names its place and what to write`(
    old: String, new: String, expected: [String]
  ) {
    #expect(SampleRules.problems(replacing: old, with: new) == expected)
  }

  private static let file = "keystore/rules.yml"

  static let errors: [(String, String, [String])] = [
    (
      "severity: error",
      "severty: error",
      [
        "\(file):1:3: error: a rule has no `severity`; write `severity: …` into it instead",
        "\(file):3:3: error: a rule has no key `severty`; write `severity` instead",
      ]
    ),
    (
      "severity: error",
      "severity: eror",
      [
        "\(file):3:13: error: the severity `eror` does not exist; write `error` instead"
      ]
    ),
    (
      "entry.key-opens: false",
      "entry.key-open: false",
      [
        "\(file):7:16: error: there is no fact `entry.key-open`; write `entry.key-opens` instead",
        "\(file):25:99: error: there is no fact `entry.key-open`; write `entry.key-opens` instead",
      ]
    ),
    (
      "entry.key-opens: false",
      "entry.key-opens: no",
      [
        "\(file):7:33: error: `entry.key-opens` is a yes-or-no fact, not `no`; write `true` or `false` instead",
        "\(file):25:116: error: `entry.key-opens` is a yes-or-no fact, not `no`; write `true` or `false` instead",
      ]
    ),
    (
      "entry.kind: private-key, keystore.opens: true }\n",
      "entry.kind: key, keystore.opens: 1 }\n",
      [
        "\(file):6:48: error: `entry.kind` is never `key`: it is one of private-key, certificate, secret-key; write one of certificate, private-key, secret-key instead",
        "\(file):6:69: error: `keystore.opens` is a yes-or-no fact, not `1`; write `true` or `false` instead",
      ]
    ),
    (
      "{ contains: key",
      "{ contain: key",
      [
        "\(file):8:36: error: there is no operator `contain`; write `contains` instead"
      ]
    ),
    (
      "{ contains: key-password-differs }",
      "{ less-than: 4 }",
      [
        "\(file):8:36: error: `less-than` does not fit `symptoms.current`, which is a list; write one of is, in, not-in, contains, contains-any, matches, starts-with, ends-with, exists, same-as, differs-from instead"
      ]
    ),
    (
      "confirmed: { entry.key-opens: false }",
      "confirmed: { entry.chain-length: [ 1, 2 ] }",
      [
        "\(file):7:36: error: `entry.chain-length` is one value, not a list; write `{ in: [ … ] }` instead"
      ]
    ),
    (
      "confirmed: { entry.key-opens: false }",
      "confirmed: { entry.alias: { matches: '(a+)+b' } }",
      [
        "\(file):7:40: error: the pattern repeats a group that repeats or chooses, which can take for ever; write one repetition instead"
      ]
    ),
    (
      "confirmed: { entry.key-opens: false }",
      "confirmed: { entry.alias: { matches: '(a' } }",
      [
        "\(file):7:40: error: `(a` is not a regular expression; write one that compiles instead"
      ]
    ),
    (
      "confirmed: { entry.key-opens: false }",
      "confirmed: { service.started: { older-than: 3 weeks } }",
      [
        "\(file):7:47: error: `older-than` is followed by `3 weeks`, not by a duration; write a duration like `30d`, `12h` or `5m` instead"
      ]
    ),
    (
      "confirmed: { entry.key-opens: false }",
      "confirmed: { service.started: { before: yesterday } }",
      [
        "\(file):7:43: error: `service.started` is a time, not `yesterday`; write a time like `2026-11-20T10:14:09Z` instead"
      ]
    ),
    (
      "confirmed: { entry.key-opens: false }",
      "confirmed: { any: [] }",
      [
        "\(file):7:21: error: `any` has no parts, so it says nothing; write at least one condition in it instead"
      ]
    ),
    (
      "confirmed: { entry.key-opens: false }",
      "confirmed: { any: { entry.alias: a } }",
      [
        "\(file):7:21: error: `any` is followed by a mapping, not by a list; write `any: [ { … }, { … } ]` instead"
      ]
    ),
    (
      "confirmed: { entry.key-opens: false }",
      "confirmed: {}",
      [
        "\(file):7:14: error: `confirmed` is empty, so it always holds; write what proves the cause instead"
      ]
    ),
    (
      "confirmed: { entry.key-opens: false }",
      "confirmed: yes",
      [
        "\(file):7:14: error: `confirmed` is `yes`, not a mapping; write a mapping like `{ listener.tcp: refused }` instead"
      ]
    ),
    (
      "confirmed: { entry.key-opens: false }",
      "confirmed: { entry.alias: { same-as: entry.chain-length } }",
      [
        "\(file):7:40: error: `entry.alias` and `entry.chain-length` never hold the same kind of value; write a fact that is a text instead"
      ]
    ),
    (
      "id: keystore.key-password-differs",
      "id: Key_Password",
      [
        "\(file):1:7: error: the id `Key_Password` is not a prefix, a full stop and lower-case words; write an id like `keystore.alias-missing` instead"
      ]
    ),
    (
      "  frequency: common",
      "  severity: warning",
      [
        "\(file):4:3: error: the key `severity` stands twice in one mapping; write each key once instead"
      ]
    ),
    (
      "  frequency: common",
      "\tfrequency: common",
      [
        "\(file):4:1: error: a tab indents the line; write spaces instead"
      ]
    ),
    (
      "  frequency: common",
      "   frequency: common",
      [
        "\(file):4:13: error: the file is not YAML: mapping values are not allowed in this context; write quotes around a text that holds `: ` instead"
      ]
    ),
    (
      "{{keystore.path}} opens",
      "{{keystore.pat}} opens",
      [
        "\(file):11:12: error: there is no fact `keystore.pat`; write `keystore.path` instead"
      ]
    ),
    (
      "{{keystore.path}} opens",
      "{{keystore.path} opens",
      [
        "\(file):11:12: error: there is no fact `keystore.path}opens,butthekeyunder\"{{entry.alias`; write a name that `rules facts` lists, or `setting.` before a setting's name instead"
      ]
    ),
    (
      "expect: likely",
      "expect: probably",
      [
        "\(file):26:93: error: the expectation `probably` does not exist; write one of confirmed, likely, possible, ruled-out instead"
      ]
    ),
    (
      "facts: { symptoms.current: [key-password-differs] }",
      "facts: { symptoms.current: { unknown: lost } }",
      [
        "\(file):26:70: error: the reason `lost` does not exist; write one of by-choice, declined, failed, not-applicable, not-collected, offline instead"
      ]
    ),
    (
      "facts: { symptoms.current: [key-password-differs] }",
      "facts: { symptoms.current: { missing: true } }",
      [
        "\(file):26:59: error: `symptoms.current` has a state that does not exist; write a value, `{ absent: true }` or `{ unknown: not-collected }` instead"
      ]
    ),
    (
      "- restart: service",
      "- restart: the service",
      [
        "\(file):21:20: error: `restart` is `the service`; write `restart: service` instead"
      ]
    ),
    (
      "- restart: service",
      "- command: reboot",
      [
        "\(file):21:11: error: the step does not say what to do; write `instruction: …` or `restart: service` into it instead"
      ]
    ),
    (
      "for-each: entry",
      "for-each: target",
      [
        "\(file):5:13: error: a rule without `for-each` runs once for the target already; write listener, certificate, keystore, entry, service or file instead"
      ]
    ),
    (
      "  title: The key's",
      "  titel: The key's",
      [
        "\(file):1:3: error: a rule has no `title`; write `title: …` into it instead",
        "\(file):2:3: error: a rule has no key `titel`; write `title` instead",
      ]
    ),
    (
      "causes: [ service.does-not-start ]",
      "causes: service.does-not-start",
      [
        "\(file):9:11: error: `causes` is `service.does-not-start`, not a list; write a list: `[ … ]` instead"
      ]
    ),
    (
      "summary: >",
      "summary: [ a ]\n  remedies: >",
      [
        "\(file):14:3: error: the key `remedies` stands twice in one mapping; write each key once instead"
      ]
    ),
  ]
}
