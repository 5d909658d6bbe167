import PadlockCollectors
import PadlockModel
import TestSupport
import Testing

@testable import PadlockCommands

/// What one fault hides is named as not judged, and nothing else is blamed for it.
@Suite struct HiddenFaultTests {
  @Test func `a wrong password hides what is wrong behind it`() async throws {
    var tree = try AgentTree()
    try tree.put("etc/xagent/agent.jks", fixture: "differs.jks")
    tree.setOptions(
      AgentTree.options("/etc/xagent/agent.jks", type: "JKS", password: "Xa-2026-secrets"))
    var report = try await tree.report()
    #expect(report.errors == ["keystore.password-wrong confirmed"])
    let hidden: Set<RuleID> = [
      "keystore.key-password-differs", "keystore.key-certificate-mismatch",
    ]
    #expect(hidden.isSubset(of: report.masked.map(\.id)))
    #expect(!report.ruledOut.contains { hidden.contains($0.id) })

    tree.setOptions(AgentTree.options("/etc/xagent/agent.jks", type: "JKS"))
    report = try await tree.report()
    #expect(report.errors == ["keystore.key-password-differs confirmed"])
    #expect(report.masked.contains { $0.id == "keystore.key-certificate-mismatch" })

    // The aliases of a JKS file can be read, and yet are not the first thing to mend.
    tree.setOptions(
      AgentTree.options("/etc/xagent/agent.jks", type: "JKS", password: "Xa-2026-secrets").map {
        $0.replacing("key-alias=agent", with: "key-alias=nobody")
      })
    report = try await tree.report()
    #expect(report.errors == ["keystore.password-wrong confirmed"])
    #expect(report.masked.contains { $0.id == "keystore.alias-missing" })
    tree.setOptions(
      AgentTree.options("/etc/xagent/agent.jks", type: "JKS").map {
        $0.replacing("key-alias=agent", with: "key-alias=nobody")
      })
    report = try await tree.report()
    #expect(report.errors == ["keystore.alias-missing confirmed"])
    #expect(report.masked.contains { $0.id == "keystore.key-password-differs" })
  }

  @Test func `a wrong password of a PKCS12 file hides its entries`() async throws {
    var tree = try AgentTree()
    tree.setOptions(AgentTree.options("/etc/xagent/agent.p12", password: "Xa-2026-secrets"))
    let report = try await tree.report()
    #expect(report.errors == ["keystore.password-wrong confirmed"])
    let hidden: Set<RuleID> = [
      "keystore.alias-missing", "keystore.alias-not-a-key", "keystore.no-private-key",
      "keystore.key-password-differs", "keystore.key-certificate-mismatch",
    ]
    #expect(hidden.isSubset(of: report.masked.map(\.id)))
  }

  @Test func `what a keystore's certificate alone tells is judged though the port refuses`()
    async throws
  {
    var tree = try AgentTree()
    try tree.put("etc/xagent/self.p12", fixture: "self.p12")
    tree.setOptions(AgentTree.options("/etc/xagent/self.p12"))
    let closed = try ClosedPort()
    defer { withExtendedLifetime(closed) {} }
    let report = try await tree.report(probing: closed.port)
    #expect(report.diagnosis("network.port-refused")?.certainty == .confirmed)
    #expect(report.diagnosis("certificate.self-signed")?.certainty == .confirmed)
    // What the port would serve is not known.
    #expect(report.masked.contains { $0.id == "certificate.served-differs" })
  }

  @Test func `an empty password is a missing one`() async throws {
    var tree = try AgentTree()
    tree.setOptions(AgentTree.options("/etc/xagent/agent.p12", password: ""))
    let report = try await tree.report()
    #expect(report.errors.contains("keystore.password-missing confirmed"))
    #expect(!report.errors.contains { $0.hasPrefix("keystore.password-wrong") })
  }

  private static func utf16(_ text: String) -> [UInt8] {
    let bytes: [[UInt8]] = text.utf16.map { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    return [0xFF, 0xFE] + bytes.joined()
  }

  @Test func `a log in UTF-16 is searched like any other`() async throws {
    var tree = try AgentTree()
    tree.put("srv/agent.log", bytes: Self.utf16("Cannot recover key\n"))
    let report = try await tree.report { $0.logFiles = ["/srv/agent.log"] }
    #expect(report.symptoms.map(\.id) == ["key-password-differs"])
    #expect(!report.unchecked.contains { $0.what.contains("/srv/agent.log") })
  }

  @Test(arguments: ["dashes", "utf16"])
  func `a script that loses its options is not the upgrade's doing`(_ fault: String) async throws {
    var tree = try AgentTree()
    let options = AgentTree.options("/etc/xagent/agent.p12")
    tree.put(
      tree.script + ".bak", AgentTree.script(options.map { " --\($0)" }.joined()), mode: 0o550)
    let bad = AgentTree.script(options.map { " \(fault == "dashes" ? "–" : "--")\($0)" }.joined())
    if fault == "dashes" {
      tree.put(tree.script, bad, mode: 0o550)
    } else {
      tree.put(tree.script, bytes: Self.utf16(bad), mode: 0o550)
    }
    let report = try await tree.report()
    let exact =
      fault == "dashes" ? "xagent.start-line-typographic-dash" : "xagent.config-encoding"
    #expect(report.errors == ["\(exact) confirmed"])
  }
}
