import PadlockModel
import Testing

@testable import PadlockReaders

@Suite struct WrapperConfigurationTests {
  private func read(
    _ text: String, dialect: WrapperConfiguration.Dialect = .yajsw,
    variables: [String: String] = [:]
  ) throws -> ConfigurationDocument {
    try WrapperConfiguration.parse(
      bytes: Array(text.utf8), optionPrefixes: ["server.ssl."], dialect: dialect,
      variables: variables)
  }

  @Test(arguments: [
    ("server.ssl.key-store=c://path//to//f.jks", "c://path//to//f.jks"),
    (#"server.ssl.key-store=c:\path\to\test.jks"#, "c:path\to\test.jks"),
    (#"server.ssl.key-store=c:\\path\\to\\test.jks"#, #"c:\path\to\test.jks"#),
    ("server.ssl.key-store-password=abc,def", "abc"),
    (#"server.ssl.key-store-password=abc\,def"#, "abc,def"),
    ("server.ssl.key-store-password=p#a$b!x", "p#a$b!x"),
    ("server.ssl.key-alias=my alias", "my alias"),
    (#"server.ssl.key-alias="quoted""#, "quoted"),
    (#"server.ssl.key-alias=\u0061b"#, "ab"),
  ])
  func `Java receives what commons-configuration makes of the line`(
    written: String, received: String
  ) throws {
    let document = try read("wrapper.java.additional.1 = -D\(written)\n")
    let key = String(written.prefix { $0 != "=" })
    let setting = try #require(document.effective(key))
    #expect(setting.value.text == received)
    #expect(setting.source == .systemProperty)
    #expect(setting.isKnown)
  }

  @Test func `the sample of the article is read whole`() throws {
    let document = try read(
      #"""
      # Here, you can configure properties that need to be passed to the JRE
      wrapper.on_exit.0=SHUTDOWN
      wrapper.java.app.jar = ${wrapper.working.dir}\\applib\\xagent.jar
      wrapper.java.classpath.1=${wrapper.working.dir}\\lib\\a.jar
      wrapper.java.additional.1 = -Dspring.config.location=application-overrides.properties
      wrapper.java.additional.2 = -Dspring.profiles.active="overrides\,onpremise"
      wrapper.java.additional.3 = -Dserver.ssl.key-store-type=JKS
      wrapper.java.additional.4 = -Dserver.ssl.key-store=c://path//to//certificate-file.jks
      wrapper.java.additional.5 = -Dserver.ssl.key-store-password=changeit
      wrapper.java.additional.6 = -Dserver.ssl.key-alias=certificate-alias
      wrapper.java.additional.7 = -Dserver.ssl.enabled=true
      """#)
    #expect(document.defects == [])
    #expect(document.encoding == .utf8)
    #expect(document.effective("spring.profiles.active")?.value.text == "overrides,onpremise")
    #expect(document.effective("server.ssl.enabled")?.line == 11)
    let jar = try #require(document.effective("wrapper.java.app.jar"))
    #expect(jar.value.text == #"${wrapper.working.dir}\applib\xagent.jar"#)
    #expect(!jar.isKnown)
    #expect(jar.source == .property)
  }

  @Test func `a name that the file or the caller sets is put in`() throws {
    let document = try read(
      "home = /x\nwrapper.java.additional.1=-Dserver.ssl.key-store=${home}/${sub}.jks\n",
      variables: ["sub": "a"])
    #expect(document.effective("server.ssl.key-store")?.value.text == "/x/a.jks")
    #expect(document.effective("server.ssl.key-store")?.isKnown == true)
  }

  @Test func `of one key given twice the first value counts`() throws {
    let document = try read(
      """
      wrapper.java.additional.1 = -Dserver.ssl.enabled=true
      wrapper.java.additional.2 = -Dserver.ssl.key-alias=a
      wrapper.java.additional.2 = -Dserver.ssl.key-store=/k
      """)
    #expect(document.effective("server.ssl.key-alias") != nil)
    #expect(document.effective("server.ssl.key-store") == nil)
    #expect(
      document.defects == [
        Defect(
          .numberDuplicate, line: 3, keys: ["server.ssl.key-alias", "server.ssl.key-store"])
      ])
  }

  @Test func `a gap is harmless to one wrapper and ends the other's reading`() throws {
    let text = """
      wrapper.java.additional.1 = -Dserver.ssl.enabled=true
      wrapper.java.additional.3 = -Dserver.ssl.key-alias=a
      """
    let yajsw = try read(text)
    #expect(yajsw.effective("server.ssl.key-alias") != nil)
    #expect(
      yajsw.defects == [
        Defect(.numberGap, line: 2, keys: ["server.ssl.key-alias"], losesSettings: false)
      ])
    let tanuki = try read(text, dialect: .tanuki)
    #expect(tanuki.effective("server.ssl.key-alias") == nil)
    #expect(tanuki.defects.map(\.losesSettings) == [true])
    let told = try read(text + "\nwrapper.ignore_sequence_gaps=TRUE", dialect: .tanuki)
    #expect(told.effective("server.ssl.key-alias") != nil)
  }

  @Test(arguments: [
    ("wrapper.java.additional.1=-Dserver.ssl.key-alias=a,b", DefectKind.valueComma),
    (#"wrapper.java.additional.1=-Dserver.ssl.key-alias=c:\dir"#, .pathBackslashes),
    (#"wrapper.java.additional.1=-Dserver.ssl.key-alias=c:\users"#, .malformedUnicodeEscape),
    (" = -Dserver.ssl.key-alias=a", .lineWithoutKey),
    ("-Dserver.ssl.key-alias=a", .lineWithoutKey),
    ("#wrapper.java.additional.1=-Dserver.ssl.key-alias=a", .linesCommented),
    ("# -Dserver.ssl.key-alias=a", .linesCommented),
    ("wrapper.java.additional.1=\u{2013}Dserver.ssl.key-alias=a", .typographicDash),
    ("wrapper.java.additional.1=--server.ssl.key-alias=a", .wrongOptionForm),
    ("wrapper.java.aditional.1=-Dserver.ssl.key-alias=a", .wrongKey),
    ("wrapper.java.additional.1=-Dserver.ssl.key-alias=a -Dserver.ssl.x=1", .optionsJoined),
    ("\u{FEFF}wrapper.java.additional.1=-Dserver.ssl.key-alias=a", .byteOrderMark),
  ])
  func `a fault of the form is named with the setting it concerns`(
    text: String, kind: DefectKind
  ) throws {
    let document = try read(text + "\n")
    let defect = try #require(document.defects.first { $0.kind == kind })
    #expect(defect.line == 1)
    #expect(defect.keys.first == "server.ssl.key-alias")
    #expect(!"\(document)".contains("-D"))
  }

  @Test func `of a malformed escape four characters are taken, whatever they combine with`() {
    let value = CommonsValue(raw: "\\u\u{301}\u{302}\u{303}\u{304}\\t\\u0041")
    #expect(value.first == "\\u\u{301}\u{302}\u{303}\u{304}\tA")
    #expect(value.hasMalformedUnicode)
  }

  @Test func `a byte order mark before a comment loses nothing`() throws {
    let document = try read(
      "\u{FEFF}# comment\r\nwrapper.java.additional.1=-Dserver.ssl.enabled=true\r\n")
    #expect(document.encoding == .utf8WithByteOrderMark)
    #expect(document.defects == [])
    #expect(document.usesCarriageReturns)
    #expect(document.effective("server.ssl.enabled")?.value.text == "true")
  }

  @Test func `a UTF-16 file sets nothing`() throws {
    var bytes: [UInt8] = [0xFF, 0xFE]
    for unit in "wrapper.java.additional.1=-Dserver.ssl.enabled=true\n".utf16 {
      bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)]
    }
    let document = try WrapperConfiguration.parse(bytes: bytes, optionPrefixes: ["server.ssl."])
    #expect(document.encoding == .utf16LittleEndian)
    #expect(document.defects == [Defect(.utf16, line: 1, keys: ["server.ssl.enabled"])])
    #expect(document.settings.allSatisfy { !$0.isEffective })
  }

  @Test func `a commented option that is set elsewhere is no fault`() throws {
    let document = try read(
      "#wrapper.java.additional.1=-Dserver.ssl.enabled=x\n"
        + "wrapper.java.additional.1=-Dserver.ssl.enabled=true\n")
    #expect(document.defects == [])
  }

  @Test func `Tanuki keeps backslashes and commas, and the last value`() throws {
    let document = try read(
      "wrapper.java.additional.1=-Dserver.ssl.key-store=%HOME%\\a,b\n"
        + "wrapper.java.additional.1=-Dserver.ssl.key-store=c:\\x ##1 # note\n",
      dialect: .tanuki, variables: ["HOME": "h"])
    #expect(document.settings.map(\.value.text).first == "-Dserver.ssl.key-store=h\\a,b")
    #expect(document.effective("server.ssl.key-store")?.value.text == "c:\\x #1")
  }

  @Test func `a file above the bound is refused`() {
    let bytes = [UInt8](repeating: 0x20, count: ConfigurationLimit.bytes + 1)
    #expect(throws: ReaderFailure.tooLarge(bytes: bytes.count, limit: ConfigurationLimit.bytes)) {
      try WrapperConfiguration.parse(bytes: bytes)
    }
  }
}
