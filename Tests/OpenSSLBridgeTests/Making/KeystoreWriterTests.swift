import Foundation
import OpenSSLBridge
import PadlockModel
import Testing

@Suite struct `Writing keystores` {
  private func jks(keyPassword: String = "store-Secret1") throws -> [UInt8] {
    let leaf = try Made.leaf.get()
    var writer = JavaKeyStoreWriter()
    try writer.addKey(
      "Agent", leaf.privateKey, chain: leaf.servedChain, password: Secret(keyPassword),
      created: Made.time)
    try writer.addTrusted("\u{FC}\u{1F512}", try Made.root.get().own.certificate, created: -1)
    return try writer.bytes(password: Secret("store-Secret1"))
  }

  @Test func `a written JKS store opens with its password alone`() throws {
    let bytes = try jks()
    let store = inspectKeystore(bytes: bytes, password: Secret("store-Secret1"))
    #expect(store.format == .jks)
    #expect(store.opens == true)
    #expect(store.problem == nil)
    #expect(store.entries.map(\.alias) == ["agent", "\u{FC}\u{1F512}"])
    #expect(store.entries.map(\.kind) == [.privateKey, .certificate])
    #expect(store.entries.map(\.keyOpens) == [true, nil])
    #expect(store.entries.first?.keyMatchesCertificate == true)
    #expect(store.entries.map(\.created) == [Made.time, -1])
    #expect(store.entries.first?.chain.map(\.der) == (try Made.leaf.get().servedChain))
    #expect(inspectKeystore(bytes: bytes, password: Secret("other")).opens == false)
    var changed = bytes
    changed[changed.count / 2] ^= 1
    #expect(inspectKeystore(bytes: changed, password: Secret("store-Secret1")).opens != true)
  }

  @Test func `a key may have a password of its own`() throws {
    let bytes = try jks(keyPassword: "key-Secret2")
    let password = Secret("store-Secret1")
    let store = inspectKeystore(bytes: bytes, password: password)
    #expect(store.opens == true)
    #expect(store.entries.first?.keyOpens == false)
    let both = inspectKeystore(
      bytes: bytes, password: password, keyPassword: Secret("key-Secret2"))
    #expect(both.entries.first?.keyOpens == true)
    #expect(both.entries.first?.keyMatchesCertificate == true)
  }

  @Test(arguments: PKCS12Writer.Protection.allCases)
  func `a written PKCS12 store opens with its password alone`(
    protection: PKCS12Writer.Protection
  ) throws {
    let leaf = try Made.leaf.get()
    let bytes = try PKCS12Writer.bytes(
      "agent", leaf.privateKey, chain: leaf.servedChain, password: Secret("store-Secret1"),
      protection: protection)
    let store = inspectKeystore(bytes: bytes, password: Secret("store-Secret1"))
    #expect(store.format == .pkcs12)
    #expect(store.opens == true)
    #expect(store.entries.map(\.alias) == ["agent"])
    #expect(store.entries.first?.keyOpens == true)
    #expect(store.entries.first?.keyMatchesCertificate == true)
    #expect(store.entries.first?.chain.map(\.der) == leaf.servedChain)
    #expect(store.algorithms?.isTooNewForOldJava == (protection == .modern))
    #expect(!store.needsLegacyProvider)
    #expect(inspectKeystore(bytes: bytes, password: Secret("other")).opens == false)
  }

  @Test func `a PKCS12 store needs a certificate that fits its key`() throws {
    let leaf = try Made.leaf.get()
    let root = try Made.root.get().own.certificate
    for chain in [[], [root], [[1, 2, 3]]] {
      #expect(throws: OpenSSLFailure.self) {
        try PKCS12Writer.bytes("agent", leaf.privateKey, chain: chain, password: Secret("secret"))
      }
    }
  }

  @Test func `an alias must fit its length`() throws {
    let root = try Made.root.get().own.certificate
    var writer = JavaKeyStoreWriter()
    #expect(throws: JavaKeyStoreWriter.Failure.aliasTooLong) {
      try writer.addTrusted(String(repeating: "a", count: 65_536), root, created: 0)
    }
  }

  @Test(.enabled(if: JavaPeer.isInstalled))
  func `Java reads what is written, and keytool lists it`() throws {
    let leaf = try Made.leaf.get()
    let password = "store-Secret1"
    var stores = [("JKS", try jks(keyPassword: "key-Secret2"), "key-Secret2")]
    for protection in PKCS12Writer.Protection.allCases {
      let bytes = try PKCS12Writer.bytes(
        "agent", leaf.privateKey, chain: leaf.servedChain, password: Secret(password),
        protection: protection)
      stores.append(("PKCS12", bytes, password))
    }
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    var questions: [JavaPeer.Question] = []
    for (index, (type, bytes, keyPassword)) in stores.enumerated() {
      let file = folder.appending(path: "\(index)")
      try Data(bytes).write(to: file)
      let path = file.path(percentEncoded: false)
      questions += [
        .init(path: path, type: type, password: password, keyPassword: keyPassword),
        .init(path: path, type: type, password: "wrong-one", keyPassword: nil),
      ]
    }
    let answers = try JavaPeer.describe(questions)
    #expect(answers.map(\.opens) == [true, false, true, false, true, false])
    for answer in answers where answer.opens {
      let agent = try #require(answer.entries.first { $0.alias == "agent" })
      #expect(agent.keyOpens == true)
      #expect(agent.chain.count == 2)
    }
    // The two PKCS12 stores differ in what Java has opened by now: one listing of each format.
    for (question, store) in zip([questions[0], questions[2]], [stores[0], stores[1]]) {
      let listed = try JavaPeer.list(path: question.path, type: store.0, password: password)
      let agent = try #require(listed.first { $0.alias == "agent" })
      let opened = inspectKeystore(bytes: store.1, password: Secret(password))
      #expect(agent.kind == .privateKey)
      #expect(agent.fingerprints.first == opened.entries.first?.chain.first?.sha256)
    }
  }
}
