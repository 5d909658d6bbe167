import Foundation
import PadlockCollectors
import PadlockModel
import TestSupport
import Testing

@testable import PadlockCommands

/// Systems that look wrong and are not: none yields an error, not even a possible one.
@Suite struct OddAgentTests {
  /// Checks that a tree yields no error, and nothing at all beyond these remarks.
  private func expectHealthy(
    _ tree: AgentTree, remarks: [String] = [], opensKeystore: Bool = true,
    sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let report = try await tree.report()
    #expect(report.errors == [], sourceLocation: sourceLocation)
    #expect(report.remarks == remarks, sourceLocation: sourceLocation)
    #expect(report.outcome == .healthy, sourceLocation: sourceLocation)
    if opensKeystore {
      #expect(
        report.facts.contains { $0.name == "keystore.opens" && $0.state == .value(.boolean(true)) },
        sourceLocation: sourceLocation)
    }
  }

  /// An agent on Linux with this start script.
  private func scripted(_ text: String) throws -> AgentTree {
    var tree = try AgentTree()
    tree.setScript(text)
    return tree
  }

  private static let standard = AgentTree.options("/etc/xagent/agent.p12")

  private static func arguments(_ options: [String]) -> String {
    options.map { " --\($0)" }.joined()
  }

  @Test(arguments: [Platform.linux, .windows])
  func `a PKCS12 file that is declared JKS`(platform: Platform) async throws {
    var tree = try AgentTree(platform)
    let path = platform == .linux ? "/etc/xagent/agent.p12" : "c://certs//agent.p12"
    tree.setOptions(AgentTree.options(path, type: "JKS"))
    try await expectHealthy(tree, remarks: ["keystore.type-differs confirmed"])
  }

  @Test func `a JKS file that is declared PKCS12`() async throws {
    var tree = try AgentTree()
    try tree.put("etc/xagent/agent.p12", fixture: "agent.jks")
    try await expectHealthy(tree, remarks: ["keystore.type-differs confirmed"])
  }

  @Test func `numbers with gaps and out of order`() async throws {
    var tree = try AgentTree(.windows)
    let numbers = [20, 10, 30, 11, 12]
    tree.setWrapper(
      zip(numbers, AgentTree.options("c://certs//agent.p12")).map {
        "wrapper.java.additional.\($0) = -D\($1)"
      })
    try await expectHealthy(tree, remarks: ["xagent.wrapper-number-gap confirmed"])
  }

  @Test(arguments: ["AGENT", "Agent", "agent"])
  func `an alias in other letters`(alias: String) async throws {
    var tree = try AgentTree()
    var options = AgentTree.options("/etc/xagent/agent.p12", type: "JKS")
    options[3] = "server.ssl.key-alias=\(alias)"
    tree.setOptions(options)
    try tree.put("etc/xagent/agent.p12", fixture: "upper.jks")
    try await expectHealthy(tree)
  }

  @Test func `the switch is left out, and the alias`() async throws {
    try await expectHealthy(
      try scripted(AgentTree.script(Self.arguments(Array(Self.standard.prefix(3))))))
  }

  @Test(arguments: [
    "c://certs//agent.p12", "C:/certs/agent.p12", #"c:\\certs\\agent.p12"#,
    "C:/CERTS/Agent.P12", "file:///C:/certs/agent.p12", "file:c:/certs/agent.p12",
    #"C:\\\\certs\\\\agent.p12"#,
  ])
  func `ways to write a Windows path`(path: String) async throws {
    var tree = try AgentTree(.windows)
    tree.setOptions(AgentTree.options(path))
    try await expectHealthy(tree)
  }

  @Test(arguments: [
    "file:/etc/xagent/agent.p12", "file:///etc/xagent/agent.p12",
    "file://localhost/etc/xagent/agent.p12", "/etc//xagent/../xagent/./agent.p12",
    "file:/etc/xagent/agent%2Ep12",
  ])
  func `ways to write a path on Linux`(path: String) async throws {
    try await expectHealthy(
      try scripted(AgentTree.script(Self.arguments(AgentTree.options(path)))))
  }

  @Test func `an old failure in the log, before the last start`() async throws {
    var tree = try AgentTree()
    let failed = """
      2026-11-20 08:00:00.062  INFO 711 --- [main] com.xmatters.XAgentApplication           : \
      Starting XAgentApplication using Java 17.0.15 with PID 711
      2026-11-20 08:00:05.122 ERROR 711 --- [main] o.s.boot.SpringApplication               : \
      Application run failed
      Caused by: java.security.UnrecoverableKeyException: Cannot recover key
      \tat java.base/sun.security.provider.KeyProtector.recover(KeyProtector.java:314)

      """
    tree.put(tree.log, failed + AgentTree.healthyLog, changed: AgentTree.started)
    try await expectHealthy(tree)
  }

  @Test func `an old failure in a log that was rotated`() async throws {
    var tree = try AgentTree()
    tree.put(
      "var/log/xmatters/xmatters-xa/agent-communication-xmatters.2026-11-19.log",
      """
      2026-11-19 08:00:00.062  INFO 711 --- [main] com.xmatters.XAgentApplication           : \
      Starting XAgentApplication using Java 17.0.15 with PID 711
      Caused by: java.io.IOException: keystore password was incorrect

      """, changed: AgentTree.date("2026-11-19T08:00:05Z"))
    try await expectHealthy(tree)
  }

  @Test func `a failure in a rotated log, and a new log without a start`() async throws {
    var tree = try AgentTree()
    tree.put(
      "var/log/xmatters/xmatters-xa/agent-communication-xmatters.2026-11-19.log",
      """
      2026-11-19 08:00:00.062  INFO 711 --- [main] com.xmatters.XAgentApplication           : \
      Starting XAgentApplication using Java 17.0.15 with PID 711
      Caused by: java.io.IOException: keystore password was incorrect

      """, changed: AgentTree.date("2026-11-19T08:00:05Z"))
    tree.put(
      tree.log,
      "2026-11-20 10:30:00.062  INFO 8203 --- [pool-1] c.x.Poller : heartbeat sent\n",
      changed: AgentTree.date("2026-11-20T10:30:00Z"))
    try await expectHealthy(tree)
  }

  @Test func `no log at all`() async throws {
    var tree = try AgentTree()
    tree.remove(tree.log)
    try await expectHealthy(tree)
  }

  @Test func `certificates beside the one key`() async throws {
    var tree = try AgentTree()
    tree.setOptions(AgentTree.options("/etc/xagent/agent.p12", type: "JKS"))
    try tree.put("etc/xagent/agent.p12", fixture: "several.jks")
    try await expectHealthy(tree)
    tree.setOptions(
      Array(AgentTree.options("/etc/xagent/agent.p12", type: "JKS").prefix(3)))
    try await expectHealthy(tree)
  }

  @Test func `a second key under another password that is not used`() async throws {
    var tree = try AgentTree()
    tree.setOptions(AgentTree.options("/etc/xagent/agent.p12", type: "JKS"))
    try tree.put("etc/xagent/agent.p12", fixture: "extra.jks")
    try await expectHealthy(tree)
  }

  @Test func `two keys and no alias`() async throws {
    var tree = try AgentTree()
    try tree.put("etc/xagent/agent.p12", fixture: "two.p12")
    tree.setOptions(Array(Self.standard.prefix(3)))
    try await expectHealthy(tree, remarks: ["keystore.several-keys confirmed"])
  }

  @Test func `a secret key in a JCEKS store`() async throws {
    var tree = try AgentTree()
    try tree.put("etc/xagent/agent.jceks", fixture: "secret.jceks")
    tree.setOptions(AgentTree.options("/etc/xagent/agent.jceks", type: "JCEKS"))
    try await expectHealthy(tree)
  }

  @Test(arguments: [
    ("\n", "export SERVER_SSL_"), ("\r\n", "export SERVER_SSL_"), ("\n", "SERVER_SSL_"),
  ])
  func `options in the environment`(end: String, prefix: String) async throws {
    var tree = try scripted(AgentTree.script(""))
    let lines = [
      "SPRINGBOOTAPP_JAVA=/usr/bin/java", "\(prefix)KEY_STORE=/etc/xagent/agent.p12",
      "\(prefix)KEY_STORE_TYPE=PKCS12", "\(prefix)KEY_STORE_PASSWORD='\(AgentTree.password)'",
      "\(prefix)KEY_ALIAS=agent", "",
    ]
    guard end == "\n", prefix.hasPrefix("export") else { return }
    tree.put("etc/xmatters/xa/xa.conf", lines.joined(separator: end))
    tree.put("etc/xmatters/xa/xa.conf.bak", "# as it came\n")
    try await expectHealthy(tree)
  }

  @Test(arguments: ["keyStore", "KEY_STORE", "keystore", "key_store"])
  func `Spring's other spellings`(word: String) async throws {
    var options = Self.standard
    options[0] = "server.ssl.\(word)Type=PKCS12"
    options[1] = "server.ssl.\(word)=/etc/xagent/agent.p12"
    if word == "KEY_STORE" { options[0] = "server.ssl.KEY_STORE_TYPE=PKCS12" }
    if word == "key_store" { options[0] = "server.ssl.key_store_type=PKCS12" }
    try await expectHealthy(try scripted(AgentTree.script(Self.arguments(options))))
  }

  @Test func `options in the file that the wrapper's first option names`() async throws {
    for folder in ["", "config/"] {
      var tree = try AgentTree(.windows)
      tree.setWrapper([])
      tree.put(
        "C/Program Files/xa/\(folder)application-overrides.properties",
        "server.port=8081\n"
          + AgentTree.options("c://certs//agent.p12").map { $0 + "\n" }.joined())
      tree.put("C/Program Files/xa/\(folder)application-overrides.properties.bak", "\n")
      try await expectHealthy(tree)
    }
  }

  @Test func `options that come from where nobody looks, and a log that says HTTPS`() async throws {
    try await expectHealthy(
      try scripted("#!/bin/sh\nexec java $XA_OPTS -jar /opt/xmatters/xa/bin/xa.jar\n"),
      remarks: ["xagent.https-set-elsewhere likely"], opensKeystore: false)
  }

  @Test(arguments: ["$OPTS", "${OPTS}"])
  func `options in a variable`(word: String) async throws {
    var tree = try scripted(
      "#!/bin/sh\n. /etc/xmatters/xa/xa.conf\nexec java \(word) -jar /opt/xmatters/xa/bin/xa.jar\n")
    tree.put(
      "etc/xmatters/xa/xa.conf",
      "export OPTS=\"\(Self.standard.map { "-D\($0)" }.joined(separator: " "))\"\n")
    try await expectHealthy(tree)
  }

  @Test func `a keystore behind links`() async throws {
    var tree = try AgentTree()
    tree.move("etc/xagent/agent.p12", to: "srv/keys/2026/agent.p12")
    tree.link("etc/xagent/agent.p12", to: "/srv/keys/current/agent.p12")
    tree.link("srv/keys/current", to: "2026")
    try await expectHealthy(tree)
  }

  @Test func `comments that look like options`() async throws {
    let text = """
      #!/bin/sh
      # exec java -jar xa.jar --server.ssl.enabled=false --server.ssl.key-store=/old.jks
      \(AgentTree.script(Self.arguments(Self.standard)).split(separator: "\n").last ?? "")
      # --server.ssl.key-password=none

      """
    try await expectHealthy(try scripted(text))
    var tree = try AgentTree(.windows)
    tree.setWrapper(
      ["# wrapper.java.additional.4 = -Dserver.ssl.enabled=false"]
        + AgentTree.numbered(AgentTree.options("c://certs//agent.p12"))
        + ["#wrapper.java.additional.9 = -Dserver.ssl.key-password=example"])
    try await expectHealthy(tree)
  }

  @Test func `system properties before the jar`() async throws {
    let options = Self.standard.map { " -D\($0)" }.joined()
    try await expectHealthy(
      try scripted("#!/bin/sh\nexec /usr/bin/java\(options) -jar /opt/xmatters/xa/bin/xa.jar\n"))
  }

  @Test(arguments: [
    "exec nohup java", "nice -n 5 /usr/bin/java", "exec \"$SPRINGBOOTAPP_JAVA\" -Xmx512m",
    "sudo -u xmatters java",
  ])
  func `other words before Java`(words: String) async throws {
    try await expectHealthy(
      try scripted(
        "#!/bin/sh\n\(words) -jar /opt/xmatters/xa/bin/xa.jar\(Self.arguments(Self.standard)) &\n"))
  }

  @Test func `a start line continued by backslashes`() async throws {
    let lines = Self.standard.map { " \\\n  --\($0)" }.joined()
    try await expectHealthy(try scripted(AgentTree.script(lines)))
  }

  @Test func `carriage returns in the wrapper's file, and a byte order mark over a comment`()
    async throws
  {
    var tree = try AgentTree(.windows)
    let text = AgentTree.wrapper(
      AgentTree.numbered(AgentTree.options("c://certs//agent.p12")))
    tree.put(tree.wrapper, text.replacing("\n", with: "\r\n"))
    try await expectHealthy(tree)
    tree.put(tree.wrapper, "\u{FEFF}" + text)
    try await expectHealthy(tree)
    tree.put(tree.wrapper, "\u{FEFF}" + text.replacing("\n", with: "\r\n"))
    try await expectHealthy(tree)
  }

  @Test(arguments: [
    #"'p$w&rd;x y'"#, #"p\$w\&rd\;x\ y"#, #""p\$w&rd;x y""#,
  ])
  func `a password with the shell's characters, quoted`(written: String) async throws {
    var tree = try AgentTree()
    try tree.put("etc/xagent/agent.p12", fixture: "shell.p12")
    tree.setOptions(AgentTree.options("/etc/xagent/agent.p12", password: written))
    try await expectHealthy(tree)
  }

  @Test func `a password with the shell's characters in the wrapper's file`() async throws {
    var tree = try AgentTree(.windows)
    try tree.put(tree.keystore, fixture: "shell.p12")
    tree.setOptions(AgentTree.options("c://certs//agent.p12", password: "p$w&rd;x y"))
    try await expectHealthy(tree)
  }

  @Test func `a key password of its own, and the right one`() async throws {
    var tree = try AgentTree()
    try tree.put("etc/xagent/agent.p12", fixture: "differs.jks")
    tree.setOptions(
      AgentTree.options("/etc/xagent/agent.p12", type: "JKS")
        + ["server.ssl.key-password=Other-2026-key"])
    try await expectHealthy(tree)
  }

  @Test func `a configuration touched after the start that had HTTPS`() async throws {
    var tree = try AgentTree()
    tree.put(
      tree.script, AgentTree.script(Self.arguments(Self.standard)), mode: 0o550,
      changed: AgentTree.date("2026-11-20T12:00:00Z"))
    let report = try await tree.report()
    #expect(report.errors == [])
  }

  @Test(arguments: [0o644, 0o664, 0o600])
  func `a tree that was unpacked without modes and owners`(mode: Int) async throws {
    var tree = try AgentTree()
    tree.put("etc/passwd", "root:x:0:0::/root:/bin/sh\nxmatters:x:998:997::/:/bin/sh\n", mode: mode)
    tree.put(
      "etc/systemd/system/xmatters-xa.service",
      "[Service]\nUser=xmatters\nExecStart=/opt/xmatters/xa/bin/systemd.start.sh\n", mode: mode)
    for path in [tree.script + ".bak", "opt/xmatters/xa/bin/xa.jar", "etc/xmatters/xa/xa.conf"] {
      tree.put(path, "#!/bin/sh\n", mode: mode)
    }
    tree.put(tree.script, AgentTree.script(Self.arguments(Self.standard)), mode: mode)
    let report = try await tree.report()
    #expect(report.errors == [])
  }

  @Test func `a self-signed certificate that clients trust, served as configured`() async throws {
    let server = try OpenSSLServer(
      certificate: "tls/self.pem", key: "tls/self.key", ["-www"])
    var tree = try AgentTree()
    try tree.put("etc/xagent/agent.p12", fixture: "self.p12")
    let report = try await tree.report(probing: server.port) {
      $0.trust = [Fixture.path("tls/self.pem")]
    }
    #expect(report.errors == [])
    #expect(report.outcome == .healthy)
  }

  @Test func `touched after a start of which the log says nothing, and served as configured`()
    async throws
  {
    let server = try OpenSSLServer(
      certificate: "tls/leaf.pem", key: "tls/leaf.key", chain: "tls/intermediate.pem", ["-www"])
    var tree = try AgentTree()
    try tree.put("etc/xagent/agent.p12", fixture: "leaf.p12")
    tree.put(
      tree.script, AgentTree.script(Self.arguments(Self.standard)), mode: 0o550,
      changed: AgentTree.date("2026-11-20T12:00:00Z"))
    let log = AgentTree.healthyLog.split(separator: "\n")
    tree.put(
      tree.log, [log[0], log[3], ""].joined(separator: "\n"), changed: AgentTree.started)
    let report = try await tree.report(probing: server.port) {
      $0.trust = [Fixture.path("tls/root.pem")]
    }
    #expect(report.errors == [])
    #expect(report.outcome == .healthy)
  }
}
