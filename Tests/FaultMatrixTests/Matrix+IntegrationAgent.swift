import TestSupport

extension Matrix {
  private static let plain = #"<service-gateway ssl="false" host="" port="8081"/>"#

  /// Faults of the Integration Agent.
  static let integrationAgentFaults: [FaultCase] = [
    agent("ia.gateway-plain", "`ssl=\"false\"`, as shipped") {
      try $0.integrationAgent("imported", gateway: plain)
    },
    agent("ia.gateway-plain", "no `ssl` attribute") {
      try $0.integrationAgent("imported", gateway: #"<service-gateway host="" port="8081"/>"#)
    },
    agent("ia.gateway-missing", "the gateway is commented out") {
      try $0.integrationAgent(
        "imported", gateway: "<!-- <service-gateway ssl=\"true\" port=\"8081\"/> -->")
    },
    agent("ia.config-malformed", "an element that is not closed") {
      try $0.integrationAgent("imported", gateway: "<service-gateway ssl=\"true\" port=\"8081\">")
    },
    agent("ia.config-malformed", "two gateways") {
      try $0.integrationAgent(
        "imported", gateway: plain + #"<service-gateway ssl="true" host="" port="8081"/>"#)
    },
    agent("ia.config-name-case", "iaconfig.xml on Linux") {
      try $0.integrationAgent("imported", name: "iaconfig.xml")
    },
    agent("ia.certificate-not-imported", "`apia` alone in the keystore") {
      try $0.integrationAgent("apia")
    },
    agent("ia.keystore-replaced", "a new keystore without `apia`") {
      try $0.integrationAgent("replaced")
    },
    agent("ia.keystore-replaced", "a keystore with another password") {
      try $0.integrationAgent("password")
    },
    agent("keystore.key-password-differs", "the article's import, followed to the letter") {
      try $0.integrationAgent("recipe")
    },
    agent("ia.certificate-not-imported", "the certificate imported without its key", view: .files) {
      try $0.integrationAgent("certificate")
    },
    agent("keystore.missing", "no keystore at all") { try $0.integrationAgent(nil) },
    agent("ia.wrong-certificate-served", "Java looks at `apia` before `wildcard`") {
      try $0.integrationAgent("later")
    },
    FaultCase(
      "ia.outgoing-untrusted", .httpsServer, "the agent calls a server that it does not trust"
    ) { machine in
      try machine.integrationAgent(
        "imported", more: "<primary-servers><url>https://agent01.example/</url></primary-servers>")
      try machine.nginx()
      try machine.startIntegrationAgent()
      try machine.waitUntil("log line", seeing: Machine.integrationLog) {
        machine.read(Machine.integrationLog).contains("PKIX")
      }
      return Machine.integrationOptions
    },
    FaultCase(
      "service.not-restarted", .httpsServer, "`ssl=\"true\"` was set after the start",
      also: ["tls.plain-http-port"]
    ) { machine in
      try machine.integrationAgent("imported", gateway: plain)
      try machine.startIntegrationAgent()
      try machine.integrationAgent("imported")
      try machine.touchLater(Machine.integrationHome + "/conf/IAConfig.xml")
      return Machine.integrationOptions
    },
    FaultCase("ia.keystore-not-backed-up", .httpsServer, "no copy of .keystore beside it") {
      machine in
      try machine.integrationAgent("imported")
      try machine.shell("rm \(Machine.integrationHome)/conf/.keystore.orig")
      try machine.startIntegrationAgent()
      return Machine.integrationOptions
    },
    FaultCase("ia.sample-service-disabled", .httpsServer, "sample-plan is not enabled") { machine in
      try machine.integrationAgent("imported")
      try machine.shell("sed -i /sample-plan/d \(Machine.integrationHome)/conf/IAConfig.xml")
      try machine.startIntegrationAgent()
      return Machine.integrationOptions
    },
  ]

  /// An agent that is started so, or whose files alone are looked at.
  private static func agent(
    _ id: String, _ how: String, view: FaultCase.View = .live,
    make: @escaping @Sendable (Machine) throws -> Void
  ) -> FaultCase {
    FaultCase(id, .httpsServer, how, view: view) { machine in
      try make(machine)
      if view == .live { try machine.startIntegrationAgent() }
      return Machine.integrationOptions
    }
  }
}
