import Foundation
import PadlockCollectors
import PadlockModel
import PadlockNetwork
import TestSupport
import Testing

@testable import PadlockCommands

/// An Integration Agent that runs on the machine at hand, started before or after its last change.
@Suite struct RunningIntegrationAgentTests {
  /// When its process was started; the files are from before or after that.
  private static let started = AgentTree.date("2026-11-20T10:00:00Z")

  /// What is said while the agent holds `port` and its files were changed then.
  private func report(
    _ port: UInt16, gateway: String = #"<service-gateway ssl="true""#,
    keystore: String = "imported",
    changed: Date
  ) async throws -> Report {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "padlock-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = try Fixture.bytes("integration-agent/\(keystore).keystore")
    let text = IntegrationAgentTree.configuration("\(gateway) port=\"\(port)\"/>")
    let log = "2026/11/20 13:00:00.390 +0000 UTC [main] WARN - Nothing to do\n"
    let files: [(String, [UInt8], Date)] = [
      ("conf/IAConfig.xml", Array(text.utf8), changed), ("conf/.keystore", store, changed),
      ("conf/.keystore.orig", store, changed),
      ("log/IntegrationAgent.txt", Array(log.utf8), AgentTree.date("2026-11-20T13:00:00Z")),
    ]
    for (path, bytes, time) in files {
      let place = folder.appending(path: "ia/\(path)")
      try FileManager.default.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: place)
      try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: place.path)
    }
    let rules = try TestRules.all()
    let product = try #require(rules.product("integration-agent"))
    let process = RunningProcess(
      id: 8, parent: 1, user: 0,
      arguments: ["java", "com.alarmpoint.integrationagent.boot.IAServer"],
      started: Timestamp(secondsSince1970: Int64(Self.started.timeIntervalSince1970)))
    let target = FoundTarget(
      target: Target(
        id: "ia", product: product.id, name: product.name, host: "localhost", home: "/ia",
        platform: .linux),
      product: product, installation: product.installations.first { $0.platform == .linux },
      files: TargetFiles.tree(folder.path),
      system: SmallMachine(running: [process], port: Int(port), holder: 8), isHostGuessed: true,
      isOutOfReach: false, neighbours: [])
    var options = RunOptions(
      now: Timestamp(secondsSince1970: 1_796_000_000), run: Deadline(after: .seconds(600)))
    options.timeoutSeconds = 30
    options.trust = [IntegrationAgentTree.root]
    return await DiagnosisRun(
      rules: rules, wish: TargetWish(), options: options, watch: { _ in }
    ).perform(on: [target]).report
  }

  private static let before = AgentTree.date("2026-11-20T09:00:00Z")
  private static let after = AgentTree.date("2026-11-20T12:00:00Z")

  private func plainPort() throws -> LoopbackListener {
    try LoopbackListener.answering(
      Array("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".utf8))
  }

  @Test func `HTTPS was switched on and the agent not restarted`() async throws {
    let server = try plainPort()
    let report = try await report(server.port, changed: Self.after)
    #expect(report.errors == ["service.not-restarted confirmed", "tls.plain-http-port confirmed"])
    #expect(report.diagnosis("tls.plain-http-port")?.rootCause == false)
  }

  @Test func `a certificate was imported and the agent not restarted`() async throws {
    let server = try OpenSSLServer(certificate: "tls/self.pem", key: "tls/self.key", ["-www"])
    let report = try await report(server.port, changed: Self.after)
    #expect(report.errors.first == "service.not-restarted confirmed")
    #expect(report.diagnosis("ia.wrong-certificate-served") == nil)
  }

  @Test func `restarted since, and still its own certificate`() async throws {
    let server = try OpenSSLServer(certificate: "tls/self.pem", key: "tls/self.key", ["-www"])
    let report = try await report(server.port, changed: Self.before)
    #expect(report.errors.first == "ia.wrong-certificate-served confirmed")
    #expect(report.diagnosis("service.not-restarted") == nil)
  }

  @Test func `restarted since, and the new certificate`() async throws {
    let server = try OpenSSLServer(
      certificate: "tls/leaf.pem", key: "tls/leaf.key", chain: "tls/intermediate.pem", ["-www"])
    let report = try await report(server.port, changed: Self.before)
    #expect(report.diagnoses.map(\.id) == [])
  }

  @Test func `as it comes, it runs with plain HTTP`() async throws {
    let server = try plainPort()
    let report = try await report(
      server.port, gateway: #"<service-gateway ssl="false""#, keystore: "factory",
      changed: Self.before)
    #expect(report.errors == ["ia.gateway-plain confirmed", "tls.plain-http-port confirmed"])
    #expect(report.remarks == [])
  }
}
