import PadlockModel
import PadlockReaders
import Testing

@testable import PadlockCollectors

@Suite struct XMLFilesTests {
  private let file = ConfigurationFile(
    path: "conf/Agent.xml", reader: .xml, takesSettings: true, ignoresCase: true)

  @Test func `an edit shows the attribute as it stands, or where it belongs`() throws {
    let product = Product(
      id: "test", name: "Test",
      settings: [
        SettingDefinition(name: "gateway.port", keys: ["gateway@port"]),
        SettingDefinition(name: "gateway.ssl", keys: ["gateway@ssl"]),
        SettingDefinition(name: "server.id", keys: ["id"]),
      ])
    let reading = ConfigurationReading(product: product)
    let document = try reading.read(
      Array("<a>\n<gateway port=\"8081\"/>\n<id>x</id>\n</a>".utf8), as: file)
    let read = ReadConfiguration(
      path: "/opt/conf/Agent.xml", file: file, role: .active, document: document)
    let settings = ProductSettings([read], reading)
    let places = SettingPlaces(product, [read], settings).observations.compactMap {
      if case .setting(let place) = $0 { place } else { nil }
    }
    #expect(places.map(\.line) == [2, nil, 3])
    #expect(places.map(\.before) == ["port=\"8081\"", nil, "<id>x</id>"])
    #expect(
      places.map(\.pattern) == [
        "port=\"{value}\"", "<gateway ssl=\"{value}\" …>", "<id>{value}</id>",
      ])
  }

  @Test func `an element may be named at any depth, and be counted`() throws {
    let product = Product(
      id: "test", name: "Test",
      settings: [
        SettingDefinition(name: "gateway", keys: ["//gateway"]),
        SettingDefinition(name: "gateway.ssl", keys: ["//gateway@ssl"]),
        SettingDefinition(name: "services", keys: ["//services/path"]),
      ])
    let reading = ConfigurationReading(product: product)
    let text = "<a><b><gateway ssl='true'/><gateway/></b><services><path>x</path></services></a>"
    let document = try reading.read(Array(text.utf8), as: file)
    let names = document.settings.map { reading.definition(of: $0.key)?.name }
    #expect(names == ["gateway.ssl", "gateway", "gateway", "services"])
    #expect(reading.definition(of: "my-gateway@ssl") == nil)
    #expect(reading.definition(of: "path") == nil)
  }

  @Test func `a keystore's copies go by many names`() {
    for name in [".keystore.orig", ".keystore-old", "keystore.bak", "Copy of .keystore"] {
      #expect(KeystoreCopies.isCopy(name, of: ".keystore"), "\(name)")
    }
    for name in [".keystore", "IAConfig.xml", ".wspasswd"] {
      #expect(!KeystoreCopies.isCopy(name, of: ".keystore"), "\(name)")
    }
  }

  @Test func `a file that the user names is known by its name in any letters, or by its text`() {
    let reading = ConfigurationReading(product: TestProduct.product)
    #expect(reading.recognise("/tmp/AGENT.XML", Array("x=y".utf8), among: [file]) == file)
    let other = reading.recognise("/tmp/other", Array("\u{FEFF}\n<a/>".utf8), among: [])
    #expect(other.reader == .xml)
  }

  @Test func `a name in other letters is found where it counts in any`() throws {
    let folder = try Folder()
    try folder.write("opt/conf/agent.XML")
    let files = TargetFiles.tree(folder.path)
    let path = "/opt/conf/Agent.xml"
    #expect(PathPattern(path, ignoringCase: true).matches(in: files) == ["/opt/conf/agent.XML"])
    #expect(PathPattern(path).matches(in: files) == [path])
    try folder.write("opt/conf/Agent.xml")
    #expect(PathPattern(path, ignoringCase: true).matches(in: files) == [path])
  }
}
