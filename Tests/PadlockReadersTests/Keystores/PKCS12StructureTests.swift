import PadlockReaders
import Testing

@Suite struct `PKCS12 without a password` {
  @Test func `Java's own defaults`() throws {
    let store = try PKCS12Structure(reading: KeystoreFixture.bytes("rsa.p12"))
    #expect(store.mac?.name == "SHA256")
    #expect(store.mac?.iterations == 10_000)
    #expect(store.safes.count == 2)
    var bags: [PKCS12Bag] = []
    var encrypted: [String] = []
    for safe in store.safes {
      switch safe {
      case .plain(let content): bags += try PKCS12Bag.bags(in: content)
      case .encrypted(let algorithm, _):
        encrypted.append("\(algorithm.name) \(algorithm.iterations ?? 0)")
      case .other: Issue.record("an unknown safe")
      }
    }
    #expect(encrypted == ["PBEWithHmacSHA256AndAES_256 10000"])
    #expect(bags.map(\.friendlyName) == ["agent"])
    let keyID = try #require(bags.first?.localKeyID)
    #expect(String(decoding: keyID, as: UTF8.self).hasPrefix("Time 1"))
  }

  @Test func `OpenSSL's legacy algorithms`() throws {
    let store = try PKCS12Structure(reading: KeystoreFixture.bytes("openssl-legacy.p12"))
    #expect(store.mac?.name == "SHA1")
    guard case .encrypted(let algorithm, _) = store.safes.first else {
      Issue.record("not encrypted")
      return
    }
    #expect(algorithm.name == "PBEWithSHA1AndRC2_40")
    #expect(algorithm.iterations == 2048)
    #expect(!algorithm.isPBES2)
  }

  @Test func `a store need not have a MAC`() throws {
    #expect(try PKCS12Structure(reading: KeystoreFixture.bytes("openssl-no-mac.p12")).mac == nil)
  }

  @Test func `iterations beyond bounds are seen before they cost anything`() throws {
    // SEQUENCE { pbeWithSHAAnd3-KeyTripleDES-CBC, SEQUENCE { salt 00, 2^40 } }
    let bytes: [UInt8] =
      [0x30, 0x17, 0x06, 0x0A, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x0C, 0x01, 0x03]
      + [0x30, 0x09, 0x04, 0x01, 0x00, 0x02, 0x04, 0x7F, 0, 0, 0]
    var wrapped: [UInt8] = [0x30, UInt8(bytes.count + 3)] + bytes + [0x04, 0x01, 0x00]
    var info = try EncryptedPrivateKeyInfo(reading: wrapped)
    #expect(info.algorithm.iterations == 0x7F00_0000)
    #expect(!info.algorithm.isWithinBounds)
    wrapped[1] += 1
    #expect(throws: KeystoreReadFailure.self) { try EncryptedPrivateKeyInfo(reading: wrapped) }
    info = try EncryptedPrivateKeyInfo(reading: KeystoreFixture.bytes("encrypted-key.der"))
    #expect(info.algorithm.isWithinBounds)
  }

  @Test func `lengths may be indefinite and octets in pieces`() throws {
    let bytes: [UInt8] =
      [0x30, 0x80, 0x30, 0x0B, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01]
      + [0x24, 0x80, 0x04, 0x02, 0xAA, 0xBB, 0x04, 0x01, 0xCC, 0, 0, 0, 0]
    #expect(try EncryptedPrivateKeyInfo(reading: bytes).ciphertext == [0xAA, 0xBB, 0xCC])
  }

  @Test(arguments: ["ec.p12", "keytool-legacy.p12", "openssl-nothing-encrypted.p12"])
  func `damage is survived`(name: String) throws {
    for damage in damaged(try KeystoreFixture.bytes(name)) {
      guard let store = try? PKCS12Structure(reading: damage) else { continue }
      for case .plain(let content) in store.safes { _ = try? PKCS12Bag.bags(in: content) }
    }
  }

  @Test func `nesting without end is refused`() {
    let deep = [UInt8]((0..<200_000).flatMap { _ in [0x30, 0x80] as [UInt8] })
    #expect(throws: KeystoreReadFailure.self) { try PKCS12Structure(reading: deep) }
    #expect(throws: KeystoreReadFailure.self) { try PKCS12Bag.bags(in: deep) }
  }
}

@Suite struct `DER elements` {
  @Test(arguments: [[0x1F], [0x3F, 0x80], [0x30], [0x30, 0x82, 0x01], [0x30, 0x05, 0x02]])
  func `where a file ends early is not beyond its end`(bytes: [UInt8]) {
    var reader = DERReader(bytes)
    do throws(KeystoreReadFailure) {
      _ = try reader.next("an element")
      Issue.record("it was read")
    } catch {
      #expect(error.isTruncation)
      #expect(error.offset <= bytes.count)
    }
  }
}

@Suite struct `PEM blocks` {
  @Test func `label, line, headers and bytes`() {
    let text =
      "junk\r\n-----BEGIN X-----\r\nProc-Type: 4,ENCRYPTED\r\nDEK-Info: A,1\r\n\r\nAAEC\r\n-----END X-----\r\n"
    let blocks = PEMBlock.blocks(in: Array(text.utf8))
    #expect(blocks.count == 1)
    #expect(blocks.first?.label == "X")
    #expect(blocks.first?.line == 2)
    #expect(blocks.first?.headers.count == 2)
    #expect(blocks.first?.isEncryptedByHeaders == true)
    #expect(blocks.first?.contents == [0, 1, 2])
    #expect(blocks.first?.isComplete == true)
  }

  @Test(arguments: ["-----BEGIN X-----\nAAEC\n", "-----BEGIN X-----\nAAEC\n-----END Y-----\n"])
  func `a block without its end is incomplete`(text: String) {
    #expect(PEMBlock.blocks(in: Array(text.utf8)).map(\.isComplete) == [false])
  }

  @Test(arguments: ["AAE", "A*==", "=AAA", "AA=A", "AAAA====", "A==="])
  func `a body that is not base64 has no bytes`(body: String) {
    let text = "-----BEGIN X-----\n\(body)\n-----END X-----\n"
    #expect(PEMBlock.blocks(in: Array(text.utf8)).first?.contents == nil)
  }
}
