import Foundation
import PadlockCollectors
import PadlockModel
import TestSupport
import Testing

@testable import PadlockCommands

/// Everything that is installed, in one report.
@Suite struct SeveralTargetsTests {
  private static let gateway = "opt/xmatters/integrationagent-5.2.2"
  private static let message = "Get Key failed: Cannot recover key"

  /// A healthy xMatters Agent, and an Integration Agent whose gateway has this port.
  private func tree(port: Int) throws -> AgentTree {
    var tree = try AgentTree()
    tree.put(
      "\(Self.gateway)/conf/IAConfig.xml",
      BothAgentsTests.configuration(
        "<service-gateway ssl=\"false\" host=\"localhost\" port=\"\(port)\"/>"))
    tree.put("\(Self.gateway)/log/IntegrationAgent.txt", "WARN - Nothing to do\n")
    return tree
  }

  private func conclusions(_ report: Report, _ product: String) -> [String] {
    report.diagnoses.filter { $0.target.hasPrefix(product) && $0.id != "certificate.self-signed" }
      .map { "\($0.id) \($0.certainty.rawValue)" }
  }

  private func read(_ report: Report, _ name: String) -> Bool {
    report.ledger.contains { $0.path.hasSuffix(name) && $0.outcome == .read }
  }

  @Test func `both agents are found, and one report treats both`() async throws {
    let report = try await tree(port: 8091).report(product: nil)
    #expect(report.targets.map(\.product) == ["integration-agent", "xagent"])
    #expect(Set(report.targets.map(\.id)).count == 2)
    #expect(report.errors.filter { !$0.hasPrefix("ia.") } == [])
    #expect(read(report, "/conf/IAConfig.xml") && read(report, "/bin/systemd.start.sh"))
    for product in ["xagent", "integration-agent"] {
      #expect(report.checks.contains { $0.target.hasPrefix(product) })
    }
  }

  @Test func `agents that collide are told so, each in its own words`() async throws {
    var tree = try tree(port: 8081)
    tree.put(tree.log, BothAgentsTests.taken, changed: AgentTree.started)
    let report = try await tree.report(product: nil)
    #expect(conclusions(report, "xagent").first == "xagent.both-agents-on-port confirmed")
    #expect(
      conclusions(report, "integration-agent").contains("network.port-claimed-twice confirmed"))
    #expect(report.outcome == .problems)
  }

  @Test func `agents that collide on a live port`() async throws {
    let listener = try LoopbackListener.answering(
      Array("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".utf8))
    let port = Int(listener.port)
    var tree = try tree(port: port)
    tree.put("etc/xmatters/xa/xa.conf", "export SERVER_PORT=\(port)\n")
    tree.put(
      tree.log, BothAgentsTests.taken.replacing("8081", with: "\(port)"), changed: AgentTree.started
    )
    let report = try await tree.report(product: nil, probing: listener.port)
    #expect(report.targets.map(\.product) == ["integration-agent", "xagent"])
    let agent = report.diagnoses.filter { $0.target.hasPrefix("xagent") }
    #expect(agent.first?.id == "xagent.both-agents-on-port" && agent.first?.rootCause == true)
    #expect(agent.first?.certainty == .confirmed)
    #expect(conclusions(report, "xagent").contains("tls.plain-http-port confirmed"))
  }

  @Test func `what was reported is listed once, and explained by whom it concerns`() async throws {
    var tree = try tree(port: 8091)
    let open = try await tree.report(product: nil) { $0.reportedTexts = [Self.message] }
    #expect(open.symptoms.map(\.id) == ["key-password-differs"])
    // The xAgent's key opens, and the other agent's keystore is not there to be asked.
    #expect(conclusions(open, "xagent") == [])
    #expect(
      conclusions(open, "integration-agent").contains(
        "keystore.key-password-differs likely"))

    tree.setOptions(AgentTree.options("/etc/xagent/agent.jks", type: "JKS"))
    try tree.put("etc/xagent/agent.jks", fixture: "differs.jks")
    let explained = try await tree.report(product: nil) { $0.reportedTexts = [Self.message] }
    #expect(
      conclusions(explained, "xagent").contains("keystore.key-password-differs confirmed"))
    #expect(explained.symptoms.filter { $0.origin == .reported }.count == 1)
    #expect(explained.unexplained.isEmpty)
    #expect(!conclusions(explained, "integration-agent").contains { $0.hasPrefix("keystore.") })
  }

  @Test func `a file that is named belongs to the product that has such a file`() async throws {
    var tree = try tree(port: 8091)
    tree.put(
      "tmp/iaconfig.xml",
      BothAgentsTests.configuration(#"<service-gateway ssl="false" port="8081"/>"#))
    let named = try await tree.report(product: nil) {
      $0.configurationFiles = ["/tmp/iaconfig.xml"]
    }
    #expect(
      read(named, "/tmp/iaconfig.xml") && read(named, "/bin/systemd.start.sh"),
      "the other agent keeps its own")
    #expect(
      conclusions(named, "integration-agent").contains("network.port-claimed-twice confirmed"))

    tree.put("tmp/copy", BothAgentsTests.configuration(#"<service-gateway port="8081"/>"#))
    let formed = try await tree.report(product: nil) { $0.configurationFiles = ["/tmp/copy"] }
    #expect(
      conclusions(formed, "integration-agent").contains("network.port-claimed-twice confirmed"))

    tree.put("tmp/IntegrationAgent.txt", "INFO - all is well\n")
    let logged = try await tree.report(product: nil) {
      $0.logFiles = ["/tmp/IntegrationAgent.txt"]
    }
    #expect(read(logged, "/tmp/IntegrationAgent.txt") && read(logged, tree.log))
    #expect(!read(logged, "/log/IntegrationAgent.txt"))
  }

  @Test func `a file that may belong to several is asked about`() async throws {
    let tree = try tree(port: 8091)
    let options: [(String, (inout RunOptions) -> Void)] = [
      ("--config /etc/hostname", { $0.configurationFiles = ["/etc/hostname"] }),
      ("--log /tmp/any.log", { $0.logFiles = ["/tmp/any.log"] }),
    ]
    for (option, adjust) in options {
      do {
        _ = try await tree.report(product: nil) { adjust(&$0) }
        Issue.record("\(option) was given to somebody")
      } catch let failure as CommandFailure {
        #expect(failure.code == 64)
        #expect(failure.message?.hasPrefix("\(option) may belong to") == true)
        #expect(failure.message?.contains("--product xagent") == true)
      }
      _ = try await tree.report { adjust(&$0) }
    }
  }
}
