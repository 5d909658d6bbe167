import Foundation
import PadlockCollectors
import PadlockModel
import PadlockNetwork
import PadlockRules
import TestSupport
import Testing

@testable import PadlockCommands

extension Report {
  /// What was concluded, as `id certainty`.
  fileprivate var concluded: [String] { diagnoses.map { "\($0.id) \($0.certainty.rawValue)" } }
}

/// What is judged of an agent in a bundle of the collector, beside what is judged on its machine.
extension CollectorScriptTests {
  /// The rules of the repository, with the agent's files below `folder`.
  private func rules(below folder: String) throws -> RuleSet {
    var rules = try TestRules.all()
    let index = try #require(rules.products.firstIndex { $0.id == "xagent" })
    for place in rules.products[index].installations.indices
    where rules.products[index].installations[place].platform == .linux {
      var installation = rules.products[index].installations[place]
      installation.homes = installation.homes.map { folder + $0 }
      for file in installation.configuration.indices
      where installation.configuration[file].path.hasPrefix("/") {
        installation.configuration[file].path = folder + installation.configuration[file].path
      }
      for log in installation.logs.indices {
        installation.logs[log].path = folder + installation.logs[log].path
      }
      rules.products[index].installations[place] = installation
    }
    return rules
  }

  /// The report on what the collector takes of an agent's files.
  private func report(on tree: AgentTree, in folder: String) async throws -> Report {
    try tree.write(below: URL(filePath: folder))
    let rules = try rules(below: folder)
    let collector = folder + "/collector.sh"
    try Data(CollectorScript(rules: rules, version: "0").text.utf8).write(
      to: URL(filePath: collector))
    let bundle = folder + "/bundle.tar.gz"
    try Command.need(["/bin/sh", collector, "-n", "-o", bundle])
    let evidence = OpenBundle(try EvidenceBundle(bundle, named: "bundle.tar.gz") { false })
    defer { evidence.remove() }
    var wish = TargetWish(product: "xagent")
    wish.bundle = evidence
    var options = RunOptions(
      now: Timestamp(secondsSince1970: 1_796_000_000), run: Deadline(after: .seconds(600)))
    options.noProbe = true
    return await DiagnosisRun(rules: rules, wish: wish, options: options, watch: { _ in }).perform()
      .report
  }

  @Test func `a fault that configuration and log tell is found in a bundle of it`() async throws {
    let scratch = try Scratch()
    var tree = try AgentTree()
    tree.setScript(AgentTree.script(""))
    tree.startWithPlainHTTP()
    let report = try await report(on: tree, in: scratch.folder)
    let live = try await tree.report()
    #expect(!live.errors.isEmpty)
    #expect(report.concluded == live.concluded)
    // Folders were listed, so that it is known that there is no copy of the start script.
    let isCopied = report.facts.filter { $0.name == "file.has-backup" }.map(\.state)
    #expect(isCopied == live.facts.filter { $0.name == "file.has-backup" }.map(\.state))
    #expect(isCopied.contains(.value(.boolean(false))))
    for id in live.diagnoses.map(\.id) { #expect(report.cited(by: id) == live.cited(by: id)) }
  }

  @Test func `a keystore that was looked for and is not there is as sure as on the machine`()
    async throws
  {
    let scratch = try Scratch()
    var tree = try AgentTree()
    tree.setOptions(AgentTree.options(scratch.path("etc/xagent/nowhere.p12")))
    let report = try await report(on: tree, in: scratch.folder)
    tree.setOptions(AgentTree.options("/etc/xagent/nowhere.p12"))
    let live = try await tree.report()
    #expect(live.errors.contains { $0.hasSuffix(" confirmed") })
    #expect(report.concluded == live.concluded)
  }

  @Test func `a keystore that stayed where it is is unknown, and nothing is wrong with it`()
    async throws
  {
    let scratch = try Scratch()
    var tree = try AgentTree()
    tree.setOptions(AgentTree.options(scratch.path("etc/xagent/agent.p12")))
    let report = try await report(on: tree, in: scratch.folder)
    #expect(report.errors == [])
    #expect(report.remarks == [])
    #expect(report.unchecked.contains { $0.what.hasPrefix("the keystore \(scratch.folder)/etc") })
  }
}
