import Foundation
import TestSupport

extension Matrix {
  /// What is wrong with an agent's configuration and its service.
  static let agentFaults: [FaultCase] = [
    live("xagent.https-not-configured", "installed and never configured") {
      try $0.agent(options: [])
    },
    live("xagent.https-disabled", "`server.ssl.enabled=false`") { try $0.agent(enabled: "false") },
    live("xagent.option-missing", "no keystore is named", also: ["service.does-not-start"]) {
      machine in
      try machine.agent()
      try machine.editStartScript("s/--server.ssl.key-store=[^ ]*//")
    },
    live(
      "xagent.option-missing", "no password is configured", also: ["keystore.password-missing"]
    ) { try $0.agent(password: nil) },
    live("xagent.placeholder-left", "the article's sample path", also: ["service.does-not-start"]) {
      try $0.agent(store: "nowhere", path: "/path/to/certificate-file.jks", type: "JKS")
    },
    live("xagent.start-line-broken", "a line break after the type") { machine in
      try machine.agent()
      try machine.editStartScript("s/ --server.ssl.key-store=/\\n--server.ssl.key-store=/")
    },
    live("xagent.start-line-missing-space", "no space before the keystore's path") { machine in
      try machine.agent()
      try machine.editStartScript("s/ --server.ssl.key-store=/--server.ssl.key-store=/")
    },
    live("xagent.start-line-shell-characters", "an unquoted $ in the password") { machine in
      try machine.agent()
      try machine.editStartScript("s/-password=[^ ]*/-password=Quarz$sand\\&4471/")
    },
    live("xagent.start-line-typographic-dash", "dashes copied from a page") { machine in
      try machine.agent()
      try machine.editStartScript("s/ --server/ –server/g")
      try machine.shell("rm \(Machine.startScript).bak /var/backups/*")
    },
    FaultCase(
      "xagent.start-script-not-executable", .linux, "the start script lost its mode", view: .files
    ) { machine in
      try machine.agent()
      try machine.shell("chmod 440 \(Machine.startScript)")
      return Machine.agentOptions
    },
    FaultCase(
      "xagent.wrong-start-script", .linux, "another script than the unit's was edited", view: .files
    ) { machine in
      try machine.agent()
      try machine.shell("cp \(Machine.startScript) /opt/xmatters/xa/bin/xa.sh")
      try machine.agent(options: [])
      return Machine.agentOptions
    },
    FaultCase(
      "xagent.config-lost-by-upgrade", .linux, "the copy has the options, the newer script has not",
      view: .files
    ) { machine in
      try machine.agent()
      try machine.shell("cp \(Machine.startScript) /tmp/configured")
      try machine.agent(options: [])
      try machine.shell(
        "cp /tmp/configured \(Machine.startScript).bak; touch -d '-30 days' \(Machine.startScript).bak"
      )
      return Machine.agentOptions
    },
    FaultCase(
      "truststore.missing", .tomcat, "no file at the configured trust store", view: .files
    ) { machine in
      try machine.agent()
      try machine.editStartScript(
        "s: -jar : -Djavax.net.ssl.trustStore=/etc/xagent/trust.jks -jar :")
      return Machine.agentOptions
    },
    FaultCase("xagent.option-unknown", .tomcat, "`key-sotre-type`") { machine in
      try machine.agent(type: nil, more: ["--server.ssl.key-sotre-type=PKCS12"])
      try machine.startAgent()
      return Machine.agentOptions
    },
    FaultCase(
      "xagent.certificate-inside-agent-folder", .tomcat, "the keystore lies in /opt/xmatters/xa"
    ) { machine in
      try machine.agent(path: "/opt/xmatters/xa/agent.p12")
      try machine.shell("cp -p /etc/xagent/healthy.p12 /opt/xmatters/xa/agent.p12")
      try machine.startAgent()
      return Machine.agentOptions
    },
    FaultCase(
      "service.not-restarted", .tomcat, "HTTPS was configured after the start",
      also: ["tls.plain-http-port"]
    ) { machine in
      try machine.agent(options: [])
      try machine.startAgent()
      try machine.agent()
      try machine.touchLater(Machine.startScript)
      return Machine.agentOptions
    },
    FaultCase("service.not-running", .tomcat, "the agent was ended") { machine in
      _ = try machine.serving("healthy.p12")
      try machine.shell(
        "pkill -u xmatters java; while pgrep -u xmatters java >/dev/null; do sleep 0.02; done")
      return Machine.agentOptions
    },
    FaultCase("service.health-down", .python, "the health page says DOWN") { machine in
      try machine.agent()
      try machine.python(
        certificate: "good", ports: ["8081"], "--status", "503", "--body", #"{"status":"DOWN"}"#)
      return Machine.elsewhere
    },
    FaultCase(
      "xagent.both-agents-on-port", .httpsServer,
      "the Integration Agent holds the port that the agent wants"
    ) { machine in
      try machine.integrationAgent("imported")
      try machine.startIntegrationAgent()
      try machine.agent()
      try machine.startAgent()
      return ["--product", "xagent"] + Machine.agentOptions
    },
    notice("xagent.config-not-backed-up", "no copy beside the start script") { machine in
      try machine.shell("rm \(Machine.startScript).bak")
    },
    notice("xagent.custom-config-not-backed-up", "no copy outside the agent's folder") { machine in
      try machine.shell("rm /var/backups/systemd.start.sh")
    },
    notice("service.not-privileged", "Padlock is run by a user who may not read the keystore") {
      _ in
    }
    .run(by: "nobody"),
    notice("keystore.world-readable", "everybody may read the keystore") { machine in
      try machine.shell("chmod 644 /etc/xagent/healthy.p12")
    },
    notice("keystore.default-password", "the article's password") { machine in
      try machine.shell(
        """
        keytool -storepasswd -keystore /etc/xagent/healthy.p12 -storepass \(Supplies.storePassword) \
          -new changeit 2>/dev/null
        """)
      try machine.editStartScript("s/\(Supplies.storePassword)/changeit/")
    },
    FaultCase(
      "keystore.type-differs", .tomcat, "JKS declared for a PKCS12 file, by the files", view: .files
    ) { machine in
      try machine.agent(type: "JKS")
      return Machine.agentOptions
    },
    FaultCase("service.health-unrecognised", .python, "no health page, and HTTPS works") {
      machine in
      try machine.python(certificate: "good", ports: ["8081"], "--status", "404")
      return Machine.elsewhere
    },
    windows("xagent.wrapper-number-duplicate", "two lines numbered 12") {
      $0.replacing("additional.13", with: "additional.12")
    },
    windows("xagent.wrapper-lines-commented", "the options commented out") {
      $0.replacing("wrapper.java.additional.1", with: "#wrapper.java.additional.1")
    },
    windows("xagent.wrapper-line-without-key", "lines that lost their keys") { text in
      (10...14).reduce(text) { $0.replacing("wrapper.java.additional.\($1)", with: "") }
    },
    windows("xagent.wrapper-path-backslashes", "single backslashes in the path") {
      $0.replacing("c:/certs/agent.p12", with: #"c:\certs\agent.p12"#)
    },
    windows("xagent.wrapper-value-comma", "a comma in the password") {
      $0.replacing(Supplies.storePassword, with: "Quarz,sand-4471")
    },
    windows("xagent.config-encoding", "saved as UTF-16") { $0 },
  ]

  /// An agent that is started so.
  private static func live(
    _ id: String, _ how: String, also: [String] = [],
    make: @escaping @Sendable (Machine) throws -> Void
  ) -> FaultCase {
    FaultCase(id, .tomcat, how, also: also) { machine in
      try make(machine)
      try machine.startAgent()
      return Machine.agentOptions
    }
  }

  /// A healthy agent, but for a remark on its files.
  private static func notice(
    _ id: String, _ how: String, make: @escaping @Sendable (Machine) throws -> Void
  ) -> FaultCase {
    FaultCase(id, .linux, how, view: .files) { machine in
      try machine.agent()
      try make(machine)
      return Machine.agentOptions
    }
  }

  /// The tree of a Windows host whose wrapper configuration was changed so.
  private static func windows(
    _ id: String, _ how: String, _ change: @escaping @Sendable (String) -> String
  ) -> FaultCase {
    FaultCase(id, .linux, "Windows: " + how, view: .files) { machine in
      try machine.windowsAgent(
        change, encoding: id == "xagent.config-encoding" ? .utf16 : .utf8)
      return ["--root", Machine.windowsRoot]
    }
  }
}
