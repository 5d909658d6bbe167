import PadlockModel
import PadlockReaders
import TestSupport
import Testing

@Suite struct XMLSettingsTests {
  static let agent = """
    <?xml version="1.0" encoding="UTF-8"?>
    <!-- <service-gateway port="1"/> -->
    <ia:config xmlns:ia="urn:x" ia:kind="a">
      <id>ia-host/10.2.0.121:8081</id>
      <primary-servers>
        <url>https://acme.xmatters.com/a?b=1&amp;c=2</url>
        <url><![CDATA[https://second]]></url>
      </primary-servers>
      <service-gateway
        ssl='true'
        port="8081"/>
      <service-gateway port="9"/>
    </ia:config>

    """

  private func lines(_ document: ConfigurationDocument) -> [String] {
    document.settings.map {
      "\($0.line) \($0.key)=\($0.value.text)" + ($0.isEffective ? "" : " (not)")
    }
  }

  @Test func `attributes and texts by the path of their element`() throws {
    let document = try XMLSettings.parse(bytes: Array(Self.agent.utf8))
    #expect(
      lines(document) == [
        "3 @kind=a", "4 id=ia-host/10.2.0.121:8081",
        "6 primary-servers/url=https://acme.xmatters.com/a?b=1&c=2",
        "7 primary-servers/url=https://second (not)", "11 service-gateway@port=8081",
        "11 service-gateway@ssl=true", "11 service-gateway=", "12 service-gateway@port=9 (not)",
        "12 service-gateway= (not)",
      ])
    #expect(document.defects == [])
    #expect(document.effective("service-gateway@port")?.source == .attribute)
    #expect(document.effective("id")?.source == .element)
  }

  @Test(arguments: [
    ("<a>\n<b c=\"1\"/>\n<d>\n</a>\n", 4), ("", 1), ("plain text", 1),
    ("<a>\n<b c=\"1\" c=\"2\"/></a>", 2), ("<a>\n&x;</a>", 2), ("<a>\n<b c=\"1\"/>", 2),
  ])
  func `what does not parse says where, and nothing of it counts`(text: String, line: Int) throws {
    let document = try XMLSettings.parse(bytes: Array(text.utf8))
    #expect(document.defects.map(\.kind) == [.notWellFormed])
    #expect(document.defects.map(\.line) == [line])
    #expect(document.settings.allSatisfy { !$0.isEffective })
  }

  @Test(arguments: [
    "<!DOCTYPE a [\n<!ENTITY b \"c\">]><a>&b;</a>",
    "<!DOCTYPE a SYSTEM \"x.dtd\" [\n<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a/>",
    "<!DOCTYPE a [\n<!ENTITY % p SYSTEM \"http://192.0.2.1/\"> %p;]><a/>",
    "<!DOCTYPE a SYSTEM \"x.dtd\">\n<a>&b;</a>",
    "<!DOCTYPE a [\n<!ATTLIST a b CDATA #IMPLIED>]><a/>",
    "<!DOCTYPE a [\n<!NOTATION b PUBLIC \"c\">]><a/>",
    "<!DOCTYPE a [\n<!NOTATION b SYSTEM \"c\">]><a/>",
  ])
  func `entities and other declarations are refused`(text: String) {
    #expect(throws: ReaderFailure.usesEntities(line: 2)) {
      try XMLSettings.parse(bytes: Array(text.utf8))
    }
  }

  @Test func `a document type without entities is none of that`() throws {
    let text = "<!DOCTYPE a SYSTEM \"x.dtd\">\n<a><b>x &lt; &#65;</b></a>"
    #expect(lines(try XMLSettings.parse(bytes: Array(text.utf8))) == ["2 b=x < A"])
  }

  @Test(arguments: [
    "<?x?><a b=\"c\"/>", "<a b=\"c\"><?x?></a>", "<a b=\"c\"/><?x-y?>",
    "<!DOCTYPE a [<?x?>]><a b=\"c\"/>", "<a b=\"c\"><!-- <![CDATA[ --><?x?><?y z?></a>",
  ])
  func `an instruction without data is passed over`(text: String) throws {
    let document = try XMLSettings.parse(bytes: Array(text.utf8))
    #expect(lines(document).contains { $0.hasSuffix("@b=c") })
  }

  @Test func `a hundred elements deep, and no deeper`() throws {
    func nested(_ depth: Int) -> [UInt8] {
      let open = String(repeating: "<a>", count: depth)
      return Array((open + "x" + String(repeating: "</a>", count: depth)).utf8)
    }
    #expect(try XMLSettings.parse(bytes: nested(100)).settings.count == 1)
    #expect(throws: ReaderFailure.tooDeep(line: 1, limit: 100)) {
      try XMLSettings.parse(bytes: nested(101))
    }
    #expect(throws: ReaderFailure.tooDeep(line: 1, limit: 100)) {
      try XMLSettings.parse(bytes: nested(50_000))
    }
  }

  @Test(arguments: ["<b/>", "<b c='1' d='2'/>"])
  func `more settings than a configuration may have are refused`(unit: String) throws {
    func root(_ count: Int) -> [UInt8] {
      Array("<a>\(String(repeating: unit, count: count))</a>".utf8)
    }
    let each = try XMLSettings.parse(bytes: root(1)).settings.count
    let most = ConfigurationLimit.settings / each
    #expect(try XMLSettings.parse(bytes: root(most)).settings.count == most * each)
    #expect(throws: ReaderFailure.tooManySettings(limit: ConfigurationLimit.settings)) {
      try XMLSettings.parse(bytes: root(most + 1))
    }
  }

  @Test func `every encoding that programs write`() throws {
    let text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?>\n<a><b c=\"8081\"/></a>"
    var utf16: [UInt8] = [0xFF, 0xFE]
    for unit in text.utf16 { utf16 += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    #expect(lines(try XMLSettings.parse(bytes: utf16)) == ["2 b@c=8081", "2 b="])
    let marked = [0xEF, 0xBB, 0xBF] + Array("<a><b c=\"1\"/></a>".utf8)
    #expect(lines(try XMLSettings.parse(bytes: marked)) == ["1 b@c=1", "1 b="])
    let latin =
      Array("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>".utf8)
      + Array("<b c=\"Z".utf8) + [0xFC] + Array("rich\"/></a>".utf8)
    #expect(lines(try XMLSettings.parse(bytes: latin)) == ["1 b@c=Zürich", "1 b="])
  }

  @Test func `a file of more than 4 MiB is refused`() {
    let bytes = [UInt8](repeating: 0x20, count: (4 << 20) + 1)
    #expect(throws: ReaderFailure.tooLarge(bytes: bytes.count, limit: 4 << 20)) {
      try XMLSettings.parse(bytes: bytes)
    }
  }

  @Test func `cut anywhere and with any byte flipped it returns`() {
    let bytes = Array(Self.agent.utf8)
    for length in 0...bytes.count { _ = try? XMLSettings.parse(bytes: Array(bytes.prefix(length))) }
    for index in bytes.indices {
      for mask in [UInt8(0xFF), 0x01, 0x20] {
        var changed = bytes
        changed[index] ^= mask
        _ = try? XMLSettings.parse(bytes: changed)
      }
    }
  }

  @Test(arguments: ["<a>", "<a b='", "<!--", "<![CDATA[", "&amp;", "<!DOCTYPE a [", "<?x ?>"])
  func `a long repetition is read in good time`(unit: String) {
    let text = "<r>" + String(repeating: unit, count: 100_000 / unit.utf8.count)
    let clock = ContinuousClock()
    let duration = clock.measure { _ = try? XMLSettings.parse(bytes: Array(text.utf8)) }
    #expect(duration < Sanitizer.bound(.seconds(10)), "\(unit) took \(duration)")
  }
}
