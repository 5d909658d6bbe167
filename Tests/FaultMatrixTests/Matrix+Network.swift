extension Matrix {
  /// What happens before TLS begins.
  static let networkFaults: [FaultCase] = [
    FaultCase("network.host-unresolved", .linux, "no source of names knows the host") { _ in
      ["--host", "nowhere.example", "--port", "443"]
    },
    FaultCase("network.host-unreachable", .linux, "the route to the host is unreachable") { _ in
      ["--host", "10.9.9.7", "--port", "443"]
    },
    FaultCase("network.port-filtered", .linux, "packets to the host vanish") { _ in
      ["--host", "10.9.8.2", "--port", "443"]
    },
    FaultCase("network.port-refused", .linux, "nothing listens on the port") { _ in
      Machine.generic
    },
    FaultCase("network.connection-reset", .python, "each connection is reset") { machine in
      try machine.misbehaving("resetting")
      return Machine.generic
    },
    FaultCase("network.connection-reset", .python, "each connection is closed at once") { machine in
      try machine.misbehaving("closing")
      return Machine.generic
    },
    FaultCase("network.port-silent", .python, "the port accepts and never answers") { machine in
      try machine.misbehaving("silent")
      return Machine.generic
    },
    FaultCase(
      "network.address-family-differs", .nginx,
      "the name has an IPv6 address, and nginx listens on IPv4 alone"
    ) { machine in
      try machine.append("::1 agent01.example\n", "/etc/hosts")
      try machine.nginx()
      return Machine.generic
    },
    FaultCase("network.clock-skew", .python, "the server's Date header is two days old") {
      machine in
      try machine.python(certificate: "good", ports: ["443"], "--age", "2")
      return Machine.generic
    },
    FaultCase(
      "network.proxy-in-between", .nginx, "the certificate is of a box that opens TLS on the way",
      certainty: "likely", also: ["certificate.untrusted-issuer"]
    ) { machine in
      try machine.nginx(certificate: "inspected")
      return Machine.generic
    },
    FaultCase(
      "network.proxy-in-between", .nginx, "who answers demands a login for a proxy",
      certainty: "likely"
    ) { machine in
      try machine.nginx(
        configuration: server(
          machine.certificate("good.pem"), machine.certificate("good.key"),
          answer: "407 \"login\""))
      return Machine.generic
    },
    FaultCase("network.loopback-only", .tomcat, "the agent listens on 127.0.0.1 alone") { machine in
      try machine.agent(more: ["--server.address=127.0.0.1"])
      try machine.startAgent()
      return ["--product", "xagent", "--host", "agent01.example"] + Machine.agentTrust
    },
    FaultCase("network.port-taken", .tomcat, "a Python server holds the agent's port") { machine in
      try machine.misbehaving("banner", port: 8081)
      try machine.agent()
      try machine.startAgent()
      return Machine.agentOptions
    },
    FaultCase("network.port-forbidden", .tomcat, "the agent's user may not bind port 443") {
      machine in
      try machine.agent(port: 443)
      try machine.startAgent()
      return Machine.agentOptions
    },
    FaultCase(
      "network.wrong-port", .tomcat, "the agent is configured for port 8443, and 8081 is asked"
    ) { machine in
      try machine.agent(port: 8443)
      try machine.startAgent()
      return ["--product", "xagent", "--port", "8081"] + Machine.agentOptions
    },
  ]
}
