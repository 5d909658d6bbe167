import PadlockModel
import PadlockReaders
import Testing

@testable import PadlockCollectors

@Suite struct SettingFactsTests {
  private static let product = Product(
    id: "gate", name: "Gate",
    settings: [
      SettingDefinition(name: "gate.tls", keys: ["gate@tls"]),
      SettingDefinition(name: "gate.host", keys: ["gate@host"], defaultValue: "0.0.0.0"),
      SettingDefinition(name: "store.path", keys: [], defaultValue: "conf/store"),
      SettingDefinition(name: "gate.word", keys: ["gate@word"], isSecret: true),
    ])

  private func facts(_ xml: String?) async throws -> [Observation] {
    let folder = try Folder()
    try folder.write("opt/gate/readme", "")
    if let xml { try folder.write("opt/gate/gate.xml", xml) }
    let installation = Installation(
      platform: .linux, homes: ["/opt/gate"],
      configuration: [ConfigurationFile(path: "gate.xml", reader: .xml, takesSettings: true)],
      service: ServiceDefinition(name: "gate"), restart: "restart")
    let target = Target(
      id: "gate@localhost", product: "gate", name: "Gate", host: "localhost", home: "/opt/gate",
      platform: .linux)
    let base = TestProduct.request(files: TargetFiles.tree(folder.path))
    return await ConfigurationCollector().collect(
      CollectionRequest(
        target: target, product: Self.product, installation: installation, options: base.options,
        files: base.files, system: nil, workbench: Workbench(), symptoms: []),
      knowing: Findings(target: target))
  }

  @Test func `a setting is a fact with the line it stands on`() async throws {
    let facts = try await facts("<a>\n<gate tls=\"TRUE\" word=\"geheim-4711\"/>\n</a>\n")
    #expect(facts.value("setting.gate.tls") == .text("TRUE"))
    #expect(facts.value("setting-count.gate.tls") == .integer(1))
    let place = facts.state("setting.gate.tls")?.evidence.first
    #expect(place?.source == "/opt/gate/gate.xml")
    #expect(place?.line == 2)
    #expect(place?.excerpt == "tls=\"TRUE\"")
  }

  @Test func `of a setting that stands there twice the first counts and both are told`()
    async throws
  {
    let facts = try await facts("<a>\n<gate tls=\"false\"/>\n<gate tls=\"true\"/>\n</a>\n")
    #expect(facts.value("setting.gate.tls") == .text("false"))
    #expect(facts.value("setting-values.gate.tls") == .list(["false", "true"]))
    #expect(facts.value("setting-count.gate.tls") == .integer(2))
    #expect(facts.state("setting-values.gate.tls")?.evidence.map(\.line) == [2, 3])
  }

  @Test func `a setting that is not set is absent, or has the product's default`() async throws {
    let facts = try await facts("<a><other/></a>")
    guard case .absent(let evidence)? = facts.state("setting.gate.tls") else {
      Issue.record("it is not known to be absent")
      return
    }
    #expect(evidence.first?.source == "/opt/gate/gate.xml")
    #expect(facts.value("setting.gate.host") == .text("0.0.0.0"))
    #expect(facts.value("setting-count.gate.host") == .integer(0))
    #expect(facts.value("setting.store.path") == .text("conf/store"))
  }

  @Test func `a secret setting has no fact`() async throws {
    let facts = try await facts("<a><gate word=\"geheim-4711\"/></a>")
    #expect(facts.state("setting.gate.word") == nil)
    #expect(facts.state("setting-values.gate.word") == nil)
    #expect(!facts.map { "\($0)" }.joined().contains("geheim-4711"))
  }

  @Test(arguments: ["<a><gate tls=\"true\"></a>", "<a><gate tls=\"true\"/>"])
  func `nothing counts in a file that is not well-formed, and no default either`(xml: String)
    async throws
  {
    let facts = try await facts(xml)
    for name: FactName in ["setting.gate.tls", "setting.gate.host", "setting-count.gate.tls"] {
      guard case .unknown(.failed(let why))? = facts.state(name) else {
        Issue.record("\(name) is not unknown")
        continue
      }
      #expect(why.contains("/opt/gate/gate.xml is not well-formed"))
    }
  }
}
