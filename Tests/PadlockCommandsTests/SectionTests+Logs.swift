import PadlockModel
import Testing

@testable import PadlockCommands

/// What Tomcat logs of its starts.
extension SectionTests {
  /// What a Tomcat writes where the machine speaks French.
  private enum Line {
    static let started = """
      INFOS [main] org.apache.catalina.startup.VersionLoggerListener.log Nom version serveur :     \
                Apache Tomcat/10.1.60 (Debian)
      22-Nov-2026 06:43:04.703 INFOS [main] org.apache.catalina.startup.VersionLoggerListener.log \
      Version du serveur :               10.1.60.0
      """
    static let missing = """
      GRAVE [main] org.apache.catalina.util.LifecycleBase.handleSubClassException Echec \
      d'initialisation du composant [Connector["https-jsse-nio-127.0.0.1-8443"]]
      \tCaused by: java.io.FileNotFoundException: /var/lib/tomcat10/conf/a.p12 (No such file or \
      directory)
      """
    static let ready = """
      INFOS [main] org.apache.catalina.startup.Catalina.start Le démarrage du serveur a pris \
      [1\u{202F}252] millisecondes
      """
    static let refused = """
      GRAVE [main] org.apache.catalina.startup.Catalina.start Le composant Server requis n'a pas \
      démarré, en conséquence Tomcat ne peut démarrer.
      \torg.apache.catalina.LifecycleException: Failed to start component [StandardServer[-1]]
      \t\tat org.apache.catalina.startup.Catalina.start(Catalina.java:772) ~[catalina.jar:10.1]
      """
  }

  static let starts: [([String], String, Int, Bool)] = [
    ([Line.started, Line.missing, Line.ready], "ready", 1, true),
    ([Line.started, Line.missing, Line.refused], "unfinished", 1, true),
    ([Line.started, Line.missing, Line.ready, Line.started, Line.ready], "ready", 2, false),
    ([Line.started, Line.missing, Line.started], "unfinished", 2, false),
  ]

  @Test(arguments: starts)
  func `a start is told by its class, in whatever language it is logged`(
    lines: [String], outcome: String, count: Int, isCurrent: Bool
  ) async throws {
    let log = lines.map { "22-Nov-2026 06:43:04.696 \($0)\n" }.joined()
    let report = try await tomcat(
      Self.old, Self.store.merging(["var/lib/tomcat10/logs/catalina.out": log]) { $1 })
    func value(_ name: FactName) -> ReportedFact.State? {
      report.facts.first { $0.name == name }?.state
    }
    #expect(value("service.last-start") == .value(.text(outcome)))
    #expect(value("service.starts") == .value(.integer(count)))
    #expect(report.symptoms.map(\.id) == ["keystore-missing"])
    #expect(report.symptoms.map(\.current) == [isCurrent])
  }

  @Test func `a missing PEM key accounts for what Java says of its file`() async throws {
    let pair = connector(#"certificateFile="conf/a.pem" certificateKeyFile="conf/a.key""#)
    let lines = [Line.started, Line.missing.replacing("a.p12", with: "a.key"), Line.ready]
    let log = lines.map { "22-Nov-2026 06:43:04.696 \($0)\n" }.joined()
    let report = try await tomcat(
      pair,
      ["\(Self.conf)/a.pem": "!tls/leaf.pem", "var/lib/tomcat10/logs/catalina.out": log])
    #expect(report.errors == ["certificate.key-file-missing confirmed"])
    #expect(report.symptoms.map(\.current) == [true])
    #expect(report.unexplained.isEmpty)
  }
}
