import Foundation
import TestSupport

/// Servers of the generic cases, on port 443 and called agent01.example.
extension Machine {
  /// What Padlock is told of such a server.
  static let generic = untrusting + trust
  static let untrusting = ["--product", "generic", "--host", "agent01.example", "--port", "443"]
  static let trust = ["--trust", Supplies.certificates + "/root.pem"]

  /// A file of `certificates.sh`.
  func certificate(_ name: String) -> String { "\(Supplies.certificates)/\(name)" }

  /// nginx with one server and a certificate; `more` goes into the server's block.
  func nginx(
    certificate name: String = "good", listen: String = "443 ssl", _ more: String = "",
    port: UInt16 = 443
  ) throws {
    try nginx(
      configuration: """
        server {
          listen \(listen); server_name agent01.example;
          ssl_certificate \(certificate(name)).pem;
          ssl_certificate_key \(certificate(name)).key;
          \(more)
          location / { return 200 "ok"; }
        }
        """, port: port)
  }

  /// nginx with these servers.
  func nginx(configuration: String, port: UInt16 = 443) throws {
    try write(
      """
      daemon off; user root; worker_processes 1; pid /tmp/nginx.pid; error_log /tmp/nginx.log;
      events {}
      http { access_log off; \(configuration) }
      """, "/tmp/nginx.conf")
    try serve(["nginx", "-c", "/tmp/nginx.conf"], on: port, log: "/tmp/nginx.log")
  }

  /// openssl's server; where no certificate is named, it has none.
  func openssl(certificate name: String? = "good", _ options: String...) throws {
    let files = name.map {
      [
        "-cert", certificate($0) + ".pem", "-key", certificate($0) + ".key", "-cert_chain",
        certificate("intermediate.pem"),
      ]
    }
    try serve(
      ["openssl", "s_server", "-accept", "443", "-www"] + (files ?? ["-nocert"]) + options, on: 443)
  }

  /// Python's HTTPS server.
  func python(certificate name: String = "good", ports: [String] = ["443"], _ options: String...)
    throws
  {
    let files = "\(certificate(name)).pem,\(certificate(name)).key"
    let script = BuiltProgram.package + "/Tests/Peers/https_ports.py"
    try start(["python3", script] + options + ports.map { "\($0)=\(files)" }, log: "/tmp/peer.log")
    for port in ports.compactMap({ $0.split(separator: ":").last.flatMap { UInt16($0) } }) {
      try waitUntil("port \(port)", seeing: "/tmp/peer.log") { isListening(port) }
    }
  }

  /// openssl's server with a certificate of `Tests/Fixtures/tls`.
  func fixture(_ name: String) throws {
    let file = "\(fixtures)/\(name)"
    try serve(
      [
        "openssl", "s_server", "-accept", "443", "-www", "-cert", file + ".pem", "-key",
        file + ".key",
      ],
      on: 443)
  }

  var fixtures: String { Fixture.path("tls") }

  /// What Padlock is told to show of itself.
  var clientCertificate: [String] {
    ["--client-certificate", certificate("client.pem"), "--client-key", certificate("client.key")]
  }

  /// A server that misbehaves.
  func misbehaving(_ behaviour: String, port: UInt16 = 443) throws {
    let script = BuiltProgram.package + "/Tests/Peers/misbehaving.py"
    try serve(["python3", script, String(port), behaviour], on: port)
  }
}
