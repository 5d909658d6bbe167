import Foundation
import TestSupport
import Testing

extension RealProgram {
  /// Java's own HTTPS server, which in some versions closes the connection where others send alerts.
  @Suite struct JavaServerTests {
    /// The servers of `Tests/Peers/HttpsPeer.java`, ended with their owner.
    private final class Peer: Sendable {
      let ports: [UInt16]
      private let scratch: Scratch
      private let process: Command

      struct NeverReady: Error {
        let output: String
      }

      init() async throws {
        scratch = try Scratch()
        let store = scratch.path("leaf.p12")
        try Command.need([
          "/usr/bin/openssl", "pkcs12", "-export", "-in", Fixture.path("tls/leaf.pem"), "-inkey",
          Fixture.path("tls/leaf.key"), "-certfile", Fixture.path("tls/intermediate.pem"),
          "-passout", "pass:changeit", "-out", store,
        ])
        process = try Command(
          [
            "java", Fixture.path("../Peers/HttpsPeer.java"), store, Fixture.path("tls/root.pem"),
          ], environment: ["PATH": "/usr/bin:/bin"], output: scratch.path("out"),
          errors: scratch.path("err"))
        for _ in 0..<6_000 {
          let lines = scratch.text("out").split(separator: "\n").map(String.init)
          if lines.last == "ready" {
            ports = lines.compactMap { UInt16($0) }
            return
          }
          try await Task.sleep(for: .milliseconds(10))
        }
        process.end()
        throw NeverReady(output: scratch.text("err"))
      }

      deinit { process.end() }
    }

    private func diagnose(
      _ port: UInt16, showing identity: String? = nil
    ) async throws -> (run: Binary.Run, report: ReportView) {
      let shown = identity.map { name in
        [
          "--client-certificate", Fixture.path("tls/\(name).pem"),
          "--client-key", Fixture.path("tls/\(name).key"),
        ]
      }
      let run = try await Binary.run(
        [
          "--non-interactive", "--host", "agent01.example", "--address", "127.0.0.1", "--port",
          "\(port)", "--timeout", "60", "--trust", Fixture.path("tls/root.pem"), "--format", "json",
        ] + (shown ?? []))
      return (run, try #require(run.report, "\(run.everything)"))
    }

    @Test func `a Java server's name and its demand for a certificate are seen`() async throws {
      let peer = try await Peer()
      try #require(peer.ports.count == 3)
      let (named, name) = try await diagnose(peer.ports[0])
      #expect(name.diagnoses.first?.id == "tls.server-name-rejected", "\(named.output)")
      for port in peer.ports.dropFirst() {
        let (bare, without) = try await diagnose(port)
        #expect(without.diagnoses.first?.id == "tls.client-certificate-required", "\(bare.output)")
        let (odd, rejected) = try await diagnose(port, showing: "self")
        #expect(rejected.diagnoses.first?.id == "tls.client-certificate-rejected", "\(odd.output)")
        for report in [without, rejected] {
          #expect(report.diagnoses.first?.certainty == "confirmed")
          #expect(report.diagnoses.filter(\.rootCause).count == 1)
        }
        let (good, healthy) = try await diagnose(port, showing: "client-only")
        #expect(healthy.conclusions.isEmpty, "\(good.output)")
        #expect(healthy.outcome == "healthy")
      }
    }
  }
}
