import TestSupport

extension Matrix {
  /// What happens while TLS is negotiated.
  static let tlsFaults: [FaultCase] = [
    FaultCase("tls.plain-http-port", .nginx, "the server's `listen` lacks `ssl`") { machine in
      try machine.nginx(listen: "443")
      return Machine.generic
    },
    FaultCase("tls.not-http", .python, "a mail server's greeting") { machine in
      try machine.misbehaving("banner")
      return Machine.generic
    },
    FaultCase("tls.handshake-timeout", .python, "the ServerHello breaks off") { machine in
      try machine.misbehaving("stalling")
      return Machine.generic
    },
    FaultCase("tls.no-common-cipher", .openssl, "a server for unencrypted suites alone") {
      machine in
      try machine.openssl("-tls1_2", "-cipher", "NULL-SHA256:@SECLEVEL=0")
      return Machine.generic
    },
    FaultCase("tls.handshake-rejected", .openssl, "a server without a certificate") { machine in
      try machine.openssl(certificate: nil)
      return Machine.generic
    },
    FaultCase("tls.version-unsupported", .openssl, "every version from TLS 1.0 on is switched off")
    { machine in
      try machine.openssl("-no_tls1", "-no_tls1_1", "-no_tls1_2", "-no_tls1_3")
      return Machine.generic
    },
    FaultCase("tls.client-certificate-required", .openssl, "`-Verify 1` in TLS 1.2") { machine in
      try machine.openssl("-Verify", "1", "-tls1_2")
      return Machine.generic
    },
    FaultCase(
      "tls.client-certificate-rejected", .openssl,
      "the client's certificate is of an issuer that the server does not know"
    ) { machine in
      try machine.openssl(
        "-Verify", "3", "-verify_return_error", "-tls1_2", "-CAfile",
        machine.certificate("default.pem"))
      return Machine.generic + machine.clientCertificate
    },
    FaultCase("tls.server-name-rejected", .nginx, "`ssl_reject_handshake on` for every name") {
      machine in
      try machine.nginx(
        configuration: "server { listen 443 ssl default_server; ssl_reject_handshake on; }")
      return Machine.generic
    },
    FaultCase("tls.legacy-protocol-enabled", .nginx, "`ssl_protocols TLSv1 TLSv1.2`") { machine in
      try machine.nginx("ssl_protocols TLSv1 TLSv1.2; ssl_ciphers ALL:@SECLEVEL=0;")
      return Machine.generic
    },
    FaultCase(
      "tls.plain-http-client", .httpsServer, "a client asked the Integration Agent in plain HTTP",
      certainty: "likely"
    ) { machine in
      try machine.integrationAgent("imported")
      try machine.startIntegrationAgent()
      try machine.shell("curl -s -m 5 http://localhost:8081/http/applications_sample-plan || true")
      try machine.waitUntil("log line", seeing: Machine.integrationLog) {
        machine.read(Machine.integrationLog).contains("SSL message")
      }
      return Machine.integrationOptions
    },
  ]
}
