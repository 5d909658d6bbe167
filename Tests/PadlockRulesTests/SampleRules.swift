import PadlockModel
import PadlockRules

/// A small rules folder without a fault, and ways to spoil it.
enum SampleRules {
  static let articles = """
    - { id: xagent-https, title: HTTPS for the agent, url: "https://example.com/a" }
    """

  static let product = """
    id: xagent
    name: xMatters Agent
    traits: [ java-keystore, spring-boot, conf.d ]
    listeners:
      - name: lan
        port: { setting: server.port, default: 8081 }
        health: { path: /actuator/health, json: { status: UP } }
      - { name: admin, port: 8082, local: true, plain-probe: harmless, legacy-probe: harmless }
    options: { prefix: server.ssl., names: spring, known: [ enabled, key-store ] }
    installations:
      - platform: linux
        home: [ /opt/xmatters/xa ]
        config: [ { path: bin/start.sh, reader: launch-line, markers: [ -jar ], takes-settings: true } ]
        logs: [ { path: "logs/agent-*.log", started: [ Starting ], ready: [ Started ], failed: [ Broken off ] } ]
        service: { name: xagent, process: [ JarLauncher ], home-argument: -Dxa.home= }
        restart: systemctl restart xagent
        backups: [ /var/backups ]
      - platform: windows
        home: [ 'C:\\Program Files\\xa' ]
        config: [ { path: config\\service.conf, reader: java-service-wrapper, role: alternative } ]
        service: xagent
        restart: net stop xagent
    settings:
      server.port: server.port
      https.enabled: server.ssl.enabled
      keystore.path: { keys: [ server.ssl.key-store, key-store ], required: true }
      keystore.password:
        key: server.ssl.key-store-password
        secret: true
        published-defaults: [ changeit ]
        placeholders: [ <password> ]
    """

  static let symptoms = """
    - id: key-password-differs
      title: The key cannot be recovered
      meaning: Java opened the keystore and not the key in it.
      diagnoses: [ keystore.key-password-differs ]
      texts:
        - { text: Cannot recover key, software: [ Java ], side: server, versions: "8 and later" }
        - { text: "no key", software: curl, side: client, whole-line: true }
    """

  static let rules = """
    - id: keystore.key-password-differs
      title: The key's password differs from the keystore's password
      severity: error
      frequency: common
      for-each: entry
      applies: { trait: java-keystore, entry.kind: private-key, keystore.opens: true }
      confirmed: { entry.key-opens: false }
      suspected: { symptoms.current: { contains: key-password-differs } }
      causes: [ service.does-not-start ]
      masks: [ certificate.name-mismatch ]
      summary: >
        {{keystore.path}} opens, but the key under "{{entry.alias}}" does not.
      remedies:
        - title: Give the keystore the key's password
          platform: linux
          steps:
            - instruction: Back up the keystore
              command: cp -p {{keystore.path}} {{keystore.path}}.bak
            - instruction: Put the new password into the configuration
              edit: { setting: keystore.password, to: "<the new password>" }
            - restart: service
          verify: { entry.key-opens: true, listener.tls: handshake }
      references: [ { article: xagent-https, section: Troubleshooting } ]
      examples:
        - { name: made with another -keypass, facts: { keystore.opens: true, entry.kind: private-key, entry.key-opens: false }, expect: confirmed }
        - { name: the log says so, facts: { symptoms.current: [key-password-differs] }, expect: likely }
        - { name: one password for both, facts: { keystore.opens: true, entry.kind: private-key, entry.key-opens: true }, expect: ruled-out }
    """

  /// A second pack, so that links lead somewhere.
  static let others = """
    - id: service.does-not-start
      title: The service does not start
      severity: error
      confirmed: { service.last-start: failed, listener.tcp: refused }
      summary: "{{target.name}} does not start: {{service.java-version|an unknown Java}}"
      remedies: [ { title: Start it, steps: [ { restart: service } ], verify: { service.state: running } } ]
      references: [ { article: xagent-https, section: Testing } ]
      examples:
        - { name: it failed, facts: { service.last-start: failed, listener.tcp: refused }, expect: confirmed }
        - { name: it runs, facts: { service.last-start: ready, service.name: { absent: true }, listener.tcp: { unknown: failed } }, expect: ruled-out }
    - id: certificate.name-mismatch
      title: The certificate is for another name
      severity: error
      for-each: certificate
      confirmed: { certificate.name-matches: false }
      summary: "{{certificate.subject}} is not for {{target.host}}."
      remedies: [ { title: Get another, steps: [ { instruction: Get another } ], verify: { certificate.name-matches: true } } ]
      references: [ { article: xagent-https, section: Testing } ]
      examples:
        - { name: another name, facts: { certificate.name-matches: false }, expect: confirmed }
        - { name: its name, facts: { certificate.name-matches: true }, expect: ruled-out }
    """

  /// The folder's files, some of them replaced.
  static func files(_ replaced: [String: String] = [:]) -> [RuleFile] {
    var texts = [
      "articles.yml": articles, "xagent/product.yml": product, "keystore/rules.yml": rules,
      "keystore/symptoms.yml": symptoms, "shared/rules.yml": others,
      "shared/pack.yml": "prefix: [ service, certificate ]",
    ]
    texts.merge(replaced) { $1 }
    return texts.map { RuleFile(path: $0.key, bytes: Array($0.value.utf8)) }
  }

  static func load(_ replaced: [String: String] = [:]) -> LoadedRules {
    RuleLoader.load(files(replaced), digest: "d1")
  }

  /// What loading the folder says after one edit of `keystore/rules.yml`.
  static func problems(replacing old: String, with new: String) -> [String] {
    load(["keystore/rules.yml": rules.replacing(old, with: new)]).problems.map(\.description)
  }

  /// What lint says after one edit of a file.
  static func lint(
    _ path: String = "keystore/rules.yml", _ text: String = rules, replacing old: String,
    with new: String
  ) -> [String] {
    RuleLint.problems(in: load([path: text.replacing(old, with: new)])).map(\.description)
  }
}
