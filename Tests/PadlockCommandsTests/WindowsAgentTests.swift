import Foundation
import PadlockModel
import Testing

@testable import PadlockCommands

/// One fault each in the files of an agent on Windows: the cause comes first, and alone.
@Suite struct WindowsAgentTests {
  @Test func `the tree as it is made is healthy`() async throws {
    let report = try await AgentTree(.windows).report()
    #expect(report.errors + report.remarks == [])
    #expect(report.outcome == .healthy)
    #expect(
      report.facts.contains { $0.name == "keystore.opens" && $0.state == .value(.boolean(true)) })
  }

  @Test(arguments: ["C:/", "c/", ""])
  func `the drive may be written otherwise`(drive: String) async throws {
    var tree = try AgentTree(.windows)
    let jar = "C/Program Files/xa/applib/xagent.jar"
    for path in [tree.wrapper, tree.wrapper + ".bak", tree.log, tree.keystore, jar] {
      tree.move(path, to: drive + path.dropFirst(2))
    }
    let report = try await tree.report()
    #expect(report.errors + report.remarks == [])
    #expect(
      report.facts.contains { $0.name == "keystore.opens" && $0.state == .value(.boolean(true)) })
  }

  @Test func `the folder alone leaves the keystore outside it unknown`() async throws {
    let tree = try AgentTree(.windows)
    var wish = TargetWish()
    wish.home = "C/Program Files/xa"
    let report = try await tree.report(wish)
    #expect(report.errors == [])
    #expect(report.outcome == .healthy)
    #expect(report.targets.map(\.platform) == [.windows])
    #expect(report.unchecked.contains { $0.what.contains("agent.p12") })
  }

  @Test func `the folder alone, with the keystore in it`() async throws {
    var tree = try AgentTree(.windows)
    tree.setOptions(AgentTree.options(#"C:\\Program Files\\XA\\keys\\agent.p12"#))
    tree.move(tree.keystore, to: "C/Program Files/xa/keys/agent.p12")
    var wish = TargetWish()
    wish.home = "C/Program Files/xa"
    var report = try await tree.report(wish)
    #expect(report.errors == [])
    #expect(report.remarks == ["xagent.certificate-inside-agent-folder confirmed"])
    tree.remove("C/Program Files/xa/keys/agent.p12")
    tree.put("C/Program Files/xa/keys/readme.txt", "")
    report = try await tree.report(wish)
    #expect(report.errors == ["keystore.missing confirmed"])
  }

  private func report(_ lines: [String]) async throws -> Report {
    var tree = try AgentTree(.windows)
    tree.setWrapper(lines)
    return try await tree.report()
  }

  private static let good = AgentTree.numbered(AgentTree.options("c://certs//agent.p12"))

  @Test func `lines without their key`() async throws {
    let report = try await report(
      AgentTree.options("c://certs//agent.p12").map { " = -D\($0)" })
    #expect(report.errors == ["xagent.wrapper-line-without-key confirmed"])
    #expect(
      report.cited(by: "xagent.wrapper-line-without-key").contains("xagent-service.conf:13"))
  }

  @Test func `options alone on their lines`() async throws {
    let report = try await report(AgentTree.options("c://certs//agent.p12").map { "-D\($0)" })
    #expect(report.errors == ["xagent.wrapper-line-without-key confirmed"])
  }

  @Test func `a number used twice`() async throws {
    var lines = Self.good
    lines[2] = lines[2].replacing("additional.6", with: "additional.5")
    let report = try await report(lines)
    #expect(report.errors.first == "xagent.wrapper-number-duplicate confirmed")
    #expect(
      Set(report.errors.dropFirst()).isSubset(of: ["keystore.password-missing confirmed"]))
    #expect(
      report.cited(by: "xagent.wrapper-number-duplicate").contains("xagent-service.conf:15"))
  }

  @Test func `numbers that begin again at 1`() async throws {
    let report = try await report(
      AgentTree.options("c://certs//agent.p12").enumerated().map {
        "wrapper.java.additional.\($0.offset + 1) = -D\($0.element)"
      })
    #expect(report.errors.first == "xagent.wrapper-number-duplicate confirmed")
    #expect(report.errors.count <= 2)
  }

  @Test func `a gap is a warning`() async throws {
    var lines = Self.good
    lines[4] = lines[4].replacing("additional.8", with: "additional.18")
    let report = try await report(lines)
    #expect(report.errors == [])
    #expect(report.remarks == ["xagent.wrapper-number-gap confirmed"])
    #expect(report.cited(by: "xagent.wrapper-number-gap").contains("xagent-service.conf:17"))
  }

  @Test func `lines behind a comment sign`() async throws {
    var report = try await report(Self.good.map { "#" + $0 })
    #expect(report.errors == ["xagent.wrapper-lines-commented confirmed"])
    var lines = Self.good
    lines[2] = "# " + lines[2]
    report = try await self.report(lines)
    #expect(report.errors.first == "xagent.wrapper-lines-commented confirmed")
    #expect(
      Set(report.errors.dropFirst()).isSubset(of: ["keystore.password-missing confirmed"]))
  }

  @Test func `a path with single backslashes`() async throws {
    let report = try await report(
      AgentTree.numbered(AgentTree.options(#"c:\certs\agent.p12"#)))
    #expect(report.errors.first == "xagent.wrapper-path-backslashes confirmed")
    #expect(Set(report.errors.dropFirst()).isSubset(of: ["keystore.missing confirmed"]))
    #expect(
      report.cited(by: "xagent.wrapper-path-backslashes").contains("xagent-service.conf:14"))
  }

  @Test func `a comma in the password`() async throws {
    var tree = try AgentTree(.windows)
    try tree.put(tree.keystore, fixture: "comma.p12")
    tree.setOptions(AgentTree.options("c://certs//agent.p12", password: "first1,second"))
    var report = try await tree.report()
    #expect(report.errors.first == "xagent.wrapper-value-comma confirmed")
    #expect(Set(report.errors.dropFirst()).isSubset(of: ["keystore.password-wrong confirmed"]))
    tree.setOptions(AgentTree.options("c://certs//agent.p12", password: #"first1\,second"#))
    report = try await tree.report()
    #expect(report.errors + report.remarks == [])
  }

  @Test func `UTF-16, as Notepad's Unicode is`() async throws {
    var tree = try AgentTree(.windows)
    let text = AgentTree.wrapper(Self.good)
    let units = [0xFEFF] + Array(text.utf16)
    tree.put(tree.wrapper, bytes: units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
    let report = try await tree.report()
    #expect(report.errors == ["xagent.config-encoding confirmed"])
  }

  @Test func `a byte order mark before an option`() async throws {
    var tree = try AgentTree(.windows)
    tree.put(
      tree.wrapper,
      "\u{FEFF}" + (Self.good + ["wrapper.on_exit.0=SHUTDOWN", ""]).joined(separator: "\n"))
    let report = try await tree.report()
    #expect(report.errors.contains("xagent.config-encoding confirmed"))
    #expect(report.diagnoses.first?.id == "xagent.config-encoding")
  }

  @Test func `the other facts of a keystore are the same as on Linux`() async throws {
    var tree = try AgentTree(.windows)
    tree.setOptions(AgentTree.options("c://certs//agnet.p12"))
    var report = try await tree.report()
    #expect(report.errors == ["keystore.missing confirmed"])

    tree.setOptions(AgentTree.options("c://certs//agent.p12", password: "Wrong-secret"))
    report = try await tree.report()
    #expect(report.errors == ["keystore.password-wrong confirmed"])

    var options = AgentTree.options("c://certs//agent.p12")
    options[3] = "server.ssl.key-alias=other"
    tree.setOptions(options)
    report = try await tree.report()
    #expect(report.errors == ["keystore.alias-missing confirmed"])

    options[3] = "server.ssl.key-alias=agent"
    options[4] = "server.ssl.enabled=false"
    tree.setOptions(options)
    report = try await tree.report()
    #expect(report.errors == ["xagent.https-disabled confirmed"])

    tree.setWrapper([])
    tree.startWithPlainHTTP()
    report = try await tree.report()
    #expect(report.errors == ["xagent.https-not-configured confirmed"])

    try tree.put(tree.keystore, fixture: "differs.jks")
    tree.setOptions(AgentTree.options("c://certs//agent.p12", type: "JKS"))
    report = try await tree.report()
    #expect(report.errors == ["keystore.key-password-differs confirmed"])

    tree.setOptions(AgentTree.options("c://path//to//certificate-file.jks"))
    report = try await tree.report()
    #expect(report.errors == ["xagent.placeholder-left confirmed"])

    tree.put(tree.wrapper + ".bak", AgentTree.wrapper(Self.good))
    tree.setWrapper([])
    report = try await tree.report()
    #expect(report.errors == ["xagent.config-lost-by-upgrade confirmed"])
  }

  @Test(arguments: [
    (" = -D", " = --"), ("wrapper.java.additional", "wrapper.java.aditional"),
    (" = -D", " = "),
  ])
  func `options in a form or under a key that the wrapper does not read`(
    right: String, wrong: String
  ) async throws {
    let report = try await report(Self.good.map { $0.replacing(right, with: wrong) })
    #expect(report.errors.first == "xagent.option-misplaced confirmed")
    #expect(!report.errors.contains { $0.hasPrefix("xagent.https-not-configured") })
  }
}
