import PadlockModel
import PadlockReaders
import Testing

@Suite struct EnvironmentFileTests {
  @Test func `exports, plain assignments and quotes are read`() throws {
    let document = try EnvironmentFile.parse(
      bytes: Array(
        """
        # the agent
        export SERVER_PORT=8282
        NAME='a b' # comment
        HOST="$NAME.example"
        export SERVER_PORT=8283
        """.utf8))
    #expect(document.effective("SERVER_PORT")?.value.text == "8283")
    #expect(document.effective("NAME")?.value.text == "a b")
    #expect(document.effective("HOST")?.value.text == "a b.example")
    #expect(document.settings.map(\.line) == [2, 3, 4, 5])
    #expect(document.defects == [])
  }

  @Test func `a variable that is not exported is lost where that matters`() throws {
    let document = try EnvironmentFile.parse(
      bytes: Array("SERVER_PORT=1\nOTHER=2\nexport OTHER\n".utf8), requiresExport: true)
    #expect(document.effective("SERVER_PORT") == nil)
    #expect(document.effective("OTHER")?.value.text == "2")
    #expect(document.defects == [Defect(.notExported, line: 1, keys: ["SERVER_PORT"])])
  }

  @Test func `systemd ignores export and keeps dollars`() throws {
    let document = try EnvironmentFile.parse(
      bytes: Array("export A=1\n; no\nB=x$y \\\n z\nC=\"q \\\" r\"\n".utf8), dialect: .systemd)
    #expect(document.effective("A") == nil)
    #expect(document.defects == [Defect(.lineIgnored, line: 1, keys: ["A"])])
    #expect(document.effective("B")?.value.text == "x$y  z")
    #expect(document.effective("C")?.value.text == "q \" r")
  }
}

@Suite struct JavaPropertiesTests {
  @Test func `of more settings than a configuration may have one is kept`() throws {
    let text = String(repeating: "a\n", count: ConfigurationLimit.settings + 100)
    let document = try JavaProperties.parse(bytes: Array(text.utf8))
    #expect(document.settings.count == ConfigurationLimit.settings + 1)
  }

  @Test(arguments: [
    ("a=b", "a", "b"), ("a : b ", "a", "b "), ("a b", "a", "b"), ("  a\t=\t b", "a", "b"),
    (#"a\=b=c"#, "a=b", "c"), (#"a\ b c"#, "a b", "c"), ("a", "a", ""),
    ("a = one\\\n    two", "a", "onetwo"), (#"a=\u0041\n"#, "a", "A\n"),
    (#"a=c:\\dir\\x"#, "a", #"c:\dir\x"#), (#"a=c:\dir"#, "a", "c:dir"), ("a==b", "a", "=b"),
    ("a=b\\", "a", "b"), ("a=\u{E9}", "a", "\u{E9}"), (#"\u0061=1"#, "a", "1"),
  ])
  func `a line is read as java.util.Properties does`(
    text: String, key: String, value: String
  ) throws {
    let document = try JavaProperties.parse(bytes: Array(text.utf8))
    #expect(document.settings.map(\.key) == [key])
    #expect(document.settings.map(\.value.text) == [value])
  }

  @Test func `of a key given twice the last counts, and Latin-1 is recognised`() throws {
    let document = try JavaProperties.parse(bytes: Array("a=1\n! no\na=".utf8) + [0xE9])
    #expect(document.encoding == .latin1)
    #expect(document.effective("a")?.value.text == "\u{E9}")
    #expect(document.settings.map(\.isEffective) == [false, true])
  }

  @Test(arguments: [
    (#"server.ssl.key-store=c:\dir\x"#, DefectKind.pathBackslashes),
    (#"server.ssl.key-store=c:\users"#, .malformedUnicodeEscape),
    ("\u{FEFF}server.ssl.key-store=x", .byteOrderMark),
    ("#server.ssl.key-store=x", .linesCommented),
  ])
  func `a fault of the form is named`(text: String, kind: DefectKind) throws {
    let document = try JavaProperties.parse(
      bytes: Array(text.utf8), optionPrefixes: ["server.ssl."])
    #expect(document.defects == [Defect(kind, line: 1, keys: ["server.ssl.key-store"])])
  }
}

@Suite struct SpringNamesTests {
  @Test(arguments: [
    "server.ssl.key-store", "server.ssl.keyStore", "server.ssl.KEY_STORE", "SERVER_SSL_KEY_STORE",
    "SERVER_SSL_KEYSTORE", "server.ssl.key_store", "server.ssl.keystore",
  ])
  func `every spelling that Spring accepts is one name`(spelling: String) {
    #expect(SpringNames().canonical(spelling) == "server.ssl.key-store")
  }

  @Test func `other names are brought to Spring's form, or found among those given`() {
    #expect(SpringNames().canonical("my.fooBar.baz_qux") == "my.foo-bar.baz-qux")
    #expect(SpringNames().canonical("SERVER_PORT") == "server.port")
    #expect(SpringNames(names: ["a.b-c"]).canonical("A_B_C") == "a.b-c")
    #expect(SpringNames().canonical("A_B_C") == "a.b.c")
  }
}

@Suite struct UnitFileTests {
  private static let unit = """
    [Unit]
    Description=xMatters Agent
    [Service]
    User=xmatters
    ; comment
    ExecStart=-/opt/xa/systemd.start.sh --one \\
    # inside
      'two words'
    EnvironmentFile=-/etc/xa.conf
    Environment="A=b c" D=e
    """

  @Test func `sections, continuations and lists are read`() throws {
    let document = try UnitFile.parse(bytes: Array(Self.unit.utf8))
    #expect(document.effective("Service.User")?.value.text == "xmatters")
    let start = try #require(document.effective("Service.ExecStart"))
    #expect(UnitFile.command(start.value) == ["/opt/xa/systemd.start.sh", "--one", "two words"])
    #expect(start.line == 6)
    #expect(UnitFile.environment(of: document).map(\.value.text) == ["b c", "e"])
    #expect(document.defects == [])
  }

  @Test func `a drop-in replaces, and an empty list drops`() throws {
    let base = try UnitFile.parse(bytes: Array(Self.unit.utf8))
    let dropIn = try UnitFile.parse(
      bytes: Array("[Service]\nUser=root\nExecStart=\nExecStart=/bin/x\n".utf8))
    let merged = UnitFile.merge([base, dropIn])
    #expect(merged.effective("Service.User")?.value.text == "root")
    #expect(merged.effective("Service.User")?.document == 1)
    let starts = merged.settings.filter { $0.key == "Service.ExecStart" && $0.isEffective }
    #expect(starts.map(\.value.text) == ["/bin/x"])
  }
}

@Suite struct ConfiguredValueTests {
  @Test func `no value appears in a description or a dump`() throws {
    let document = try JavaProperties.parse(bytes: Array("password=geheim1\n".utf8))
    var dumped = ""
    dump(document, to: &dumped)
    #expect(!dumped.contains("geheim1"))
    #expect(!"\(document)".contains("geheim1"))
    #expect(String(reflecting: document).contains("<configured value>"))
  }
}
