import Foundation
import Glibc
import TestSupport
import Testing

/// A real nginx whose servers have a fault each, and are found by the real binary one by one.
@Suite(.serialized, .enabled(if: Workshop.hasNginx, "needs nginx: scripts/test"))
struct NginxTests {
  private enum Server: CaseIterable {
    case healthy, expired, incomplete, withoutSwitch, redirect, catchAll

    /// The first diagnosis for its port; nil where nothing is wrong.
    var diagnosis: String? {
      switch self {
      case .healthy, .catchAll: nil
      case .expired: "certificate.expired"
      case .incomplete: "certificate.chain-incomplete"
      case .withoutSwitch, .redirect: "tls.plain-http-port"
      }
    }

    func blocks(_ port: UInt16) -> String {
      let place = "listen 127.0.0.1:\(port)"
      func pair(_ name: String, _ key: String) -> String {
        "ssl_certificate \(name).pem; ssl_certificate_key \(Fixture.path("tls/\(key).key"));"
      }
      return switch self {
      case .healthy:
        // By its name the other server of the port has a certificate of its own.
        """
        server { \(place) ssl; server_name localhost;
          ssl_certificate chain.pem; ssl_certificate_key chain.key; }
        server { \(place) ssl; server_name other.example; \(pair("other", "self")) }
        """
      case .expired: "server { \(place) ssl; \(pair("expired", "expired")) }"
      case .incomplete: "server { \(place) ssl; \(pair("bare-leaf", "leaf")) }"
      case .withoutSwitch: "server { \(place); }"
      case .redirect: "server { \(place); return 301 https://$host$request_uri; }"
      case .catchAll:
        // What answers to any other name is nothing that clients of localhost meet.
        """
        server { \(place) ssl default_server; server_name _; \(pair("expired", "expired"))
          return 444; }
        server { \(place) ssl; server_name localhost;
          ssl_certificate chain.pem; ssl_certificate_key chain.key; }
        """
      }
    }
  }

  private func configure(_ peer: ServerPeer, _ sites: String) throws {
    let folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    let temporary = folders.map { "\($0)_temp_path \(peer.folder)/\($0);" }
    try FileManager.default.createDirectory(
      atPath: peer.folder + "/conf/sites", withIntermediateDirectories: true)
    try peer.write(sites, "conf/sites/all")
    try peer.write(
      """
      daemon off; worker_processes 1; error_log \(peer.folder)/error.log; pid \(peer.folder)/pid;
      events {}
      http {
        access_log off; \(temporary.joined(separator: " "))
        include sites/*;
      }

      """, "conf/nginx.conf")
  }

  private func run(_ peer: ServerPeer) throws {
    try peer.start(["/usr/sbin/nginx", "-p", peer.folder, "-c", peer.folder + "/conf/nginx.conf"]) {
      access(peer.folder + "/pid", F_OK) == 0
    }
  }

  private func arguments(
    _ peer: ServerPeer, _ port: UInt16, log: String = "error.log"
  ) -> [String] {
    [
      "--product", "nginx", "--home", peer.folder + "/conf", "--host", "localhost", "--port",
      String(port), "--log", peer.folder + "/\(log)", "--trust", Fixture.path("tls/root.pem"),
    ]
  }

  @Test(.timeLimit(.minutes(5)))
  func `each server's fault is found at its port alone`() throws {
    let workshop = try Workshop()
    let peer = try ServerPeer(workshop, "nginx")
    try peer.write(certificates: ["leaf", "intermediate"], "conf/chain.pem")
    try peer.write(key: "leaf", "conf/chain.key")
    try peer.write(certificates: ["self"], "conf/other.pem")
    try peer.write(certificates: ["expired", "intermediate"], "conf/expired.pem")
    try peer.write(certificates: ["leaf"], "conf/bare-leaf.pem")
    let places = try Server.allCases.map { _ in try ClosedPort() }
    try configure(
      peer, zip(Server.allCases, places).map { $0.blocks($1.port) }.joined(separator: "\n"))
    try run(peer)
    defer { peer.stop() }
    for (server, place) in zip(Server.allCases, places) {
      let (report, _, _) = try workshop.diagnose(arguments(peer, place.port))
      let shown = Comment("\(server): \(report.summary)\n\(peer.text("error.log"))")
      #expect(report.errorIDs.first == server.diagnosis, shown)
    }
    // A renewed certificate, and the old one served until nginx is told.
    try peer.write(certificates: ["self"], "conf/chain.pem")
    try peer.write(key: "self", "conf/chain.key")
    try peer.changeLater("conf/chain.pem")
    let (renewed, _, _) = try workshop.diagnose(arguments(peer, places[0].port))
    #expect(renewed.errorIDs.first == "service.not-restarted", Comment(rawValue: renewed.summary))
  }

  @Test func `a key of another certificate keeps nginx from starting`() throws {
    let workshop = try Workshop()
    let peer = try ServerPeer(workshop, "refused")
    let place = try ClosedPort()
    try peer.write(certificates: ["leaf"], "conf/leaf.pem")
    try configure(
      peer,
      """
      server { listen 127.0.0.1:\(place.port) ssl; ssl_certificate leaf.pem;
        ssl_certificate_key \(Fixture.path("tls/self.key")); }
      """)
    try run(peer)
    defer { peer.stop() }
    // What is wrong with the configuration goes to the program's own log, here its errors.
    let (report, _, _) = try workshop.diagnose(arguments(peer, place.port, log: "out.log"))
    let shown = Comment("\(report.summary)\n\(peer.text("out.log"))")
    #expect(peer.text("out.log").contains("key values mismatch"), shown)
    #expect(report.errorIDs.first == "certificate.key-mismatch", shown)
  }
}
