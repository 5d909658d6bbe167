import PadlockCollectors
import PadlockModel
import Testing

@testable import PadlockCommands

/// One fault each in the files of an Integration Agent: the cause comes first, and alone.
@Suite struct IntegrationAgentTests {
  private static let plain = #"<service-gateway ssl="false" port="8081"/>"#
  private static let platforms = [Platform.linux, .windows]

  @Test(arguments: platforms)
  func `the tree as it is made is healthy`(platform: Platform) async throws {
    let report = try await IntegrationAgentTree(platform).report()
    #expect(report.diagnoses.map(\.id) == [])
    #expect(report.outcome == .healthy)
    #expect(report.ledger.contains { $0.path.hasSuffix(".keystore") && $0.outcome == .read })
  }

  @Test(
    arguments: platforms,
    [
      plain, #"<service-gateway port="8081"/>"#, "<service-gateway/>",
      #"<service-gateway ssl = 'FALSE' x="y" port='8081'></service-gateway>"#,
    ])
  func `a gateway that takes plain HTTP`(platform: Platform, gateway: String) async throws {
    var tree = try IntegrationAgentTree(platform)
    tree.setGateway(gateway)
    try tree.setKeystore("factory")
    let report = try await tree.report()
    #expect(report.errors == ["ia.gateway-plain confirmed"])
    #expect(report.remarks == [])
    #expect(report.cited(by: "ia.gateway-plain").contains { $0.hasPrefix("IAConfig.xml") })
    let commands = report.commands(of: "ia.gateway-plain")
    #expect(commands.contains { $0.contains("-keypasswd") })
    let restart = report.steps(of: "ia.gateway-plain").compactMap(\.restart).first
    #expect(
      restart?.hasPrefix("/opt/xmatters/integrationagent-5.2.2/bin/stop_daemon.sh") == true
        || platform == .windows)
    #expect(commands.contains { $0.contains("/http/applications_sample-plan") })
  }

  @Test(arguments: platforms)
  func `no active gateway`(platform: Platform) async throws {
    var tree = try IntegrationAgentTree(platform)
    tree.setGateway("<!-- \(Self.plain) -->")
    let report = try await tree.report()
    #expect(report.errors == ["ia.gateway-missing confirmed"])
  }

  @Test(
    arguments: platforms,
    ["<service-gateway ssl=\"true\" port=\"8081\">", "<service-gateway ssl=true/>", "<a></b>"])
  func `a configuration that does not parse`(platform: Platform, gateway: String) async throws {
    var tree = try IntegrationAgentTree(platform)
    tree.setGateway(gateway)
    let report = try await tree.report()
    #expect(report.errors == ["ia.config-malformed confirmed"])
    #expect(report.cited(by: "ia.config-malformed").contains { $0.hasPrefix("IAConfig.xml:") })
  }

  @Test func `two active gateways`() async throws {
    var tree = try IntegrationAgentTree()
    tree.setGateway(Self.plain + #"<service-gateway ssl="true" port="8081"/>"#)
    let report = try await tree.report()
    #expect(report.errors == ["ia.config-malformed confirmed"])
  }

  @Test(arguments: [
    "<!DOCTYPE a [<!ENTITY b 'c'>]><a><id>&b;</id></a>",
    String(repeating: "<a>", count: 200) + String(repeating: "</a>", count: 200),
  ])
  func `what Padlock refuses to read is no fault of the file`(text: String) async throws {
    var tree = try IntegrationAgentTree()
    tree.setConfiguration(text)
    let report = try await tree.report()
    #expect(report.errors == [])
    #expect(report.unchecked.contains { $0.what.hasSuffix("IAConfig.xml") })
  }

  @Test func `on Linux the name's capitals count, on Windows they do not`() async throws {
    var tree = try IntegrationAgentTree()
    tree.remove(tree.configuration)
    let text = IntegrationAgentTree.configuration(#"<service-gateway ssl="true"/>"#)
    tree.setConfiguration(text, name: "iaconfig.xml")
    let linux = try await tree.report()
    #expect(linux.errors == ["ia.config-name-case confirmed"])
    #expect(linux.commands(of: "ia.config-name-case").contains { $0.hasPrefix("mv ") })

    tree = try IntegrationAgentTree(.windows)
    tree.remove(tree.configuration)
    tree.setConfiguration(text, name: "iaconfig.xml")
    let windows = try await tree.report()
    #expect(windows.diagnoses.map(\.id) == [])
  }

  @Test(arguments: platforms)
  func `the article's import, taken literally, leaves the key its own password`(
    platform: Platform
  ) async throws {
    var tree = try IntegrationAgentTree(platform)
    try tree.setKeystore("recipe")
    let report = try await tree.report()
    #expect(report.errors == ["keystore.key-password-differs confirmed"])
    let summary = report.diagnosis("keystore.key-password-differs")?.summary ?? ""
    #expect(summary.contains("new-cert"))
    let commands = report.commands(of: "keystore.key-password-differs")
    #expect(commands.contains { $0.contains("-keypasswd") && $0.contains("-alias new-cert") })
    #expect(!commands.contains { $0.contains("-storepasswd") || $0.contains("PKCS12") })
    #expect(!report.steps(of: "keystore.key-password-differs").contains { $0.edit != nil })
  }

  @Test(arguments: ["factory", "certificate"])
  func `HTTPS without a certificate of one's own`(keystore: String) async throws {
    var tree = try IntegrationAgentTree()
    try tree.setKeystore(keystore)
    let report = try await tree.report()
    #expect(report.errors == ["ia.certificate-not-imported confirmed"])
    #expect(report.diagnosis("certificate.self-signed")?.rootCause == false)
    #expect(report.remarks == [])
  }

  @Test func `a keystore that a vendor's steps made anew`() async throws {
    var tree = try IntegrationAgentTree()
    for keystore in ["replaced", "other"] {
      try tree.setKeystore(keystore)
      let report = try await tree.report()
      #expect(report.errors == ["ia.keystore-replaced confirmed"], "\(keystore)")
    }
  }

  @Test(arguments: platforms)
  func `no keystore at all`(platform: Platform) async throws {
    var tree = try IntegrationAgentTree(platform)
    tree.remove(tree.keystore)
    let report = try await tree.report()
    #expect(report.errors == ["keystore.missing confirmed"])
    #expect(
      report.diagnosis("keystore.missing")?.remedies.map(\.title) == ["Put the keystore back"])
  }

  @Test func `a certificate file in the keystore's place`() async throws {
    var tree = try IntegrationAgentTree()
    tree.put("conf/.keystore", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")
    let report = try await tree.report()
    #expect(report.errors == ["keystore.not-a-keystore confirmed"])
  }

  @Test(arguments: ["imported", "factory"])
  func `a keystore without a copy matters once something was changed`(
    keystore: String
  ) async throws {
    var tree = try IntegrationAgentTree()
    tree.remove("\(tree.home)/conf/.keystore.orig")
    #expect(try await tree.report().remarks == ["ia.keystore-not-backed-up confirmed"])
    tree.setGateway(Self.plain)
    try tree.setKeystore(keystore)
    let remarks = try await tree.report().remarks
    #expect(remarks == (keystore == "factory" ? [] : ["ia.keystore-not-backed-up confirmed"]))
  }

  @Test func `the service that the article's test needs`() async throws {
    var tree = try IntegrationAgentTree()
    let gateway = #"<service-gateway ssl="true" port="8081"/>"#
    tree.setGateway(gateway, services: ["applications/ping-plan/ping-plan.xml"])
    #expect(try await tree.report().remarks == ["ia.sample-service-disabled confirmed"])

    tree.setGateway(gateway, services: ["applications/hpnnmi/hpnnmi.xml"])
    #expect(try await tree.report().remarks == [])
    let answer =
      #"Cannot bind to address "https://localhost:8081/x" No component registered on that endpoint"#
    let report = try await tree.report { $0.reportedTexts = [answer] }
    #expect(report.remarks == ["ia.sample-service-disabled confirmed"])
    #expect(report.unexplained == [])
  }

  private static let pkix =
    "2026/11/20 11:00:00.655 +0000 UTC [Thread-12] ERROR - javax.net.ssl.SSLHandshakeException: "
    + "sun.security.validator.ValidatorException: PKIX path building failed: unable to find valid "
    + "certification path to requested target"

  @Test(arguments: ["IntegrationAgent.txt", "AlarmPoint.txt"])
  func `the agent as a client does not trust whom it calls`(log: String) async throws {
    var tree = try IntegrationAgentTree()
    tree.remove(tree.log)
    tree.setLog(Self.pkix, name: log)
    let report = try await tree.report()
    #expect(report.errors == ["ia.outgoing-untrusted confirmed"])
    #expect(report.cited(by: "ia.outgoing-untrusted").contains("\(log):1"))

    tree.setConfiguration(
      IntegrationAgentTree.configuration(
        #"<service-gateway ssl="true" port="8081"/>"#, url: "http://acme.xmatters.com/"))
    #expect(try await tree.report().errors == ["ia.outgoing-untrusted confirmed"])
  }

  @Test func `a client's words about the agent are not about its own calls`() async throws {
    let report = try await IntegrationAgentTree().report {
      $0.reportedTexts = ["PKIX path building failed"]
    }
    #expect(report.diagnosis("ia.outgoing-untrusted") == nil)
  }

  @Test func `plaintext requests on the HTTPS port are the clients' fault`() async throws {
    var tree = try IntegrationAgentTree()
    tree.setLog(
      "2026/11/20 11:31:02.655 +0000 UTC [https.8081.receiver] ERROR - "
        + "javax.net.ssl.SSLException: Unrecognized SSL message, plaintext connection?")
    let report = try await tree.report()
    #expect(report.errors == ["tls.plain-http-client likely"])
  }

  private static let fatal =
    "2026/11/20 11:14:31.207 +0000 UTC [WrapperSimpleAppMain] FATAL - Exit code 87: The Mule "
    + "server could not be started because an error of type class "
    + "java.security.UnrecoverableKeyException occurred.  Reason: Cannot recover key\n"
    + "Caused by: java.security.UnrecoverableKeyException: Cannot recover key"

  @Test func `a start that broke off, and a log that went on, is history`() async throws {
    var tree = try IntegrationAgentTree()
    tree.setLog("\(Self.fatal)\n2026/11/20 15:00:00.1 +0000 UTC [Thread-12] WARN - Nothing to do")
    let report = try await tree.report()
    #expect(report.diagnoses.map(\.id) == [])
    #expect(report.symptoms.contains { !$0.current })
    tree.setLog("\(Self.fatal)\n2026/11/20 11:15:00.1 +0000 UTC [Thread-12] WARN - Nothing to do")
    let recent = try await tree.report()
    #expect(recent.errors == ["service.does-not-start likely"])
  }

  @Test func `a start that broke off over a key`() async throws {
    var tree = try IntegrationAgentTree()
    try tree.setKeystore("recipe")
    tree.setLog(Self.fatal)
    let report = try await tree.report()
    #expect(report.errors.first == "keystore.key-password-differs confirmed")
    #expect(report.diagnosis("keystore.key-password-differs")?.rootCause == true)
    #expect(report.diagnosis("service.does-not-start")?.rootCause == false)
    #expect(report.unexplained == [])
  }
}

extension Report {
  func steps(of id: String) -> [FilledRemedy.Step] {
    diagnosis(id)?.remedies.flatMap(\.steps) ?? []
  }

  func commands(of id: String) -> [String] { steps(of: id).compactMap(\.command) }
}
