import Foundation
import TestSupport
import Testing

extension RealProgram {
  /// Ports that misbehave before TLS begins, seen by the real program.
  @Suite struct PortTests {
    private func diagnose(
      _ port: UInt16, host: String = "127.0.0.1", timeout: Double = 0.5, _ more: [String] = []
    ) async throws -> (run: Binary.Run, report: ReportView) {
      let run = try await Binary.run(
        [
          "--non-interactive", "--host", host, "--port", "\(port)", "--timeout", "\(timeout)",
          "--format", "json",
        ] + more)
      let report = try #require(run.report, "\(run.everything)")
      // Looking up, connecting, the hello and the plain request, all within two timeouts.
      let probing = ["resolution", "connect", "handshake", "health"].compactMap {
        report.timings[$0]
      }.reduce(0, +)
      #expect(Double(probing) <= timeout * 2_000, "\(report.timings)")
      return (run, report)
    }

    private func expect(
      _ id: String, on port: UInt16, host: String = "127.0.0.1", beside: [String] = [],
      sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> ReportView {
      let (run, report) = try await diagnose(port, host: host)
      #expect(
        report.errors == ["\(id) confirmed"] + beside, "\(run.output)",
        sourceLocation: sourceLocation)
      #expect(report.diagnoses.first?.id == id, sourceLocation: sourceLocation)
      #expect(run.code == 1, sourceLocation: sourceLocation)
      #expect(report.outcome == "problems", sourceLocation: sourceLocation)
      #expect(!run.output.contains("<secret"), "our own words are no secrets")
      #expect(run.errors.isEmpty, "\(run.errors)", sourceLocation: sourceLocation)
      return report
    }

    @Test func `a plain HTTP server is tls.plain-http-port`() async throws {
      let page = String(repeating: "<p>lorem</p>\r\n", count: 200)
      let server = try LoopbackListener.answering(
        Array("HTTP/1.1 400 Bad Request\r\nContent-Type: text/html\r\n\r\n\(page)".utf8))
      let report = try await expect("tls.plain-http-port", on: server.port)
      #expect(
        report.diagnoses[0].evidence.contains { $0.excerpt.hasSuffix("HTTP/1.1 400 Bad Request") })
    }

    @Test func `a page without a status line is shown by its first line`() async throws {
      let page = "<html><title>\(String(repeating: "t", count: 300))\n<body>lorem</body>\n"
      let server = try LoopbackListener.answering(Array(page.utf8))
      let report = try await expect("tls.plain-http-port", on: server.port)
      for evidence in report.diagnoses[0].evidence {
        #expect(evidence.excerpt.count < 200)
        #expect(!evidence.excerpt.contains("lorem"))
      }
    }

    @Test func `a closed port is network.port-refused`() async throws {
      let closed = try ClosedPort()
      _ = try await expect("network.port-refused", on: closed.port)
      _ = try await expect("network.port-refused", on: closed.port, host: "localhost")
    }

    @Test
    func `while the port refuses, words about a certificate wait, and one in a file does not`()
      async throws
    {
      let closed = try ClosedPort()
      let asked = [
        "--non-interactive", "--host", "localhost", "--port", "\(closed.port)", "--format", "json",
        "--symptom", "self-signed certificate",
      ]
      let words = try await Binary.run(asked)
      #expect(words.report?.conclusions == ["network.port-refused error confirmed"])
      let held = try await Binary.run(
        asked + ["--keystore", Fixture.path("tls/self.pem"), "--key", Fixture.path("tls/self.key")])
      #expect(
        held.report?.conclusions.contains("certificate.self-signed warning confirmed") == true,
        "\(held.report?.conclusions ?? [])")
    }

    @Test func `a silent port costs less than two timeouts as a whole`() async throws {
      let server = try LoopbackListener.silent()
      let (run, _) = try await diagnose(server.port, timeout: 3)
      // The rest is the start of a program, perhaps unoptimised, beside other tests.
      #expect(run.elapsed < .seconds(6 + 3))
    }

    @Test func `a name without an address is network.host-unresolved`() async throws {
      _ = try await expect("network.host-unresolved", on: 443, host: "padlock-test.invalid")
    }

    @Test func `alert 40 is tls.handshake-rejected`() async throws {
      let server = try LoopbackListener.answering([21, 3, 3, 0, 2, 2, 40])
      let report = try await expect("tls.handshake-rejected", on: server.port)
      #expect(report.diagnoses[0].summary.contains("handshake_failure"))
    }

    @Test func `alert 70 is tls.version-unsupported, and the alert its consequence`() async throws {
      let server = try LoopbackListener.answering([21, 3, 3, 0, 2, 2, 70])
      let report = try await expect(
        "tls.version-unsupported", on: server.port, beside: ["tls.handshake-rejected confirmed"])
      #expect(report.diagnoses.map(\.rootCause) == [true, false])
    }

    @Test(arguments: [1, 3, 20, 64])
    func `a handshake that stalls in the ServerHello is tls.handshake-timeout`(
      length: Int
    ) async throws {
      var hello: [UInt8] = [2, 0, 0, 38, 3, 3] + [UInt8](repeating: 7, count: 32)
      hello += [0, 0xC0, 0x2F, 0]
      let record = [22, 3, 3, 0, UInt8(hello.count)] + hello
      let server = try LoopbackListener { connection in
        if connection.read().first == 22 { connection.write(record.prefix(length)) }
        connection.readToEnd()
      }
      _ = try await expect("tls.handshake-timeout", on: server.port)
    }

    @Test func `the end of the run leaves a silent port inconclusive`() async throws {
      let server = try LoopbackListener.silent()
      let (run, report) = try await diagnose(server.port, timeout: 20, ["--deadline", "0.3"])
      #expect(run.code == 2)
      #expect(report.outcome == "inconclusive")
      #expect(report.unchecked.contains { $0.how.contains("--deadline") })
    }

    @Test func `an interrupted probe ends within a second with 130`() async throws {
      let server = try LoopbackListener.silent()
      let scratch = try Scratch()
      let process = try Binary.start(
        [
          "--non-interactive", "--host", "127.0.0.1", "--port", "\(server.port)", "--timeout", "30",
        ], scratch)
      // The second connection is the one that carries the hello.
      let patience = ContinuousClock.now.advanced(by: .seconds(20))
      while server.acceptedCount < 2, ContinuousClock.now < patience {
        try await Task.sleep(for: .milliseconds(5))
      }
      let pressed = ContinuousClock.now
      process.signal(SIGINT)
      #expect(try await process.wait(.seconds(20)) == 130)
      #expect(pressed.duration(to: .now) < .seconds(1))
      #expect(scratch.text("out").isEmpty)
    }
  }
}
