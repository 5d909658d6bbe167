import Testing

/// What is wrong with symptoms and products.
extension LintTests {
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
}
