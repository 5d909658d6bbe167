import PadlockModel

/// Made-up reports: an agent that does not start, a healthy one, and one of which little is known.
enum SampleReports: String, CaseIterable {
  case rich, healthy, inconclusive

  var report: Report {
    switch self {
    case .rich: Self.makeRich
    case .healthy: Self.makeHealthy
    case .inconclusive: Self.makeInconclusive
    }
  }

  private static let time = Timestamp(secondsSince1970: 1_795_169_649)
  private static let target = Target(
    id: "xagent@agent01.example.com:8081", product: "xagent", name: "xMatters Agent",
    host: "agent01.example.com", port: 8081, home: "/opt/xmatters/xa", platform: .linux)
  private static let tool = Report.Tool(
    name: "Padlock", version: "0.1.0", rules: .init(packs: 6, count: 120, digest: "1f00"))
  private static let store = "keystore:/etc/xagent/agent.jks"

  private static func key(_ id: String, _ subject: String? = nil) -> String {
    [id, target.id, subject].compactMap { $0 }.joined(separator: " ")
  }

  private static func leaf(
    _ fact: FactName, _ expected: String, _ value: String?, _ result: Kleene
  ) -> ConditionTree {
    .fact(
      .init(
        fact: fact, subject: .target, expected: expected, value: value, reason: nil,
        result: result, evidence: []))
  }

  private static var keyDiffers: Diagnosis {
    Diagnosis(
      id: "keystore.key-password-differs", target: target.id, subject: store,
      title: "The key's password differs from the keystore's password", severity: .error,
      certainty: .confirmed, rank: 1, rootCause: true, causes: [key("service.does-not-start")],
      causedBy: [],
      summary:
        "/etc/xagent/agent.jks opens with the configured password, but the private key under "
        + "\"agent\" is protected with another, and no key password is configured, so Java tries "
        + "the keystore's.",
      evidence: [
        Evidence(
          .file, "/opt/xmatters/xa/bin/systemd.start.sh", line: 14,
          excerpt: "JAVA_OPTS=\"-Dserver.ssl.key-store-password=<secret 1>\""),
        Evidence(
          .log, "/var/log/xagent/agent.log", line: 2213, time: time,
          excerpt: "java.security.UnrecoverableKeyException:\tCannot recover key \u{1B}[31m\u{202E}"
        ),
        Evidence(.keystore, "/etc/xagent/agent.jks", excerpt: "\"agent\": PrivateKeyEntry, locked"),
      ],
      why: .all(
        [
          leaf("keystore.opens", "true", "true", .yes),
          leaf("entry.key-opens", "false", "false", .yes),
        ], .yes), toConfirm: [],
      remedies: [
        FilledRemedy(
          title: "Give the keystore the key's password", platform: .linux,
          steps: [
            .init(
              instruction: "Back up the keystore",
              command: "cp -p /etc/xagent/agent.jks /etc/xagent/agent.jks.bak"),
            .init(
              instruction: "Put the new password into the configuration",
              edit: .init(
                file: "/opt/xmatters/xa/bin/systemd.start.sh", line: 14,
                before: "JAVA_OPTS=\"-Dserver.ssl.key-store-password=<secret 1>\"",
                after: "JAVA_OPTS=\"-Dserver.ssl.key-store-password=<the new password>\"")),
            .init(instruction: "", restart: "systemctl restart xmatters-xa"),
          ],
          verify: .all(
            [
              leaf("entry.key-opens", "true", "false", .no),
              leaf("listener.tls", "handshake", nil, .no).settled,
            ], .no))
      ],
      references: [
        FilledReference(
          title: "Enable HTTPS on an xMatters Agent", section: "Troubleshooting",
          url: "https://help.example.com/xagent-https")
      ])
  }

  private static func consequence(
    _ id: String, _ title: String, rank: Int, by: [String], causes: [String], summary: String,
    evidence: [Evidence]
  ) -> Diagnosis {
    Diagnosis(
      id: id, target: target.id, subject: nil, title: title, severity: .error,
      certainty: .likely, rank: rank, rootCause: false, causes: causes, causedBy: by,
      summary: summary, evidence: evidence, why: leaf("service.state", "failed", "failed", .yes),
      toConfirm: [
        .init(fact: "service.state", how: "Run systemctl status xmatters-xa on the host.")
      ],
      remedies: [], references: [])
  }

  private static var makeRich: Report {
    var expires = consequence(
      "certificate.expires-soon", "The certificate expires soon", rank: 4, by: [], causes: [],
      summary: "CN=agent01.example.com is valid until 2026-12-02.", evidence: [])
    expires.severity = .warning
    expires.rootCause = true
    expires.toConfirm = []
    let refused = ReportedSymptom(
      Sighting(
        symptom: "connection-refused", text: "curl: (7) Failed to connect: Connection refused",
        software: ["curl"], side: .client, origin: .reported), current: true)
    return Report(
      tool: tool, generated: time, outcome: .problems,
      targets: [
        ReportedTarget(
          target,
          subjects: [.init(id: store, kind: .keystore, name: "/etc/xagent/agent.jks")])
      ],
      diagnoses: [
        keyDiffers,
        consequence(
          "service.does-not-start", "The agent does not start", rank: 2,
          by: [key("keystore.key-password-differs", store), key("service.disabled")],
          causes: [key("network.port-refused")],
          summary: "The service ended at once with an error about its keystore.",
          evidence: [Evidence(.system, "systemctl", excerpt: "Active: failed (Result: exit-code)")]),
        consequence(
          "network.port-refused", "The port refuses connections", rank: 3,
          by: [key("service.does-not-start")], causes: [],
          summary: "Nothing listens on agent01.example.com:8081.",
          evidence: [
            Evidence(
              .probe, "agent01.example.com:8081", time: time, excerpt: "connect: Connection refused"
            )
          ]), expires,
      ],
      masked: [
        MaskedDiagnosis(
          id: "certificate.name-mismatch", target: target.id, subject: nil,
          title: "The certificate is for another name",
          by: key("keystore.key-password-differs", store))
      ],
      ruledOut: [
        RuledOutDiagnosis(
          id: "keystore.wrong-password", target: target.id, subject: store,
          by: [.init(fact: "keystore.opens", value: "true")]),
        RuledOutDiagnosis(
          id: "keystore.missing", target: target.id, subject: nil,
          by: [.init(fact: "keystore.exists", value: "true")]),
      ],
      checks: [
        check("keystore", .passed, "The keystore opens", "JKS, 1 entry", store),
        check("key", .failed, "The key opens", "another password", store),
        check("dates", .warned, "The certificate is valid", "12 days left"),
        check("dns", .notice, "The name resolves", "10.0.0.7, in /etc/hosts alone"),
        check("plain", .skipped, "Plain HTTP", "the product would log an error"),
        check("tls", .unknown, "TLS handshake", "nothing listens"),
      ],
      symptoms: [
        refused,
        ReportedSymptom(
          Sighting(
            symptom: "key-password-differs", text: "Cannot recover key", software: ["Java"],
            side: .server, origin: .log, source: "/var/log/xagent/agent.log", line: 2213,
            time: time, count: 3), current: true),
        ReportedSymptom(
          Sighting(
            symptom: "port-in-use", text: "Address already in use", side: .either, origin: .log,
            source: "/var/log/xagent/agent.log", line: 12), current: false),
      ],
      facts: [
        ReportedFact(
          name: "keystore.opens", target: target.id, subject: store,
          state: .value(.boolean(true)), evidence: []),
        ReportedFact(
          name: "server.port", target: target.id, subject: nil, state: .value(.integer(8081)),
          evidence: []),
        ReportedFact(
          name: "keystore.alias", target: target.id, subject: nil, state: .absent, evidence: []),
        ReportedFact(
          name: "listener.tls", target: target.id, subject: nil,
          state: .unknown("failed: nothing listens"), evidence: []),
      ],
      certificates: [certificate],
      unexplained: [
        ReportedSymptom(
          Sighting(
            symptom: "dns-failure", text: "java.net.UnknownHostException: relay",
            software: ["Java"],
            side: .client, origin: .log, source: "/var/log/xagent/agent.log", line: 40),
          current: true)
      ],
      unchecked: [
        Unchecked(
          what: "The processes of the agent", why: "reading them needs root",
          how: "Run padlock as root, or give the output of ps -ef.")
      ],
      ledger: [
        LedgerEntry(path: "/etc/xagent/agent.jks", bytes: 2263, outcome: .read),
        LedgerEntry(
          path: "/etc/xagent/private.pem", bytes: 0, outcome: .refused, why: "permission denied"),
      ], timings: ["keystore": 12, "connect": 3])
  }

  static let certificate = CertificateRecord(
    id: "certificate:ab12", subject: "CN=agent01.example.com", issuer: "CN=Example CA",
    serial: "01:02", notBefore: Timestamp(secondsSince1970: 1_764_633_600),
    notAfter: Timestamp(secondsSince1970: 1_796_169_600),
    subjectAlternativeNames: ["agent01.example.com", "10.0.0.7"], sha256: "AB:12", keyType: "RSA",
    keyBits: 2048, signatureAlgorithm: "SHA256withRSA", isCA: false, seenAt: [store])

  private static func check(
    _ id: String, _ result: Check.Result, _ title: String, _ detail: String,
    _ subject: String? = nil
  ) -> Check {
    Check(id: id, target: target.id, subject: subject, title: title, result: result, detail: detail)
  }

  private static var makeHealthy: Report {
    Report(
      tool: tool, generated: time, outcome: .healthy,
      targets: [ReportedTarget(target, subjects: [])],
      checks: [check("tls", .passed, "TLS handshake", "TLS 1.3, trusted")],
      certificates: [certificate])
  }

  private static var makeInconclusive: Report {
    var possible = consequence(
      "tls.no-common-cipher", "Client and server share no cipher suite", rank: 1, by: [],
      causes: [], summary: "The server answered with alert 40.", evidence: [])
    possible.certainty = .possible
    return Report(
      tool: tool, generated: time, outcome: .inconclusive,
      targets: [ReportedTarget(target, subjects: [])], diagnoses: [possible],
      unchecked: [Unchecked(what: "The log", why: "not in the bundle", how: "Add agent.log to it.")]
    )
  }
}

extension ConditionTree {
  /// The same tree as a reader of JSON sees it, where a leaf without a value has a reason.
  fileprivate var settled: ConditionTree {
    guard case .fact(var leaf) = self else { return self }
    leaf.value = leaf.value ?? "refused"
    return .fact(leaf)
  }
}
