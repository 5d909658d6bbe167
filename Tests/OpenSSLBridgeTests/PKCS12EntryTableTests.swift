import PadlockModel
import PadlockReaders
import Testing

@testable import OpenSSLBridge

@Suite struct PKCS12EntryTableTests {
  @Test func `of issuers with one name the one that has the key counts`() throws {
    let contents = CertificateContents(
      commonName: "Twin", notBefore: Made.time - 86_400, notAfter: Made.time + 86_400)
    let first = try CertificateAuthority(root: contents, key: .p256)
    let second = try CertificateAuthority(root: contents, key: .p256)
    for authority in [first, second] {
      let leaf = try authority.issue(Made.contents("agent01"))
      let bytes = try PKCS12Writer.bytes(
        "agent", leaf.privateKey,
        chain: [leaf.certificate, first.own.certificate, second.own.certificate],
        password: Secret("store-Secret1"))
      let store = inspectKeystore(bytes: bytes, password: Secret("store-Secret1"))
      #expect(
        store.entries.first?.chain.map(\.der) == [leaf.certificate, authority.own.certificate])
    }
  }

  @Test func `bags are counted over all safes of a store`() throws {
    // SEQUENCE { SEQUENCE { 1.2.3, [0] { NULL } } }
    let bags = try PKCS12Bag.bags(
      in: [0x30, 0x0A, 0x30, 0x08, 0x06, 0x02, 0x2A, 0x03, 0xA0, 0x02, 0x05, 0x00])
    let bag = try #require(bags.first)
    let half = Array(repeating: bag, count: KeystoreBounds.entries / 2)
    var table = PKCS12EntryTable()
    try table.add(half)
    try table.add(half)
    do throws(KeystoreProblem) {
      try table.add(bags)
      Issue.record("one more was added")
    } catch {
      #expect(
        error
          == .malformed(
            KeystoreReadFailure(
              offset: 0, expected: "at most \(KeystoreBounds.entries) bags", found: "more")))
    }
  }
}
