import Foundation
import OpenSSLBridge
import PadlockDemo
import PadlockNetwork
import PadlockReaders
import Testing

@Suite struct DemoAgentTests {
  private let script = "/opt/xmatters/xa/bin/systemd.start.sh"
  private let log = "/var/log/xmatters/xmatters-xa/agent-communication-xmatters.log"

  @Test(arguments: DemoScenario.allCases)
  func `every scenario lays the agent's files and removes them`(scenario: DemoScenario) throws {
    let agent = try DemoAgent.start(scenario)
    #expect(try agent.status("").mode == 0o700)
    #expect(try agent.status(script).mode == 0o550)
    #expect(agent.text(script + ".bak") == agent.text(script))
    #expect(agent.text("/etc/xmatters/systemd.start.sh") == agent.text(script))
    #expect(agent.text(script).contains("${SPRINGBOOTAPP_JAVA} -jar /opt/xmatters/xa/bin/xa.jar"))
    #expect(agent.text("/etc/xmatters/xa/xa.conf").contains("export SERVER_PORT=\(agent.port)\n"))
    #expect(agent.text("/etc/systemd/system/xmatters-xa.service").contains("User=xmatters\n"))
    #expect(agent.text("/etc/passwd").contains("xmatters:x:\(getuid()):\(getgid()):"))
    #expect(agent.text(log).contains("Tomcat initialized with port(s): \(agent.port) ("))
    #expect((agent.option("enabled") == nil) == (scenario == .plainHTTP))
    #expect(agent.trust.allSatisfy { FileManager.default.fileExists(atPath: $0) })
    #expect(agent.product == "xagent")
    agent.stop()
    #expect(!FileManager.default.fileExists(atPath: agent.root))
    agent.stop()
    #expect(throws: DemoFailure.self) { try agent.repair() }
  }

  @Test(arguments: DemoScenario.allCases)
  func `the port behaves as the scenario says`(scenario: DemoScenario) async throws {
    let agent = try DemoAgent.start(scenario)
    defer { agent.stop() }
    let outcome = try await agent.shake()
    switch scenario.port {
    case .closed:
      guard case .notConnected(let attempt) = outcome.ending else {
        Issue.record("\(outcome.ending)")
        return
      }
      #expect(attempt.outcome == .refused)
    case .plain:
      #expect(outcome.ending == .plain(.http(statusLine: "HTTP/1.1 400 ", status: 400)))
    case .tls:
      #expect(outcome.completed != nil)
      let judged = try agent.verify(outcome)
      let kinds: [ChainProblem.Kind] =
        switch scenario {
        case .expired: [.expired]
        case .selfSigned: [.selfSigned]
        case .incompleteChain: [.issuerUnknown]
        default: []
        }
      #expect(judged.problems.map(\.kind) == kinds)
      #expect(judged.nameMatches == (scenario != .wrongName))
    }
  }

  @Test(arguments: DemoScenario.allCases)
  func `the keystore holds what the scenario says`(scenario: DemoScenario) throws {
    let agent = try DemoAgent.start(scenario)
    defer { agent.stop() }
    switch scenario {
    case .plainHTTP:
      #expect(throws: DemoAgent.NoFile.self) { try agent.keystore() }
      #expect(try agent.keystore(at: "/etc/xagent/agent.jks").opens == nil)
    case .wrongPath:
      #expect(throws: DemoAgent.NoFile.self) { try agent.keystore() }
      #expect(try agent.keystore(at: "/etc/xagent/agent.jks").opens == true)
    default:
      let store = try agent.keystore()
      #expect(store.format.rawValue == agent.option("key-store-type"))
      #expect(store.opens == true)
      let hasStray = scenario == .incompleteChain
      #expect(store.entries.map(\.alias) == (hasStray ? ["agent", "issuing-ca"] : ["agent"]))
      #expect(store.entries.first?.keyOpens == (scenario != .keyPassword))
      let isAlone = scenario == .selfSigned || scenario == .incompleteChain
      #expect(store.entries.first?.chain.count == (isAlone ? 1 : 2))
      let path = try #require(agent.option("key-store"))
      #expect(try agent.status(path).mode == 0o640)
    }
  }

  @Test(arguments: DemoScenario.allCases)
  func `only the agent that was not restarted has younger files than its start`(
    scenario: DemoScenario
  ) throws {
    let agent = try DemoAgent.start(scenario)
    defer { agent.stop() }
    let start = try #require(startTime(agent))
    let changed = try agent.status(script).changed
    #expect((changed > start) == (scenario == .notRestarted))
    #expect(try agent.status("/etc/xmatters/xa/xa.conf").changed < start)
    #expect(start < Int64(Date().timeIntervalSince1970) - 3600)
    try agent.repair()
    let restart = try #require(startTime(agent))
    #expect(restart > start)
    #expect(try agent.status(script).changed <= restart)
  }

  /// The time of the last start line, by the reader of logs.
  private func startTime(_ agent: DemoAgent) -> Int64? {
    let lines = agent.text(log).split(separator: "\n")
    let start = lines.last { $0.contains("Starting XAgentApplication") }
    return start.flatMap { LogRecordHead(Array($0.utf8).span)?.time }.map { time in
      let local = Int64(time.seconds.rounded(.down))
      let date = Date(timeIntervalSince1970: time.seconds)
      return local - Int64(TimeZone.current.secondsFromGMT(for: date))
    }
  }

  @Test(arguments: DemoScenario.allCases)
  func `the log ends as the agent's start did`(scenario: DemoScenario) throws {
    let agent = try DemoAgent.start(scenario)
    defer { agent.stop() }
    let text = agent.text(log)
    #expect(text.contains("Tomcat started on port(s)") == (scenario.port != .closed))
    #expect(text.contains("Application run failed") == (scenario.port == .closed))
    #expect(text.contains("(https)") == (scenario.port != .plain))
    let isKey = scenario == .keyPassword
    #expect(text.contains("java.security.UnrecoverableKeyException: Cannot recover key") == isKey)
    let missing = "java.io.FileNotFoundException: \(agent.option("key-store") ?? "-") (No such"
    #expect(text.contains(missing) == (scenario == .wrongPath))
    let refused = text.contains("Invalid character found in method name")
    #expect(refused == (scenario.port == .plain))
  }

  @Test(arguments: DemoScenario.allCases)
  func `a repaired agent is healthy`(scenario: DemoScenario) async throws {
    let agent = try DemoAgent.start(scenario)
    defer { agent.stop() }
    try agent.repair()
    let outcome = try await agent.shake()
    #expect(outcome.completed != nil)
    let judged = try agent.verify(outcome)
    #expect(judged.isTrusted)
    #expect(judged.nameMatches == true)
    let store = try agent.keystore()
    #expect(store.opens == true)
    #expect(store.entries.first?.keyOpens == true)
    #expect(store.entries.first?.chain.map(\.der) == outcome.transcript.chain)
    #expect(agent.option("enabled") == "true")
  }

  @Test func `no password is in another file than the start script and its copies`() throws {
    let agent = try DemoAgent.start(.keyPassword)
    defer { agent.stop() }
    let password = try #require(agent.option("key-store-password"))
    #expect(password.utf8.count == 20)
    let paths = try FileManager.default.subpathsOfDirectory(atPath: agent.root)
    let holders = paths.filter { agent.text("/" + $0).contains(password) }
    #expect(
      holders.sorted() == [
        "etc/xmatters/systemd.start.sh", "opt/xmatters/xa/bin/systemd.start.sh",
        "opt/xmatters/xa/bin/systemd.start.sh.bak",
      ])
    let another = try DemoAgent.start(.healthy)
    defer { another.stop() }
    #expect(another.option("key-store-password") != password)
  }

  @Test func `a folder that cannot be made is a failure, and nothing is left`() throws {
    #expect(throws: DemoFailure.self) {
      try DemoAgent.start(.healthy, in: "/proc/self/no-such-folder")
    }
  }

  @Test func `an agent that nobody refers to is gone`() throws {
    let root = try DemoAgent.start(.wrongPath).root
    #expect(!FileManager.default.fileExists(atPath: root))
  }

  @Test func `a process that exits leaves nothing behind`() async throws {
    let result = await #expect(processExitsWith: .success, observing: [\.standardOutputContent]) {
      let agent = try DemoAgent.start(.wrongPath)
      print("root=\(agent.root)=")
      fflush(nil)
      withExtendedLifetime(agent) { exit(0) }
    }
    let output = String(decoding: try #require(result).standardOutputContent, as: UTF8.self)
    let parts = output.split(separator: "=")
    let index = try #require(parts.firstIndex { $0.hasSuffix("root") })
    #expect(!FileManager.default.fileExists(atPath: String(parts[index + 1])))
  }

  @Test func `each scenario has a sentence of its own`() {
    let titles = Set(DemoScenario.allCases.map(\.title))
    #expect(titles.count == DemoScenario.allCases.count)
    #expect(titles.allSatisfy { $0.hasSuffix(".") })
    #expect(DemoScenario.allCases.filter { $0.symptom == nil } == [.healthy])
  }
}
