import ArgumentParser
import CellGrid
import Foundation
import PadlockCollectors
import PadlockModel
import PadlockRules
import PadlockWizard
import Synchronization
import TestSupport
import Testing

@testable import PadlockCommands

/// What the wizard asks for, carried out on real files: passwords, folders, sessions.
@Suite struct EffectRunnerTests {
  /// A bench on an agent's files that has looked at all of them.
  private func bench(_ tree: AgentTree) async throws -> (WizardBench, String) {
    let folder = try tree.laidOut()
    let bench = try WizardBench(["--product", "xagent", "--root", folder, "--no-probe"])
    _ = try await bench.wait { if case .detected = $0 { true } else { nil } }
    bench.press(.enter, .enter)
    return (bench, folder)
  }

  @Test(.timeLimit(.minutes(2)))
  func `a password that stands nowhere is asked for, tried, and used`() async throws {
    var tree = try AgentTree()
    tree.setOptions(
      AgentTree.options("/etc/xagent/agent.p12").filter { !$0.contains("password") })
    let (bench, folder) = try await bench(tree)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let first = try await bench.report()
    #expect(first.open.passwords == [PasswordNeed(path: "/etc/xagent/agent.p12")])
    func opens() -> ReportedFact.State? {
      bench.state.report?.facts.first { $0.name == "keystore.opens" }?.state
    }
    let before = opens()
    #expect(before != .value(.boolean(true)))

    bench.press(.down, .enter)
    bench.type("not-this-one")
    bench.press(.enter)
    _ = try await bench.wait { if case .passwordTried(_, opens: false) = $0 { true } else { nil } }
    #expect(bench.screen.contains("It does not open with this password"))
    #expect(opens() == before, "a mistyped password is no finding")

    bench.type(AgentTree.password)
    bench.press(.enter)
    let second = try await bench.report()
    #expect(second.open.passwords.isEmpty)
    #expect(opens() == .value(.boolean(true)))
    let text = try JSONEncoder().encode(second.report)
    #expect(!String(decoding: text, as: UTF8.self).contains(AgentTree.password))
  }

  @Test(.timeLimit(.minutes(2)))
  func `a session is masked, for its owner alone, and replaces nothing but a session`()
    async throws
  {
    let scratch = try Scratch()
    let folder = try AgentTree().laidOut()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let bench = try WizardBench(["--product", "xagent", "--root", folder, "--no-probe"])
    _ = try await bench.wait { if case .detected = $0 { true } else { nil } }
    bench.press(.enter, .paste("It fails with \(AgentTree.password)\nand so on\n"), .enter)
    _ = try await bench.report()
    func save(_ name: String) async throws -> Bool {
      bench.press(.character("S"), .control("u"), .paste(scratch.path(name)), .enter)
      return try await bench.wait { message in
        if case .sessionSaved(_, _, let problem) = message { problem == nil } else { nil }
      }
    }
    #expect(try await save("s.yml"))
    let text = scratch.text("s.yml")
    #expect(text.contains("and so on") && text.contains("root: \"\(folder)\""))
    #expect(!text.contains(AgentTree.password))
    let mode = try FileManager.default.attributesOfItem(atPath: scratch.path("s.yml"))[
      .posixPermissions]
    #expect(mode as? Int == 0o600)
    #expect(try await save("s.yml"), "it is a session")
    try scratch.write("mine", "notes.txt")
    #expect(try await !save("notes.txt"))
    #expect(scratch.text("notes.txt") == "mine")
  }

  @Test(.timeLimit(.minutes(2)))
  func `a ticket's archive is diagnosed as it came, and what was unpacked is removed`()
    async throws
  {
    let folder = try AgentTree().laidOut()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let parcel = try Parcel()
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
      try parcel.put(name, of: folder)
    }
    let path = try parcel.pack("tar -czf ../parcel *")
    let empty = try Scratch()
    let bench = try WizardBench(["--root", empty.folder, "--no-probe"], isPlain: true)
    func detected() async throws -> [PadlockWizard.DetectedTarget] {
      try await bench.wait { if case .detected(_, let found) = $0 { found } else { nil } }
    }
    #expect(try await detected().isEmpty)
    bench.take(.line("1"))
    bench.take(.line(path))
    let found = try await detected()
    #expect(found.map(\.product) == ["xagent"])
    #expect(found.allSatisfy { $0.isInArchive && $0.tree == path && !$0.mayBeAsked })
    let tree = try #require(bench.runner.archives.withLock { $0[path]?.evidence.trees.first })
    bench.take(.line("1"))
    bench.take(.line("1"))
    let report = try await bench.report().report
    #expect(report.targets.map(\.product) == ["xagent"])
    #expect(report.ledger.contains { $0.path.hasPrefix(path) && $0.outcome == .read })
    #expect(FileManager.default.fileExists(atPath: tree))
    bench.runner.end()
    #expect(!FileManager.default.fileExists(atPath: tree))
  }

  @Test func `folders are listed with what they are, and why not`() throws {
    let scratch = try Scratch()
    try scratch.write("x", "folder/file")
    try scratch.write("x", "file")
    let runner = try EffectRunner(
      rules: try TestRules.all(), options: try TargetOptions.parse([]), known: nil, memory: nil)
    let listing = runner.list(scratch.folder, of: nil)
    #expect(
      listing.entries == [
        .init(name: "file", isFolder: false), .init(name: "folder", isFolder: true),
      ])
    #expect(listing.outcome == .listed(isWhole: true))
    #expect(runner.list(scratch.path("nothing"), of: nil).outcome == .missing)
    #expect(runner.list(scratch.path("file"), of: nil).outcome == .notFolder)
  }
}
