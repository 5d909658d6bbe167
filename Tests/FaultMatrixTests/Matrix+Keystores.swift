import TestSupport

extension Matrix {
  /// Keystores that the agent's Tomcat cannot serve from.
  static let keystoreFaults: [FaultCase] =
    [
      unusable("keystore.missing", "no file at the configured path") {
        try $0.agent(store: "nowhere.p12")
      },
      unusable("keystore.unreadable", "the agent's user may not read it") { machine in
        try machine.agent()
        try machine.shell(
          "chown root:root /etc/xagent/healthy.p12; chmod 600 /etc/xagent/healthy.p12")
      },
      unusable("keystore.not-a-keystore", "a PEM certificate, named like a keystore") {
        try $0.agent(store: "certificate.jks", type: "JKS")
      },
      unusable("keystore.not-a-keystore", "an empty file") {
        try $0.agent(store: "empty.jks", type: "JKS")
      },
      unusable("keystore.not-a-keystore", "half a keystore") {
        try $0.agent(store: "truncated.jks", type: "JKS")
      },
      unusable("keystore.type-invalid", "the type PFX, which Java does not know") {
        try $0.agent(type: "PFX")
      },
      unusable("keystore.password-wrong", "another password, JKS") {
        try $0.agent(store: "healthy.jks", type: "JKS", password: "Falschgold-9023")
      },
      unusable("keystore.password-wrong", "another password, PKCS12") {
        try $0.agent(password: "Falschgold-9023")
      },
      unusable("keystore.key-password-differs", "the key keeps another password, JKS") {
        try $0.agent(store: "key-password-differs.jks", type: "JKS")
      },
      unusable("keystore.key-password-differs", "the key has another password, PKCS12") {
        try $0.agent(store: "key-password-differs.p12")
      },
      unusable("keystore.alias-missing", "an alias that no entry has") {
        try $0.agent(alias: "nope")
      },
      unusable("keystore.alias-not-a-key", "the alias of a certificate") {
        try $0.agent(store: "certificate-only.jks", type: "JKS")
      },
      unusable("keystore.no-private-key", "a certificate alone, and no alias") {
        try $0.agent(store: "certificate-only.jks", type: "JKS", alias: nil)
      },
      FaultCase("keystore.several-keys", .tomcat, "two keys and no alias") { machine in
        try machine.agent(alias: nil)
        try machine.shell(
          """
          keytool -genkeypair -keystore /etc/xagent/healthy.p12 -storepass \(Supplies.storePassword) \
            -alias zweite -keyalg RSA -keysize 2048 -dname CN=zweite 2>/dev/null
          """)
        try machine.startAgent()
        return Machine.agentOptions
      },
      FaultCase(
        "keystore.key-certificate-mismatch", .keytool, "the key of one certificate beside another",
        view: .files
      ) { machine in
        try machine.agent(store: "mismatch.p12")
        try machine.shell(
          "install -m 640 -g xmatters \(Fixture.path("keystores/mismatch.p12")) /etc/xagent/mismatch.p12"
        )
        try machine.editStartScript("s/\(Supplies.storePassword)/changeit/")
        return Machine.agentOptions
      },
      FaultCase(
        "keystore.unsupported-encryption", .keytool,
        "a PKCS12 file of Java 17 for the Java 11.0.4 that the agent brings", view: .files
      ) { machine in
        try machine.windowsAgent()
        try machine.write(
          "JAVA_VERSION=\"11.0.4\"\n",
          Machine.windowsRoot + "/C/Program Files/xa/jre/windows/jdk-11.0.4/release")
        return ["--root", Machine.windowsRoot]
      },
      FaultCase(
        "keystore.type-rejected", .keytool, "PKCS12 declared for a JKS file, and Java 8",
        view: .files
      ) { machine in
        try machine.windowsAgent()
        try machine.shell(
          "cp \(Supplies.keystores)/healthy.jks \(Machine.windowsRoot)/C/certs/agent.p12")
        try machine.write(
          "JAVA_VERSION=\"1.8.0_51\"\n",
          Machine.windowsRoot + "/C/Program Files/xa/jre/windows/jdk-8/release")
        return ["--root", Machine.windowsRoot]
      },
      FaultCase("certificate.expired", .tomcat, "a keystore whose certificate ended ten days ago") {
        try $0.serving("expired.p12")
      },
      FaultCase(
        "certificate.not-yet-valid", .tomcat, "a keystore whose certificate begins in ten days"
      ) { try $0.serving("not-yet-valid.p12") },
      FaultCase(
        "certificate.expires-soon", .tomcat, "a keystore whose certificate ends in seven days"
      ) { try $0.serving("expires-soon.p12") },
      FaultCase("certificate.name-mismatch", .tomcat, "a keystore for another name") {
        try $0.serving("wrong-name.p12")
      },
      FaultCase(
        "certificate.san-missing", .tomcat, "a keystore whose certificate has no subjectAltName"
      ) { try $0.serving("no-san.p12") },
      FaultCase("certificate.self-signed", .tomcat, "a keystore signed by itself") {
        try $0.serving("self-signed.p12")
      },
      FaultCase("certificate.chain-incomplete", .tomcat, "an entry without its intermediate") {
        machine in
        try machine.serving("incomplete-chain.p12") + [
          "--trust", "\(Supplies.keystores)/intermediate.pem",
        ]
      },
      FaultCase(
        "service.not-restarted", .tomcat, "the keystore was replaced after the start",
        also: ["certificate.served-differs"]
      ) { machine in
        _ = try machine.serving("healthy.p12")
        try machine.shell("cp \(Supplies.keystores)/expires-soon.p12 /etc/xagent/healthy.p12")
        try machine.touchLater("/etc/xagent/healthy.p12")
        return Machine.agentOptions
      },
    ]

  /// An agent that does not start because of its keystore.
  private static func unusable(
    _ id: String, _ how: String, make: @escaping @Sendable (Machine) throws -> Void
  ) -> FaultCase {
    FaultCase(
      id, .tomcat, how, also: ["service.does-not-start", "network.port-refused"]
    ) { machine in
      try make(machine)
      try machine.startAgent()
      return Machine.agentOptions
    }
  }
}

extension Machine {
  /// An agent that serves from a keystore.
  func serving(_ store: String) throws -> [String] {
    try agent(store: store)
    try startAgent()
    return Self.agentOptions
  }
}
