import TestSupport
import Testing

extension RealProgram {
  /// What a report says of the user, and of what failed.
  @Suite struct ChosenSymptomTests {
    @Test func `a session's symptom is reported as chosen, never in words that nobody said`()
      async throws
    {
      let scratch = try Scratch()
      let answers = try scratch.write("symptom: hostname-mismatch\nanswers: {}\n", "a.yml")
      let run = try await Binary.run([
        "--non-interactive", "--host", "127.0.0.1", "--port", "1", "--no-probe", "--format", "json",
        "--answers", answers,
      ])
      let report = try #require(run.report)
      let quoted = report.diagnoses.flatMap(\.evidence).map(\.excerpt)
      #expect(Set(quoted) == ["chosen: The certificate is for another name"])
    }

    @Test(arguments: [
      ("wrong-name", "certificates", "The certificate is for another name; "),
      ("expired", "certificates", "The certificate has expired; "),
      ("key-password", "keystore", "The key's password differs from the keystore's password; "),
      ("plain-http", "configuration", "HTTPS is not configured; "),
    ])
    func `a check that failed says first what is wrong`(
      scenario: String, check: String, start: String
    ) async throws {
      let run = try await Binary.run(["demo", scenario, "--non-interactive", "--format", "json"])
      let checks = try #require(run.report).checks
      let failed = checks.filter { $0.result == "failed" }
      #expect(failed.contains { $0.id == check && $0.detail.hasPrefix(start) })
      #expect(!failed.contains { $0.detail.hasSuffix(" accepts connections") })
      let passed = checks.filter { $0.result == "passed" }
      #expect(!passed.contains { $0.detail.contains("does not") })
    }
  }
}
