import Foundation
import Glibc
import TestSupport
import Testing

extension RealProgram {
  /// A product that reads PEM and is known by its YAML alone, in a tree of its own.
  @Suite struct PEMProductTests {
    private static let product = """
      id: pemtest
      name: PEM service
      traits: [ pem-files ]
      listeners:
        - { name: https, port: { default: 443 } }
      installations:
        - platform: linux
          home: [ /opt/pemtest ]
          config:
            - { path: service.properties, reader: java-properties, takes-settings: true }
          service: { name: pemtest, process: [ pemtest ] }
          restart: systemctl restart pemtest
      settings:
        certificate.path: tls.certificate
        certificate.key-path: tls.key
        certificate.key-password: { key: tls.phrase, secret: true }
        certificate.key-password-file: tls.phrase-file

      """
    private static let rules = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().appending(path: "rules").path

    /// The tree of a healthy service that runs as `web`, whose folder /etc/tls holds `files`.
    private func tree(
      _ files: [String: [UInt8]], settings: String = ""
    ) throws -> Scratch {
      let scratch = try Scratch()
      try scratch.write(Self.product, "rules/pemtest/product.yml")
      try scratch.write(
        "tls.certificate=/etc/tls/server.crt\ntls.key=/etc/tls/server.key\n" + settings,
        "root/opt/pemtest/service.properties")
      try scratch.write("root:x:0:0::/:/bin/sh\nweb:x:4711:4711::/:/bin/false\n", "root/etc/passwd")
      try scratch.write("root:x:0:\nweb:x:4711:\n", "root/etc/group")
      try scratch.write(
        "[Service]\nUser=web\nExecStart=/opt/pemtest/pemtest\n",
        "root/etc/systemd/system/pemtest.service")
      try scratch.write("x", "root/etc/tls/readme")
      for (name, bytes) in files {
        chmod(
          try scratch.write(bytes, "root/etc/tls/\(name)"), name.hasSuffix("key") ? 0o640 : 0o644)
      }
      return scratch
    }

    private func conclusions(_ scratch: Scratch, _ options: [String] = []) async throws -> [String]
    {
      let run = try await Binary.run(
        [
          "--non-interactive", "--product", "pemtest", "--root", scratch.path("root"),
          "--no-probe", "--format", "json", "--rules", Self.rules, "--rules",
          scratch.path("rules"),
        ] + options)
      #expect(!run.holds("Winter-2031"))
      return try #require(run.report, "\(run.everything)").conclusions
    }

    private func pair() throws -> [String: [UInt8]] {
      [
        "server.crt": try Fixture.bytes("tls/leaf.pem") + Fixture.bytes("tls/intermediate.pem"),
        "server.key": try Fixture.bytes("tls/leaf.key"),
      ]
    }

    @Test func `a healthy pair is healthy`() async throws {
      #expect(try await conclusions(tree(pair())) == [])
    }

    @Test(arguments: [
      ("server.crt", "certificate.file-missing"), ("server.key", "certificate.key-file-missing"),
    ])
    func `a file that is not there is missing`(name: String, id: String) async throws {
      var files = try pair()
      files[name] = nil
      #expect(try await conclusions(tree(files)) == ["\(id) error confirmed"])
    }

    @Test func `the key of another certificate is a mismatch`() async throws {
      var files = try pair()
      files["server.key"] = try Fixture.bytes("tls/bare.key")
      #expect(
        try await conclusions(tree(files)) == ["certificate.key-mismatch error confirmed"])
    }

    @Test func `DER is not PEM`() async throws {
      let shop = try CertificateShop()
      try shop.openssl(
        "x509", "-in", Fixture.path("tls/leaf.pem"), "-outform", "DER", "-out", shop.path("der"))
      var files = try pair()
      files["server.crt"] = try shop.bytes("der")
      #expect(try await conclusions(tree(files)) == ["certificate.not-pem error confirmed"])
    }

    @Test func `an encrypted key needs a pass phrase in the configuration`() async throws {
      let shop = try CertificateShop()
      try shop.openssl(
        "pkey", "-in", Fixture.path("tls/leaf.key"), "-aes128", "-passout", "pass:Winter-2031",
        "-out", shop.path("key"))
      var files = try pair()
      files["server.key"] = try shop.bytes("key")
      let wrong = ["certificate.key-encrypted error confirmed"]
      #expect(try await conclusions(tree(files)) == wrong)
      #expect(try await conclusions(tree(files, settings: "tls.phrase=other-words\n")) == wrong)
      #expect(try await conclusions(tree(files, settings: "tls.phrase=Winter-2031\n")) == [])
      files["phrase"] = Array("Winter-2031\r\n".utf8)
      let file = "tls.phrase-file=/etc/tls/phrase\n"
      #expect(try await conclusions(tree(files, settings: file)) == [])
    }

    @Test func `a key that everybody may read is a warning`() async throws {
      let scratch = try tree(pair())
      chmod(scratch.path("root/etc/tls/server.key"), 0o644)
      // Another mode shows that the tree keeps those of its machine.
      chmod(scratch.path("root/etc/tls/readme"), 0o640)
      #expect(
        try await conclusions(scratch) == ["certificate.key-world-readable warning confirmed"])
    }

    @Test(.enabled(if: geteuid() == 0, "files must belong to two users"))
    func `the service's user has to be let through`() async throws {
      let scratch = try tree(pair())
      chown(scratch.path("root/etc/tls/readme"), 4711, 4711)
      let key = scratch.path("root/etc/tls/server.key")
      chown(key, 0, 4711)
      #expect(try await conclusions(scratch) == [])
      chown(key, 0, 0)
      #expect(
        try await conclusions(scratch) == ["certificate.file-unreadable error confirmed"])
    }

    @Test(arguments: [
      (
        "nginx: [emerg] cannot load certificate \"/x\": BIO_new_file() failed (SSL: No such file",
        "certificate.file-missing"
      ),
      (
        "SSL_CTX_use_PrivateKey(\"/x\") failed (SSL: error:05800074:x509::key values mismatch)",
        "certificate.key-mismatch"
      ),
      ("SSL: error:0480006C:PEM routines::no start line", "certificate.not-pem"),
      ("Enter PEM pass phrase:", "certificate.key-encrypted"),
      ("NET::ERR_CERT_REVOKED", "certificate.revoked"),
      ("unsuitable certificate purpose", "certificate.wrong-usage"),
      (
        "InvalidAlgorithmParameterException: the trustAnchors parameter must be non-empty",
        "truststore.missing"
      ),
    ])
    func `words alone make a cause likely`(words: String, id: String) async throws {
      let run = try await Binary.run([
        "--non-interactive", "--host", "srv.example", "--no-probe", "--format", "json",
        "--symptom", words,
      ])
      let report = try #require(run.report, "\(run.everything)")
      #expect(report.conclusions.contains("\(id) error likely"), "\(report.conclusions)")
      #expect(!report.conclusions.contains { $0.hasSuffix("confirmed") })
    }

    @Test func `an agent whose trust store is not there trusts nobody`() async throws {
      let scratch = try Scratch()
      let home = "root/opt/xmatters/xa/bin"
      func write(_ options: String) throws {
        try scratch.write(
          "#!/bin/bash\nexec java \(options) -jar /opt/xmatters/xa/bin/xa.jar\n",
          home + "/systemd.start.sh")
      }
      func concluded() async throws -> [String] {
        let run = try await Binary.run([
          "--non-interactive", "--product", "xagent", "--root", scratch.path("root"),
          "--no-probe", "--format", "json",
        ])
        return try #require(run.report, "\(run.everything)").conclusions
      }
      try scratch.write("x", "root/etc/xagent/readme")
      try write("-Djavax.net.ssl.trustStore=/etc/xagent/trust.jks")
      #expect(try await concluded().contains("truststore.missing error confirmed"))
      try write("-Djavax.net.ssl.trustStore=NONE -Djavax.net.ssl.trustStoreType=PKCS11")
      #expect(try await !concluded().contains { $0.hasPrefix("truststore.") })
      try write("")
      #expect(try await !concluded().contains { $0.hasPrefix("truststore.") })
    }
  }
}
