import PadlockReaders
import Testing

@Suite struct `File formats by bytes` {
  static let expected: [(String, FileFormat)] = [
    ("rsa.jks", .jks), ("rsa.jceks", .jceks), ("rsa.p12", .pkcs12), ("keytool-legacy.p12", .pkcs12),
    ("openssl-legacy.p12", .pkcs12), ("bouncy.bks", .bks), ("bouncy.uber", .uber),
    ("chain.pem", .pem(labels: ["CERTIFICATE", "CERTIFICATE"])),
    ("rsa-with-key.pem", .pem(labels: ["PRIVATE KEY", "CERTIFICATE", "CERTIFICATE"])),
    ("leaf.der", .derCertificate), ("traditional-key.der", .derKey(.traditional)),
    ("ec.key", .derKey(.plain)), ("encrypted-key.der", .derKey(.encrypted)),
    ("chain.p7b", .pem(labels: ["PKCS7"])), ("chain-der.p7b", .pkcs7),
    ("request.der", .otherDER("a certificate request")), ("text.txt", .text),
    ("utf16.pem", .utf16Text), ("empty.jks", .empty),
  ]

  @Test(arguments: expected)
  func `are told apart`(name: String, format: FileFormat) throws {
    let bytes = try KeystoreFixture.bytes(name)
    #expect(FileFormat.recognise(bytes) == RecognisedFormat(format: format, isTruncated: false))
  }

  @Test(arguments: [("truncated.p12", FileFormat.pkcs12), ("leaf.der", .derCertificate)])
  func `are recognised when cut off`(name: String, format: FileFormat) throws {
    let bytes = Array(try KeystoreFixture.bytes(name).prefix(600))
    #expect(FileFormat.recognise(bytes) == RecognisedFormat(format: format, isTruncated: true))
  }

  @Test func `bytes of no kind are unknown`() {
    #expect(FileFormat.recognise([0x7F, 0x45, 0x4C, 0x46, 0, 1, 2, 3]).format == .unknown)
    #expect(FileFormat.recognise([0x30]).format == .text)
    #expect(FileFormat.recognise([0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF]).format == .unknown)
  }

  @Test(arguments: [0x00, 0x1B, 0x7F, 0x9A, 0xFF] as [UInt8])
  func `a label that is not printable begins no block`(byte: UInt8) {
    let bytes = Array("-----BEGIN ".utf8) + [0x41, byte] + Array("-----\nMIIB\n".utf8)
    #expect(PEMBlock.blocks(in: bytes).isEmpty)
    let printable = Array("-----BEGIN A~ B-----\nMIIB\n".utf8)
    #expect(PEMBlock.blocks(in: printable).map(\.label) == ["A~ B"])
  }

  @Test(arguments: ["ec.jks", "ec.p12", "leaf.der", "chain-der.p7b", "bouncy.bks", "ec.pem"])
  func `damage is survived`(name: String) throws {
    for damage in damaged(Array(try KeystoreFixture.bytes(name).prefix(500))) {
      _ = FileFormat.recognise(damage)
    }
  }
}
