import OpenSSLBridge
import PadlockReaders
import Testing

@testable import OpenSSLBridge

@Suite struct `Certificates` {
  @Test func `a leaf says everything it carries`() throws {
    let leaf = try CertificateDescription(der: KeystoreFixture.bytes("leaf.der"))
    #expect(leaf.subject == "CN=agent-rsa, O=Example\\, Inc., C=CH")
    #expect(leaf.issuer == "CN=Example Root, O=Example, C=CH")
    #expect(leaf.commonNames == ["agent-rsa"])
    #expect(
      leaf.alternativeNames == [
        .dns("agent01.example.com"), .dns("*.example.com"), .ip("192.0.2.7"),
        .ip("2001:db8::1:0:0:7"), .email("admin@example.com"),
        .uri("https://example.com/agent"),
      ])
    #expect(leaf.keyType == "RSA")
    #expect(leaf.keyBits == 2048)
    #expect(leaf.curve == nil)
    #expect(leaf.signatureAlgorithm == "sha256WithRSAEncryption")
    #expect(!leaf.isCA)
    #expect(leaf.basicConstraints == .init(isCA: false, pathLength: nil))
    #expect(leaf.keyUsage == ["digitalSignature", "keyEncipherment"])
    #expect(leaf.extendedKeyUsage == ["serverAuth", "clientAuth"])
    #expect(leaf.issuerURLs == ["http://ca.example.com/ca.der"])
    #expect(leaf.ocspURLs == ["http://ocsp.example.com"])
    #expect(!leaf.isSelfIssued)
    #expect(leaf.notAfter - leaf.notBefore == 36_000 * 86_400)
    #expect(leaf.sha256.count == 64)
    #expect(leaf.publicKeySHA256.count == 64)
  }

  @Test func `an authority signs itself and its key is named by the leaf`() throws {
    let chain = try #require(KeystoreFixture.inspect("rsa.jks").entries.first?.chain)
    let (leaf, root) = (chain[0], chain[1])
    #expect(root.isCA)
    #expect(root.basicConstraints == .init(isCA: true, pathLength: 0))
    #expect(root.isSelfIssued && root.isSelfSigned)
    #expect(root.keyUsage == ["keyCertSign", "cRLSign"])
    #expect(root.extendedKeyUsage == nil)
    #expect(leaf.authorityKeyIdentifier == root.subjectKeyIdentifier)
    #expect(leaf.authorityKeyIdentifier != nil)
  }

  @Test(arguments: [
    ("ec.jks", "EC", 256, "prime256v1"), ("dsa.jks", "DSA", 2048, nil),
    ("openssl-ed25519.p12", "Ed25519", 256, nil),
  ])
  func `kinds of keys`(name: String, type: String, bits: Int, curve: String?) throws {
    let leaf = try #require(KeystoreFixture.inspect(name).entries.first?.chain.first)
    #expect(leaf.keyType == type)
    #expect(leaf.keyBits == bits || type == "Ed25519")
    #expect(leaf.curve == curve)
  }

  @Test func `what is no certificate is refused with OpenSSL's reason`() throws {
    #expect {
      try CertificateDescription(der: [0x30, 0x03, 0x02, 0x01, 0x00])
    } throws: { error in
      guard let failure = error as? OpenSSLFailure else { return false }
      return failure.call == "d2i_X509" && !failure.items.isEmpty
    }
    #expect(throws: OpenSSLFailure.self) { try CertificateDescription(der: []) }
    let trailing = try KeystoreFixture.bytes("leaf.der") + [0]
    #expect(throws: OpenSSLFailure.self) { try CertificateDescription(der: trailing) }
  }

  @Test func `damage is survived`() throws {
    let bytes = try KeystoreFixture.bytes("leaf.der")
    for index in bytes.indices {
      #expect(throws: OpenSSLFailure.self) {
        try CertificateDescription(der: Array(bytes[..<index]))
      }
      var copy = bytes
      copy[index] ^= 0xFF
      _ = try? CertificateDescription(der: copy)
    }
  }

  @Test(
    arguments: [
      ("700101000000Z", false, 0), ("491231235959Z", false, 2_524_607_999),
      ("500101000000Z", false, -631_152_000), ("19000101000000Z", true, -2_208_988_800),
      ("20500101000000Z", true, 2_524_608_000), ("99991231235959Z", true, 253_402_300_799),
      ("20240229120000Z", true, 1_709_208_000), ("20240229120000.5+0100", true, 1_709_204_400),
      ("2402291200Z", false, 1_709_208_000),
    ] as [(String, Bool, Int64)])
  func `times`(text: String, isGeneralized: Bool, seconds: Int64) {
    #expect(
      CertificateTime.seconds(Array(text.utf8)[...], isGeneralized: isGeneralized) == seconds)
  }

  @Test(arguments: ["", "20241301000000Z", "2024022912", "20240229120000Zx", "2024-02-29 12:00"])
  func `text that is no time`(text: String) {
    #expect(CertificateTime.seconds(Array(text.utf8)[...], isGeneralized: true) == nil)
  }

  @Test(
    arguments: [
      ([UInt8](repeating: 0, count: 16), "::"),
      ([UInt8](repeating: 0, count: 15) + [1], "::1"),
      ([0x20, 1, 0x0D, 0xB8, 0, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1], "2001:db8:0:1:1:1:1:1"),
      ([0xFE, 0x80] + [UInt8](repeating: 0, count: 14), "fe80::"),
      ([127, 0, 0, 1], "127.0.0.1"), ([1, 2, 3], nil),
    ] as [([UInt8], String?)])
  func `addresses`(bytes: [UInt8], text: String?) {
    #expect(IPAddressText.text(bytes[...]) == text)
  }

  @Test func `names are equal without regard to case, spaces and string type`() throws {
    func name(_ tag: UInt8, _ text: String) throws -> DistinguishedName {
      let value = [tag, UInt8(text.utf8.count)] + Array(text.utf8)
      let attribute = [0x30, UInt8(5 + value.count), 0x06, 0x03, 0x55, 0x04, 0x03] + value
      let set = [0x31, UInt8(attribute.count)] + attribute
      var reader = DERReader([0x30, UInt8(set.count)] + set)
      return try DistinguishedName(in: &reader)
    }
    #expect(try name(0x0C, "Example  Root ").canonical == name(0x13, "example root").canonical)
    #expect(try name(0x0C, "Example Root").canonical != name(0x0C, "ExampleRoot").canonical)
    #expect(try name(0x0C, "a+b").text == "CN=a\\+b")
  }

  @Test func `control characters in names stay as they are`() throws {
    let text = "a\u{1B}[31m"
    let content = Array(text.utf8)
    let value: [UInt8] = [0x0C, UInt8(content.count)] + content
    let attribute: [UInt8] =
      [0x30, UInt8(5 + value.count), 0x06, 0x03, 0x55, 0x04, 0x03] + value
    let set: [UInt8] = [0x31, UInt8(attribute.count)] + attribute
    var reader = DERReader([0x30, UInt8(set.count)] + set)
    let name = try DistinguishedName(in: &reader)
    #expect(name.text == "CN=a\u{1B}[31m")
    #expect(name.commonNames == [text])
  }
}
