import TestSupport

extension Matrix {
  /// Systems that look wrong and are not.
  static let healthySystems: [FaultCase] = [
    FaultCase(healthy: "nothing odd at all", .nginx) { machine in
      try machine.nginx()
      return Machine.generic
    },
    FaultCase(healthy: "TLS 1.2 alone", .openssl) { machine in
      try machine.openssl("-tls1_2")
      return Machine.generic
    },
    FaultCase(healthy: "TLS 1.3 alone", .nginx) { machine in
      try machine.nginx("ssl_protocols TLSv1.3;")
      return Machine.generic
    },
    FaultCase(healthy: "self-signed, and given as --trust", .nginx) { machine in
      try machine.nginx(certificate: "self")
      return Machine.untrusting + [
        "--trust", machine.certificate("self.pem"),
      ]
    },
    FaultCase(healthy: "a wildcard certificate", .nginx) { machine in
      try machine.append("10.9.0.1 agent01.matrix.example\n", "/etc/hosts")
      try machine.nginx(certificate: "wildcard")
      return ["--product", "generic", "--host", "agent01.matrix.example", "--port", "443"]
        + Machine.trust
    },
    FaultCase(healthy: "a certificate for an address", .nginx) { machine in
      try machine.nginx(certificate: "address")
      return ["--host", "10.9.0.1", "--port", "443"] + Machine.trust
    },
    FaultCase(healthy: "the root is sent as well", .nginx) { machine in
      try machine.shell(
        "cat \(machine.certificate("good.pem")) \(machine.certificate("root.pem")) >/tmp/whole.pem")
      try machine.nginx(configuration: server("/tmp/whole.pem", machine.certificate("good.key")))
      return Machine.generic
    },
    FaultCase(healthy: "the intermediate is what is trusted", .nginx) { machine in
      try machine.nginx(certificate: "leaf-only")
      return [
        "--host", "agent01.example", "--port", "443", "--trust",
        machine.certificate("intermediate.pem"),
      ]
    },
    FaultCase(healthy: "a client certificate is asked for and not demanded", .nginx) { machine in
      try machine.nginx(
        "ssl_verify_client optional; ssl_client_certificate \(machine.certificate("root.pem"));")
      return Machine.generic
    },
    FaultCase(healthy: "every page says 404", .python) { machine in
      try machine.python(certificate: "good", ports: ["443"], "--status", "404")
      return Machine.generic
    },
    FaultCase(healthy: "the clock is a minute off", .python) { machine in
      try machine.python(certificate: "good", ports: ["443"], "--age", "0.0007")
      return Machine.generic
    },
    FaultCase(healthy: "nginx by its own configuration", .nginx) { machine in
      try machine.nginxService()
      try machine.startNginx()
      return Machine.nginxOptions
    },
    FaultCase(healthy: "nginx run by its own user, on another port", .nginx) { machine in
      try machine.nginxService(port: 8443)
      try machine.giveNginxAUser()
      try machine.shell("chown web \(Machine.nginxKey)")
      try machine.startNginx(by: "web")
      return Machine.nginxOptions
    },
    FaultCase(healthy: "an agent without `server.ssl.enabled`", .tomcat) { machine in
      try machine.agent(enabled: nil)
      try machine.startAgent()
      return Machine.agentOptions
    },
    FaultCase(healthy: "an alias in another case", .tomcat) { machine in
      try machine.agent(alias: "AGENT")
      try machine.startAgent()
      return Machine.agentOptions
    },
    FaultCase(healthy: "JKS declared for a PKCS12 file", .tomcat) { machine in
      try machine.agent(type: "JKS")
      try machine.startAgent()
      return Machine.agentOptions
    },
    FaultCase(healthy: "PKCS12 declared for a JKS file", .tomcat) { machine in
      try machine.agent(store: "healthy.jks", type: "PKCS12")
      try machine.startAgent()
      return Machine.agentOptions
    },
    FaultCase(healthy: "no alias, and one key", .tomcat) { machine in
      try machine.agent(alias: nil)
      try machine.startAgent()
      return Machine.agentOptions
    },
    FaultCase(healthy: "errors in the log from before a clean start", .tomcat) { machine in
      try machine.agent(store: "nowhere.p12")
      try machine.startAgent()
      try machine.agent()
      try machine.restartAgent()
      return Machine.agentOptions
    },
    FaultCase(healthy: "the key's own password is configured", .tomcat) { machine in
      try machine.agent(
        store: "key-password-differs.jks", type: "JKS",
        more: ["--server.ssl.key-password=\(Supplies.keyPassword)"])
      try machine.startAgent()
      return Machine.agentOptions
    },
    FaultCase(healthy: "a second key that is not served", .tomcat) { machine in
      try machine.agent()
      try machine.shell(
        """
        keytool -genkeypair -keystore /etc/xagent/healthy.p12 -storepass \(Supplies.storePassword) \
          -alias zweite -keyalg RSA -keysize 1024 -dname CN=zweite 2>/dev/null
        """)
      try machine.startAgent()
      return Machine.agentOptions
    },
    FaultCase(healthy: "another port, with HTTPS", .tomcat) { machine in
      try machine.agent(port: 8443)
      try machine.startAgent()
      return Machine.agentOptions
    },
    FaultCase(
      healthy: "Windows: a gap in the numbers", .linux, view: .files,
      also: ["xagent.wrapper-number-gap"]
    ) { machine in
      try machine.windowsAgent { $0.replacing("additional.14", with: "additional.24") }
      return ["--root", Machine.windowsRoot]
    },
    FaultCase(healthy: "Windows: spaces around =, and / for \\", .linux, view: .files) { machine in
      try machine.windowsAgent()
      return ["--root", Machine.windowsRoot]
    },
  ]

  static let healthyIntegrationAgents: [FaultCase] = [
    FaultCase(healthy: "an Integration Agent with two keys, the new one served", .httpsServer) {
      machine in
      try machine.integrationAgent("imported")
      try machine.startIntegrationAgent()
      return Machine.integrationOptions
    },
    FaultCase(
      healthy: "an Integration Agent whose gateway is written over several lines", .httpsServer
    ) { machine in
      try machine.integrationAgent(
        "imported", gateway: "<service-gateway\n  port='8081'\n  ssl = 'true'\n  host=''/>")
      try machine.startIntegrationAgent()
      return Machine.integrationOptions
    },
  ]

  static let healthyXivos: [FaultCase] = [
    FaultCase(
      healthy: "an untouched XiVO, by its files", .linux, view: .files,
      also: ["xivo.default-certificate"]
    ) { machine in
      try machine.xivo()
      return Machine.xivoOptions
    },
    FaultCase(
      healthy: "an untouched XiVO, whose name is 127.0.1.1 and Consul at 127.0.0.1", .python,
      also: ["xivo.default-certificate"]
    ) { machine in
      try machine.xivo()
      try machine.startXivo()
      return Machine.xivoOptions
    },
    FaultCase(healthy: "a XiVO with a certificate of its own, as the article says", .python) {
      machine in
      try machine.xivo(certificate: "xivo-localhost", isOwn: true)
      try machine.startXivo()
      return Machine.xivoOptions
    },
  ]
}
