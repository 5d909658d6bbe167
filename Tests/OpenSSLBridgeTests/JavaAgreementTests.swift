import Foundation
import OpenSSLBridge
import PadlockModel
import Testing

/// Compares `inspectKeystore` with Java, where keytool is installed.
@Suite(.enabled(if: JavaPeer.isInstalled), .serialized) struct `Agreement with Java` {
  static let accented = "pässwörd-ключ-🔑"

  /// Stores with algorithms that Java 17 does not know, so that it loads none of them.
  static func isBeyondJava(_ name: String) -> Bool {
    ["pbmac1.p12", "openssl-beyond-java.p12"].contains(name)
  }

  /// Every store of the fixtures with passwords that fit and that do not.
  static func questions() throws -> [JavaPeer.Question] {
    let names = try FileManager.default.contentsOfDirectory(
      atPath: KeystoreFixture.folder.path(percentEncoded: false)
    ).sorted()
    var questions: [JavaPeer.Question] = []
    for name in names {
      guard let type = JavaPeer.type(of: name), !isBeyondJava(name) else { continue }
      let right =
        switch name {
        case _ where name.hasPrefix("non-ascii"): accented
        case "storepasswd.jks": "otherpass"
        case _ where name.contains("empty-password"): ""
        default: "changeit"
        }
      let key = name.hasPrefix("two") ? "one" : name.hasPrefix("non") ? "changeit" : "keysecret"
      for (password, key) in [
        (right, nil), (right, key), ("wrong!", nil), (nil, nil), (nil, "changeit"), ("", nil),
      ] as [(String?, String?)] {
        // NSS asks for 600,000 rounds at each step: once is enough.
        if name.hasPrefix("nss"), password != right || key != nil { continue }
        questions.append(
          .init(
            path: KeystoreFixture.folder.appending(path: name).path(percentEncoded: false),
            type: type, password: password, keyPassword: key))
      }
    }
    return questions
  }

  @Test(arguments: ["pbmac1.p12", "openssl-beyond-java.p12"])
  func `Java does not load what is said to be unknown to it`(name: String) throws {
    let path = KeystoreFixture.folder.appending(path: name).path(percentEncoded: false)
    let answer = try JavaPeer.describe([
      .init(path: path, type: "PKCS12", password: "changeit", keyPassword: nil)
    ])
    #expect(answer.map(\.opens) == [false])
    #expect(try KeystoreFixture.inspect(name).algorithms?.unknownToJava.isEmpty == false)
  }

  @Test func `Java refuses a password beyond ASCII for PKCS12`() throws {
    let path = KeystoreFixture.folder.appending(path: "openssl-non-ascii.p12")
    let answer = try JavaPeer.describe([
      .init(
        path: path.path(percentEncoded: false), type: "PKCS12", password: "pässwörd",
        keyPassword: nil)
    ])
    #expect(answer.map(\.opens) == [false])
    let file = try KeystoreFixture.inspect("openssl-non-ascii.p12", password: "pässwörd")
    #expect(file.isPasswordBeyondJava)
  }

  @Test func `Java loads the same stores, entries and keys`() throws {
    let questions = try Self.questions()
    #expect(questions.count > 250)
    let answers = try JavaPeer.describe(questions)
    try #require(answers.count == questions.count)
    for (question, answer) in zip(questions, answers) {
      let inspection = inspectKeystore(
        bytes: Array(try Data(contentsOf: URL(filePath: question.path))),
        password: question.password.map { Secret($0) },
        keyPassword: question.keyPassword.map { Secret($0) })
      compare(inspection, with: answer, of: question)
    }
  }

  private func compare(
    _ inspection: KeystoreInspection, with answer: JavaPeer.Answer, of question: JavaPeer.Question
  ) {
    let name = "\(question)"
    guard answer.opens else {
      #expect(inspection.opens == false, "\(name)")
      return
    }
    #expect(inspection.opens == (question.password == nil ? inspection.opens : true), "\(name)")
    #expect(inspection.opens != false, "\(name)")
    let entries = inspection.entries.sorted { $0.alias < $1.alias }
    #expect(entries.map(\.alias) == answer.entries.map(\.alias), "\(name)")
    for (entry, java) in zip(entries, answer.entries) {
      #expect(entry.kind.rawValue == java.kind, "\(name)")
      #expect(entry.chain.map(\.sha256) == java.chain, "\(name)")
      #expect(entry.keyOpens == java.keyOpens, "\(name) \(entry.alias)")
      if let created = entry.created { #expect(created == java.created, "\(name)") }
    }
  }

  @Test(arguments: [
    "aliases.jks", "mixed.jceks", "mixed.p12", "openssl-no-name.p12", "certificates-only.p12",
  ])
  func `keytool lists the same entries`(name: String) throws {
    let inspection = try KeystoreFixture.inspect(name)
    let listed = try JavaPeer.list(name).sorted { $0.alias < $1.alias }
    let entries = inspection.entries.sorted { $0.alias < $1.alias }
    #expect(entries.map(\.alias) == listed.map(\.alias))
    #expect(entries.map(\.kind) == listed.map(\.kind))
    for (entry, line) in zip(entries, listed) where entry.kind != .secretKey {
      #expect(entry.chain.map(\.sha256) == line.fingerprints)
    }
  }

  @Test(arguments: ["JKS", "PKCS12"])
  func `a thousand keys open`(type: String) throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "padlock-keystores-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "many").path(percentEncoded: false)
    try JavaPeer.makeMany(type, at: path, count: 1_000)
    let inspection = inspectKeystore(
      bytes: Array(try Data(contentsOf: URL(filePath: path))), password: Secret("changeit"))
    #expect(inspection.opens == true)
    #expect(inspection.entries.count == 1_000)
    #expect(inspection.entries.allSatisfy { $0.keyOpens == true })
    #expect(inspection.entries.allSatisfy { $0.keyMatchesCertificate == true })
    #expect(Set(inspection.entries.map(\.alias)).contains("entry 999"))
  }
}
