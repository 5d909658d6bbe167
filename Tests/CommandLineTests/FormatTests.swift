import Foundation
import TestSupport
import Testing

extension RealProgram {
  /// `--format` of the built program.
  @Suite struct FormatTests {
    @Test(arguments: ["markdown", "html", "junit", "prometheus"])
    func `every format is written to a file and ends as the text does`(
      format: String
    ) async throws {
      let scratch = try Scratch()
      let run = try await Binary.run([
        "demo", "expired", "--non-interactive", "--format", format, "-o", scratch.path("report"),
      ])
      #expect(run.code == 1, "\(run.errors)")
      #expect(run.output.isEmpty)
      #expect(scratch.text("report").contains("expired"))
    }

    @Test(arguments: [("expired", Int32(2), "CRITICAL"), ("healthy", 0, "OK")])
    func `Nagios has exit codes of its own`(
      scenario: String, code: Int32, word: String
    ) async throws {
      let run = try await Binary.run([
        "demo", scenario, "--non-interactive", "--format", "nagios",
      ])
      #expect(run.code == code)
      #expect(run.output.hasPrefix("PADLOCK \(word) - "))
    }

    @Test func `reports of one tree differ in nothing but when and how long`() async throws {
      let scratch = try Scratch()
      try scratch.write("server.port=8443\n", "etc/xmatters/xa/xa.conf")
      func report() async throws -> String {
        let run = try await Binary.run([
          "--non-interactive", "--no-probe", "--product", "xagent", "--root", scratch.folder,
          "--format", "json",
        ])
        return run.output.replacing(/"timings" : \{[^}]*\}/, with: "")
          .replacing(/"generated" : "[^"]*"/, with: "")
      }
      let first = try await report()
      #expect(first.contains("padlock.report/1"))
      #expect(try await report() == first)
    }

    @Test(arguments: ["text", "markdown", "html", "json", "junit", "nagios", "prometheus"])
    func `hosts and addresses stay at home where that is asked for`(
      format: String
    ) async throws {
      let scratch = try Scratch()
      let run = try await Binary.run([
        "demo", "wrong-name", "--non-interactive", "--format", format, "--redact-hosts",
        "--redaction-map", scratch.path("map"),
      ])
      #expect(run.code == 1 || format == "nagios", "\(run.errors)")
      #expect(!run.output.contains("example.com"))
      let map = scratch.text("map")
      #expect(map.contains("<host 1>\t") && map.contains("example.com"))
      var status = stat()
      #expect(stat(scratch.path("map"), &status) == 0 && status.st_mode & 0o777 == 0o600)
    }
  }
}
