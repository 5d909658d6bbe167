import Foundation
import Glibc
import TestSupport
import Testing

/// A real Tomcat whose connectors have a fault each, and are found by the real binary one by one.
@Suite(.serialized, .enabled(if: Workshop.hasTomcat, "needs Tomcat: scripts/test"))
struct TomcatTests {
  private enum Connector: CaseIterable {
    case healthy, alsoHealthy, wrongPath, wrongPassword, expired, incomplete, withoutSwitch, plain

    /// The first diagnosis for its port; nil where nothing is wrong.
    var diagnosis: String? {
      switch self {
      case .healthy, .alsoHealthy: nil
      case .wrongPath: "keystore.missing"
      case .wrongPassword: "keystore.password-wrong"
      case .expired: "certificate.expired"
      case .incomplete: "certificate.chain-incomplete"
      case .withoutSwitch, .plain: "tls.plain-http-port"
      }
    }

    func element(_ port: UInt16) -> String {
      let head = "<Connector port=\"\(port)\" address=\"127.0.0.1\""
      func store(_ path: String, _ password: String = "Server-2026") -> String {
        """
        \(head) SSLEnabled="true"><SSLHostConfig><Certificate certificateKeystoreFile="\(path)"
          certificateKeystorePassword="\(password)"/></SSLHostConfig></Connector>
        """
      }
      return switch self {
      case .healthy: store("${catalina.base}/conf/server.p12")
      case .alsoHealthy:
        """
        \(head) SSLEnabled="true"><SSLHostConfig>
          <Certificate certificateFile="conf/leaf.pem" certificateChainFile="conf/rest.pem"
            certificateKeyFile="\(Fixture.path("tls/leaf.key"))"/></SSLHostConfig></Connector>
        """
      case .wrongPath: store("conf/none.p12")
      case .wrongPassword: store("conf/server.p12", "Wrong-2026")
      case .expired: store("conf/expired.p12")
      case .incomplete: store("conf/bare.p12")
      case .withoutSwitch: head + " scheme=\"https\" secure=\"true\"/>"
      case .plain: head + " redirectPort=\"8443\"/>"
      }
    }
  }

  private func run(_ peer: ServerPeer, _ ports: [UInt16]) throws {
    for folder in ["logs", "temp", "webapps", "work"] {
      try FileManager.default.createDirectory(
        atPath: "\(peer.folder)/\(folder)", withIntermediateDirectories: true)
    }
    let elements = zip(Connector.allCases, ports).map { $0.element($1) }
    try peer.write(
      """
      <Server port="-1" shutdown="X">
      <Listener className="org.apache.catalina.startup.VersionLoggerListener"/>
      <Service name="Catalina">
      \(elements.joined(separator: "\n"))
      <Engine name="Catalina" defaultHost="localhost">
      <Host name="localhost" appBase="webapps"/></Engine></Service></Server>

      """, "conf/server.xml")
    let home = "/usr/share/tomcat10"
    try peer.start(
      [
        "/usr/bin/env", "java", "-XX:TieredStopAtLevel=1", "-cp",
        "\(home)/bin/bootstrap.jar:\(home)/bin/tomcat-juli.jar", "-Dcatalina.home=\(home)",
        "-Dcatalina.base=\(peer.folder)", "-Djava.io.tmpdir=\(peer.folder)/temp",
        "org.apache.catalina.startup.Bootstrap", "start",
      ]
    ) { peer.text("out.log").contains("Server startup in") }
  }

  @Test(.timeLimit(.minutes(5)))
  func `each connector's fault is found at its port alone`() throws {
    let workshop = try Workshop()
    let peer = try ServerPeer(workshop, "tomcat")
    let password = "Server-2026"
    try peer.keystore(["leaf", "intermediate"], password: password, "conf/server.p12")
    try peer.keystore(["expired", "intermediate"], password: password, "conf/expired.p12")
    try peer.keystore(["leaf"], password: password, "conf/bare.p12")
    try peer.write(certificates: ["leaf"], "conf/leaf.pem")
    try peer.write(certificates: ["intermediate"], "conf/rest.pem")
    let places = try Connector.allCases.map { _ in try ClosedPort() }
    try run(peer, places.map(\.port))
    defer { peer.stop() }
    let common = [
      "--product", "tomcat", "--home", peer.folder, "--host", "localhost", "--log",
      peer.folder + "/out.log", "--trust", Fixture.path("tls/root.pem"),
      // On a busy machine a fresh Java takes long for its first handshake.
      "--timeout", "60",
    ]
    for (connector, place) in zip(Connector.allCases, places) {
      let (report, _, printed) = try workshop.diagnose(common + ["--port", String(place.port)])
      let shown = Comment("\(connector): \(report.summary)\n\(peer.text("out.log"))")
      #expect(report.errorIDs.first == connector.diagnosis, shown)
      #expect(!printed.contains(password), shown)
      #expect(!printed.contains("Wrong-2026"), shown)
    }
    // All at once: the plain port is nobody's fault, and so is the one without its switch.
    let (whole, _, _) = try workshop.diagnose(common)
    let ids = Set(whole.errorIDs)
    #expect(!ids.contains("tls.plain-http-port"), Comment(rawValue: whole.summary))
    for id in ["keystore.missing", "keystore.password-wrong", "certificate.expired"] {
      #expect(ids.contains(id), Comment(rawValue: whole.summary))
    }
    // A renewed keystore, and the old certificate served.
    try peer.keystore(["self"], password: password, "conf/server.p12")
    try peer.changeLater("conf/server.p12")
    let (renewed, _, _) = try workshop.diagnose(common + ["--port", String(places[0].port)])
    #expect(renewed.errorIDs.first == "service.not-restarted", Comment(rawValue: renewed.summary))
    let (other, _, _) = try workshop.diagnose(common + ["--port", String(places[1].port)])
    #expect(other.errors.isEmpty, Comment(rawValue: other.summary))
  }
}
