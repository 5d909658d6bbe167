import PadlockModel

/// A report as the engine makes it: one password for the keystore, another for its key.
enum Sample {
  static let target = "xagent@agent01.example.com:8081"
  private static let store = "keystore:/etc/xagent/agent.jks"
  private static let entry = "entry:/etc/xagent/agent.jks/agent"

  static let report: Report = {
    var report = emptyReport(.problems)
    report.diagnoses = [keyPassword, doesNotStart, refused, expiresSoon]
    report.masked = [
      MaskedDiagnosis(
        id: "certificate.name-mismatch", target: target, subject: nil,
        title: "The certificate names another host", by: keyPassword.key)
    ]
    report.ruledOut = [
      RuledOutDiagnosis(
        id: "keystore.password-wrong", target: target, subject: store,
        by: [.init(fact: "keystore.opens", value: "true")]),
      RuledOutDiagnosis(
        id: "keystore.alias-missing", target: target, subject: store,
        by: [.init(fact: "keystore.aliases", value: "agent")]),
    ]
    report.checks = checks
    report.unchecked = [
      Unchecked(
        what: "The certificate that is served", why: "the port is closed",
        how: "Start the agent and check again.")
    ]
    return report
  }()

  static let healthy: Report = {
    var report = emptyReport(.healthy)
    report.diagnoses = [expiresSoon]
    report.checks = [check("tls", "TLS handshake", .passed, "TLS 1.3, TLS_AES_256_GCM_SHA384")]
    return report
  }()

  static let inconclusive: Report = {
    var report = emptyReport(.inconclusive)
    report.unchecked = [
      Unchecked(
        what: "The agent's port", why: "left out by choice", how: "Run again without --no-probe.")
    ]
    return report
  }()

  /// The report, with so many steps to fix its first cause.
  static func withSteps(_ count: Int) -> Report {
    var report = report
    var fix = remedy
    fix.steps = (1...count).map { .init(instruction: "Do the thing that comes as number \($0)") }
    report.diagnoses[0].remedies = [fix]
    return report
  }

  static func emptyReport(_ outcome: Report.Outcome) -> Report {
    Report(
      tool: .init(
        name: "padlock", version: "1.0.0", rules: .init(packs: 3, count: 60, digest: "00")),
      generated: Timestamp(secondsSince1970: 1_795_000_000), outcome: outcome)
  }

  static func check(
    _ id: String, _ title: String, _ result: Check.Result, _ detail: String
  ) -> Check {
    Check(id: id, target: target, subject: nil, title: title, result: result, detail: detail)
  }

  static let checks = [
    check("config", "Configuration", .passed, "systemd.start.sh:14 names /etc/xagent/agent.jks"),
    check("keystore", "Keystore", .passed, "JKS, 2,214 bytes, opens with the configured password"),
    check("entry", "Private key", .failed, "\"agent\" does not open with the keystore's password"),
    check("expiry", "Expiry", .warned, "CN=agent01.example.com ends in 12 days"),
    check("log", "Log", .failed, "agent.log:2213 Cannot recover key"),
    check("connect", "Port 8081", .failed, "agent01.example.com:8081 refused the connection"),
    check("tls", "TLS handshake", .skipped, "the port is closed"),
    check("revocation", "Revocation", .unknown, "the issuer's server was not asked"),
    check("clock", "Clock", .notice, "3 seconds ahead of the server"),
  ]

  static let keyPassword = Diagnosis(
    id: "keystore.key-password-differs", target: target, subject: entry,
    title: "The key's password differs from the keystore's password", severity: .error,
    certainty: .confirmed, rank: 1, rootCause: true, causes: [doesNotStartKey], causedBy: [],
    summary: """
      /etc/xagent/agent.jks opens with the configured password, but the private key under "agent" \
      is protected with another, and no key password is configured, so Java tries the keystore's.
      """,
    evidence: [
      Evidence(
        .log, "/opt/xmatters/xa/log/agent-2026-11-20.log", line: 2213,
        time: Timestamp(secondsSince1970: 1_795_169_649),
        excerpt: "java.security.UnrecoverableKeyException: Cannot recover key"),
      Evidence(
        .keystore, "/etc/xagent/agent.jks", excerpt: "\"agent\": PrivateKeyEntry, does not open"),
      Evidence(
        .file, "/opt/xmatters/xa/bin/systemd.start.sh", line: 14,
        excerpt: "-Dserver.ssl.key-store=/etc/xagent/agent.jks"),
    ],
    why: .all(
      [
        .fact(leaf("keystore.opens", "true", "true", .yes)),
        .fact(leaf("entry.key-opens", "false", "false", .yes)),
        .any(
          [
            .fact(
              leaf("symptoms.current", "contains key-password-differs", "cannot-recover", .yes)),
            .fact(leaf("service.user", "xagent", nil, .unknown)),
          ], .yes),
      ], .yes),
    toConfirm: [], remedies: [remedy],
    references: [
      FilledReference(
        title: "Set up HTTPS for the xMatters Agent", section: "Troubleshooting",
        url: "https://help.example.com/xagent-https")
    ])

  private static let remedy = FilledRemedy(
    title: "Give the keystore the key's password", platform: .linux,
    steps: [
      .init(
        instruction: "Back up the keystore",
        command: "cp -p /etc/xagent/agent.jks /etc/xagent/agent.jks.bak"),
      .init(
        instruction: "Change the keystore's password to the key's",
        command: "keytool -storepasswd -keystore /etc/xagent/agent.jks"),
      .init(
        instruction: "Put the new password into the configuration",
        edit: .init(
          file: "/opt/xmatters/xa/bin/systemd.start.sh", line: 14,
          before: "-Dserver.ssl.key-store-password=<secret>",
          after: "-Dserver.ssl.key-store-password=<the new password>")),
      .init(
        instruction: "Restart xMatters Agent", command: "systemctl restart xagent",
        restart: "systemctl restart xagent"),
    ],
    verify: .all(
      [
        .fact(leaf("entry.key-opens", "true", "false", .no)),
        .fact(leaf("listener.tls", "handshake", nil, .unknown)),
      ], .no))

  private static let doesNotStartKey = "service.does-not-start \(target) service:xagent"
  private static let refusedKey = "network.connection-refused \(target) listener:lan"

  private static let doesNotStart = Diagnosis(
    id: "service.does-not-start", target: target, subject: "service:xagent",
    title: "The agent does not start", severity: .error, certainty: .likely, rank: 2,
    rootCause: false, causes: [refusedKey], causedBy: [keyPassword.key],
    summary: "xagent ends at start: the last start in agent.log has no line that says it is up.",
    evidence: [], why: .fact(leaf("service.state", "failed", "failed", .yes)),
    toConfirm: [.init(fact: "service.state", how: "Ask systemd on agent01.")], remedies: [],
    references: [])

  private static let refused = Diagnosis(
    id: "network.connection-refused", target: target, subject: "listener:lan",
    title: "Connection refused", severity: .error, certainty: .confirmed, rank: 3,
    rootCause: false, causes: [], causedBy: [doesNotStartKey],
    summary: "agent01.example.com:8081 refused the connection: nothing listens on that port.",
    evidence: [
      Evidence(.probe, "agent01.example.com:8081", excerpt: "connect: connection refused")
    ],
    why: .fact(leaf("listener.tcp", "refused", "refused", .yes)), toConfirm: [], remedies: [],
    references: [])

  private static let expiresSoon = Diagnosis(
    id: "certificate.expires-soon", target: target, subject: "certificate:1",
    title: "The certificate expires in 12 days", severity: .warning, certainty: .confirmed,
    rank: 4, rootCause: true, causes: [], causedBy: [],
    summary: "CN=agent01.example.com ends on 2026-12-02.", evidence: [],
    why: .fact(leaf("certificate.not-after", "within 30d", "2026-12-02T00:00:00Z", .yes)),
    toConfirm: [], remedies: [], references: [])

  private static func leaf(
    _ fact: FactName, _ expected: String, _ value: String?, _ result: Kleene
  ) -> ConditionTree.Leaf {
    .init(
      fact: fact, subject: .target, expected: expected, value: value,
      reason: value == nil ? .offline : nil, result: result, evidence: [])
  }
}
