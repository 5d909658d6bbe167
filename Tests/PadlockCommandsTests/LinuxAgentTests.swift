import PadlockCollectors
import PadlockModel
import Testing

@testable import PadlockCommands

/// One fault each in the files of an agent on Linux: the cause comes first, and alone.
@Suite struct LinuxAgentTests {
  @Test func `the tree as it is made is healthy`() async throws {
    let report = try await AgentTree().report()
    #expect(report.errors + report.remarks == [])
    #expect(report.outcome == .healthy)
    #expect(report.targets.map(\.host) == ["agent01.example.com"])
  }

  @Test func `without a host a tree's machine is not at hand, which is no choice`() async throws {
    var report = try await AgentTree().report { $0.noProbe = false }
    var left = try #require(report.unchecked.first { $0.what.contains("connections") })
    #expect(left.why == "the target's machine is not at hand, only its files")
    #expect(left.how.contains("--host"))
    #expect(report.outcome == .healthy)
    report = try await AgentTree().report()
    left = try #require(report.unchecked.first { $0.what.contains("connections") })
    #expect(left.why == "left out by choice (--no-probe)")
  }

  @Test func `a key under another password`() async throws {
    var tree = try AgentTree()
    try tree.put("etc/xagent/agent.jks", fixture: "differs.jks")
    tree.setOptions(AgentTree.options("/etc/xagent/agent.jks", type: "JKS"))
    let report = try await tree.report()
    #expect(report.errors == ["keystore.key-password-differs confirmed"])
    #expect(report.cited(by: "keystore.key-password-differs").contains("agent.jks"))
  }

  @Test func `a keystore path that names no file`() async throws {
    var tree = try AgentTree()
    tree.setOptions(AgentTree.options("/etc/xagent/agnet.p12"))
    let report = try await tree.report()
    #expect(report.errors == ["keystore.missing confirmed"])
    #expect(report.diagnosis("keystore.missing")?.summary.contains("agnet.p12") == true)
  }

  @Test func `a keystore whose folder is not in the tree is not called missing`() async throws {
    var tree = try AgentTree()
    tree.setOptions(AgentTree.options("/srv/keys/agent.p12"))
    let report = try await tree.report()
    #expect(report.errors == [])
    #expect(report.unchecked.contains { $0.what.contains("/srv/keys/agent.p12") })
  }

  @Test func `a wrong password`() async throws {
    var tree = try AgentTree()
    tree.setOptions(AgentTree.options("/etc/xagent/agent.p12", password: "Xa-2026-secrets"))
    let report = try await tree.report()
    #expect(report.errors == ["keystore.password-wrong confirmed"])
  }

  @Test func `an alias that is not there, and one that is a certificate`() async throws {
    var tree = try AgentTree()
    var options = AgentTree.options("/etc/xagent/agent.p12")
    options[3] = "server.ssl.key-alias=agnet"
    tree.setOptions(options)
    var report = try await tree.report()
    #expect(report.errors == ["keystore.alias-missing confirmed"])

    options[1] = "server.ssl.key-store=/etc/xagent/several.jks"
    options[3] = "server.ssl.key-alias=leaf"
    tree.setOptions(options)
    try tree.put("etc/xagent/several.jks", fixture: "several.jks")
    report = try await tree.report()
    #expect(report.errors == ["keystore.alias-not-a-key confirmed"])
  }

  @Test func `a keystore of certificates alone`() async throws {
    var tree = try AgentTree()
    var options = AgentTree.options("/etc/xagent/agent.jks", type: "JKS")
    options[3] = "server.ssl.key-alias=leaf"
    tree.setOptions(options)
    try tree.put("etc/xagent/agent.jks", fixture: "certificates.jks")
    var report = try await tree.report()
    #expect(report.errors == ["keystore.alias-not-a-key confirmed"])

    // Where no alias is named, none of the entries can be blamed.
    options.remove(at: 3)
    tree.setOptions(options)
    report = try await tree.report()
    #expect(report.errors == ["keystore.no-private-key confirmed"])
  }

  @Test func `a file that is no keystore`() async throws {
    var tree = try AgentTree()
    tree.put("etc/xagent/agent.p12", "-----BEGIN CERTIFICATE-----\nMIIB\n")
    let report = try await tree.report()
    #expect(report.errors == ["keystore.not-a-keystore confirmed"])
  }

  @Test func `HTTPS switched off`() async throws {
    var tree = try AgentTree()
    var options = AgentTree.options("/etc/xagent/agent.p12")
    options[4] = "server.ssl.enabled=false"
    tree.setOptions(options)
    let report = try await tree.report()
    #expect(report.errors == ["xagent.https-disabled confirmed"])
    #expect(report.cited(by: "xagent.https-disabled").contains("systemd.start.sh:3"))
  }

  @Test func `HTTPS never configured`() async throws {
    var tree = try AgentTree()
    tree.setScript(AgentTree.script(""))
    tree.startWithPlainHTTP()
    tree.remove("etc/xagent/agent.p12")
    let report = try await tree.report()
    #expect(report.errors == ["xagent.https-not-configured confirmed"])
    #expect(report.cited(by: "xagent.https-not-configured").contains("systemd.start.sh"))
  }

  @Test func `a configuration changed after a start with plain HTTP`() async throws {
    var tree = try AgentTree()
    tree.put(
      tree.log, AgentTree.healthyLog.replacing("(https)", with: "(http)"),
      changed: AgentTree.started)
    tree.put(
      tree.script,
      AgentTree.script(
        AgentTree.options("/etc/xagent/agent.p12").map { " --\($0)" }.joined()),
      mode: 0o550, changed: AgentTree.date("2026-11-20T11:00:00Z"))
    // The log goes on, so its own time says nothing of an unpacking.
    let report = try await tree.report()
    #expect(report.errors == ["service.not-restarted likely"])
  }

  @Test(arguments: [
    ("server.ssl.key-store-type=PKCS12\n", "line-broken", "xagent.start-line-broken", 4),
    ("server.ssl.key-store-type=PKCS12", "missing-space", "xagent.start-line-missing-space", 3),
  ])
  func `a start line that is broken or joined`(
    first: String, defect: String, id: String, line: Int
  ) async throws {
    var tree = try AgentTree()
    let rest = AgentTree.options("/etc/xagent/agent.p12").dropFirst()
    let space = first.hasSuffix("\n") ? "" : ""
    tree.setScript(
      AgentTree.script(" --\(first)\(space)" + rest.map { "--\($0)" }.joined(separator: " ")))
    let report = try await tree.report()
    #expect(report.errors == ["\(id) confirmed"])
    #expect(report.cited(by: id).contains("systemd.start.sh:\(line)"))
  }

  @Test(arguments: [
    ("p$w&rd;x y", "shell.p12"), ("Xa-2026 secret", "agent.p12"),
  ])
  func `a password that the shell changes`(password: String, store: String) async throws {
    var tree = try AgentTree()
    try tree.put("etc/xagent/agent.p12", fixture: store)
    tree.setOptions(AgentTree.options("/etc/xagent/agent.p12", password: password))
    let report = try await tree.report()
    #expect(report.errors.first == "xagent.start-line-shell-characters confirmed")
    #expect(
      Set(report.errors.dropFirst()).isSubset(of: ["keystore.password-wrong confirmed"]))
    #expect(
      report.cited(by: "xagent.start-line-shell-characters").contains("systemd.start.sh:3"))
  }

  @Test func `options that begin with an en dash`() async throws {
    var tree = try AgentTree()
    tree.setScript(
      AgentTree.script(
        AgentTree.options("/etc/xagent/agent.p12").map { " \u{2013}\($0)" }.joined()))
    let report = try await tree.report()
    #expect(report.errors == ["xagent.start-line-typographic-dash confirmed"])
  }

  @Test func `one option that begins with an en dash`() async throws {
    var tree = try AgentTree()
    let options = AgentTree.options("/etc/xagent/agent.p12")
    tree.setScript(
      AgentTree.script(
        options.enumerated().map { ($0.offset == 2 ? " \u{2013}\u{2013}" : " --") + $0.element }
          .joined()))
    let report = try await tree.report()
    #expect(report.errors.first == "xagent.start-line-typographic-dash confirmed")
    #expect(
      Set(report.errors.dropFirst()).isSubset(of: ["keystore.password-missing confirmed"]))
  }

  @Test func `a script with carriage returns`() async throws {
    var tree = try AgentTree()
    tree.setScript(
      AgentTree.script(
        AgentTree.options("/etc/xagent/agent.p12").map { " --\($0)" }.joined()
      ).replacing("\n", with: "\r\n"))
    let report = try await tree.report()
    #expect(report.errors == ["xagent.config-encoding confirmed"])
  }

  @Test func `a needed option is missing`() async throws {
    var tree = try AgentTree()
    var options = AgentTree.options("/etc/xagent/agent.p12")
    options.remove(at: 1)
    tree.setOptions(options)
    let report = try await tree.report()
    #expect(report.errors == ["xagent.option-missing confirmed"])
    #expect(
      report.diagnosis("xagent.option-missing")?.summary.contains("key-store") == true
        || report.diagnosis("xagent.option-missing")?.summary.contains("keystore.path") == true)
  }

  @Test func `a misspelled option`() async throws {
    var tree = try AgentTree()
    var options = AgentTree.options("/etc/xagent/agent.p12")
    options[2] = "server.ssl.key-store-pasword=\(AgentTree.password)"
    tree.setOptions(options)
    let report = try await tree.report()
    #expect(report.diagnoses.first?.id == "xagent.option-unknown")
    #expect(report.errors.contains("xagent.option-missing confirmed"))
    #expect(
      Set(report.errors).isSubset(of: [
        "xagent.option-missing confirmed", "keystore.password-missing confirmed",
      ]))
  }

  @Test func `the article's sample path`() async throws {
    var tree = try AgentTree()
    tree.setOptions(AgentTree.options("/path/to/certificate-file.jks"))
    let report = try await tree.report()
    #expect(report.errors == ["xagent.placeholder-left confirmed"])
  }

  @Test func `an upgrade that put the original back`() async throws {
    var tree = try AgentTree()
    tree.move(tree.script, to: tree.script + ".bak")
    tree.put(tree.script, AgentTree.script(""), mode: 0o550)
    let report = try await tree.report()
    #expect(report.errors == ["xagent.config-lost-by-upgrade confirmed"])
    #expect(
      report.cited(by: "xagent.config-lost-by-upgrade").contains("systemd.start.sh.bak:3"))
  }

  @Test func `the script for hosts without systemd was edited`() async throws {
    var tree = try AgentTree()
    tree.move(tree.script, to: "opt/xmatters/xa/bin/xa.sh")
    tree.put(tree.script, AgentTree.script(""), mode: 0o550)
    let report = try await tree.report()
    #expect(report.errors == ["xagent.wrong-start-script confirmed"])
    #expect(report.cited(by: "xagent.wrong-start-script").contains("xa.sh:3"))
  }

  @Test func `a start script that lost its right to be executed`() async throws {
    var tree = try AgentTree()
    tree.put("etc/passwd", "root:x:0:0::/root:/bin/sh\nxmatters:x:0:0::/:/bin/sh\n")
    tree.put(
      "etc/systemd/system/xmatters-xa.service",
      "[Service]\nUser=xmatters\nExecStart=/opt/xmatters/xa/bin/systemd.start.sh\n")
    tree.put(
      tree.script,
      AgentTree.script(
        AgentTree.options("/etc/xagent/agent.p12").map { " --\($0)" }.joined()), mode: 0o440)
    let report = try await tree.report()
    #expect(report.errors == ["xagent.start-script-not-executable confirmed"])
  }

  @Test func `a keystore in the agent's own folder`() async throws {
    var tree = try AgentTree()
    tree.setOptions(AgentTree.options("/opt/xmatters/xa/agent.p12"))
    try tree.put("opt/xmatters/xa/agent.p12", fixture: "agent.p12")
    let report = try await tree.report()
    #expect(report.errors == [])
    #expect(report.remarks == ["xagent.certificate-inside-agent-folder confirmed"])
  }

  @Test func `no copy of the original, and none elsewhere`() async throws {
    var tree = try AgentTree()
    tree.remove(tree.script + ".bak")
    let report = try await tree.report()
    #expect(report.errors == [])
    #expect(report.remarks == ["xagent.config-not-backed-up confirmed"])
  }

  @Test func `a failed start in the log hangs under the keystore's fault`() async throws {
    var tree = try AgentTree()
    try tree.put("etc/xagent/agent.jks", fixture: "differs.jks")
    tree.setOptions(AgentTree.options("/etc/xagent/agent.jks", type: "JKS"))
    let log = AgentTree.healthyLog.split(separator: "\n").prefix(2).joined(separator: "\n")
    tree.put(
      tree.log,
      log + """

        2026-11-20 10:00:05.122 ERROR 8203 --- [main] o.s.boot.SpringApplication : \
        Application run failed
        Caused by: java.security.UnrecoverableKeyException: Cannot recover key
        \tat java.base/sun.security.provider.KeyProtector.recover(KeyProtector.java:314)

        """, changed: AgentTree.started)
    let report = try await tree.report()
    #expect(report.errors.first == "keystore.key-password-differs confirmed")
    #expect(
      Set(report.errors.dropFirst()).isSubset(of: ["service.does-not-start likely"]))
    #expect(report.unexplained.map(\.id) == [])
  }

  @Test(arguments: [
    ("-D", " ", "", ""), ("--", " \"", "\"", ""),
  ])
  func `options in a form or a place that does not reach the agent`(
    dash: String, open: String, close: String, _: String
  ) async throws {
    var tree = try AgentTree()
    let options = AgentTree.options("/etc/xagent/agent.p12").map { dash + $0 }
    tree.setScript(AgentTree.script(open + options.joined(separator: " ") + close))
    let report = try await tree.report()
    #expect(report.errors.first == "xagent.option-misplaced confirmed")
    #expect(report.cited(by: "xagent.option-misplaced").contains("systemd.start.sh:3"))
    #expect(!report.errors.contains { $0.hasPrefix("xagent.https-not-configured") })
  }

  @Test func `arguments before the jar`() async throws {
    var tree = try AgentTree()
    let options = AgentTree.options("/etc/xagent/agent.p12").map { " --\($0)" }.joined()
    tree.setScript("#!/bin/sh\nexec java\(options) -jar /opt/xmatters/xa/bin/xa.jar\n")
    let report = try await tree.report()
    #expect(report.errors == ["xagent.option-misplaced confirmed"])
  }

  @Test func `a password between typographic quotes`() async throws {
    var tree = try AgentTree()
    tree.setOptions(
      AgentTree.options(
        "/etc/xagent/agent.p12", password: "\u{201C}\(AgentTree.password)\u{201D}"))
    let report = try await tree.report()
    #expect(
      report.errors == [
        "xagent.typographic-characters confirmed", "keystore.password-wrong confirmed",
      ])
  }

  @Test func `a quote that is never closed`() async throws {
    var tree = try AgentTree()
    tree.setOptions(
      AgentTree.options("/etc/xagent/agent.p12", password: "'\(AgentTree.password)"))
    let report = try await tree.report()
    #expect(report.errors.first == "xagent.start-line-shell-characters confirmed")
  }
}
