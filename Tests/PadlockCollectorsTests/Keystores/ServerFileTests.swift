import Foundation
import PadlockModel
import PadlockNetwork
import TestSupport
import Testing

@testable import PadlockCollectors

/// A product whose configuration names a certificate file and a key file.
@Suite struct ServerFilesOfProductTests {
  private static let configuration = ConfigurationFile(
    path: "service.properties", reader: .javaProperties, takesSettings: true)

  private static func product(traits: [String] = ["pem-files"]) -> Product {
    Product(
      id: "test", name: "Test", traits: traits,
      listeners: [ProductListener(name: "web", defaultPort: 443)],
      settings: [
        SettingDefinition(name: "certificate.path", keys: ["tls.cert"]),
        SettingDefinition(name: "certificate.key-path", keys: ["tls.key"]),
        SettingDefinition(name: "certificate.key-password", keys: ["tls.phrase"], isSecret: true),
      ])
  }

  /// Everything that is observed of the tree below `folder`.
  private func observe(
    _ folder: Folder, traits: [String] = ["pem-files"],
    _ adjust: (inout RunOptions) -> Void = { _ in }
  ) async -> FactSet {
    let base = TestProduct.request(
      files: TargetFiles.tree(folder.path), configuration: [Self.configuration], adjust)
    let request = CollectionRequest(
      target: base.target, product: Self.product(traits: traits), installation: base.installation,
      options: base.options, files: base.files, system: nil, workbench: base.workbench,
      symptoms: [])
    var findings = Findings(target: request.target)
    let collectors: [any Collector] = [
      ConfigurationCollector(), KeystoreCollector(), ServerFileCollector(), ServiceCollector(),
      PermissionCollector(), CertificateCollector(),
    ]
    for collector in collectors {
      for observation in await collector.collect(request, knowing: findings) {
        findings.add(observation)
      }
    }
    return findings.facts
  }

  /// A tree with the fixtures' pair, whose service runs as `web`.
  private func tree(_ settings: String, keyMode: Int = 0o640) throws -> Folder {
    let folder = try Folder()
    try folder.write("opt/test/service.properties", settings)
    try folder.write(
      "etc/passwd", "root:x:0:0::/:/bin/sh\nweb:x:4711:4711::/:/bin/false\n", mode: 0o644)
    try folder.write("etc/group", "root:x:0:\nweb:x:4711:\n")
    try folder.write("etc/systemd/system/test.service", "[Service]\nUser=web\n")
    for (name, mode) in [("leaf.pem", 0o644), ("leaf.key", keyMode)] {
      let text = String(decoding: try Fixture.bytes("tls/\(name)"), as: UTF8.self)
      try folder.write("srv/tls/\(name)", text, mode: mode)
    }
    return folder
  }

  private static let both = "tls.cert=/srv/tls/leaf.pem\ntls.key=/srv/tls/leaf.key\n"
  private static let certificate = SubjectID(.file, "/srv/tls/leaf.pem")
  private static let key = SubjectID(.file, "/srv/tls/leaf.key")

  @Test func `each file is a subject with its role, beside those of the configuration`()
    async throws
  {
    let facts = await observe(try tree(Self.both))
    #expect(facts["file.role", Self.certificate].value == .text("certificate"))
    #expect(facts["file.role", Self.key].value == .text("key"))
    #expect(facts["file.state", Self.key].value == .text("present"))
    #expect(facts["file.holds", Self.certificate].value == .list(["certificate"]))
    #expect(facts["file.key", Self.key].value == .text("plain"))
    #expect(facts["file.mode", Self.key].value == .text("640"))
    #expect(facts["file.world-readable", Self.certificate].value == .boolean(true))
    #expect(facts["file.world-readable", Self.key].value == .boolean(false))
    let configuration = SubjectID(.file, "/opt/test/service.properties")
    #expect(facts["file.role", configuration].value == .text("active"))
    #expect(facts["file.format", configuration].value == nil)
    let leaf = facts.subjects(of: .certificate).first
    #expect(leaf?.within == [Self.certificate])
    #expect(leaf.map { facts["certificate.key-matches", $0.id].value } == .boolean(true))
  }

  @Test func `pass phrases are tried only while there is time`() async throws {
    let folder = try tree(Self.both + "tls.phrase=hunter2222\n")
    let facts = await observe(folder) { $0.run = Deadline(after: .zero) }
    #expect(
      facts["file.key-opens", Self.key]
        == .unknown(.failed("there was no time left to try the pass phrases")))
    #expect(await observe(folder)["file.key-opens", Self.key].value == .boolean(true))
  }

  @Test func `relative paths begin in the product's home`() async throws {
    let folder = try tree("tls.cert=conf/own.pem\n")
    try folder.write(
      "opt/test/conf/own.pem", String(decoding: try Fixture.bytes("tls/leaf.pem"), as: UTF8.self))
    let facts = await observe(folder)
    let own = SubjectID(.file, "/opt/test/conf/own.pem")
    #expect(facts["file.state", own].value == .text("present"))
  }

  @Test func `what is not there is missing, and what was not collected is unknown`() async throws {
    let folder = try tree("tls.cert=/srv/tls/gone.pem\ntls.key=/elsewhere/gone.key\n")
    let facts = await observe(folder)
    #expect(
      facts["file.state", SubjectID(.file, "/srv/tls/gone.pem")].value == .text("missing"))
    #expect(
      facts["file.state", SubjectID(.file, "/elsewhere/gone.key")] == .unknown(.offline))
  }

  @Test func `the named file takes the place of the configured one`() async throws {
    let folder = try tree(Self.both)
    let facts = await observe(folder) { $0.keystore = "/srv/tls/other.pem" }
    let other = SubjectID(.file, "/srv/tls/other.pem")
    #expect(facts["file.role", other].value == .text("certificate"))
    #expect(facts["file.role", Self.certificate].value == nil)
    #expect(facts.subjects(of: .keystore) == [])
    #expect(facts["trait", .target].value == .list(["pem-files"]))
  }

  @Test func `owners and groups have their names`() async throws {
    let folder = try tree(Self.both)
    let facts = await observe(folder)
    // All files of a test belong to the one who runs it, so nothing is said of owners.
    #expect(facts["file.owner", Self.key].value == nil)
    #expect(facts["file.service-can-read", Self.key].value == nil)
    guard geteuid() == 0 else { return }
    chown(folder.path + "/srv/tls/leaf.key", 0, 4711)
    chown(folder.path + "/etc/passwd", 1, 1)
    let own = await observe(folder)
    #expect(own["file.owner", Self.key].value == .text("root"))
    #expect(own["file.group", Self.key].value == .text("web"))
    #expect(own["file.service-can-read", Self.key].value == .boolean(true))
    chown(folder.path + "/srv/tls/leaf.key", 0, 0)
    let closed = await observe(folder)
    #expect(closed["file.service-can-read", Self.key].value == .boolean(false))
  }
}
