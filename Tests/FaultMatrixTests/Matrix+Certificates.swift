extension Matrix {
  /// What nginx serves when its files are not in order.
  static let certificateFaults: [FaultCase] = [
    served(
      "certificate.self-signed", "self", "signed by itself", also: ["certificate.untrusted-issuer"]),
    FaultCase(
      "certificate.untrusted-issuer", .nginx, "the whole chain, below a root that nobody trusts"
    ) { machine in
      try machine.shell(
        "cat \(machine.certificate("good.pem")) \(machine.certificate("root.pem")) >/tmp/whole.pem")
      try machine.nginx(configuration: server("/tmp/whole.pem", machine.certificate("good.key")))
      return Machine.untrusting
    },
    FaultCase(
      "certificate.chain-incomplete", .nginx, "the leaf alone, and the intermediate is known here"
    ) { machine in
      try machine.nginx(certificate: "leaf-only")
      return Machine.generic + ["--trust", machine.certificate("intermediate.pem")]
    },
    FaultCase(
      "certificate.chain-incomplete", .nginx, "the leaf alone, and nobody knows its issuer",
      certainty: "likely", also: ["certificate.untrusted-issuer"]
    ) { machine in
      try machine.nginx(certificate: "leaf-only")
      return Machine.untrusting
    },
    served("certificate.expires-soon", "soon", "ends in seven days"),
    served(
      "certificate.weak-signature", "sha1", "signed with SHA-1",
      "ssl_protocols TLSv1.2; ssl_ciphers ALL:@SECLEVEL=0;"),
    served(
      "certificate.weak-key", "weak", "an RSA key of 1024 bits",
      "ssl_protocols TLSv1.2; ssl_ciphers ALL:@SECLEVEL=0;"),
    served("certificate.wrong-usage", "client-only", "for clients alone"),
    served("certificate.ca-as-server", "authority", "a CA's own certificate"),
    served("certificate.san-missing", "nameless", "a common name and no subjectAltName"),
    FaultCase("certificate.name-mismatch", .nginx, "asked by a name that the certificate lacks") {
      machine in
      try machine.append("10.9.0.1 other.test\n", "/etc/hosts")
      try machine.nginx()
      return ["--host", "other.test", "--port", "443"] + Machine.trust
    },
    FaultCase("certificate.name-mismatch", .nginx, "a wildcard two labels above the name") {
      machine in
      try machine.append("10.9.0.1 a.b.matrix.example\n", "/etc/hosts")
      try machine.nginx(certificate: "wildcard")
      return ["--host", "a.b.matrix.example", "--port", "443"] + Machine.trust
    },
    FaultCase("certificate.expired", .nginx, "judged after its end") { machine in
      try machine.nginx()
      return Machine.generic + ["--at", "2028-06-01T00:00:00Z"]
    },
    FaultCase("certificate.expired", .openssl, "ended in 2021") { machine in
      try machine.fixture("expired")
      return Machine.untrusting + [
        "--trust", machine.fixtures + "/root.pem",
      ]
    },
    FaultCase("certificate.not-yet-valid", .openssl, "begins in 2100") { machine in
      try machine.fixture("future")
      return Machine.untrusting + [
        "--trust", machine.fixtures + "/root.pem",
      ]
    },
    served("certificate.chain-out-of-order", "disordered", "two intermediates in the wrong order"),
    FaultCase("certificate.revoked", .openssl, "the stapled answer of its issuer says so") {
      machine in
      try machine.openssl(
        certificate: "stapled", "-status_file", machine.certificate("revoked.der"))
      return Machine.generic
    },
    FaultCase(
      "certificate.revocation-unchecked", .openssl, "it demands a stapled answer, and none comes"
    ) { machine in
      try machine.openssl(certificate: "stapled")
      return Machine.generic
    },
  ]

  /// nginx with a certificate of `certificates.sh`.
  private static func served(
    _ id: String, _ name: String, _ how: String, _ more: String = "", also: [String] = []
  ) -> FaultCase {
    FaultCase(id, .nginx, how, also: also) { machine in
      try machine.nginx(certificate: name, more)
      return Machine.generic
    }
  }

  /// A server's block of nginx.
  static func server(
    _ certificate: String, _ key: String, answer: String = "200 \"ok\""
  ) -> String {
    """
    server {
      listen 443 ssl; server_name agent01.example;
      ssl_certificate \(certificate); ssl_certificate_key \(key);
      location / { return \(answer); }
    }
    """
  }
}
