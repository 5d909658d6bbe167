import Foundation
import TestSupport
import Testing

extension RealProgram {
  /// Revocation as openssl's responder, staples and lists tell it.
  @Suite struct RevocationTests {
    private static let index = """
      V\t400101000000Z\t\t1001\tunknown\t/CN=srv.example
      R\t400101000000Z\t260101000000Z,keyCompromise\t1002\tunknown\t/CN=srv.example

      """
    private static let serials = ["good": 0x1001, "revoked": 0x1002, "stranger": 0x1003]

    /// A certificate of that serial number, with more extensions.
    private func issue(_ name: String, in shop: CertificateShop, _ extensions: String = "") throws {
      try shop.issue(
        name, serial: Self.serials[name] ?? 1, CertificateShop.server + "\n" + extensions)
    }

    private func diagnose(
      _ name: String, in shop: CertificateShop, server: [String] = [], _ options: [String] = []
    ) async throws -> ReportView {
      let server = try OpenSSLServer(
        certificate: shop.path("\(name).pem"), key: shop.path("\(name).key"),
        chain: shop.path("int.pem"), server)
      let run = try await Binary.run(
        [
          "--non-interactive", "--host", "srv.example", "--address", "127.0.0.1", "--port",
          "\(server.port)", "--format", "json", "--trust", shop.path("root.pem"),
        ] + options,
        // No proxy of the environment is asked, whatever it is called.
        environment: ["http_proxy": "http://127.0.0.1:9", "all_proxy": "http://127.0.0.1:9"])
      return try #require(run.report, "\(run.everything)")
    }

    @Test(arguments: [
      ("good", []), ("revoked", ["certificate.revoked error confirmed"]),
      ("stranger", ["certificate.revocation-unchecked notice confirmed"]),
    ])
    func `the issuer's responder is asked only on request`(
      name: String, conclusions: [String]
    ) async throws {
      let shop = try CertificateShop()
      let responder = try await OCSPResponder(shop, index: Self.index)
      try issue(
        name, in: shop,
        "authorityInfoAccess=OCSP;URI:http://127.0.0.1:\(responder.port)/status/here")
      #expect(try await diagnose(name, in: shop).conclusions == [])
      let asked = try await diagnose(name, in: shop, ["--check-revocation"])
      #expect(asked.conclusions == conclusions)
      #expect(asked.outcome == (name == "revoked" ? "problems" : "healthy"))
    }

    @Test func `an answer counts for the moment of judgement alone`() async throws {
      let shop = try CertificateShop()
      let responder = try await OCSPResponder(shop, index: Self.index)
      try issue(
        "revoked", in: shop, "authorityInfoAccess=OCSP;URI:http://127.0.0.1:\(responder.port)")
      let later = Date(timeIntervalSinceNow: 10 * 86_400).ISO8601Format()
      let report = try await diagnose(
        "revoked", in: shop, ["--check-revocation", "--at", later])
      #expect(report.conclusions == ["certificate.revocation-unchecked notice confirmed"])
    }

    @Test func `a responder that is not the issuer's is not believed`() async throws {
      let shop = try CertificateShop()
      let other = try CertificateShop()
      let responder = try await OCSPResponder(other, index: Self.index)
      try issue(
        "revoked", in: shop, "authorityInfoAccess=OCSP;URI:http://127.0.0.1:\(responder.port)")
      let report = try await diagnose("revoked", in: shop, ["--check-revocation"])
      #expect(report.conclusions == ["certificate.revocation-unchecked notice confirmed"])
    }

    @Test(arguments: [
      "http://127.0.0.1:1", "ldap://127.0.0.1/x", "https://127.0.0.1:1/", "http://",
    ])
    func `an address that gives no answer leaves revocation open`(address: String) async throws {
      let shop = try CertificateShop()
      try issue("good", in: shop, "authorityInfoAccess=OCSP;URI:\(address)")
      let report = try await diagnose("good", in: shop, ["--check-revocation"])
      #expect(report.conclusions == ["certificate.revocation-unchecked notice confirmed"])
    }

    @Test func `an answer that never comes is waited for as long as a connection`() async throws {
      let shop = try CertificateShop()
      let silent = try LoopbackListener.silent()
      try issue("good", in: shop, "authorityInfoAccess=OCSP;URI:http://127.0.0.1:\(silent.port)")
      let report = try await diagnose(
        "good", in: shop, ["--check-revocation", "--timeout", "0.5"])
      #expect(report.conclusions == ["certificate.revocation-unchecked notice confirmed"])
    }

    @Test(arguments: [("good", []), ("revoked", ["certificate.revoked error confirmed"])])
    func `a stapled answer is used without being asked for`(
      name: String, conclusions: [String]
    ) async throws {
      let shop = try CertificateShop()
      try issue(name, in: shop, "tlsfeature=status_request")
      try shop.write(Self.index.utf8, "index.txt")
      try shop.openssl(
        "ocsp", "-issuer", shop.path("int.pem"), "-cert", shop.path("\(name).pem"), "-no_nonce",
        "-reqout", shop.path("question"))
      try shop.openssl(
        "ocsp", "-index", shop.path("index.txt"), "-CA", shop.path("int.pem"), "-rsigner",
        shop.path("int.pem"), "-rkey", shop.path("int.key"), "-ndays", "5", "-reqin",
        shop.path("question"), "-respout", shop.path("staple"))
      let staple = ["-status_file", shop.path("staple")]
      #expect(try await diagnose(name, in: shop, server: staple).conclusions == conclusions)
      #expect(
        try await diagnose(name, in: shop, server: staple, ["--check-revocation"]).conclusions
          == conclusions)
      // Without the staple that it demands.
      #expect(
        try await diagnose(name, in: shop).conclusions
          == ["certificate.revocation-unchecked notice confirmed"])
    }

    @Test(arguments: [("good", []), ("revoked", ["certificate.revoked error confirmed"])])
    func `the issuer's list tells where there is no responder`(
      name: String, conclusions: [String]
    ) async throws {
      let shop = try CertificateShop()
      try shop.write(Self.index.utf8, "index.txt")
      try shop.write(
        """
        [ca]
        default_ca=this
        [this]
        database=\(shop.path("index.txt"))
        default_md=sha256
        """.utf8, "ca.cnf")
      try shop.openssl(
        "ca", "-gencrl", "-config", shop.path("ca.cnf"), "-keyfile", shop.path("int.key"),
        "-cert", shop.path("int.pem"), "-crldays", "5", "-out", shop.path("list.pem"))
      try shop.openssl(
        "crl", "-in", shop.path("list.pem"), "-outform", "DER", "-out", shop.path("list.crl"))
      let list = try shop.bytes("list.crl")
      let head = "HTTP/1.1 200 OK\r\nContent-Length: \(list.count)\r\nConnection: close\r\n\r\n"
      let host = try LoopbackListener.answering(Array(head.utf8) + list)
      try issue(
        name, in: shop, "crlDistributionPoints=URI:http://127.0.0.1:\(host.port)/issuer.crl")
      #expect(try await diagnose(name, in: shop).conclusions == [])
      #expect(
        try await diagnose(name, in: shop, ["--check-revocation"]).conclusions == conclusions)
    }

    @Test func `a self-signed certificate has nobody who could revoke it`() async throws {
      let server = try OpenSSLServer(certificate: "tls/self.pem", key: "tls/self.key")
      let run = try await Binary.run([
        "--non-interactive", "--host", "agent01.example", "--address", "127.0.0.1", "--port",
        "\(server.port)", "--format", "json", "--trust", Fixture.path("tls/self.pem"),
        "--check-revocation",
      ])
      #expect(run.report?.conclusions == [])
    }
  }
}
