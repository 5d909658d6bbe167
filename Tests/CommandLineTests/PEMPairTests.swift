import Foundation
import Glibc
import TestSupport
import Testing

extension RealProgram {
  /// Certificate and key files as openssl writes them, judged by the real program.
  @Suite struct PEMPairTests {
    private static let made = Result { () throws -> CertificateShop in
      let shop = try CertificateShop()
      try shop.issue("leaf")
      try shop.issue("other", subject: "/CN=other.example")
      try shop.issue("rsa", key: ["-newkey", "rsa:2048"])
      try shop.issue("pss", key: ["-newkey", "rsa-pss"])
      try shop.issue("ed", key: ["-newkey", "ed25519"])
      try shop.issue("wild", subject: "/CN=*.example", "subjectAltName=DNS:*.example")
      try shop.issue("client", "subjectAltName=DNS:srv.example\nextendedKeyUsage=clientAuth")
      try shop.issue(
        "any", "subjectAltName=DNS:srv.example\nextendedKeyUsage=anyExtendedKeyUsage")
      try shop.issue(
        "signs", "subjectAltName=DNS:srv.example\nkeyUsage=keyCertSign")
      try shop.issue("authority", "subjectAltName=DNS:srv.example\nbasicConstraints=CA:TRUE")
      try shop.openssl(
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=srv.example", "-days",
        "400", "-addext",
        "subjectAltName=DNS:srv.example", "-keyout", shop.path("self.key"), "-out",
        shop.path("self.pem"))
      chmod(shop.path("self.key"), 0o600)
      try shop.openssl(
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=Old Root", "-days", "400",
        "-keyout", shop.path("old.key"), "-out", shop.path("old.pem"))
      try shop.openssl(
        "x509", "-req", "-in", shop.path("int.csr"), "-CA", shop.path("old.pem"), "-CAkey",
        shop.path("old.key"), "-set_serial", "7", "-days", "300", "-extfile",
        shop.path("int.ext"), "-out", shop.path("cross.pem"))
      try shop.join("leaf.pem", "int.pem", as: "chain.pem")
      try shop.join("leaf.pem", "int.pem", "cross.pem", "old.pem", as: "crossed.pem")
      try shop.join("authority.pem", "int.pem", as: "authority-chain.pem")
      try shop.join("ed.pem", "int.pem", as: "ed-chain.pem")
      try shop.join("pss.pem", "int.pem", as: "pss-chain.pem")
      try shop.join("leaf.pem", "int.pem", "root.pem", as: "whole.pem")
      try shop.join("leaf.pem", "root.pem", "int.pem", as: "shuffled.pem")
      try shop.join("int.pem", "leaf.pem", as: "issuer-first.pem")
      try shop.join("leaf.pem", "int.pem", "leaf.key", as: "both.pem")
      try shop.join("leaf.key", "leaf.pem", "int.pem", as: "key-first.pem")
      try shop.openssl(
        "x509", "-in", shop.path("leaf.pem"), "-outform", "DER", "-out",
        shop.path("leaf.der"))
      try shop.openssl(
        "x509", "-in", shop.path("leaf.pem"), "-trustout", "-out",
        shop.path("trusted.pem"))
      try shop.openssl(
        "rsa", "-in", shop.path("rsa.key"), "-traditional", "-out",
        shop.path("pkcs1.key"))
      try shop.openssl(
        "pkey", "-in", shop.path("leaf.key"), "-aes256", "-passout", "pass:Winter-2031", "-out",
        shop.path("encrypted.key"))
      try shop.openssl(
        "ec", "-in", shop.path("leaf.key"), "-aes256", "-passout", "pass:Winter-2031", "-out",
        shop.path("traditional.key"))
      try shop.openssl(
        "pkcs12", "-export", "-in", shop.path("chain.pem"), "-inkey", shop.path("leaf.key"),
        "-passout", "pass:Winter-2031", "-name", "srv", "-out", shop.path("leaf.p12"))
      // PKCS12 unpacked by openssl: bag attributes before each block, key and certificates in one.
      try shop.openssl(
        "pkcs12", "-in", shop.path("leaf.p12"), "-passin", "pass:Winter-2031", "-nodes", "-out",
        shop.path("bags.pem"))
      let chain = String(decoding: try shop.bytes("chain.pem"), as: UTF8.self)
      try shop.write(chain.replacing("\n", with: "\r\n").utf8, "crlf.pem")
      try shop.write(chain.dropLast(60).utf8, "cut.pem")
      try shop.write("<html>Not found</html>\n".utf8, "page.pem")
      try shop.write([], "empty.pem")
      try shop.write("Winter-2031\n".utf8, "phrase")
      for name in try FileManager.default.contentsOfDirectory(atPath: shop.folder) {
        chmod(shop.path(name), name == "shared.key" ? 0o644 : 0o600)
      }
      try shop.join("leaf.key", as: "shared.key")
      chmod(shop.path("shared.key"), 0o644)
      // Nothing else ends the life of what is shared.
      atexit {
        try? FileManager.default.removeItem(atPath: (try? PEMPairTests.shop())?.folder ?? "")
      }
      return shop
    }

    private static func shop() throws -> CertificateShop { try made.get() }

    /// One pair of files and everything that is to be concluded from it.
    struct Case: CustomTestStringConvertible {
      var name: String
      var certificate: String
      var key: String?
      var options: [String] = []
      var conclusions: [String] = []

      var testDescription: String { name }
    }

    static let cases: [Case] = [
      Case(name: "a chain and its key", certificate: "chain.pem", key: "leaf.key"),
      Case(name: "with the root", certificate: "whole.pem", key: "leaf.key"),
      Case(name: "all in one file", certificate: "both.pem"),
      Case(name: "all in one file that is named twice", certificate: "both.pem", key: "both.pem"),
      Case(name: "the key before the certificates", certificate: "key-first.pem"),
      Case(name: "bag attributes before each block", certificate: "bags.pem"),
      Case(name: "lines that end as on Windows", certificate: "crlf.pem", key: "leaf.key"),
      Case(name: "a TRUSTED CERTIFICATE", certificate: "trusted.pem", key: "leaf.key"),
      Case(name: "a wildcard", certificate: "wild.pem", key: "wild.key"),
      Case(name: "RSA, PKCS8", certificate: "rsa.pem", key: "rsa.key"),
      Case(name: "RSA, PKCS1", certificate: "rsa.pem", key: "pkcs1.key"),
      Case(name: "RSA-PSS", certificate: "pss.pem", key: "pss.key"),
      Case(name: "Ed25519", certificate: "ed.pem", key: "ed.key"),
      Case(name: "a certificate alone", certificate: "chain.pem"),
      Case(name: "a certificate in DER, whatever reads it", certificate: "leaf.der"),
      Case(
        name: "a keystore that is called so", certificate: "leaf.p12",
        options: ["--password-file", "phrase"]),
      Case(name: "any purpose", certificate: "any.pem", key: "any.key"),
      Case(name: "key usage alone", certificate: "signs.pem", key: "signs.key"),
      Case(
        name: "what openssl req -x509 makes", certificate: "self.pem", key: "self.key",
        conclusions: ["certificate.self-signed warning confirmed"]),
      Case(
        name: "the same, trusted", certificate: "self.pem", key: "self.key",
        options: ["--trust", "self.pem"]),
      Case(
        name: "an encrypted key with its pass phrase", certificate: "chain.pem",
        key: "encrypted.key", options: ["--key-password-file", "phrase"]),
      Case(
        name: "a traditional one with its pass phrase", certificate: "chain.pem",
        key: "traditional.key", options: ["--key-password-file", "phrase"]),
      Case(
        name: "no certificate file", certificate: "nowhere.pem", key: "leaf.key",
        conclusions: ["certificate.file-missing error confirmed"]),
      Case(
        name: "no certificate file, and no word of a key", certificate: "nowhere.crt",
        conclusions: ["certificate.file-missing error confirmed"]),
      Case(
        name: "no key file", certificate: "chain.pem", key: "nowhere.key",
        conclusions: ["certificate.key-file-missing error confirmed"]),
      Case(
        name: "DER", certificate: "leaf.der", key: "leaf.key",
        conclusions: ["certificate.not-pem error confirmed"]),
      Case(
        name: "PKCS12", certificate: "leaf.p12", key: "leaf.key",
        conclusions: ["certificate.not-pem error confirmed"]),
      Case(
        name: "a web page", certificate: "page.pem", key: "leaf.key",
        conclusions: ["certificate.not-pem error confirmed"]),
      Case(
        name: "nothing", certificate: "empty.pem",
        conclusions: ["certificate.not-pem error confirmed"]),
      Case(
        name: "cut off", certificate: "cut.pem", key: "leaf.key",
        conclusions: ["certificate.not-pem error confirmed"]),
      Case(
        name: "the key's file holds the certificate", certificate: "chain.pem", key: "leaf.pem",
        conclusions: ["certificate.not-pem error confirmed"]),
      Case(
        name: "another key", certificate: "chain.pem", key: "other.key",
        conclusions: ["certificate.key-mismatch error confirmed"]),
      Case(
        name: "a key of another kind", certificate: "chain.pem", key: "rsa.key",
        conclusions: ["certificate.key-mismatch error confirmed"]),
      Case(
        name: "the issuer first", certificate: "issuer-first.pem", key: "leaf.key",
        conclusions: [
          "certificate.chain-out-of-order warning confirmed",
          "certificate.key-mismatch error confirmed",
        ]),
      Case(
        name: "the root before the issuer", certificate: "shuffled.pem", key: "leaf.key",
        conclusions: ["certificate.chain-out-of-order warning confirmed"]),
      Case(
        name: "an encrypted key", certificate: "chain.pem", key: "encrypted.key",
        conclusions: ["certificate.key-encrypted error likely"]),
      Case(
        name: "another pass phrase", certificate: "chain.pem", key: "traditional.key",
        options: ["--key-password-file", "empty.pem"],
        conclusions: ["certificate.key-encrypted error confirmed"]),
      Case(
        name: "a key for everybody", certificate: "chain.pem", key: "shared.key",
        conclusions: ["certificate.key-world-readable warning confirmed"]),
      Case(
        name: "for clients alone", certificate: "client.pem", key: "client.key",
        conclusions: ["certificate.wrong-usage error confirmed"]),
      Case(
        name: "an authority's own", certificate: "authority.pem", key: "authority.key",
        conclusions: ["certificate.ca-as-server warning confirmed"]),
    ]

    @Test(arguments: cases)
    func `a pair of files is judged by what is in it`(_ example: Case) async throws {
      let shop = try Self.shop()
      var words = [
        "--non-interactive", "--host", "srv.example", "--no-probe", "--format", "json",
        "--keystore", shop.path(example.certificate),
      ]
      words += example.key.map { ["--key", shop.path($0)] } ?? []
      words += example.options.map { $0.hasPrefix("--") ? $0 : shop.path($0) }
      let run = try await Binary.run(words)
      let report = try #require(run.report, "\(run.everything)")
      #expect(report.conclusions == example.conclusions, "\(run.output)")
      let isError = example.conclusions.contains { $0.contains(" error ") }
      #expect(report.outcome == (isError ? "problems" : "healthy"))
      #expect(!run.holds("Winter-2031") && !run.holds("PRIVATE KEY"))
    }

    @Test func `the key of a later certificate is said to be that`() async throws {
      let shop = try Self.shop()
      let run = try await Binary.run([
        "--non-interactive", "--host", "srv.example", "--no-probe", "--format", "json",
        "--keystore", shop.path("issuer-first.pem"), "--key", shop.path("leaf.key"),
      ])
      let report = try #require(run.report)
      let mismatch = report.diagnoses.first { $0.id == "certificate.key-mismatch" }
      #expect(mismatch?.summary.contains("srv.example") == true)
      #expect(mismatch?.rootCause == false)
    }

    @Test func `what nginx serves is compared with the file`() async throws {
      let shop = try Self.shop()
      let nginx = try await Nginx(
        certificate: shop.path("whole.pem"), key: shop.path("leaf.key"))
      func judge(_ certificate: String, _ key: String) async throws -> ReportView {
        let run = try await Binary.run([
          "--non-interactive", "--host", "srv.example", "--address", "127.0.0.1", "--port",
          "\(nginx.port)", "--format", "json", "--trust", shop.path("root.pem"), "--keystore",
          shop.path(certificate), "--key", shop.path(key),
        ])
        return try #require(run.report, "\(run.everything)")
      }
      #expect(try await judge("chain.pem", "leaf.key").conclusions == [])
      // The service that serves its certificate has the pass phrase of the key.
      #expect(try await judge("chain.pem", "encrypted.key").conclusions == [])
      #expect(
        try await judge("other.pem", "other.key").conclusions
          == ["certificate.served-differs error confirmed"])
    }

    @Test(arguments: [
      ("whole.pem", "leaf.key", []), ("crossed.pem", "leaf.key", []),
      ("ed-chain.pem", "ed.key", []), ("pss-chain.pem", "pss.key", []),
      ("shuffled.pem", "leaf.key", ["certificate.chain-out-of-order warning confirmed"]),
      ("authority-chain.pem", "authority.key", ["certificate.ca-as-server warning confirmed"]),
    ])
    func `what nginx serves is judged alone too`(
      certificate: String, key: String, conclusions: [String]
    ) async throws {
      let shop = try Self.shop()
      let nginx = try await Nginx(certificate: shop.path(certificate), key: shop.path(key))
      let run = try await Binary.run([
        "--non-interactive", "--host", "srv.example", "--address", "127.0.0.1", "--port",
        "\(nginx.port)", "--format", "json", "--trust", shop.path("root.pem"),
      ])
      #expect(run.report?.conclusions == conclusions, "\(run.everything)")
    }

    @Test(arguments: [
      ("chain.pem", "nowhere.key", "certificate.key-file-missing"),
      ("chain.pem", "other.key", "certificate.key-mismatch"),
      ("issuer-first.pem", "leaf.key", "certificate.chain-out-of-order"),
      ("chain.pem", "encrypted.key", "certificate.key-encrypted"),
    ])
    func `a closed port is the consequence of files that no service starts with`(
      certificate: String, key: String, root: String
    ) async throws {
      let shop = try Self.shop()
      let closed = try ClosedPort()
      let run = try await Binary.run([
        "--non-interactive", "--host", "srv.example", "--address", "127.0.0.1", "--port",
        "\(closed.port)", "--format", "json", "--keystore", shop.path(certificate), "--key",
        shop.path(key),
      ])
      let report = try #require(run.report, "\(run.everything)")
      #expect(report.diagnoses.first?.id == root, "\(report.conclusions)")
      let refused = report.diagnoses.first { $0.id == "network.port-refused" }
      #expect(refused?.rootCause == false)
    }

    @Test func `a Java product that is given PEM needs a keystore all the same`() async throws {
      let shop = try Self.shop()
      let run = try await Binary.run([
        "--non-interactive", "--product", "xagent", "--host", "srv.example", "--no-probe",
        "--format", "json", "--keystore", shop.path("chain.pem"),
      ])
      #expect(run.report?.errors == ["keystore.not-a-keystore confirmed"])
    }

    @Test(arguments: [
      ("1d", []), ("0d", []), ("800d", ["certificate.expires-soon warning confirmed"]),
    ])
    func `a certificate counts as ending within the time that was asked for`(
      time: String, conclusions: [String]
    ) async throws {
      let shop = try Self.shop()
      let run = try await Binary.run([
        "--non-interactive", "--host", "srv.example", "--no-probe", "--format", "json",
        "--keystore", shop.path("leaf.pem"), "--key", shop.path("leaf.key"), "--expires-within",
        time,
      ])
      #expect(run.report?.conclusions == conclusions, "\(run.everything)")
    }

    @Test func `a key without its certificate is refused in place`() async throws {
      let run = try await Binary.run(["--non-interactive", "--key", "/etc/hostname"])
      #expect(run.code == 64)
    }
  }
}
