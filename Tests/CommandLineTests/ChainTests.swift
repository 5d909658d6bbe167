import Foundation
import TestSupport
import Testing

extension RealProgram {
  /// Chains of real certificates, served by openssl and judged as clients judge them.
  @Suite struct ChainTests {
    private static let refused = ["certificate.chain-invalid error confirmed"]

    /// What is concluded of the server at srv.example, which sends `chain` after its own.
    private func diagnose(
      _ name: String, chain: String, in shop: CertificateShop, trust: String = "root",
      _ options: [String] = []
    ) async throws -> ReportView {
      let server = try OpenSSLServer(
        certificate: shop.path("\(name).pem"), key: shop.path("\(name).key"),
        chain: shop.path("\(chain).pem"))
      let run = try await Binary.run(
        [
          "--non-interactive", "--host", "srv.example", "--address", "127.0.0.1", "--port",
          "\(server.port)", "--format", "json", "--trust", shop.path("\(trust).pem"),
        ] + options)
      return try #require(run.report, "\(run.everything)")
    }

    @Test(arguments: [
      (
        "an issuer that is no authority",
        "basicConstraints=critical,CA:FALSE\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid"
      ),
      (
        "an issuer that may not sign",
        "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,digitalSignature"
      ),
      ("an issuer for clients alone", CertificateShop.authority + "\nextendedKeyUsage=clientAuth"),
      (
        "an issuer of other names",
        CertificateShop.authority + "\nnameConstraints=critical,permitted;DNS:other.example"
      ),
    ])
    func `clients refuse an issuer that may not issue this`(
      what: String, extensions: String
    ) async throws {
      let shop = try CertificateShop()
      try shop.issue("odd", by: "root", subject: "/CN=Odd Issuer", extensions)
      try shop.issue("leaf", by: "odd")
      let report = try await diagnose("leaf", chain: "odd", in: shop)
      #expect(report.conclusions == Self.refused, "\(what)")
    }

    @Test func `clients refuse a path that is longer than an authority allows`() async throws {
      let shop = try CertificateShop()
      try shop.issue(
        "short", by: "root", subject: "/CN=Short",
        CertificateShop.authority.replacing("CA:TRUE", with: "CA:TRUE,pathlen:0"))
      try shop.issue("low", by: "short", subject: "/CN=Low", CertificateShop.authority)
      try shop.issue("leaf", by: "low")
      try shop.join("low.pem", "short.pem", as: "chain.pem")
      #expect(try await diagnose("leaf", chain: "chain", in: shop).conclusions == Self.refused)
    }

    @Test func `a root of the same name that has another key did not sign`() async throws {
      let shop = try CertificateShop()
      try shop.openssl(
        ["req", "-x509"] + CertificateShop.curve + [
          "-nodes", "-subj", "/CN=Shop Root", "-days", "4000", "-keyout", shop.path("new.key"),
          "-out", shop.path("new.pem"),
        ])
      let plain =
        CertificateShop.server.split(separator: "\n").prefix(2).joined(separator: "\n")
        + "\nauthorityKeyIdentifier=none"
      try shop.issue("leaf", by: "new", plain)
      #expect(try await diagnose("leaf", chain: "leaf", in: shop).conclusions == Self.refused)
      #expect(
        try await diagnose("leaf", chain: "leaf", in: shop, trust: "new").conclusions == [])
    }

    @Test func `an expired certificate that the chain leads past is nobody's concern`() async throws
    {
      let shop = try CertificateShop()
      try shop.openssl(
        ["req", "-x509"] + CertificateShop.curve + [
          "-nodes", "-subj", "/CN=Old Root", "-days", "4000", "-keyout", shop.path("old.key"),
          "-out", shop.path("old.pem"),
        ])
      // The trusted root's key and name, signed by an older one.
      try shop.openssl(
        "req", "-new", "-key", shop.path("root.key"), "-subj", "/CN=Shop Root", "-out",
        shop.path("cross.csr"))
      try shop.write(Array("\(CertificateShop.authority)\n".utf8), "cross.ext")
      try shop.openssl(
        "x509", "-req", "-in", shop.path("cross.csr"), "-CA", shop.path("old.pem"), "-CAkey",
        shop.path("old.key"), "-set_serial", "77", "-days", "10", "-extfile",
        shop.path("cross.ext"),
        "-out", shop.path("cross.pem"))
      try shop.issue("leaf")
      try shop.join("int.pem", "cross.pem", as: "chain.pem")
      let later = Date(timeIntervalSinceNow: 100 * 86_400).ISO8601Format()
      let report = try await diagnose("leaf", chain: "chain", in: shop, ["--at", later])
      #expect(report.conclusions == [])
      #expect(report.outcome == "healthy")
    }

    @Test func `a chain that lacks its root alone is complete`() async throws {
      let shop = try CertificateShop()
      try shop.issue("leaf")
      try shop.issue("other", by: "root")
      try shop.join("leaf.pem", "int.pem", "root.pem", as: "whole.pem")
      let report = try await diagnose(
        "leaf", chain: "int", in: shop, trust: "other", ["--keystore", shop.path("whole.pem")])
      #expect(
        report.conclusions.contains("certificate.untrusted-issuer error confirmed"),
        "\(report.conclusions)")
      #expect(!report.conclusions.contains { $0.hasPrefix("certificate.chain-incomplete") })
    }
  }
}
