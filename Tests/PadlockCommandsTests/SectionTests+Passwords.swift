import Foundation
import PadlockModel
import TestSupport
import Testing

@testable import PadlockCommands

/// Passwords that stand in files of their own.
extension SectionTests {
  @Test func `the password in a file counts before the one that is built in`() async throws {
    let connector = connector(
      #"certificateKeystoreFile="conf/a.p12" certificateKeystorePasswordFile="conf/word""#)
    func report(_ word: String?) async throws -> Report {
      try await tomcat(
        connector, Self.store.merging(word.map { ["\(Self.conf)/word": $0] } ?? [:]) { $1 })
    }
    let right = try await report("Xa-2026-secret\r\nanother\n")
    #expect(right.errors == [])
    #expect(right.remarks == [])
    #expect(!"\(right)".contains("Xa-2026-secret"))
    let wrong = try await report("Wrong-2026\n")
    #expect(wrong.errors == ["keystore.password-wrong confirmed"])
    #expect(!"\(wrong)".contains("Wrong-2026"))
    let unread = try await report(nil)
    #expect(unread.errors == [])
    #expect(unread.remarks == [])
    #expect(unread.unchecked.contains { $0.why == "no password is known" })
  }

  @Test(arguments: [
    #"certificateKeystoreFile="NONE" certificateKeystorePassword="Zq7-canary""#,
    #"certificateKeystoreFile="none.p12" certificateKeystoreType="pkcs11""#,
    #"certificateKeystoreFile="" certificateKeystoreType="Windows-MY""#,
    #"certificateKeystoreType="Windows-MY-LOCALMACHINE""#,
  ])
  func `a keystore that is no file is not missing`(attributes: String) async throws {
    let report = try await tomcat(connector(attributes))
    #expect(report.errors == [])
    #expect(report.targets[0].subjects.filter { $0.kind == .keystore }.isEmpty)
    #expect(report.unchecked.contains { $0.why.hasPrefix("it is no file") })
  }

  static let keyPasswords: [(String, String?, Bool?)] = [
    (#"certificateKeyPasswordFile="conf/word""#, "Other-2026-key\n", true),
    (#"certificateKeyPasswordFile="conf/word""#, "Wrong-2026\n", false),
    (#"certificateKeyPasswordFile="conf/word""#, nil, nil),
    (#"certificateKeyPassword="${other.word}""#, nil, nil),
  ]

  @Test(arguments: keyPasswords)
  func `the key's password in a file, or one that nobody knows`(
    attribute: String, word: String?, opens: Bool?
  ) async throws {
    var files = ["\(Self.conf)/a.jks": "!agent/differs.jks"]
    files["\(Self.conf)/word"] = word
    let store = connector(
      """
      certificateKeystoreFile="conf/a.jks" certificateKeystorePassword="Xa-2026-secret" \(attribute)
      """)
    let report = try await tomcat(store, files)
    #expect(report.errors == (opens == false ? ["keystore.key-password-differs confirmed"] : []))
    let expected: ReportedFact.State =
      opens.map { .value(.boolean($0)) } ?? .unknown("failed: the key's password is not known here")
    #expect(report.facts.first { $0.name == "entry.key-opens" }?.state == expected)
  }

  @Test func `the pass phrase of a PEM key in a file`() async throws {
    let shop = try CertificateShop()
    try shop.openssl(
      "pkey", "-in", Fixture.path("tls/leaf.key"), "-aes128", "-passout", "pass:Winter-2031",
      "-out", shop.path("key"))
    var files = ["\(Self.conf)/a.pem": "!tls/leaf.pem"]
    files["\(Self.conf)/a.key"] = String(decoding: try shop.bytes("key"), as: UTF8.self)
    let pair = connector(
      """
      certificateFile="conf/a.pem" certificateKeyFile="conf/a.key"
      certificateKeyPasswordFile="conf/word"
      """)
    let unread = try await tomcat(pair, files)
    #expect(unread.errors == ["certificate.key-encrypted likely"])
    files["\(Self.conf)/word"] = "Winter-2031\n"
    let report = try await tomcat(pair, files)
    #expect(report.errors == [])
    #expect(!"\(report)".contains("Winter-2031"))
  }
}
