import ArgumentParser
import Foundation
import PadlockCollectors
import PadlockModel
import PadlockRedaction
import TestSupport
import Testing

@testable import PadlockCommands

@Suite struct DebugLogTests {
  @Test func `the log says what a run did, a line each, and holds no secret`() async throws {
    let log = DebugLog(arguments: ["--symptom", "-Dkey-store-password=Wq7-Zj8-Xk\nsecond line"])
    let tree = try AgentTree()
    let root = try tree.laidOut()
    defer { try? FileManager.default.removeItem(atPath: root) }
    let outcome = try await tree.outcome(in: root, watch: log.note)
    log.note(.failed("it held \(AgentTree.password)"))
    log.learn(outcome.secrets, try TestRules.all())
    let text = try log.text()
    let lines = text.split(separator: "\n")
    #expect(lines.allSatisfy { $0.prefixMatch(of: #/\d{4}-\d\d-\d\dT[\d:]+\.\d{3}Z \S/#) != nil })
    #expect(lines.first?.contains("padlock \(Version.text)") == true)
    #expect(text.contains(try TestRules.all().digest))
    #expect(text.contains("configuration started: Read the configuration"))
    #expect(text.contains(#/configuration ended after \d+ ms: /#))
    #expect(text.contains("file /\(tree.script): read, "))
    #expect(text.contains(#/concluded .*; \d+ rules open; next /#))
    #expect(text.contains("failed: it held <secret "))
    #expect(!text.contains(AgentTree.password) && !text.contains("Wq7-Zj8-Xk"))
  }

  @Test func `a log in which a secret would be left is not written, and the exit code is 70`()
    async throws
  {
    let scratch = try Scratch()
    let options = try DebugOptions.parse(["--debug-log", scratch.path("padlock.log")])
    let failure = await #expect(throws: CommandFailure.self) {
      try await options.logging { log in
        // Only the picture of the control character makes it the secret.
        log?.note(.failed("it held \u{1B}Wq7-Zj8"))
        var secrets = SecretVault()
        secrets.register(Secret("␛Wq7-Zj8"), from: "a.conf")
        log?.learn(secrets, try TestRules.all())
      }
    }
    #expect(failure?.code == 70)
    #expect(failure?.message?.contains("a secret read from a.conf") == true)
    #expect(failure?.message?.contains("Wq7") == false)
    #expect(!FileManager.default.fileExists(atPath: scratch.path("padlock.log")))
  }

  @Test func `it is written for its owner alone, also where the run fails, and over no file`()
    async throws
  {
    let scratch = try Scratch()
    let path = scratch.path("padlock.log")
    let options = try DebugOptions.parse(["--debug-log", path])
    let failure = await #expect(throws: CommandFailure.self) {
      try await options.logging { _ in throw CommandFailure.unwritten("no room") }
    }
    #expect(failure?.code == 74)
    #expect(
      try String(contentsOfFile: path, encoding: .utf8).contains("failed: exit code 74: no room"))
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(throws: (any Error).self) { try DebugOptions.parse(["--debug-log", path]) }
    let again = await #expect(throws: CommandFailure.self) { try await options.logging { _ in } }
    #expect(again?.code == 64)
    #expect(throws: (any Error).self) {
      try DiagnoseCommand.parse(
        ["--non-interactive", "--redact-hosts", "--debug-log", scratch.path("other")])
    }
  }
}
