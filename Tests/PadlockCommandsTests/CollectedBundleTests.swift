import Foundation
import PadlockCollectors
import PadlockModel
import PadlockRedaction
import PadlockReports
import Testing

@testable import PadlockCommands

@Suite struct CollectedBundleTests {
  @Test func `a bundle holds what an engineer elsewhere needs, and says what`() async throws {
    let tree = try AgentTree()
    let bundle = try await tree.withOutcome(Self.bundle)
    let paths = bundle.members.map(\.path)
    #expect(paths.first == "manifest.json")
    #expect(paths.dropFirst().elementsEqual(paths.dropFirst().sorted()))
    for path in [
      "observations.json", "report.json", "report.txt", "files.json", "files/" + tree.script,
      "files/etc/xmatters/xa/xa.conf", "logs/" + tree.log, "keystores/\(tree.keystore).json",
    ] { #expect(paths.contains(path)) }
    #expect(paths.contains { $0.hasPrefix("certificates/") && $0.hasSuffix(".pem") })
    #expect(!paths.contains("files/" + tree.keystore))
    let manifest = try JSONDecoder().decode(
      BundleManifest.self, from: Data(bundle.text("manifest.json").utf8))
    #expect(manifest.schema == "padlock.bundle/1" && !manifest.hostsRedacted)
    #expect(manifest.files.map(\.path) == Array(paths.dropFirst()))
    #expect(manifest.files.map(\.bytes) == bundle.members.dropFirst().map(\.bytes.count))
    #expect(manifest.ledger.contains { $0.path == "/" + tree.keystore && $0.outcome == .read })
    #expect(bundle.text("files/" + tree.script).contains("key-store-password=<secret 1>"))
    #expect(bundle.text("logs/" + tree.log).contains("Started XAgentApplication"))
    let files = try JSONDecoder().decode(
      BundledFiles.self, from: Data(bundle.text("files.json").utf8))
    let script = files.files.first { $0.path == "/" + tree.script }
    #expect(script?.mode == "0550" && script?.member == "files/" + tree.script)
    #expect(
      script?.changed.secondsSince1970 == Int64(AgentTree.configured.timeIntervalSince1970))
  }

  @Test func `no secret of any file is in any file of a bundle`() async throws {
    var tree = try AgentTree()
    let secrets = [
      AgentTree.password, "Sekr3t-1-Wq", "Sekr3t-2-Zj", "Sekr3t-3-Xk", "Sekr3t-4-Wq", "ab9",
    ]
    tree.put(
      "etc/xmatters/xa/xa.conf",
      """
      export SPRINGBOOTAPP_JAVA=/usr/bin/java
      export XMATTERS_KEY="\(secrets[1])"
      export WEBSOCKET_SECRET=\(secrets[5])
      HOOK=https://hook:\(secrets[2])@example.com/

      """)
    tree.put(
      tree.log,
      AgentTree.healthyLog + """
        2026-11-20 10:00:06.000 ERROR 1 --- [main] c.x.Http : tried \(AgentTree.password)
        2026-11-20 10:00:07.000 ERROR 1 --- [main] c.x.Http : Authorization: Bearer \(secrets[3])
        -----BEGIN PRIVATE KEY-----
        \(secrets[4])
        -----END PRIVATE KEY-----

        """)
    let bundle = try await tree.withOutcome(Self.bundle)
    #expect(bundle.text("files/etc/xmatters/xa/xa.conf").contains("export SPRINGBOOTAPP_JAVA=/usr"))
    for member in bundle.members {
      let text = String(decoding: member.bytes, as: UTF8.self)
      for secret in secrets.dropLast() { #expect(!text.contains(secret), "\(member.path)") }
      #expect(!text.contains("=" + secrets[5]))
    }
  }

  @Test func `where a secret would leave all the same there is no bundle`() async throws {
    let leak = Array("a certificate with \(AgentTree.password) in it".utf8)
    let failure = await #expect(throws: CommandFailure.self) {
      try await AgentTree().withOutcome { outcome in
        outcome.inquiries[0].request.workbench.write { $0.served["leak:1"] = [leak] }
        return try Self.bundle(outcome)
      }
    }
    #expect(failure?.code == 70)
    #expect(failure?.message?.contains("systemd.start.sh:3") == true)
    #expect(failure?.message?.contains(AgentTree.password) == false)
  }

  @Test func `equal evidence gives equal bytes but for the time that it took`() async throws {
    let tree = try AgentTree()
    let root = try tree.laidOut()
    defer { try? FileManager.default.removeItem(atPath: root) }
    let (first, second) = (try await tree.outcome(in: root), try await tree.outcome(in: root))
    let (one, other) = (try Self.bundle(first), try Self.bundle(second))
    #expect(one.members.map(\.path) == other.members.map(\.path))
    let timed: Set = ["manifest.json", "observations.json", "report.json"]
    for (a, b) in zip(one.members, other.members) where !timed.contains(a.path) {
      #expect(a == b, "\(a.path)")
    }
    #expect(try one.packed() == Self.bundle(first).packed())
    let back = try [one, other].map {
      var recording = try JSONDecoder().decode(
        Recording.self, from: Data($0.text("observations.json").utf8))
      recording.targets[0].findings.timings = [:]
      return recording
    }
    #expect(try renderJSON(back[0]) == renderJSON(back[1]))
  }

  @Test func `without hosts a bundle holds none, and nothing that could`() async throws {
    let bundle = try await AgentTree().withOutcome {
      try CollectedBundle($0, try TestRules.all(), redactsHosts: true)
    }
    for member in bundle.members {
      let text = String(decoding: member.bytes, as: UTF8.self)
      #expect(!text.contains("agent01.example.com"), "\(member.path)")
      #expect(!["files", "logs", "certificates"].contains(member.path.split(separator: "/")[0]))
    }
    #expect(bundle.names?.table.contains("agent01.example.com") == true)
    #expect(bundle.text("files.json").contains("whose names were to be left out"))
  }

  @Test(arguments: [
    ("/etc/xagent/agent.jks", "etc/xagent/agent.jks"), ("//a///b/./c", "a/b/c"),
    ("/a/../../b", "a/%2E%2E/%2E%2E/b"),
    (#"C:\Program Files\xa\x.conf"#, "C/Program Files/xa/x.conf"),
    (#"\\server\share\x"#, "server/share/x"), ("/a/<secret 1>/é\n", "a/%3Csecret 1%3E/%C3%A9%0A"),
    ("/a\\b:c", "a%5Cb%3Ac"),
  ])
  func `a member's name leads nowhere else`(path: String, name: String) {
    #expect(MemberName.make(path) == name)
  }

  private static func bundle(_ outcome: DiagnosisRun.Outcome) throws -> CollectedBundle {
    try CollectedBundle(outcome, try TestRules.all(), redactsHosts: false)
  }
}
