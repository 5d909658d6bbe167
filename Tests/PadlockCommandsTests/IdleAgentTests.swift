import Foundation
import PadlockCollectors
import PadlockModel
import PadlockNetwork
import TestSupport
import Testing

@testable import PadlockCommands

/// An Integration Agent on a machine whose port is the running xMatters Agent's.
@Suite struct IdleAgentTests {
  private static func process(_ id: Int, _ program: String) -> RunningProcess {
    RunningProcess(
      id: id, parent: 1, user: 0, arguments: ["java", program],
      started: Timestamp(secondsSince1970: 1_795_000_000))
  }

  private static let agent = process(7, "com.xmatters.XAgentApplication")
  private static let integrationAgent = process(
    8, "com.alarmpoint.integrationagent.boot.IAServer")

  /// What is said of the Integration Agent while these processes run and process 7 has its port.
  private func report(_ running: [RunningProcess], holder: Int? = 7, log: String = "") async throws
    -> Report
  {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "padlock-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in ["conf", "log"] {
      try FileManager.default.createDirectory(
        at: folder.appending(path: "ia/\(name)"), withIntermediateDirectories: true)
    }
    let server = try OpenSSLServer(certificate: "tls/self.pem", key: "tls/self.key", ["-www"])
    let port = Int(server.port)
    try Data("<a><service-gateway port=\"\(port)\"/></a>".utf8).write(
      to: folder.appending(path: "ia/conf/IAConfig.xml"))
    if !log.isEmpty {
      try Data(log.utf8).write(to: folder.appending(path: "ia/log/IntegrationAgent.txt"))
    }
    let rules = try TestRules.all()
    let product = try #require(rules.product("integration-agent"))
    let installation = try #require(product.installations.first { $0.platform == .linux })
    let marks = try #require(rules.product("xagent")?.installations.first?.service.process)
    let target = FoundTarget(
      target: Target(
        id: "ia", product: product.id, name: product.name, host: "localhost", home: "/ia",
        platform: .linux),
      product: product, installation: installation, files: TargetFiles.tree(folder.path),
      system: SmallMachine(running: running, port: port, holder: holder), isHostGuessed: true,
      isOutOfReach: false,
      neighbours: [
        Neighbour(
          product: "xagent",
          ports: [port: Evidence(.file, "/etc/xmatters/xa/xa.conf", line: 1, excerpt: "port")],
          process: marks)
      ])
    var options = RunOptions(
      now: Timestamp(secondsSince1970: 1_796_000_000), run: Deadline(after: .seconds(600)))
    options.timeoutSeconds = 30
    options.trust = [Fixture.path("tls/self.pem")]
    return await DiagnosisRun(
      rules: rules, wish: TargetWish(), options: options, watch: { _ in }
    ).perform(on: [target]).report
  }

  private static let quiet = "2026/11/20 10:00:00.390 -0600 CST [main] WARN - Nothing to do\n"
  private static let taken = """
    2026/11/20 10:00:00.390 -0600 CST [WrapperSimpleAppMain] FATAL - Exit code 87: The Mule server \
    could not be started because an error of type class java.net.BindException occurred.  Reason: x
    java.net.BindException: Address already in use

    """

  @Test(arguments: [7, nil])
  func `stopped beside its successor it is no error, also where the holder is not known`(
    holder: Int?
  ) async throws {
    let report = try await report([Self.agent], holder: holder, log: Self.quiet)
    #expect(report.errors == [])
    #expect(report.remarks == ["service.replaced confirmed"])
  }

  @Test func `stopped beside its successor, and there is no log of it`() async throws {
    let report = try await report([Self.agent])
    #expect(report.errors == [])
    #expect(report.remarks == ["service.replaced likely"])
  }

  @Test func `stopped because the other agent had the port`() async throws {
    let report = try await report([Self.agent], log: Self.taken)
    #expect(report.errors.first == "xagent.both-agents-on-port confirmed")
  }

  @Test func `started while the other agent has the port`() async throws {
    let report = try await report([Self.agent, Self.integrationAgent], log: Self.quiet)
    #expect(report.errors.first == "xagent.both-agents-on-port confirmed")
    #expect(report.cited(by: "xagent.both-agents-on-port").contains("xa.conf:1"))
  }

  @Test func `running while the other agent is idle`() async throws {
    let report = try await report([Self.integrationAgent], holder: 8, log: Self.quiet)
    #expect(report.errors == [])
    #expect(
      report.remarks == ["network.port-claimed-twice confirmed", "ia.https-set-elsewhere likely"])
  }
}
