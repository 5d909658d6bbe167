import OpenSSLBridge
import TestSupport
import Testing

@Suite struct RevocationAnswerTests {
  /// A moment at which the fixtures are valid.
  private static let now: Int64 = 1_796_000_000

  private func certificate(_ name: String) throws -> [UInt8] {
    try #require(ServerFile(try Fixture.bytes("tls/\(name).pem")).certificates.first).der
  }

  private func answer(
    of leaf: String = "leaf", issuer: String = "intermediate", _ response: [UInt8],
    at time: Int64 = now
  ) throws -> RevocationAnswer {
    OCSPExchange.answer(
      on: try certificate(leaf), issuer: try certificate(issuer), in: response, at: time)
  }

  private func isUseless(_ answer: RevocationAnswer) -> Bool {
    if case .useless = answer { true } else { false }
  }

  @Test func `an answer counts for its certificate, its issuer and its time`() throws {
    let response = try Fixture.bytes("tls/leaf.ocsp")
    #expect(try answer(response) == .good)
    #expect(isUseless(try answer(of: "expired", issuer: "root", response)))
    #expect(isUseless(try answer(issuer: "root", response)))
    #expect(isUseless(try answer(response, at: 0)))
    #expect(isUseless(try answer(response, at: 9_000_000_000)))
  }

  @Test func `an answer that was changed or cut off anywhere is useless`() throws {
    let response = try Fixture.bytes("tls/leaf.ocsp")
    for index in response.indices {
      #expect(isUseless(try answer(Array(response.prefix(index)))))
    }
    for index in stride(from: 0, to: response.count, by: 5) {
      var changed = response
      changed[index] ^= 0x40
      // What it says may stay the same where a byte says nothing; it never turns into a revocation.
      let said = try answer(changed)
      #expect(said == .good || isUseless(said))
    }
    #expect(isUseless(try answer([])))
  }

  @Test func `a list cut off anywhere is useless`() throws {
    let shop = try CertificateShop()
    try shop.issue("leaf")
    try shop.write([], "index.txt")
    try shop.write(
      "[ca]\ndefault_ca=this\n[this]\ndatabase=\(shop.path("index.txt"))\ndefault_md=sha256\n"
        .utf8, "ca.cnf")
    try shop.openssl(
      "ca", "-gencrl", "-config", shop.path("ca.cnf"), "-keyfile", shop.path("int.key"), "-cert",
      shop.path("int.pem"), "-crldays", "30000", "-out", shop.path("list.pem"))
    let leaf = try #require(ServerFile(try shop.bytes("leaf.pem")).certificates.first).der
    let issuer = try #require(ServerFile(try shop.bytes("int.pem")).certificates.first).der
    let list = try shop.bytes("list.pem")
    let later = Self.now + 86_400 * 365
    func answer(_ bytes: [UInt8]) -> RevocationAnswer {
      RevocationList.answer(on: leaf, issuer: issuer, in: bytes, at: later)
    }
    #expect(answer(list) == .good)
    for length in stride(from: 0, to: list.count - 40, by: 3) {
      #expect(isUseless(answer(Array(list.prefix(length)))))
    }
  }

  @Test func `a question is asked of the issuer alone`() throws {
    #expect(
      try OCSPExchange.request(for: certificate("leaf"), issuer: certificate("intermediate"))
        != nil)
    #expect(
      try OCSPExchange.request(for: certificate("leaf"), issuer: certificate("root")) == nil)
    #expect(OCSPExchange.request(for: [], issuer: [0x30]) == nil)
  }
}
