import Foundation
import OpenSSLBridge
import PadlockModel
import PadlockNetwork
import PadlockReaders
import Testing

@Suite struct `Inspecting other files` {
  @Test(arguments: [
    ("bouncy.bks", KeystoreInspection.Format.bks), ("bouncy.uber", .uber), ("text.txt", .unknown),
    ("utf16.pem", .unknown), ("empty.jks", .unknown), ("truncated.jks", .jks),
    ("truncated.p12", .pkcs12),
  ])
  func `what cannot be read says what it is`(
    name: String, format: KeystoreInspection.Format
  ) throws {
    let file = try KeystoreFixture.inspect(name)
    #expect(file.format == format)
    #expect(file.opens == false)
    #expect(file.entries.isEmpty)
    switch (name, file.problem) {
    case ("empty.jks", .empty), ("truncated.jks", .truncated), ("truncated.p12", .truncated),
      (_, .recognisedOnly):
      break
    default: Issue.record("\(name): \(String(describing: file.problem))")
    }
  }

  @Test func `PEM with key and chain is one entry`() throws {
    let file = try KeystoreFixture.inspect("rsa-with-key.pem", password: nil)
    #expect(file.format == .pem)
    #expect(file.opens == true)
    #expect(file.entries.map(\.kind) == [.privateKey])
    #expect(file.entries.map(\.keyOpens) == [true])
    #expect(file.entries.map(\.keyMatchesCertificate) == [true])
    #expect(file.entries.map(\.chain.count) == [2])
    let mismatch = try KeystoreFixture.inspect("mismatch.pem", password: nil)
    #expect(mismatch.entries.map(\.keyMatchesCertificate) == [false])
    let skipped = try KeystoreFixture.inspect("mismatch.pem", password: nil, openKeys: false)
    #expect(skipped.entries.map(\.keyOpens) == [nil])
  }

  @Test func `PEM with two keys gives each its certificate`() throws {
    let file = try KeystoreFixture.inspect("two-keys.pem", password: nil)
    #expect(file.entries.map(\.kind) == [.privateKey, .privateKey, .certificate])
    #expect(file.entries.map(\.keyMatchesCertificate) == [true, true, nil])
    #expect(file.entries.map(\.alias) == ["1", "2", "3"])
  }

  @Test(arguments: ["chain.pem", "chain.p7b", "chain-der.p7b"])
  func `certificates alone are one entry each`(name: String) throws {
    let file = try KeystoreFixture.inspect(name, password: nil)
    #expect(file.format == (name == "chain.pem" ? .pem : .pkcs7))
    #expect(file.opens == true)
    #expect(file.entries.map(\.kind) == [.certificate, .certificate])
    #expect(
      Set(file.entries.flatMap(\.chain).map(\.commonNames)) == [["agent-rsa"], ["Example Root"]])
  }

  @Test(arguments: [
    "encrypted-key.pem", "encrypted-key.der", "scrypt-key.pem", "traditional-encrypted-key.pem",
  ])
  func `an encrypted key opens with its password alone`(name: String) throws {
    for (password, opens) in [("changeit", true), ("wrong!", false), (nil, nil)]
      as [(String?, Bool?)]
    {
      let file = try KeystoreFixture.inspect(name, password: password)
      #expect(file.opens == true)
      #expect(file.entries.map(\.kind) == [.privateKey])
      #expect(file.entries.map(\.keyOpens) == [opens], "\(name) with \(password ?? "nothing")")
    }
  }

  @Test func `headers take no encrypted key past the bounds of its rounds`() throws {
    let file = inspectKeystore(bytes: KeystoreFixture.endlessKey, password: Secret("changeit"))
    let rounds = KeystoreProblem.tooManyIterations(part: "The key", 0x7F00_0000)
    #expect(file.opens == true)
    #expect(file.entries.first?.isKeyEncrypted == true)
    #expect(file.entries.first?.keyProblem == rounds)
    let key = ServerKey(
      in: KeystoreFixture.endlessKey, password: Secret("changeit"), certificates: [])
    #expect(key.opens == nil)
    let certificate = try KeystoreFixture.bytes("chain.pem")
    for (first, second) in [
      (certificate, KeystoreFixture.endlessKey), (certificate + KeystoreFixture.endlessKey, nil),
    ] as [([UInt8], [UInt8]?)] {
      #expect(throws: ClientIdentityFailure.refused(rounds)) {
        try ClientIdentity(certificate: first, key: second, password: Secret("changeit"))
      }
    }
  }

  @Test func `headers of an encrypted PKCS8 key are passed over`() throws {
    let text = String(decoding: try KeystoreFixture.bytes("encrypted-key.pem"), as: UTF8.self)
    let mark = "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
    try #require(text.contains(mark))
    let bytes = Array(
      text.replacingOccurrences(of: mark, with: mark + "Proc-Type: 4,ENCRYPTED\n\n").utf8)
    let file = inspectKeystore(bytes: bytes, password: Secret("changeit"))
    #expect(file.entries.map(\.keyOpens) == [true])
    #expect(ServerKey(in: bytes, password: Secret("changeit"), certificates: []).opens == true)
  }

  @Test func `single certificates and keys of DER`() throws {
    let leaf = try KeystoreFixture.inspect("leaf.der", password: nil)
    #expect(leaf.format == .der && leaf.opens == true)
    #expect(leaf.entries.map(\.kind) == [.certificate])
    for name in ["traditional-key.der", "ec.key"] {
      let key = try KeystoreFixture.inspect(name, password: nil)
      #expect(key.format == .der && key.opens == true)
      #expect(key.entries.map(\.keyOpens) == [true])
    }
  }

  @Test func `a request and a public key say what they are`() throws {
    let request = try KeystoreFixture.inspect("request.der")
    #expect(request.problem == .holdsOnly("a certificate request"))
    let key = try KeystoreFixture.inspect("public-key.pem")
    #expect(key.problem == .holdsOnly("the PEM blocks \"PUBLIC KEY\""))
  }

  @Test func `a PEM block that is cut off is named by its line`() throws {
    let bytes = Array(try KeystoreFixture.bytes("chain.pem").dropLast(40))
    let file = inspectKeystore(bytes: bytes, password: nil)
    #expect(file.opens == false)
    guard case .unreadableBlock(label: "CERTIFICATE", let line) = file.problem else {
      Issue.record("\(String(describing: file.problem))")
      return
    }
    #expect(line > 10)
  }

  @Test(arguments: [
    "keytool.jks", "keytool-legacy.p12", "encrypted-key.der", "scrypt-key.pem", "ec.key",
  ])
  func `damage is survived`(name: String) throws {
    let bytes = try KeystoreFixture.bytes(name)
    for index in bytes.indices {
      let cut = inspectKeystore(bytes: Array(bytes[..<index]), password: nil)
      // Line ends behind PEM and DER are no loss.
      #expect(cut.opens != true || cut.problem != nil || index > bytes.count - 3)
      var copy = bytes
      copy[index] ^= 0xFF
      _ = inspectKeystore(bytes: copy, password: nil)
    }
  }
}
