import PadlockReaders
import Testing

@Suite struct `Java keystores` {
  @Test(arguments: ["rsa.jks", "rsa.jceks", "ec.jks", "dsa.jceks"])
  func `one key with its chain`(name: String) throws {
    let bytes = try KeystoreFixture.bytes(name)
    let store = try JavaKeyStore(reading: bytes)
    #expect(store.format == (name.hasSuffix("jks") && !name.hasSuffix("jceks") ? .jks : .jceks))
    #expect(store.version == 2)
    #expect(store.coveredBytes == bytes.count - 20)
    #expect(store.digest == Array(bytes.suffix(20)))
    let entry = try #require(store.entries.first)
    #expect(store.entries.count == 1)
    #expect(entry.alias == "agent")
    #expect(entry.createdMilliseconds > 1_700_000_000_000)
    guard case .privateKey(let protected, let chain) = entry.content else {
      Issue.record("not a private key")
      return
    }
    #expect(chain.count == 2)
    let info = try EncryptedPrivateKeyInfo(reading: protected)
    #expect(
      info.algorithm.name
        == (store.format == .jks ? "JDKKeyProtector" : "PBEWithMD5AndTripleDES"))
  }

  @Test func `aliases keep spaces and letters of any script`() throws {
    let store = try JavaKeyStore(reading: KeystoreFixture.bytes("aliases.jks"))
    #expect(
      Set(store.entries.map(\.alias)) == ["with a space", "upper", "ключ äöü 🔑", "trusted ca"])
  }

  @Test func `secret keys are passed over wherever they stand`() throws {
    let store = try JavaKeyStore(reading: KeystoreFixture.bytes("mixed.jceks"))
    #expect(store.entries.count == 9)
    #expect(store.entries.filter { $0.content == .secretKey }.count == 3)
  }

  @Test func `version 1 has no certificate types`() throws {
    let store = try JavaKeyStore(reading: KeystoreFixture.bytes("version1.jks"))
    #expect(store.version == 1)
    #expect(store.entries.first?.createdMilliseconds == -86_400_500)
  }

  @Test func `a failure names offset, expectation and finding`() throws {
    var bytes = try KeystoreFixture.bytes("ec.jks")
    bytes[7] = 3
    #expect(
      throws: KeystoreReadFailure(offset: 4, expected: "version 1 or 2", found: "3")
    ) { try JavaKeyStore(reading: bytes) }
    #expect(
      throws: KeystoreReadFailure(
        offset: 8, expected: "the number of entries of 0 to 100000", found: "-1")
    ) {
      try JavaKeyStore(reading: [0xFE, 0xED, 0xFE, 0xED, 0, 0, 0, 2, 255, 255, 255, 255])
    }
    let cut = Array(try KeystoreFixture.bytes("ec.jks").dropLast())
    #expect {
      try JavaKeyStore(reading: cut)
    } throws: { error in
      (error as? KeystoreReadFailure)?.isTruncation == true
    }
  }

  @Test(arguments: ["ec.jks", "ec.jceks", "secrets.jceks", "certificates-only.jks"])
  func `damage is survived, and a cut is always noticed`(name: String) throws {
    let bytes = try KeystoreFixture.bytes(name)
    for index in bytes.indices {
      #expect(throws: KeystoreReadFailure.self) {
        try JavaKeyStore(reading: Array(bytes[..<index]))
      }
    }
    for damage in damaged(bytes) { _ = try? JavaKeyStore(reading: damage) }
  }

  @Test func `a repeated alias keeps its last entry`() throws {
    let store = try JavaKeyStore(reading: repeatedAlias())
    #expect(store.entries.count == 2)
    #expect(store.effectiveEntries.map(\.createdMilliseconds) == [2])
  }

  private func repeatedAlias() -> [UInt8] {
    var bytes: [UInt8] = [0xFE, 0xED, 0xFE, 0xED, 0, 0, 0, 1, 0, 0, 0, 2]
    for date: UInt8 in [1, 2] {
      bytes += [0, 0, 0, 2, 0, 1, 0x61, 0, 0, 0, 0, 0, 0, 0, date, 0, 0, 0, 1, 0x30]
    }
    return bytes + [UInt8](repeating: 0, count: 20)
  }
}

@Suite struct `Java's modified UTF-8` {
  @Test func `NUL and characters beyond 16 bits`() {
    #expect(ModifiedUTF8.decode([0x61, 0xC0, 0x80, 0x62]) == "a\0b")
    #expect(ModifiedUTF8.decode([0xED, 0xA0, 0xBD, 0xED, 0xB4, 0x91]) == "🔑")
    #expect(ModifiedUTF8.decode([0xED, 0xA0, 0xBD]) == "\u{FFFD}")
  }

  @Test func `what Java refuses`() {
    #expect(ModifiedUTF8.decode([0xF0, 0x9F, 0x94, 0x91]) == nil)
    #expect(ModifiedUTF8.decode([0xC3]) == nil)
    #expect(ModifiedUTF8.decode([0xE2, 0x82]) == nil)
    #expect(ModifiedUTF8.decode([0x80]) == nil)
  }
}
