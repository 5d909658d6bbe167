import TestSupport
import Testing

extension RealProgram {
  /// `padlock compare` of the built program.
  @Suite struct CompareTests {
    @Test func `a report is compared with itself and with another`() async throws {
      let scratch = try Scratch()
      for scenario in ["expired", "healthy", "key-password"] {
        let run = try await Binary.run([
          "demo", scenario, "--non-interactive", "--format", "json", "-o", scratch.path(scenario),
        ])
        #expect(run.code == (scenario == "healthy" ? 0 : 1), "\(run.errors)")
      }
      let same = try await Binary.run(["compare", scratch.path("expired"), scratch.path("expired")])
      #expect(same.code == 0)
      #expect(same.output.contains("Nothing changed."))
      let other = try await Binary.run([
        "compare", scratch.path("expired"), scratch.path("healthy"),
      ])
      #expect(other.code == 1)
      #expect(other.output.contains("certificate.expired"))
      #expect(other.output.contains("error, confirmed → gone"))
      let brief = try await Binary.run([
        "compare", "--quiet", scratch.path("expired"), scratch.path("healthy"),
      ])
      // Another run's port and certificates are not other targets.
      #expect(!other.output.contains("new: error"))
      #expect(other.output.split(separator: "\n", omittingEmptySubsequences: false).count < 45)
      #expect(other.output.hasPrefix("From problems to healthy. Changed: "))
      let facts = try await Binary.run([
        "compare", "--facts", scratch.path("expired"), scratch.path("healthy"),
      ])
      #expect(facts.output.count > other.output.count)
      let many = try await Binary.run([
        "compare", scratch.path("key-password"), scratch.path("healthy"),
      ])
      #expect(many.output.split(separator: "\n", omittingEmptySubsequences: false).count < 60)
      #expect(many.output.contains("entry.key-opens, \"agent\" in"))
      #expect(brief.output.hasPrefix("From problems to healthy. Changed: "))
      #expect(brief.output.split(separator: "\n").count == 1)
    }

    @Test func `what is no report is refused with its name`() async throws {
      let scratch = try Scratch()
      try scratch.write("{}", "empty.json")
      let run = try await Binary.run([
        "compare", scratch.path("empty.json"), scratch.path("missing.json"),
      ])
      #expect(run.code == 64)
      #expect(run.errors.contains("empty.json"))
    }
  }
}
