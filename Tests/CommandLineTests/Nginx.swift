import Foundation
import Glibc
import TestSupport

/// A real nginx in the foreground, with a configuration of its own, ended with its owner.
final class Nginx: Sendable {
  var port: UInt16 { reserved.port }
  private let reserved: ClosedPort
  private let scratch: Scratch
  private let process: Command

  enum Failure: Error {
    case neverListened(log: String)
  }

  /// The site that it serves unless a test says otherwise.
  static let page = "location / { return 200 \"ok\"; }"

  /// Starts it with these directives in its server, and with the files named, else with the healthy
  /// chain of the fixtures.
  init(
    _ directives: String = page, certificate: String? = nil,
    key: String = Fixture.path("tls/leaf.key")
  ) async throws {
    (reserved, scratch, process) = try await Self.start(directives, certificate, key)
  }

  deinit {
    process.end()
  }

  private static func start(
    _ directives: String, _ given: String?, _ key: String
  ) async throws -> (ClosedPort, Scratch, Command) {
    let scratch = try Scratch()
    let reserved = try ClosedPort()
    let port = reserved.port
    let chain = try Fixture.bytes("tls/leaf.pem") + Fixture.bytes("tls/intermediate.pem")
    let certificate = try given ?? scratch.write(chain, "chain.pem")
    let folders = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    let temporary = folders.map { "\($0)_temp_path \(scratch.path($0));" }.joined(separator: " ")
    let configuration = try scratch.write(
      """
      daemon off; master_process off; worker_processes 1; error_log stderr;
      pid \(scratch.path("pid"));
      events {}
      http {
        access_log off; \(temporary)
        server {
          listen 127.0.0.1:\(port) ssl; server_name agent01.example;
          ssl_certificate \(certificate); ssl_certificate_key \(key);
          \(directives)
        }
      }
      """, "nginx.conf")
    let process = try Command(
      ["/usr/sbin/nginx", "-p", scratch.folder, "-c", configuration],
      environment: ["PATH": "/usr/bin:/bin"], errors: scratch.path("err"))
    for _ in 0..<1_000 {
      if accepts(port) { return (reserved, scratch, process) }
      if process.exitCode() != nil { break }
      try await Task.sleep(for: .milliseconds(10))
    }
    process.end()
    throw Failure.neverListened(log: scratch.text("err"))
  }

  private static func accepts(_ port: UInt16) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    defer { close(descriptor) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    address.sin_port = port.bigEndian
    return withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
  }
}
