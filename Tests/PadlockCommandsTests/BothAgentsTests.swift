import PadlockModel
import Testing

@testable import PadlockCommands

/// The xMatters Agent and the Integration Agent on one machine.
@Suite struct BothAgentsTests {
  static let home = "opt/xmatters/integrationagent-5.2.2"

  static func configuration(_ gateway: String) -> String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <ia-config xmlns="http://www.alarmpoint.com/integrationagent">
      <!-- <service-gateway ssl="true" host="localhost" port="1234"/> -->
      <id>ia-host/10.2.0.121:8081</id>
      <primary-servers>
        <url>https://acme.xmatters.com/api/services/AlarmPointWebService</url>
      </primary-servers>
      \(gateway)
      <service-configs dir="../integrationservices">
        <path>applications/sample-plan/sample-plan.xml</path>
      </service-configs>
    </ia-config>

    """
  }

  static let plain = configuration(#"<service-gateway ssl="false" host="localhost" port="8081"/>"#)

  /// A healthy xMatters Agent with an Integration Agent of this configuration beside it.
  private func tree(
    _ configuration: String = plain, _ platform: Platform = .linux, name: String = "IAConfig.xml"
  ) throws -> AgentTree {
    var tree = try AgentTree(platform)
    let home = platform == .linux ? Self.home : "C/xmatters/integrationagent-5.2.0"
    tree.put("\(home)/conf/\(name)", configuration)
    tree.put(
      "\(home)/log/IntegrationAgent.txt",
      "2026/11/20 10:00:00.390 -0600 CST [WrapperSimpleAppMain] WARN - Nothing to do\n")
    return tree
  }

  static let taken = """
    2026-11-20 10:00:00.062  INFO 8203 --- [main] com.xmatters.XAgentApplication           : \
    Starting XAgentApplication using Java 17.0.15 with PID 8203
    2026-11-20 10:00:05.124 ERROR 8203 --- [main] o.s.b.d.LoggingFailureAnalysisReporter   : \
    Web server failed to start. Port 8081 was already in use.

    """

  @Test(arguments: [Platform.linux, .windows])
  func `of an Integration Agent alone in its tree its own gateway is judged`(platform: Platform)
    async throws
  {
    var tree = try tree(Self.plain, platform)
    tree.remove(tree.configuration)
    tree.remove("opt/xmatters/xa/bin/systemd.start.sh.bak")
    tree.remove("etc/xmatters/xa/xa.conf")
    var wish = TargetWish()
    wish.product = "integration-agent"
    let report = try await tree.report(wish)
    #expect(report.targets.map(\.product) == ["integration-agent"])
    #expect(report.errors + report.remarks == ["ia.gateway-plain confirmed"])
    let place = platform == .linux ? "/conf/IAConfig.xml" : #"\conf\IAConfig.xml"#
    #expect(report.ledger.contains { $0.path.hasSuffix(place) && $0.outcome == .read })
  }

  @Test(arguments: [Platform.linux, .windows])
  func `two agents on two ports`(platform: Platform) async throws {
    let moved = Self.configuration(#"<service-gateway port='8091' ssl="false"/>"#)
    for product in ["xagent", "integration-agent"] {
      var wish = TargetWish()
      wish.product = product
      let report = try await tree(moved, platform).report(wish)
      #expect(
        report.errors + report.remarks
          == (product == "xagent" ? [] : ["ia.gateway-plain confirmed"]))
      let claims = report.facts.filter { $0.name == "listener.claimed-by" }
      #expect(claims.map(\.state) == [.absent])
    }
  }

  @Test(arguments: [Platform.linux, .windows])
  func `one port for both, and the log says that it was taken`(platform: Platform) async throws {
    var tree = try tree(Self.plain, platform)
    tree.put(tree.log, Self.taken, changed: AgentTree.started)
    let report = try await tree.report()
    #expect(report.errors.first == "xagent.both-agents-on-port confirmed")
    #expect(report.cited(by: "xagent.both-agents-on-port").contains("IAConfig.xml:8"))
    #expect(report.diagnosis("xagent.both-agents-on-port")?.rootCause == true)
  }

  @Test(arguments: ["iaconfig.xml", "IACONFIG.XML"])
  func `the file in other letters`(name: String) async throws {
    var tree = try tree(name: name)
    tree.put(tree.log, Self.taken, changed: AgentTree.started)
    let report = try await tree.report()
    #expect(report.errors.first == "xagent.both-agents-on-port confirmed")
    #expect(report.cited(by: "xagent.both-agents-on-port").contains("\(name):8"))
  }

  @Test func `the port by default is the port of both`() async throws {
    var tree = try tree(Self.configuration(""))
    tree.put(tree.log, Self.taken, changed: AgentTree.started)
    let report = try await tree.report()
    #expect(report.errors.first == "xagent.both-agents-on-port confirmed")
  }

  @Test func `a healthy xMatters Agent beside an Integration Agent that is kept`() async throws {
    let report = try await tree().report()
    #expect(report.errors == [])
    #expect(report.remarks == ["network.port-claimed-twice confirmed"])
    #expect(report.outcome == .healthy)
  }

  @Test(arguments: [
    "<ia-config><service-gateway port=\"8081\">", "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>",
  ])
  func `a configuration that does not parse claims nothing`(text: String) async throws {
    let report = try await tree(text).report()
    #expect(report.errors + report.remarks == [])
  }

  @Test func `of several versions the newest counts`() async throws {
    var tree = try tree(Self.configuration(#"<service-gateway port="8091"/>"#))
    tree.put("opt/xmatters/integrationagent-5.1.7/conf/IAConfig.xml", Self.plain)
    let report = try await tree.report()
    #expect(report.errors + report.remarks == [])
  }

  @Test func `a port of the environment file is known to the other agent`() async throws {
    var tree = try tree()
    tree.put(
      "etc/xmatters/xa/xa.conf",
      "export SPRINGBOOTAPP_JAVA=/usr/bin/java\nexport SERVER_PORT=8282\n")
    var wish = TargetWish()
    wish.product = "integration-agent"
    let report = try await tree.report(wish)
    #expect(report.errors + report.remarks == ["ia.gateway-plain confirmed"])
  }
}
