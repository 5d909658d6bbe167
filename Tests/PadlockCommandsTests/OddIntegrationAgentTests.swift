import PadlockCollectors
import PadlockModel
import TestSupport
import Testing

@testable import PadlockCommands

/// Integration Agents that are healthy and look odd, and those whose port is probed.
@Suite struct OddIntegrationAgentTests {
  @Test(arguments: [
    #"<service-gateway ssl="TRUE" port="8081"/>"#,
    #"<service-gateway port = '8081' ssl='true' timeout="30" xmlns:x="urn:x" x:y="1"/>"#,
    "<service-gateway\n  ssl=\"true\"\n/>",
    #"<service-gateway ssl="true"><!-- ssl="false" --></service-gateway>"#,
    #"<!-- <service-gateway ssl="false" port="8081"/> --><service-gateway ssl="true"/>"#,
    #"<network><service-gateway ssl="true" port="8081"/></network>"#,
    #"<service-gateway ssl="true" host="localhost" port="8081"/>"#,
  ])
  func `a gateway in other words`(gateway: String) async throws {
    var tree = try IntegrationAgentTree()
    tree.setGateway(gateway)
    let report = try await tree.report()
    #expect(report.diagnoses.map(\.id) == [])
    #expect(report.outcome == .healthy)
  }

  @Test func `an old version's log, or none`() async throws {
    var tree = try IntegrationAgentTree()
    tree.remove(tree.log)
    #expect(try await tree.report().diagnoses.map(\.id) == [])
    tree.setLog(
      "2011-03-04 15:19:43,551 [Thread-8] DEBUG - Agent Client: nothing to do",
      name: "AlarmPoint.txt")
    let report = try await tree.report()
    #expect(report.diagnoses.map(\.id) == [])
    #expect(report.ledger.contains { $0.path.hasSuffix("AlarmPoint.txt") })
  }

  @Test func `clients were made to trust the certificate that the agent came with`() async throws {
    var tree = try IntegrationAgentTree()
    try tree.setKeystore("factory")
    let report = try await tree.report(trust: [IntegrationAgentTree.own])
    #expect(report.diagnoses.map(\.id) == [])
    #expect(report.outcome == .healthy)
  }

  @Test func `the agent's own entry was given a certificate of the company's authority`()
    async throws
  {
    var tree = try IntegrationAgentTree()
    try tree.setKeystore("reissued")
    #expect(try await tree.report(trust: []).errors == [])
    let server = try OpenSSLServer(
      certificate: "tls/leaf.pem", key: "tls/leaf.key", chain: "tls/intermediate.pem", ["-www"])
    let report = try await tree.report(probing: server.port)
    #expect(report.diagnoses.map(\.id) == [])
  }

  @Test func `an agent that only sends, as it comes, has one thing to be said of`() async throws {
    var tree = try IntegrationAgentTree()
    tree.setGateway(#"<service-gateway ssl="false" port="8081"/>"#)
    try tree.setKeystore("factory")
    tree.remove("\(tree.home)/conf/.keystore.orig")
    #expect(try await tree.report(trust: []).diagnoses.map(\.id) == ["ia.gateway-plain"])
  }

  @Test func `the new key is served`() async throws {
    let server = try OpenSSLServer(
      certificate: "tls/leaf.pem", key: "tls/leaf.key", chain: "tls/intermediate.pem", ["-www"])
    let report = try await IntegrationAgentTree().report(probing: server.port)
    #expect(report.diagnoses.map(\.id) == [])
    #expect(report.value(of: "listener.served-alias") == "new-cert")
  }

  @Test func `the agent's own key is served although another is there`() async throws {
    let server = try OpenSSLServer(certificate: "tls/self.pem", key: "tls/self.key", ["-www"])
    let report = try await IntegrationAgentTree().report(probing: server.port)
    #expect(report.errors.first == "ia.wrong-certificate-served confirmed")
    #expect(report.diagnosis("ia.wrong-certificate-served")?.rootCause == true)
    #expect(report.diagnosis("certificate.served-differs") == nil)
    #expect(report.diagnosis("certificate.untrusted-issuer")?.rootCause == false)
  }

  @Test func `its own key is served and trusted, so the other one is nobody's business`()
    async throws
  {
    let server = try OpenSSLServer(certificate: "tls/self.pem", key: "tls/self.key", ["-www"])
    let report = try await IntegrationAgentTree().report(
      probing: server.port, trust: [IntegrationAgentTree.root, IntegrationAgentTree.own])
    #expect(report.diagnoses.map(\.id) == [])
  }

  @Test func `its own key is all there is to serve`() async throws {
    let server = try OpenSSLServer(certificate: "tls/self.pem", key: "tls/self.key", ["-www"])
    var tree = try IntegrationAgentTree()
    try tree.setKeystore("factory")
    let report = try await tree.report(probing: server.port)
    #expect(report.errors.first == "ia.certificate-not-imported confirmed")
    #expect(report.diagnosis("ia.certificate-not-imported")?.rootCause == true)
    #expect(report.diagnosis("certificate.untrusted-issuer")?.rootCause == false)
    #expect(report.diagnosis("ia.wrong-certificate-served") == nil)
  }

  @Test func `a certificate that is in no keystore`() async throws {
    let server = try OpenSSLServer(certificate: "tls/bare.pem", key: "tls/bare.key", ["-www"])
    let report = try await IntegrationAgentTree().report(probing: server.port)
    #expect(report.diagnosis("certificate.served-differs")?.certainty == .confirmed)
    #expect(report.diagnosis("ia.wrong-certificate-served") == nil)
  }

  @Test func `a plain port hangs below the gateway that asks for it`() async throws {
    let server = try LoopbackListener.answering(
      Array("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".utf8))
    var tree = try IntegrationAgentTree()
    tree.setGateway(#"<service-gateway ssl="false" port="8081"/>"#)
    let report = try await tree.report(probing: server.port)
    #expect(report.errors == ["ia.gateway-plain confirmed", "tls.plain-http-port confirmed"])
    #expect(report.diagnosis("tls.plain-http-port")?.rootCause == false)
  }

  @Test func `HTTPS in front of a gateway that is plain`() async throws {
    let server = try OpenSSLServer(
      certificate: "tls/leaf.pem", key: "tls/leaf.key", chain: "tls/intermediate.pem", ["-www"])
    var tree = try IntegrationAgentTree()
    tree.setGateway(#"<service-gateway ssl="false" port="8081"/>"#)
    let report = try await tree.report(probing: server.port)
    #expect(report.errors == [])
    #expect(report.diagnoses.map(\.id) == ["ia.https-set-elsewhere"])
  }
}

extension Report {
  /// The value of the first fact of this name.
  func value(of name: FactName) -> String? {
    facts.lazy.filter { $0.name == name }.compactMap { fact in
      if case .value(let value) = fact.state { value.description } else { nil }
    }.first
  }
}
