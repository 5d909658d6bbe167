import Foundation
import PadlockCollectors
import PadlockModel
import PadlockNetwork
import PadlockReports
import TestSupport

@testable import PadlockCommands

/// An xMatters Agent's files as a test lays them out, and the diagnosis of them.
///
/// As it is made, the agent is healthy: HTTPS is configured, the keystore opens, the log shows a
/// start after the last change.
struct AgentTree {
  static let password = "Xa-2026-secret"
  static let configured = date("2026-11-20T09:00:00Z")
  static let started = date("2026-11-20T10:00:00Z")

  let platform: Platform
  /// Paths in the target's notation without the leading `/`; Windows ones from `C/`.
  private var files: [String: (bytes: [UInt8], mode: Int, changed: Date)] = [:]
  private var links: [String: String] = [:]

  var script: String { "opt/xmatters/xa/bin/systemd.start.sh" }
  var wrapper: String { "C/Program Files/xa/config/xagent-service.conf" }
  /// The file that holds the HTTPS options.
  var configuration: String { platform == .linux ? script : wrapper }
  var log: String {
    platform == .linux
      ? "var/log/xmatters/xmatters-xa/agent-communication-xmatters.log"
      : "C/Program Files/xa/xalog/agent.log"
  }
  var keystore: String { platform == .linux ? "etc/xagent/agent.p12" : "C/certs/agent.p12" }

  /// A tree without any file.
  init(bare platform: Platform) { self.platform = platform }

  init(_ platform: Platform = .linux) throws {
    self.platform = platform
    put(log, Self.healthyLog, changed: Self.started)
    if platform == .linux {
      setOptions(Self.options("/etc/xagent/agent.p12"))
      put("opt/xmatters/xa/bin/systemd.start.sh.bak", Self.script(""), mode: 0o550)
      put("opt/xmatters/xa/bin/xa.jar", "PK", mode: 0o500)
      put("etc/xmatters/xa/xa.conf", "export SPRINGBOOTAPP_JAVA=/usr/bin/java\n")
      put("etc/hostname", "agent01.example.com\n")
    } else {
      setOptions(Self.options("c://certs//agent.p12"))
      put("C/Program Files/xa/config/xagent-service.conf.bak", Self.wrapper([]))
      put("C/Program Files/xa/applib/xagent.jar", "PK")
    }
    try put(keystore, fixture: "agent.p12")
  }

  /// The five options of the article, with this keystore.
  static func options(_ path: String, type: String = "PKCS12", password: String = password)
    -> [String]
  {
    [
      "server.ssl.key-store-type=\(type)", "server.ssl.key-store=\(path)",
      "server.ssl.key-store-password=\(password)", "server.ssl.key-alias=agent",
      "server.ssl.enabled=true",
    ]
  }

  static func script(_ arguments: String) -> String {
    """
    #!/bin/bash
    . /etc/xmatters/xa/xa.conf
    exec ${SPRINGBOOTAPP_JAVA} -jar /opt/xmatters/xa/bin/xa.jar\(arguments)

    """
  }

  static func wrapper(_ lines: [String]) -> String {
    #"""
    # Following properties specify the behavior when the application exits.
    wrapper.on_exit.0=SHUTDOWN
    wrapper.on_exit.default=RESTART
    wrapper.working.dir=C:\\Program Files\\xa
    wrapper.java.app.jar = ${wrapper.working.dir}\\applib\\xagent.jar
    wrapper.java.classpath.1=${wrapper.working.dir}\\service-installer\\lib\\xmatters-xa-0.1.jar
    wrapper.java.classpath.2=${wrapper.working.dir}\\service-installer\\lib\\xercesImpl-2.9.1.jar

    # Here, you can configure properties that need to be passed to the JRE
    wrapper.java.additional.1 = -Dspring.config.location=application-overrides.properties
    wrapper.java.additional.2 = -Dspring.profiles.active="overrides\,onpremise"
    wrapper.java.additional.3 = -Dwebsocket.host=acme.na5.xmatters.com

    """# + lines.map { $0 + "\n" }.joined()
  }

  /// Wrapper lines from number 4 on.
  static func numbered(_ options: [String]) -> [String] {
    options.enumerated().map { "wrapper.java.additional.\($0.offset + 4) = -D\($0.element)" }
  }

  static let healthyLog = """
    2026-11-20 10:00:00.062  INFO 8203 --- [main] com.xmatters.XAgentApplication           : \
    Starting XAgentApplication using Java 17.0.15 with PID 8203
    2026-11-20 10:00:02.210  INFO 8203 --- [main] o.s.b.w.embedded.tomcat.TomcatWebServer  : \
    Tomcat initialized with port(s): 8081 (https)
    2026-11-20 10:00:05.122  INFO 8203 --- [main] o.s.b.w.embedded.tomcat.TomcatWebServer  : \
    Tomcat started on port(s): 8081 (https) with context path ''
    2026-11-20 10:00:05.124  INFO 8203 --- [main] com.xmatters.XAgentApplication           : \
    Started XAgentApplication in 5.145 seconds (JVM running for 6.1)

    """

  /// Makes the last start in the log one with plain HTTP.
  mutating func startWithPlainHTTP() {
    put(log, Self.healthyLog.replacing("(https)", with: "(http)"), changed: Self.started)
  }

  /// Writes the options as the platform's configuration holds them.
  mutating func setOptions(_ options: [String]) {
    if platform == .linux {
      setScript(Self.script(options.map { " --\($0)" }.joined()))
    } else {
      put(wrapper, Self.wrapper(Self.numbered(options)))
    }
  }

  mutating func setScript(_ text: String) { put(script, text, mode: 0o550) }

  mutating func setWrapper(_ lines: [String]) { put(wrapper, Self.wrapper(lines)) }

  mutating func put(
    _ path: String, _ text: String, mode: Int = 0o640, changed: Date = configured
  ) {
    files[path] = (Array(text.utf8), mode, changed)
  }

  mutating func put(
    _ path: String, bytes: [UInt8], mode: Int = 0o640, changed: Date = configured
  ) {
    files[path] = (bytes, mode, changed)
  }

  mutating func put(
    _ path: String, fixture: String, of folder: String = "agent", changed: Date = configured
  ) throws {
    files[path] = (try Fixture.bytes("\(folder)/\(fixture)"), 0o600, changed)
  }

  mutating func remove(_ path: String) { files[path] = nil }

  mutating func move(_ path: String, to other: String) {
    files[other] = files.removeValue(forKey: path)
  }

  mutating func link(_ path: String, to target: String) { links[path] = target }

  /// What `padlock --non-interactive --product xagent --root TREE` reports, without a probe unless
  /// a loopback port is given; `product` nil for all that is installed.
  func report(
    _ wish: TargetWish = TargetWish(), product: String? = "xagent", probing port: UInt16? = nil,
    _ adjust: (inout RunOptions) -> Void = { _ in },
    watch: @escaping @Sendable (Investigation.Event) -> Void = { _ in }
  ) async throws -> Report {
    let folder = try laidOut()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try await outcome(
      in: folder, wish, product: product, probing: port, adjust, watch: watch
    ).report
  }

  /// What `body` makes of the whole outcome of such a run while its files are there.
  func withOutcome<Result>(
    _ body: (DiagnosisRun.Outcome) throws -> Result
  ) async throws -> Result {
    let folder = try laidOut()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(try await outcome(in: folder))
  }

  /// The outcome of a run in `folder`, where the files are.
  func outcome(
    in folder: String, _ wish: TargetWish = TargetWish(), product: String? = "xagent",
    probing port: UInt16? = nil, _ adjust: (inout RunOptions) -> Void = { _ in },
    watch: @escaping @Sendable (Investigation.Event) -> Void = { _ in }
  ) async throws -> DiagnosisRun.Outcome {
    var wish = wish
    wish.product = wish.product ?? product
    wish.noProbe = port == nil
    if let port {
      wish.host = "localhost"
      wish.port = Int(port)
    }
    if let home = wish.home, wish.root == nil {
      wish.home = folder + "/" + home
    } else {
      wish.root = folder
    }
    var options = RunOptions(
      now: Timestamp(secondsSince1970: 1_796_000_000), run: Deadline(after: .seconds(600)))
    options.noProbe = wish.noProbe
    options.host = wish.host
    options.port = wish.port
    options.timeoutSeconds = 30
    adjust(&options)
    let run = DiagnosisRun(
      rules: try TestRules.all(), wish: wish, options: options, watch: watch)
    let outcome = await run.perform(on: try await run.targets())
    try KeptReport.keep(renderJSON(outcome.report))
    return outcome
  }

  /// Writes the files to a folder of their own, which the caller removes.
  func laidOut() throws -> String {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "padlock-\(UUID().uuidString)")
    try write(below: folder)
    return folder.path
  }

  func write(below folder: URL) throws {
    let manager = FileManager.default
    for (path, file) in files {
      let place = folder.appending(path: path)
      try manager.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(file.bytes).write(to: place)
      try manager.setAttributes(
        [.posixPermissions: file.mode, .modificationDate: file.changed], ofItemAtPath: place.path)
    }
    for (path, target) in links {
      let place = folder.appending(path: path)
      try manager.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try manager.createSymbolicLink(atPath: place.path, withDestinationPath: target)
    }
  }

  static func date(_ text: String) -> Date {
    Date(timeIntervalSince1970: Double(Timestamp(iso8601: text)?.secondsSince1970 ?? 0))
  }
}

/// The rules of the repository as they stand.
enum TestRules {
  static func all() throws -> RuleSet { try loaded.get() }

  private static let loaded = Result {
    try RuleLoading.rules([
      URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "rules").path
    ])
  }
}

extension Report {
  /// Errors, best first, as `id certainty`.
  var errors: [String] {
    diagnoses.filter { $0.severity == .error }.map { "\($0.id) \($0.certainty.rawValue)" }
  }

  /// Warnings and notices but one: most of the tests' certificates are self-signed.
  var remarks: [String] {
    diagnoses.filter { $0.severity != .error && $0.id != "certificate.self-signed" }.map {
      "\($0.id) \($0.certainty.rawValue)"
    }
  }

  func diagnosis(_ id: String) -> Diagnosis? { diagnoses.first { $0.id == id } }

  /// Files and lines that a diagnosis cites, `agent.p12` or `systemd.start.sh:3`.
  func cited(by id: String) -> [String] {
    (diagnosis(id)?.evidence ?? []).map { evidence in
      let name = evidence.source.split { "/\\".contains($0) }.last.map(String.init) ?? ""
      return evidence.line.map { "\(name):\($0)" } ?? name
    }
  }
}
