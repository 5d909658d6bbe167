import TestSupport
import Testing

extension RealProgram {
  /// What the first page shows.
  @Suite struct ReadmeTests {
    @Test func `the excerpt of the first page is what the program prints`() async throws {
      let arguments = ["demo", "key-password", "--non-interactive"]
      let run = try await Binary.run(arguments)
      let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false)
      let cause = lines.drop { !$0.hasPrefix("●") }.prefix { !$0.isEmpty }
      // With the first of the ways to mend it.
      let ways = cause.indices.filter { cause[$0].hasPrefix("  Fix: ") }
      let excerpt = cause[..<(ways.dropFirst().first ?? cause.endIndex)].joined(separator: "\n")
        .replacing(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/, with: "2026-11-21T02:01:41Z")
      try expectGoldenSection(
        """
        From `padlock \(arguments.joined(separator: " "))`:

        ```
        \(excerpt)
        ```

        """, "excerpt", of: "README.md")
    }
  }
}
