import PadlockModel
import PadlockReaders
import Testing

@Suite struct LaunchLineTests {
  static let start = "${SPRINGBOOTAPP_JAVA} -jar /opt/xmatters/xa/bin/xa.jar"

  private func read(
    _ text: String, environment: [String: String] = [:], markers: [String] = ["xa.jar"]
  ) throws -> LaunchReading {
    try LaunchLine.read(
      bytes: Array(text.utf8), markers: markers, optionPrefixes: ["server."],
      environment: environment)
  }

  @Test func `the line of the article yields its five options`() throws {
    let reading = try read(
      """
      #!/bin/sh
      \(Self.start) --server.ssl.key-store-type=JKS --server.ssl.key-store=/path/to/f.jks \
      --server.ssl.key-store-password=changeit --server.ssl.key-alias=certificate-alias \
      --server.ssl.enabled=true
      """)
    #expect(
      reading.document.settings.map(\.key) == [
        "server.ssl.key-store-type", "server.ssl.key-store", "server.ssl.key-store-password",
        "server.ssl.key-alias", "server.ssl.enabled",
      ])
    #expect(reading.document.settings.allSatisfy { $0.isEffective && $0.isKnown && $0.line == 2 })
    #expect(reading.document.effective("server.ssl.key-alias")?.value.text == "certificate-alias")
    #expect(reading.document.defects == [])
    #expect(reading.command?.jar == "/opt/xmatters/xa/bin/xa.jar")
    #expect(reading.command?.executable == "${SPRINGBOOTAPP_JAVA}")
  }

  @Test func `a broken line loses what follows it`() throws {
    let reading = try read(
      "\(Self.start) --server.ssl.key-store-type=JKS\n--server.ssl.key-store=/f.jks "
        + "--server.ssl.enabled=true\n")
    #expect(reading.document.effective("server.ssl.key-store-type")?.value.text == "JKS")
    #expect(reading.document.effective("server.ssl.key-store") == nil)
    #expect(
      reading.document.defects == [
        Defect(.lineBroken, line: 2, keys: ["server.ssl.key-store", "server.ssl.enabled"])
      ])
  }

  @Test(arguments: [
    "--server.ssl.key-store=\n/f.jks --server.ssl.enabled=true",
    "\\ \n  --server.ssl.enabled=true", "\n\n# note\n--server.ssl.enabled=true",
  ])
  func `a line that is broken elsewhere is noticed too`(rest: String) throws {
    let reading = try read("\(Self.start) \(rest)\n")
    #expect(reading.document.effective("server.ssl.enabled") == nil)
    #expect(reading.document.settings.contains { $0.key == "server.ssl.enabled" })
    #expect(reading.document.defects.map(\.kind) == [.lineBroken])
  }

  @Test func `without a space one option swallows the next`() throws {
    let reading = try read(
      "\(Self.start) --server.ssl.key-store-type=JKS--server.ssl.key-store=/p.jks")
    #expect(
      reading.document.effective("server.ssl.key-store-type")?.value.text
        == "JKS--server.ssl.key-store=/p.jks")
    #expect(
      reading.document.defects == [
        Defect(
          .missingSpace, line: 1, keys: ["server.ssl.key-store-type", "server.ssl.key-store"])
      ])
  }

  @Test func `without a space after the jar Java looks for another jar`() throws {
    let reading = try read("\(Self.start)--server.ssl.key-store-type=JKS")
    #expect(reading.command?.jar?.hasSuffix("xa.jar--server.ssl.key-store-type=JKS") == true)
    #expect(
      reading.document.defects == [
        Defect(.missingSpace, line: 1, keys: ["server.ssl.key-store-type"])
      ])
  }

  @Test(arguments: [
    ("pa$$wd&x", false), ("pa$wd", false), ("pa;x", true), ("pa|x", true), ("pa x", true),
    ("pa\\dx", true), ("pa\"s\"s", true), ("pa(x)", true), ("pa>x", true), ("a{1,2}", false),
    ("pa`x`", false),
  ])
  func `a password that the shell cuts or changes is a fault`(
    password: String, isKnown: Bool
  ) throws {
    let reading = try read(
      "\(Self.start) --server.ssl.key-store-password=\(password) --server.ssl.enabled=true")
    let defect = try #require(reading.document.defects.first { $0.kind == .shellCharacters })
    #expect(defect.keys == ["server.ssl.key-store-password"])
    let setting = try #require(reading.document.effective("server.ssl.key-store-password"))
    #expect(setting.isKnown == isKnown)
    #expect(setting.value.text != password || !isKnown)
  }

  @Test func `what follows an ampersand in a password never reaches Java`() throws {
    let reading = try read(
      "\(Self.start) --server.ssl.key-store-password=pa$$wd&x --server.ssl.enabled=true")
    #expect(reading.document.effective("server.ssl.enabled") == nil)
    #expect(reading.document.settings.contains { $0.key == "server.ssl.enabled" })
  }

  @Test(arguments: [
    "'--server.ssl.key-store-password=pa$$wd&x'", "--server.ssl.key-store-password='pa$$wd&x'",
    #""--server.ssl.key-store-password=pa\$\$wd&x""#,
    #"--server.ssl.key-store-password=pa\$\$wd\&x"#,
  ])
  func `a quoted password arrives unchanged`(option: String) throws {
    let reading = try read("\(Self.start) \(option) --server.ssl.enabled=true 2>&1 &")
    #expect(
      reading.document.effective("server.ssl.key-store-password")?.value.text == "pa$$wd&x")
    #expect(reading.document.effective("server.ssl.enabled")?.value.text == "true")
    #expect(reading.document.defects == [])
  }

  @Test(arguments: ["\u{2013}server.ssl.enabled", "\u{2212}-server.ssl.enabled"])
  func `a typographic dash makes no option`(option: String) throws {
    let reading = try read("\(Self.start) \(option)=true")
    #expect(reading.document.effective("server.ssl.enabled") == nil)
    #expect(
      reading.document.defects == [
        Defect(.typographicDash, line: 1, keys: ["server.ssl.enabled"])
      ])
  }

  @Test func `line ends of Windows end up in the last value`() throws {
    let reading = try read("#!/bin/sh\r\n\(Self.start) --server.ssl.enabled=true\r\n")
    #expect(reading.document.effective("server.ssl.enabled")?.value.text == "true\r")
    #expect(
      reading.document.defects == [
        Defect(.carriageReturns, line: 1),
        Defect(.carriageReturns, line: 2, keys: ["server.ssl.enabled"]),
      ])
  }

  @Test func `line ends of Windows change the name of the jar`() throws {
    let reading = try read("\(Self.start)\r\n")
    #expect(reading.document.defects == [Defect(.carriageReturns, line: 1)])
  }

  @Test func `a script of many lines is followed`() throws {
    let reading = try read(
      #"""
      #!/bin/bash
      # starts the agent: java -jar xa.jar --server.ssl.ciphers=x
      . /etc/xmatters/xa/xa.conf
      export SERVER_PORT=8282
      STORE=/etc/agent.jks
      OPTS="--server.ssl.enabled=true --server.ssl.key-alias=one"
      cat <<'EOF'
      java -jar xa.jar --server.ssl.enabled=heredoc
      EOF
      if [ -n "$DEBUG" ]; then
        OTHER=1
      fi
      java -version 2>&1 | grep -q 11 || exit 1
      case "$1" in
        start|restart)
          LANG=C exec nohup "$JAVA_HOME/bin/java" -Xmx1g -Dserver.port=1 ${JAVA_OPTS} \
            -jar /opt/xa.jar $OPTS \
            --server.ssl.key-store=${STORE} --server.ssl.key-password=$OTHER \
            --server.ssl.trust-store=${MISSING:-/dev/null} >> /var/log/x 2>&1 &
          ;;
        *) echo "usage: java -jar xa.jar" ;;
      esac
      """#)
    let document = reading.document
    #expect(document.effective("server.ssl.enabled")?.value.text == "true")
    #expect(document.effective("server.ssl.key-alias")?.value.text == "one")
    #expect(document.effective("server.ssl.key-store")?.value.text == "/etc/agent.jks")
    #expect(document.effective("server.ssl.key-password")?.isKnown == false)
    #expect(document.effective("server.port")?.source == .systemProperty)
    #expect(document.effective("SERVER_PORT")?.value.text == "8282")
    #expect(document.effective("LANG")?.source == .environment)
    #expect(document.defects == [Defect(.linesCommented, line: 2, keys: ["server.ssl.ciphers"])])
    #expect(reading.command?.executable == "$JAVA_HOME/bin/java")
    #expect(reading.command?.line == 16)
    #expect(reading.command?.lastLine == 19)
    #expect(reading.command?.hasUnknownArguments == true)
  }

  @Test func `the line with the marker is chosen among several`() throws {
    let reading = try read(
      "java -jar xa.jar --server.port=1\njava -jar other.jar --server.port=2\n")
    #expect(reading.document.effective("server.port")?.value.text == "1")
  }

  @Test func `options follow a main class as well`() throws {
    let reading = try read(
      "java -cp ${CP} ${DL} org.springframework.boot.loader.JarLauncher --server.port=1",
      markers: ["JarLauncher"])
    #expect(reading.command?.mainClass == "org.springframework.boot.loader.JarLauncher")
    #expect(reading.document.effective("server.port")?.value.text == "1")
  }

  @Test func `a command inside the quotes of su is read`() throws {
    let reading = try read("su - xmatters -c \"java -jar xa.jar --server.port=1 &\"")
    #expect(reading.document.effective("server.port")?.value.text == "1")
  }

  @Test func `options on the wrong side of the jar are named`() throws {
    let reading = try read("java --server.port=1 -jar xa.jar -Dserver.ssl.enabled=true")
    #expect(reading.document.settings.allSatisfy { !$0.isEffective })
    #expect(
      Set(reading.document.defects.map(\.kind)) == [.argumentBeforeJar, .systemPropertyAfterJar])
  }

  @Test func `an option given twice reaches Spring as a list`() throws {
    let reading = try read("java -jar xa.jar --server.port=1 --server.port=2")
    #expect(reading.document.effective("server.port")?.value.text == "1,2")
    #expect(reading.document.defects.map(\.kind) == [.optionRepeated])
  }

  @Test func `an argument outranks a property of the virtual machine`() throws {
    let reading = try read("java -Dserver.port=1 -jar xa.jar --server.port=2")
    #expect(reading.document.settings.map(\.isEffective) == [false, true])
  }

  @Test func `a variable is taken from the environment that is passed`() throws {
    let reading = try read(
      "$RUN -jar xa.jar --server.port=$PORT", environment: ["PORT": "9", "RUN": "java"])
    #expect(reading.document.effective("server.port")?.value.text == "9")
    #expect(reading.document.defects == [])
  }

  @Test func `a quote that stays open is named`() throws {
    let reading = try read("java -jar xa.jar --server.port='1\n")
    #expect(reading.document.defects.map(\.kind) == [.quoteUnbalanced])
  }

  @Test func `a script without Java says so`() throws {
    let reading = try read("echo java -jar xa.jar\n")
    #expect(reading.command == nil)
    #expect(reading.document.defects == [Defect(.noLaunchLine, line: 1)])
  }
}
