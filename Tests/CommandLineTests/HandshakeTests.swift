import Foundation
import TestSupport
import Testing

extension RealProgram {
  /// What real TLS servers agree on, and with whom, seen by the real program.
  @Suite struct HandshakeTests {
    /// One case: how the server is started, what the program is told, and all that it concludes.
    struct Case: CustomTestStringConvertible {
      var name: String
      var server: [String] = []
      var options: [String] = []
      var host = "agent01.example"
      var conclusions: [String]
      var alert: String?

      var testDescription: String { name }
    }

    private static let root = Fixture.path("tls/root.pem")
    private static let weak = "ALL:@SECLEVEL=0"
    private static let asking = [
      "-Verify", "2", "-verify_return_error", "-CAfile", Fixture.path("tls/root.pem"),
    ]
    private static let accepted = identity("client-only")
    private static let unknown = identity("self")

    private static func identity(_ name: String) -> [String] {
      [
        "--client-certificate", Fixture.path("tls/\(name).pem"),
        "--client-key", Fixture.path("tls/\(name).key"),
      ]
    }

    private static func named(_ arguments: String...) -> [String] {
      [
        "-servername", "other.example", "-cert2", Fixture.path("tls/leaf.pem"), "-key2",
        Fixture.path("tls/leaf.key"),
      ] + arguments
    }

    static let suites: [Case] = [
      Case(
        name: "a server for unencrypted suites alone",
        server: ["-tls1_2", "-cipher", "NULL-SHA256:@SECLEVEL=0"],
        conclusions: [
          "tls.no-common-cipher error confirmed", "tls.handshake-rejected error confirmed",
        ], alert: "TLS_RSA_WITH_NULL_SHA256"),
      Case(
        name: "a TLS 1.3 server for one suite that nobody offers",
        server: ["-tls1_3", "-ciphersuites", "TLS_AES_128_CCM_8_SHA256"],
        conclusions: [
          "tls.no-common-cipher error confirmed", "tls.handshake-rejected error confirmed",
        ], alert: "TLS_AES_128_CCM_8_SHA256"),
      Case(
        name: "a server whose suites need no certificate, as one without a key",
        server: ["-tls1_2", "-cipher", "PSK", "-psk", "1a2b3c"],
        conclusions: ["tls.handshake-rejected error confirmed"]),
      Case(
        name: "anonymous suites are no sign of a usable key",
        server: ["-tls1_2", "-nocert", "-cipher", "aNULL:@SECLEVEL=0"],
        conclusions: ["tls.handshake-rejected error confirmed"]),
      Case(
        name: "a client that found none, where Padlock does",
        options: ["--symptom", "SSL_ERROR_NO_CYPHER_OVERLAP"],
        conclusions: ["tls.no-common-cipher error likely"]),
    ]

    static let versions: [Case] = [
      Case(name: "TLS 1.2 and 1.3, a current server", conclusions: []),
      Case(name: "TLS 1.3 alone", server: ["-tls1_3"], conclusions: []),
      Case(
        name: "TLS 1.0 to 1.3", server: ["-cipher", weak],
        conclusions: ["tls.legacy-protocol-enabled warning confirmed"], alert: "TLSv1.1"),
      Case(
        name: "TLS 1.0 alone", server: ["-tls1", "-cipher", weak],
        conclusions: ["tls.legacy-protocol-enabled warning confirmed"], alert: "TLSv1"),
      Case(
        name: "TLS 1.0 alone, and a current client complains", server: ["-tls1", "-cipher", weak],
        options: ["--symptom", "SSL_ERROR_UNSUPPORTED_VERSION"],
        conclusions: [
          "tls.version-unsupported error confirmed",
          "tls.legacy-protocol-enabled warning confirmed",
        ]),
      Case(
        name: "a current server, and an old client complains",
        options: ["--symptom", "SSL_ERROR_PROTOCOL_VERSION_ALERT"],
        conclusions: ["tls.version-unsupported error confirmed"]),
    ]

    static let clients: [Case] = ["-tls1_2", "-tls1_3"].flatMap { version in
      [
        Case(
          name: "a certificate that is accepted, \(version)", server: [version] + asking,
          options: accepted, conclusions: []),
        Case(
          name: "a certificate of an issuer that the server does not know, \(version)",
          server: [version] + asking, options: unknown,
          conclusions: ["tls.client-certificate-rejected error confirmed"]
            + (version == "-tls1_2" ? ["tls.handshake-rejected error confirmed"] : []),
          alert: "unknown_ca"),
        Case(
          name: "a certificate that nobody asks for, \(version)", server: [version],
          options: unknown, conclusions: []),
      ]
    }

    static let names: [Case] = [
      Case(
        name: "an unknown name ends the handshake", server: named("-servername_fatal"),
        conclusions: [
          "tls.server-name-rejected error confirmed", "tls.handshake-rejected error confirmed",
        ], alert: "agent01.example"),
      Case(
        name: "an unknown name is a warning, which current clients pass over",
        server: named("-tls1_2"), conclusions: []),
      Case(
        name: "an unknown name is a warning, and an old Java gives up over it",
        server: named("-tls1_2"),
        options: ["--symptom", "SSLProtocolException: handshake alert:  unrecognized_name"],
        conclusions: ["tls.server-name-rejected error confirmed"]),
      Case(
        name: "no name is sent to an address", server: named("-servername_fatal"),
        host: "127.0.0.1", conclusions: []),
    ]

    @Test(arguments: suites + versions + clients + names)
    func `a server is judged by what it agrees on`(_ example: Case) async throws {
      let server = try OpenSSLServer(
        certificate: "tls/leaf.pem", key: "tls/leaf.key", chain: "tls/intermediate.pem",
        ["-www"] + example.server)
      let (run, report) = try await diagnose(server.port, example.host, example.options)
      #expect(report.conclusions == example.conclusions, "\(run.output)")
      let isError = example.conclusions.contains { $0.contains(" error ") }
      #expect(run.code == (isError ? 1 : 0))
      if let alert = example.alert {
        #expect(report.diagnoses.first?.summary.contains(alert) == true, "\(run.output)")
      }
    }

    @Test func `a certificate on a curve that nobody offers does not lack a cipher suite`()
      async throws
    {
      let shop = try CertificateShop()
      let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:secp256k1"]
      try shop.issue("curve", key: curve)
      let server = try OpenSSLServer(
        certificate: shop.path("curve.pem"), key: shop.path("curve.key"), ["-www", "-tls1_2"])
      let (run, report) = try await diagnose(server.port, "127.0.0.1")
      #expect(report.conclusions == ["tls.handshake-rejected error confirmed"], "\(run.output)")
    }

    @Test func `a server that chooses SSL 3 is tls.version-unsupported`() async throws {
      let hello: [UInt8] = [2, 0, 0, 38, 3, 0] + [UInt8](repeating: 7, count: 32) + [0, 0, 5, 0]
      let server = try LoopbackListener.answering([22, 3, 0, 0, UInt8(hello.count)] + hello)
      let (run, report) = try await diagnose(server.port, "127.0.0.1")
      #expect(report.conclusions == ["tls.version-unsupported error confirmed"], "\(run.output)")
    }

    @Test func `what the defaults of current clients refuse is a notice among the checks`()
      async throws
    {
      let old = try OpenSSLServer(
        certificate: "tls/leaf.pem", key: "tls/leaf.key", chain: "tls/intermediate.pem",
        ["-www", "-tls1", "-cipher", Self.weak])
      let (_, report) = try await diagnose(old.port, "agent01.example")
      #expect(
        report.checks.contains { $0.result == "notice" && $0.detail.contains("protocol") })
      let weak = try OpenSSLServer(
        certificate: "tls/weak.pem", key: "tls/weak.key", ["-www", "-cipher", Self.weak])
      let (_, other) = try await diagnose(weak.port, "agent01.example")
      #expect(other.checks.contains { $0.result == "notice" && $0.detail.hasSuffix(": key") })
    }

    @Test func `no certificate where nginx demands one is its page that says so`() async throws {
      let nginx = try await Nginx(Self.demanding)
      let (run, report) = try await diagnose(nginx.port, "agent01.example")
      #expect(
        report.conclusions == ["tls.client-certificate-required error confirmed"], "\(run.output)")
    }

    @Test func `nginx rejects a certificate by a page, and takes one that it knows`() async throws {
      let nginx = try await Nginx(Self.demanding)
      let (run, report) = try await diagnose(nginx.port, "agent01.example", Self.unknown)
      #expect(
        report.conclusions == ["tls.client-certificate-rejected error confirmed"], "\(run.output)")
      let (good, healthy) = try await diagnose(nginx.port, "agent01.example", Self.accepted)
      #expect(healthy.conclusions.isEmpty, "\(good.output)")
      #expect(healthy.outcome == "healthy")
    }

    @Test func `nginx rejects a name that it does not serve`() async throws {
      let nginx = try await Nginx("ssl_reject_handshake on;")
      for host in ["other.example", "127.0.0.1"] {
        let (run, report) = try await diagnose(nginx.port, host)
        #expect(
          report.conclusions == [
            "tls.server-name-rejected error confirmed", "tls.handshake-rejected error confirmed",
          ], "\(run.output)")
      }
    }

    private static let demanding =
      "ssl_client_certificate \(Fixture.path("tls/root.pem")); ssl_verify_client on; " + Nginx.page

    @Test func `nginx demands a certificate after the handshake`() async throws {
      let nginx = try await Nginx(Self.demanding)
      let (run, report) = try await diagnose(nginx.port, "127.0.0.1")
      #expect(
        report.conclusions.contains("tls.client-certificate-required error confirmed"),
        "\(run.output)")
    }

    @Test(arguments: ["key.pem", "both.pem", "store.p12"])
    func `the key may be encrypted, lie in the same file, or in a store`(form: String) async throws
    {
      let scratch = try Scratch()
      let (certificate, key) = ("tls/client-only.pem", "tls/client-only.key")
      let password = "a client's own words 7"
      let word = try scratch.write(password + "\n", "word")
      var options = ["--key-password-file", word]
      switch form {
      case "key.pem":
        try openssl(
          "pkcs8", "-topk8", "-in", Fixture.path(key), "-passout", "file:\(word)", "-out",
          scratch.path(form))
        options += [
          "--client-certificate", Fixture.path(certificate), "--client-key", scratch.path(form),
        ]
      case "both.pem":
        try scratch.write(Fixture.bytes(key) + Fixture.bytes(certificate), form)
        options = ["--client-certificate", scratch.path(form)]
      default:
        try openssl(
          "pkcs12", "-export", "-in", Fixture.path(certificate), "-inkey", Fixture.path(key),
          "-passout", "file:\(word)", "-out", scratch.path(form))
        options += ["--client-certificate", scratch.path(form)]
      }
      let server = try OpenSSLServer(
        certificate: "tls/leaf.pem", key: "tls/leaf.key", chain: "tls/intermediate.pem",
        ["-www"] + Self.asking)
      let (run, report) = try await diagnose(server.port, "agent01.example", options)
      #expect(report.conclusions.isEmpty, "\(run.everything)")
      #expect(!run.holds(password))
      let secret = String(decoding: try Fixture.bytes(key), as: UTF8.self)
        .split(separator: "\n").dropFirst().first.map(String.init)
      #expect(!run.holds(try #require(secret)), "no line of the key")
    }

    @Test func `files that are no identity are refused with the reason`() async throws {
      let leaf = Fixture.path("tls/leaf.pem")
      let cases: [([String], String)] = [
        (["--client-certificate", leaf], "--client-key"),
        (
          ["--client-certificate", leaf, "--client-key", Fixture.path("tls/self.key")],
          "does not belong"
        ),
        (["--client-certificate", "/no/such/file"], "it is not there"),
        (["--client-key", Fixture.path("tls/leaf.key")], "--client-certificate"),
        (["--client-certificate", Fixture.path("keystores/rsa.jks")], "it is JKS"),
        (["--client-certificate", Fixture.path("keystores/rsa.p12")], "--key-password-file"),
        (["--client-certificate", Fixture.path("tls/leaf.key")], "no certificate is in it"),
        (
          [
            "--client-certificate", leaf, "--client-key",
            Fixture.path("keystores/encrypted-key.pem"),
          ], "--key-password-file"
        ),
      ]
      for (options, words) in cases {
        let run = try await Binary.run(
          ["--non-interactive", "--host", "127.0.0.1", "--port", "1"] + options)
        #expect(run.code == 64, "\(options)")
        #expect(run.errors.contains(words), "\(run.errors)")
        #expect(run.output.isEmpty)
      }
    }

    private func diagnose(
      _ port: UInt16, _ host: String, _ more: [String] = []
    ) async throws -> (run: Binary.Run, report: ReportView) {
      let run = try await Binary.run(
        [
          "--non-interactive", "--host", host, "--address", "127.0.0.1", "--port", "\(port)",
          "--timeout", "2", "--trust", Self.root, "--format", "json",
        ] + more)
      return (run, try #require(run.report, "\(run.everything)"))
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
