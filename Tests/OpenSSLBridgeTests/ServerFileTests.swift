import OpenSSLBridge
import PadlockModel
import TestSupport
import Testing

@Suite struct ServerFileTests {
  private static let leaf = "tls/leaf.pem"

  @Test func `a file is a list of what stands in it`() throws {
    let bytes =
      try Array("Bag Attributes\n    friendlyName: x\n".utf8) + Fixture.bytes("tls/leaf.key")
      + Fixture.bytes(Self.leaf) + Fixture.bytes("tls/intermediate.pem")
    let file = ServerFile(bytes)
    #expect(file.holds == [.privateKey, .certificate])
    #expect(file.key == .plain)
    #expect(
      file.certificates.map(\.commonNames) == [["agent01.example"], ["Padlock Test Intermediate"]])
    #expect(file.problem == nil)
  }

  @Test(arguments: [
    ("keystores/encrypted-key.pem", ServerFile.KeyForm.encrypted),
    ("keystores/traditional-encrypted-key.pem", .encrypted), ("tls/leaf.key", .plain),
  ])
  func `a key is kept openly or not`(path: String, form: ServerFile.KeyForm) throws {
    #expect(ServerFile(try Fixture.bytes(path)).key == form)
  }

  @Test func `a key belongs to its certificate and to no other`() throws {
    let certificates = try [Self.leaf, "tls/root.pem"].map {
      try #require(ServerFile(try Fixture.bytes($0)).certificates.first)
    }
    let key = ServerKey(
      in: try Fixture.bytes("tls/leaf.key"), password: nil, certificates: certificates)
    #expect(
      key
        == ServerKey(
          in: try Fixture.bytes("tls/leaf.key"), password: Secret("unneeded"),
          certificates: certificates))
    #expect(key.opens == true)
    #expect(key.matches == [true, false])
  }

  @Test func `an encrypted key tells nothing without its password`() throws {
    let bytes = try Fixture.bytes("keystores/encrypted-key.pem")
    let certificates = ServerFile(try Fixture.bytes(Self.leaf)).certificates
    let closed = ServerKey(in: bytes, password: nil, certificates: certificates)
    #expect(closed.opens == nil)
    #expect(closed.matches == [nil])
    #expect(ServerKey(in: bytes, password: Secret("no"), certificates: certificates).opens == false)
  }

  @Test(arguments: [
    Array("hello\n".utf8), [], [0x30], [0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF],
    [0xFE, 0xED, 0xFE, 0xED],
  ])
  func `what is neither PEM nor DER holds nothing`(bytes: [UInt8]) {
    let file = ServerFile(bytes)
    #expect(file.holds.filter { $0 != .other } == [])
    #expect(file.certificates == [])
    #expect(ServerKey(in: bytes, password: nil, certificates: []).opens == nil)
  }

  @Test func `a key in the open that is none is damage`() throws {
    let text = "-----BEGIN PRIVATE KEY-----\naGVsbG8=\n-----END PRIVATE KEY-----\n"
    let file = ServerFile(Array(text.utf8))
    #expect(file.key == .plain)
    #expect(file.problem == .unreadableBlock(label: "PRIVATE KEY", line: 1))
  }

  @Test func `a file cut off anywhere is read as far as it goes`() throws {
    let bytes = try Fixture.bytes(Self.leaf) + Fixture.bytes("tls/leaf.key")
    for length in stride(from: 0, to: bytes.count, by: 7) {
      let file = ServerFile(Array(bytes.prefix(length)))
      #expect(file.certificates.count <= 1)
      _ = ServerKey(in: Array(bytes.prefix(length)), password: nil, certificates: [])
    }
    let broken = bytes.prefix(bytes.count - 40)
    #expect(ServerFile(Array(broken)).problem != nil)
  }
}
