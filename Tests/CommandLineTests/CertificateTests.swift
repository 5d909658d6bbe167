import Foundation
import TestSupport
import Testing

extension RealProgram {
  /// What real TLS servers serve, judged by the real program.
  @Suite struct CertificateTests {
    private static let root = ["--trust", Fixture.path("tls/root.pem")]

    /// Diagnoses a server on loopback that is called `host`.
    private func diagnose(
      _ server: OpenSSLServer, host: String = "agent01.example", _ more: [String]
    ) async throws -> (run: Binary.Run, report: ReportView) {
      let run = try await Binary.run(
        [
          "--non-interactive", "--host", host, "--address", "127.0.0.1", "--port", "\(server.port)",
          "--timeout", "2", "--format", "json",
        ] + more)
      return (run, try #require(run.report, "\(run.everything)"))
    }

    private func serve(
      _ name: String, chain: String? = nil, _ arguments: [String] = []
    ) throws -> OpenSSLServer {
      try OpenSSLServer(
        certificate: "tls/\(name).pem", key: "tls/\(name).key", chain: chain,
        // It answers requests; without, each of them would last as long as its timeout.
        ["-www"] + arguments)
    }

    /// One case: what is served, what the program is told, and everything it has to conclude.
    struct Case: CustomTestStringConvertible {
      var name: String
      var certificate: String
      var chain: String?
      var server: [String] = []
      var host = "agent01.example"
      var options: [String] = CertificateTests.root
      var conclusions: [String]

      var testDescription: String { name }
      var code: Int32 { conclusions.contains { $0.contains(" error ") } ? 1 : 0 }
      var outcome: String { code == 1 ? "problems" : "healthy" }
    }

    static let intermediate = "tls/intermediate.pem"
    static let cases: [Case] = [
      Case(name: "healthy", certificate: "leaf", chain: intermediate, conclusions: []),
      Case(
        name: "healthy in TLS 1.2", certificate: "leaf", chain: intermediate, server: ["-tls1_2"],
        conclusions: []),
      Case(
        name: "healthy by its IPv4 address", certificate: "leaf", chain: intermediate,
        host: "127.0.0.1", conclusions: []),
      Case(
        name: "healthy by an IPv6 address that is in the certificate", certificate: "leaf",
        chain: intermediate, host: "::1", conclusions: []),
      Case(
        name: "healthy by a wildcard", certificate: "leaf", chain: intermediate,
        host: "any.wild.example", conclusions: []),
      Case(
        name: "for clients alone", certificate: "client-only",
        conclusions: ["certificate.wrong-usage error confirmed"]),
      Case(
        name: "asks for a client certificate and does not insist", certificate: "leaf",
        chain: intermediate, server: ["-verify", "1"], conclusions: []),
      Case(
        name: "expired", certificate: "expired",
        conclusions: ["certificate.expired error confirmed"]),
      Case(
        name: "expired, judged when it was valid", certificate: "expired",
        options: root + ["--at", "2020-06-01T00:00:00Z"], conclusions: []),
      Case(
        name: "not yet valid", certificate: "future",
        conclusions: ["certificate.not-yet-valid error confirmed"]),
      Case(
        name: "not yet valid, judged when it is", certificate: "future",
        options: root + ["--at", "2101-06-01T00:00:00Z"], conclusions: []),
      Case(
        name: "ends soon", certificate: "expired",
        options: root + ["--at", "2020-12-20T00:00:00Z"],
        conclusions: ["certificate.expires-soon warning confirmed"]),
      Case(
        name: "self-signed", certificate: "self", options: [],
        conclusions: [
          "certificate.self-signed warning confirmed",
          "certificate.untrusted-issuer error confirmed",
        ]),
      Case(
        name: "self-signed and trusted", certificate: "self",
        options: ["--trust", Fixture.path("tls/self.pem")], conclusions: []),
      Case(
        name: "another name", certificate: "leaf", chain: intermediate, host: "other.example",
        conclusions: ["certificate.name-mismatch error confirmed"]),
      Case(
        name: "an address that is not in the certificate", certificate: "leaf", chain: intermediate,
        host: "127.0.0.2", conclusions: ["certificate.name-mismatch error confirmed"]),
      Case(
        name: "an intermediate is missing that --trust holds", certificate: "leaf",
        options: root + ["--trust", Fixture.path("tls/intermediate.pem")],
        conclusions: ["certificate.chain-incomplete error confirmed"]),
      Case(
        name: "the intermediate itself is what is trusted", certificate: "leaf",
        options: ["--trust", Fixture.path("tls/intermediate.pem")], conclusions: []),
      Case(
        name: "the issuer is not known", certificate: "leaf", options: [],
        conclusions: [
          "certificate.chain-incomplete error likely", "certificate.untrusted-issuer error likely",
        ]),
      Case(
        name: "the chain ends in a root that is not trusted", certificate: "expired",
        chain: "tls/root.pem", options: ["--at", "2020-06-01T00:00:00Z"],
        conclusions: ["certificate.untrusted-issuer error confirmed"]),
      Case(
        name: "no subjectAltName, and the common name fits", certificate: "bare",
        conclusions: ["certificate.san-missing error confirmed"]),
      Case(
        name: "no subjectAltName, and the common name does not fit", certificate: "bare",
        host: "other.example",
        conclusions: [
          "certificate.name-mismatch error confirmed", "certificate.san-missing error confirmed",
        ]),
      Case(
        name: "an RSA key of 1024 bits", certificate: "weak",
        server: ["-cipher", "ALL:@SECLEVEL=0", "-no_tls1", "-no_tls1_1"],
        conclusions: ["certificate.weak-key warning confirmed"]),
      Case(
        name: "a client certificate is required, TLS 1.2", certificate: "leaf", chain: intermediate,
        server: ["-Verify", "1", "-tls1_2"],
        conclusions: [
          "tls.client-certificate-required error confirmed",
          "tls.handshake-rejected error confirmed",
        ]),
      Case(
        name: "a client certificate is required, TLS 1.3", certificate: "leaf", chain: intermediate,
        server: ["-Verify", "1", "-tls1_3"],
        conclusions: ["tls.client-certificate-required error confirmed"]),
      Case(
        name: "no cipher suite in common", certificate: "leaf", chain: intermediate,
        server: ["-tls1_2", "-cipher", "PSK", "-psk", "1a2b3c"],
        conclusions: ["tls.handshake-rejected error confirmed"]),
    ]

    @Test(arguments: cases)
    func `a server is judged by what it serves`(_ example: Case) async throws {
      let server = try serve(example.certificate, chain: example.chain, example.server)
      let (run, report) = try await diagnose(server, host: example.host, example.options)
      #expect(report.conclusions == example.conclusions, "\(run.output)")
      #expect(report.outcome == example.outcome)
      #expect(!run.output.contains("<secret"), "our own words are no secrets")
      #expect(run.code == example.code)
      #expect(report.diagnoses.first?.rootCause ?? true)
    }

    @Test func `a self-signed certificate that is trusted is a notice among the checks`()
      async throws
    {
      let server = try serve("self")
      let (_, report) = try await diagnose(server, ["--trust", Fixture.path("tls/self.pem")])
      #expect(report.checks.contains { $0.id == "certificates" && $0.result == "notice" })
    }

    @Test func `an unknown issuer comes with what would tell its two causes apart`() async throws {
      let server = try serve("leaf")
      let run = try await Binary.run([
        "--non-interactive", "--host", "agent01.example", "--address", "127.0.0.1", "--port",
        "\(server.port)", "--timeout", "2",
      ])
      #expect(run.output.contains("To confirm"), "\(run.output)")
    }

    @Test func `a certificate signed with SHA-1 is certificate.weak-signature`() async throws {
      let scratch = try Scratch()
      let (certificate, key) = (scratch.path("sha1.pem"), scratch.path("sha1.key"))
      try openssl(
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Test CA", "-days", "400",
        "-keyout", scratch.path("ca.key"), "-out", scratch.path("ca.pem"))
      try openssl(
        "req", "-new", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=agent01.example", "-keyout",
        key, "-out", scratch.path("csr"))
      try scratch.write("subjectAltName=DNS:agent01.example\n", "extensions")
      try openssl(
        "x509", "-req", "-sha1", "-in", scratch.path("csr"), "-CA", scratch.path("ca.pem"),
        "-CAkey",
        scratch.path("ca.key"), "-CAcreateserial", "-days", "300", "-extfile",
        scratch.path("extensions"), "-out", certificate)
      let server = try OpenSSLServer(
        certificate: certificate, key: key,
        ["-www", "-cipher", "ALL:@SECLEVEL=0", "-no_tls1", "-no_tls1_1"])
      let (run, report) = try await diagnose(server, ["--trust", scratch.path("ca.pem")])
      #expect(report.conclusions == ["certificate.weak-signature warning confirmed"])
      #expect(report.checks.contains { $0.result == "notice" && $0.detail.hasSuffix(": digest") })
      #expect(run.code == 0)
      #expect(
        try await diagnose(server, ["--trust", scratch.path("ca.pem"), "--fail-on", "warning"]).run
          .code
          == 1)
    }

    @Test func `a healthy nginx has nothing wrong`() async throws {
      let nginx = try await Nginx()
      let trust = ["--trust", Fixture.path("tls/root.pem")]
      for host in ["agent01.example", "localhost", "127.0.0.1"] {
        let run = try await Binary.run(
          [
            "--non-interactive", "--host", host, "--address", "127.0.0.1", "--port",
            "\(nginx.port)",
            "--timeout", "2", "--format", "json",
          ] + trust)
        let report = try #require(run.report, "\(run.everything)")
        #expect(run.code == 0)
        #expect(report.outcome == "healthy")
        #expect(report.diagnoses.isEmpty, "\(run.output)")
        // Its files are not at hand, and nobody has called a plain request to it harmless.
        let skipped = report.checks.filter { $0.result == "skipped" }
        #expect(skipped.map(\.id).sorted() == ["configuration", "handshake"])
        #expect(report.checks.allSatisfy { ["passed", "skipped"].contains($0.result) })
      }
    }

    private func openssl(_ arguments: String...) throws {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
      process.arguments = arguments
      process.standardError = FileHandle.nullDevice
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
    }
  }
}
