import Foundation
import PadlockCollectors
import PadlockModel
import TestSupport

@testable import PadlockCommands

/// An Integration Agent's files as a test lays them out, and the diagnosis of them.
///
/// As it is made, the agent is healthy: the gateway takes HTTPS, a certificate was imported as the
/// article says and its key given the keystore's password, and the sample service is active.
struct IntegrationAgentTree {
  private(set) var tree: AgentTree
  let home: String
  /// The root certificate that the imported chain leads to.
  static let root = Fixture.path("tls/root.pem")
  /// The certificate that the agent came with.
  static let own = Fixture.path("tls/self.pem")

  var configuration: String { "\(home)/conf/IAConfig.xml" }
  var keystore: String { "\(home)/conf/.keystore" }
  var log: String { "\(home)/log/IntegrationAgent.txt" }

  init(_ platform: Platform = .linux) throws {
    tree = AgentTree(bare: platform)
    home =
      platform == .linux
      ? "opt/xmatters/integrationagent-5.2.2" : "C/xmatters/integrationagent-5.2.2"
    setGateway(#"<service-gateway ssl="true" host="ia01.example.com" port="8081"/>"#)
    try setKeystore("imported")
    try tree.put("\(home)/conf/.keystore.orig", fixture: "factory.keystore", of: Self.fixtures)
    setLog(
      "2026/11/20 10:00:00.390 +0000 UTC [WrapperSimpleAppMain] WARN - Nothing to do")
  }

  private static let fixtures = "integration-agent"

  static let services = [
    "applications/sample-integrated-properties/sample-integrated-properties.xml",
    "applications/sample-plan/sample-plan.xml", "applications/ping-plan/ping-plan.xml",
  ]

  static func configuration(
    _ gateway: String, services: [String] = services,
    url: String = "https://acme.xmatters.com/api/services/AlarmPointWebService"
  ) -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <agent-config xmlns="http://www.alarmpoint.com/integrationagent">
      <!-- <service-gateway ssl="true" host="localhost" port="1234"/> -->
      <id>ia-host/10.2.0.121:8081</id>
      <primary-servers>
        <url>\(url)</url>
      </primary-servers>
      <secondary-servers>
      </secondary-servers>
      \(gateway)
      <service-configs dir="../integrationservices">
        \(services.map { "<path>\($0)</path>" }.joined(separator: "\n    "))
      </service-configs>
    </agent-config>

    """
  }

  mutating func setGateway(_ gateway: String, services: [String] = services) {
    setConfiguration(Self.configuration(gateway, services: services))
  }

  mutating func setConfiguration(_ text: String, name: String = "IAConfig.xml") {
    tree.put("\(home)/conf/\(name)", text)
  }

  mutating func setKeystore(_ fixture: String) throws {
    try tree.put(keystore, fixture: "\(fixture).keystore", of: Self.fixtures)
  }

  mutating func setLog(_ text: String, name: String = "IntegrationAgent.txt") {
    tree.put("\(home)/log/\(name)", text + "\n", changed: AgentTree.started)
  }

  mutating func put(_ path: String, _ text: String) { tree.put("\(home)/\(path)", text) }

  mutating func remove(_ path: String) { tree.remove(path) }

  /// What `padlock --non-interactive --product integration-agent --root TREE --trust ROOT` reports.
  func report(
    _ wish: TargetWish = TargetWish(), probing port: UInt16? = nil, trust: [String] = [root],
    _ adjust: (inout RunOptions) -> Void = { _ in }
  ) async throws -> Report {
    var wish = wish
    wish.product = "integration-agent"
    return try await tree.report(wish, probing: port) { options in
      options.trust = trust
      adjust(&options)
    }
  }
}
