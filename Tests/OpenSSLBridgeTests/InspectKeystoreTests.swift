import OpenSSLBridge
import PadlockModel
import PadlockReaders
import Testing

@Suite struct `Inspecting keystores` {
  typealias Kind = KeystoreInspection.Kind

  @Test(arguments: [
    "rsa.jks", "rsa.jceks", "rsa.p12", "ec.jks", "ec.jceks", "ec.p12", "dsa.jks", "dsa.jceks",
    "dsa.p12", "version1.jks", "equal-halves.jceks", "keytool.jks",
    "key-PBEWithSHA1AndRC2_40.p12", "key-PBEWithSHA1AndRC2_128.p12",
    "key-PBEWithSHA1AndDESede.p12", "key-PBEWithSHA1AndRC4_128.p12",
    "key-PBEWithHmacSHA512AndAES_128.p12", "openssl-new.p12", "openssl-no-name.p12",
    "openssl-legacy.p12", "openssl-3des.p12", "openssl-no-mac.p12", "openssl-sha512.p12",
    "openssl-plain-certificates.p12", "openssl-nothing-encrypted.p12", "openssl-ed25519.p12",
    "openssl-mismatch-chain.p12", "keytool-legacy.p12", "nss-indefinite-lengths.p12",
  ])
  func `store and key open with one password`(name: String) throws {
    let store = try KeystoreFixture.inspect(name)
    #expect(store.opens == true)
    #expect(store.problem == nil)
    let entry = try #require(store.entries.first)
    #expect(store.entries.count == 1)
    #expect(entry.kind == .privateKey)
    #expect(entry.keyOpens == true)
    #expect(entry.keyMatchesCertificate == true)
    #expect(entry.publicKeySHA256 == entry.chain.first?.publicKeySHA256)
    #expect(entry.chain.count == (name.hasPrefix("keytool") ? 1 : 2))
  }

  @Test(arguments: ["rsa.jks", "rsa.jceks", "rsa.p12", "openssl-legacy.p12"])
  func `a wrong password opens neither`(name: String) throws {
    let store = try KeystoreFixture.inspect(name, password: "wrong!")
    #expect(store.opens == false)
    #expect(store.problem == .wrongPassword)
    #expect(store.entries.first?.keyOpens != true)
  }

  @Test(arguments: ["key-differs.jks", "key-differs.jceks", "key-differs.p12"])
  func `a key with its own password opens with that alone`(name: String) throws {
    let store = try KeystoreFixture.inspect(name)
    #expect(store.opens == true)
    #expect(store.entries.map(\.keyOpens) == [false])
    #expect(store.entries.map(\.keyMatchesCertificate) == [nil])
    let both = try KeystoreFixture.inspect(name, keyPassword: "keysecret")
    #expect(both.opens == true)
    #expect(both.entries.map(\.keyOpens) == [true])
    let skipped = try KeystoreFixture.inspect(name, openKeys: false)
    #expect(skipped.opens == true)
    #expect(skipped.entries.map(\.keyOpens) == [nil])
  }

  @Test func `keytool -storepasswd leaves the key of a JKS store behind`() throws {
    let store = try KeystoreFixture.inspect("storepasswd.jks", password: "otherpass")
    #expect(store.opens == true)
    #expect(store.entries.map(\.keyOpens) == [false])
  }

  @Test func `two keys may have two passwords`() throws {
    let store = try KeystoreFixture.inspect("two-passwords.p12")
    #expect(store.opens == true)
    #expect(store.entries.map(\.alias) == ["first", "second"])
    #expect(store.entries.map(\.keyOpens) == [false, true])
  }

  @Test(arguments: ["mismatch.jks", "mismatch.jceks", "mismatch.p12"])
  func `a key that is not its certificate's opens all the same`(name: String) throws {
    let entry = try #require(KeystoreFixture.inspect(name).entries.first)
    #expect(entry.keyOpens == true)
    #expect(entry.keyMatchesCertificate == false)
  }

  @Test(arguments: ["rsa.jks", "rsa.jceks"])
  func `without a password the entries are listed and nothing is claimed`(name: String) throws {
    let store = try KeystoreFixture.inspect(name, password: nil)
    #expect(store.opens == nil)
    #expect(store.problem == nil)
    #expect(store.entries.map(\.alias) == ["agent"])
    #expect(store.entries.map(\.keyOpens) == [nil])
    #expect(store.entries.first?.chain.count == 2)
  }

  @Test func `PKCS12 without a password lists what is in the open`() throws {
    let store = try KeystoreFixture.inspect("rsa.p12", password: nil)
    #expect(store.opens == nil)
    #expect(store.entries.map(\.alias) == ["agent"])
    #expect(store.entries.map(\.chain.count) == [0])
    let open = try KeystoreFixture.inspect("openssl-nothing-encrypted.p12", password: nil)
    #expect(open.opens == true)
    #expect(open.entries.map(\.chain.count) == [2])
  }

  @Test(arguments: [("mixed.jceks", true), ("mixed.p12", false)])
  func `keys, certificates and secret keys in one store`(name: String, dated: Bool) throws {
    let store = try KeystoreFixture.inspect(name)
    #expect(store.opens == true)
    let kinds = Dictionary(uniqueKeysWithValues: store.entries.map { ($0.alias, $0.kind) })
    for number in 1...3 {
      #expect(kinds["secret\(number)"] == .secretKey)
      #expect(kinds["key\(number)"] == .privateKey)
      #expect(kinds["cert\(number)"] == .certificate)
    }
    #expect(kinds.count == 9)
    #expect(store.entries.filter { $0.kind == .secretKey }.allSatisfy { $0.keyOpens == nil })
    #expect(store.entries.allSatisfy { $0.created != nil || !dated && $0.kind == .certificate })
  }

  @Test(arguments: ["aliases.jks", "aliases.jceks", "aliases.p12"])
  func `aliases are in lower case`(name: String) throws {
    let store = try KeystoreFixture.inspect(name)
    #expect(
      Set(store.entries.map(\.alias)) == ["with a space", "upper", "ключ äöü 🔑", "trusted ca"])
  }

  @Test func `passwords beyond ASCII and empty ones`() throws {
    let word = "pässwörd-ключ-🔑"
    #expect(try KeystoreFixture.inspect("non-ascii.jks", password: word).opens == true)
    #expect(
      try KeystoreFixture.inspect("non-ascii.jks", password: word).entries.map(\.keyOpens)
        == [true])
    let split = try KeystoreFixture.inspect(
      "non-ascii.jceks", password: word, keyPassword: "changeit")
    #expect(split.opens == true)
    #expect(split.entries.map(\.keyOpens) == [true])
    #expect(!split.isPasswordBeyondJava)
    let openssl = try KeystoreFixture.inspect("openssl-non-ascii.p12", password: "pässwörd")
    #expect(openssl.opens == true)
    #expect(openssl.isPasswordBeyondJava)
    #expect(openssl.entries.map(\.keyOpens) == [true])
    for name in ["empty-password.p12", "openssl-empty-password.p12"] {
      let store = try KeystoreFixture.inspect(name, password: "")
      #expect(store.opens == true)
      #expect(store.entries.map(\.keyOpens) == [true])
    }
  }

  @Test func `algorithms tell what is too new and what is too old`() throws {
    let new = try KeystoreFixture.inspect("rsa.p12")
    #expect(new.algorithms?.isTooNewForOldJava == true)
    #expect(new.algorithms?.isLegacy == false)
    #expect(!new.needsLegacyProvider)
    #expect(new.algorithms?.keys.map(\.name) == ["PBEWithHmacSHA256AndAES_256"])
    let old = try KeystoreFixture.inspect("openssl-legacy.p12")
    #expect(old.algorithms?.isTooNewForOldJava == false)
    #expect(old.algorithms?.isLegacy == true)
    #expect(old.needsLegacyProvider)
    #expect(old.algorithms?.certificates.map(\.name) == ["PBEWithSHA1AndRC2_40"])
    #expect(old.algorithms?.mac?.name == "SHA1")
    let between = try KeystoreFixture.inspect("openssl-3des.p12")
    #expect(between.algorithms?.isTooNewForOldJava == false)
    #expect(between.algorithms?.isLegacy == false)
    #expect(!between.needsLegacyProvider)
  }

  @Test func `what Java does not know opens, and is named`() throws {
    let store = try KeystoreFixture.inspect("openssl-beyond-java.p12")
    #expect(store.opens == true)
    #expect(store.entries.map(\.keyOpens) == [true])
    #expect(
      store.algorithms?.unknownToJava
        == ["PBEWithSHA1AndDESede2", "PBEWithHmacSHA256AndAES_192", "MD5"])
    #expect(try KeystoreFixture.inspect("rsa.p12").algorithms?.unknownToJava == [])
  }

  @Test(arguments: [("changeit", true), ("wrong!", false)])
  func `PBMAC1 is checked`(password: String, opens: Bool) throws {
    let store = try KeystoreFixture.inspect("pbmac1.p12", password: password)
    #expect(store.opens == opens)
    #expect(store.algorithms?.mac?.name == "PBMAC1")
    #expect(store.algorithms?.mac?.iterations == 2048)
    #expect(store.algorithms?.unknownToJava == ["PBMAC1"])
    #expect(store.algorithms?.isTooNewForOldJava == true)
  }

  @Test func `a PBMAC1 key that is longer than any digest's is not computed`() throws {
    var bytes = try KeystoreFixture.bytes("pbmac1.p12")
    // INTEGER 2048, the rounds, and INTEGER 32, the length.
    let work: [UInt8] = [0x02, 0x02, 0x08, 0x00, 0x02, 0x01, 0x20]
    let place = try #require(bytes.firstRange(of: work))
    bytes[place.upperBound - 1] = 127
    let store = inspectKeystore(bytes: bytes, password: Secret("changeit"))
    #expect(store.opens == false)
    #expect(
      store.problem
        == .unsupported("the MAC's key has 127 bytes, and no digest takes more than 64"))
  }

  @Test func `iterations beyond bounds are not computed`() throws {
    let store = try KeystoreFixture.inspect("too-many-iterations.jceks")
    #expect(store.opens == true)
    #expect(store.entries.map(\.keyOpens) == [false])
    #expect(
      store.entries.first?.keyProblem == .tooManyIterations(part: "The key", 5_000_001))
  }

  @Test func `keys not begun when it is stopped have no verdict`() throws {
    let store = inspectKeystore(
      bytes: try KeystoreFixture.bytes("openssl-nothing-encrypted.p12"),
      password: Secret("changeit"), isStopped: { true })
    #expect(store.opens == true)
    #expect(store.entries.map(\.keyOpens) == [nil])
    #expect(store.entries.first?.keyProblem == .stopped)
    let encrypted = inspectKeystore(
      bytes: try KeystoreFixture.bytes("rsa.p12"), password: Secret("changeit"),
      isStopped: { true })
    #expect(encrypted.opens == nil)
    #expect(encrypted.problem == .stopped)
  }

  @Test func `a secret in an unexpected encoding is taken as Latin-1`() throws {
    let store = inspectKeystore(
      bytes: try KeystoreFixture.bytes("openssl-non-ascii.p12"),
      password: Secret(bytes: [0x70, 0xE4, 0x73, 0x73, 0x77, 0xF6, 0x72, 0x64]))
    #expect(store.opens == true)
  }
}
