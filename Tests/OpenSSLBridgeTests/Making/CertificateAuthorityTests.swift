import OpenSSLBridge
import PadlockNetwork
import Testing

@Suite struct `Making certificates` {
  private func describe(_ der: [UInt8]) throws -> CertificateDescription {
    let store = inspectKeystore(bytes: der, password: nil)
    return try #require(store.entries.first?.chain.first)
  }

  @Test func `a certificate says what it was asked to say`() throws {
    let leaf = try Made.leaf.get()
    let said = try describe(leaf.certificate)
    #expect(said.subject == "CN=agent01")
    #expect(said.issuer == "CN=Made Issuer")
    #expect(said.notBefore == Made.time - 86_400)
    #expect(said.notAfter == Made.time + 86_400)
    #expect(
      said.alternativeNames == [
        .dns("localhost"), .dns("*.agent.example"), .ip("127.0.0.1"), .ip("::1"),
      ])
    #expect(said.keyType == "RSA")
    #expect(said.keyBits == 2048)
    #expect(said.signatureAlgorithm == "ecdsa-with-SHA256")
    #expect(!said.isCA)
    #expect(said.extendedKeyUsage == ["serverAuth"])
    let issuer = try describe(try #require(leaf.issuers.first))
    #expect(said.authorityKeyIdentifier == issuer.subjectKeyIdentifier)
    #expect(issuer.isCA)
    #expect(issuer.curve == "prime256v1")
  }

  @Test func `a chain up to a made root is trusted, and without its middle it is not`() throws {
    let leaf = try Made.leaf.get()
    let root = try Made.root.get()
    let verifier = ChainVerifier(
      anchors: TrustStore(certificates: [root.own.certificate]), time: Int(Made.time))
    #expect(leaf.servedChain.count == 2)
    #expect(leaf.issuers.last == root.own.certificate)
    let whole = try verifier.verify(leaf.servedChain, for: HostName("localhost"))
    #expect(whole.isTrusted)
    #expect(whole.nameMatches == true)
    let alone = try verifier.verify([leaf.certificate], for: HostName("elsewhere.example"))
    #expect(alone.problems.map(\.kind) == [.issuerUnknown])
    #expect(alone.nameMatches == false)
  }

  @Test(arguments: KeyKind.allCases)
  func `a self-signed certificate is its own issuer`(key: KeyKind) throws {
    let made = try IssuedCertificate.selfSigned(Made.contents("alone"), key: key)
    let said = try describe(made.certificate)
    #expect(said.isSelfSigned)
    #expect(!said.isCA)
    #expect(made.issuers.isEmpty)
    #expect(made.servedChain == [made.certificate])
    #expect(said.keyType == (key == .p256 ? "EC" : "RSA"))
  }

  @Test func `a name that would be read as an option is left out`() throws {
    var contents = Made.contents("odd")
    contents.dnsNames = ["good.example", "bad.example,IP:10.0.0.1", "", "a b", "dirName:x"]
    contents.addresses = []
    let made = try IssuedCertificate.selfSigned(contents, key: .p256)
    #expect(try describe(made.certificate).alternativeNames == [.dns("good.example")])
  }

  @Test func `a name that is too long and an address that is none are refused`() throws {
    var long = Made.contents(String(repeating: "n", count: 65))
    #expect(throws: OpenSSLFailure.self) { try IssuedCertificate.selfSigned(long, key: .p256) }
    long = Made.contents("short")
    long.addresses = ["1.2.3"]
    #expect(throws: OpenSSLFailure.self) { try IssuedCertificate.selfSigned(long, key: .p256) }
  }
}
