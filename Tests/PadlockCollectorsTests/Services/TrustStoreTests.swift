import Foundation
import PadlockModel
import TestSupport
import Testing

@testable import PadlockCollectors

// One after the other: each waits for keytool, and threads are few.
@Suite(.serialized) struct TrustStoreTests {
  private static let configuration = ConfigurationFile(
    path: "bin/start.sh", reader: .launchLine, markers: ["-jar"], takesSettings: true)
  private static let service = SubjectID(.service, "test")

  private func observe(_ folder: Folder, options: String = "") async throws -> FactSet {
    try folder.write(
      "opt/test/bin/start.sh", "#!/bin/sh\njava \(options) -jar x.jar\n", mode: 0o755)
    let base = TestProduct.request(
      files: TargetFiles.tree(folder.path), configuration: [Self.configuration],
      javaHomes: ["jre"])
    var product = TestProduct.product
    product.settings += [
      SettingDefinition(
        name: "truststore.path", keys: ["server.ssl.trust-store", "javax.net.ssl.trustStore"]),
      SettingDefinition(
        name: "truststore.password", keys: ["javax.net.ssl.trustStorePassword"], isSecret: true),
    ]
    let request = CollectionRequest(
      target: base.target, product: product, installation: base.installation,
      options: base.options, files: base.files, system: nil, workbench: base.workbench,
      symptoms: [])
    var findings = Findings(target: request.target)
    for collector in [ConfigurationCollector() as any Collector, TrustStoreCollector()] {
      for observation in await collector.collect(request, knowing: findings) {
        findings.add(observation)
      }
    }
    return findings.facts
  }

  /// Makes a store with keytool; without certificates it is emptied again.
  private func store(_ type: String, certificates: Int, in shop: CertificateShop) throws -> [UInt8]
  {
    for number in 0..<max(certificates, 1) {
      try shop.run([
        "keytool", "-importcert", "-noprompt", "-keystore", shop.path("store"), "-storetype", type,
        "-storepass", "changeit", "-alias", "a\(number)", "-file", shop.path("root.pem"),
      ])
    }
    if certificates == 0 {
      try shop.run([
        "keytool", "-delete", "-keystore", shop.path("store"), "-storetype", type, "-storepass",
        "changeit", "-alias", "a0",
      ])
    }
    return try shop.bytes("store")
  }

  private func write(_ bytes: [UInt8], _ name: String, in folder: Folder) throws {
    try folder.write(name)
    try Data(bytes).write(to: URL(filePath: folder.path + "/" + name))
  }

  @Test(arguments: [("JKS", 2), ("JKS", 0), ("PKCS12", 1), ("PKCS12", 0)])
  func `a store of keytool's tells how many it trusts`(type: String, count: Int) async throws {
    let folder = try Folder()
    let shop = try CertificateShop()
    try write(try store(type, certificates: count, in: shop), "etc/trust.store", in: folder)
    let facts = try await observe(
      folder,
      options:
        "-Djavax.net.ssl.trustStore=/etc/trust.store -Djavax.net.ssl.trustStorePassword=changeit")
    #expect(facts["truststore.path", Self.service].value == .text("/etc/trust.store"))
    #expect(facts["truststore.state", Self.service].value == .text("present"))
    #expect(facts["truststore.certificates", Self.service].value == .integer(count))
    #expect(facts.subjects(of: .keystore) == [])
  }

  @Test func `Java trusts the certificate of a key, and none that openssl did not mark`()
    async throws
  {
    let folder = try Folder()
    let shop = try CertificateShop()
    let options =
      "-Djavax.net.ssl.trustStore=/etc/trust.p12 -Djavax.net.ssl.trustStorePassword=changeit"
    try shop.openssl(
      "pkcs12", "-export", "-in", shop.path("int.pem"), "-inkey", shop.path("int.key"), "-passout",
      "pass:changeit", "-name", "a", "-out", shop.path("key.p12"))
    try write(try shop.bytes("key.p12"), "etc/trust.p12", in: folder)
    let key = try await observe(folder, options: options)
    #expect(key["truststore.certificates", Self.service].value == .integer(1))
    try shop.openssl(
      "pkcs12", "-export", "-nokeys", "-in", shop.path("int.pem"), "-passout", "pass:changeit",
      "-out", shop.path("unmarked.p12"))
    let listed = try shop.run([
      "keytool", "-list", "-keystore", shop.path("unmarked.p12"), "-storepass", "changeit",
    ])
    try write(try shop.bytes("unmarked.p12"), "etc/trust.p12", in: folder)
    let unmarked = try await observe(folder, options: options)
    #expect(listed.contains("0 entries"))
    #expect(unmarked["truststore.certificates", Self.service].value == .integer(0))
  }

  @Test func `a store that needs a password nobody gave is not called empty`() async throws {
    let folder = try Folder()
    let shop = try CertificateShop()
    try write(try store("PKCS12", certificates: 1, in: shop), "etc/trust.store", in: folder)
    let facts = try await observe(folder, options: "-Djavax.net.ssl.trustStore=/etc/trust.store")
    #expect(facts["truststore.certificates", Self.service].value == nil)
    #expect(facts["truststore.state", Self.service].value == .text("present"))
  }

  @Test func `a configured store may be missing, and an empty file`() async throws {
    let folder = try Folder()
    try folder.write("etc/nothing", "")
    let missing = try await observe(folder, options: "-Djavax.net.ssl.trustStore=/etc/gone.jks")
    #expect(missing["truststore.state", Self.service].value == .text("missing"))
    let empty = try await observe(folder, options: "-Djavax.net.ssl.trustStore=/etc/nothing")
    #expect(empty["truststore.state", Self.service].value == .text("empty"))
  }

  @Test func `without a setting it is the store of the product's Java`() async throws {
    let folder = try Folder()
    #expect(try await observe(folder)["truststore.state", Self.service].value == nil)
    try folder.write("opt/test/jre/release", "JAVA_VERSION=\"11.0.4\"\n")
    #expect(try await observe(folder)["truststore.state", Self.service].value == nil)
    try folder.write("opt/test/jre/lib/security/java.security", "")
    let missing = try await observe(folder)
    #expect(
      missing["truststore.path", Self.service].value
        == .text("/opt/test/jre/lib/security/cacerts"))
    #expect(missing["truststore.state", Self.service].value == .text("missing"))
    let shop = try CertificateShop()
    try write(
      try store("JKS", certificates: 1, in: shop), "opt/test/jre/lib/security/cacerts", in: folder)
    let there = try await observe(folder)
    #expect(there["truststore.certificates", Self.service].value == .integer(1))
  }
}
