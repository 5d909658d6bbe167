import Foundation
import TestSupport
import Testing

extension RealProgram {
  /// `--answers`, with rules of a product that this binary has never seen.
  @Suite struct UserAnswerTests {
    private static let files = [
      "rules/articles.yml": "- { id: shop, title: The shop }\n",
      "rules/shop/product.yml": """
      id: shop
      name: Shop
      installations:
        - platform: linux
          home: [ /etc/shop ]
          config: [ { path: shop.properties, reader: java-properties, takes-settings: true } ]
          service: shop
          restart: systemctl restart shop

      """,
      "rules/shop/questions.yml": """
      - id: host
        asks: Which host do the definitions name?
        help: The page of the shop lists them.
        applies: { product: shop, file.state: present }
        choices:
          - { value: localhost, label: localhost }
          - { value: its-name, label: the name of the certificate }

      """,
      "rules/shop/rules.yml": """
      - id: shop.localhost
        title: The shop is asked at localhost
        severity: error
        applies: { product: shop }
        suspected: { answer.host: localhost }
        summary: The definitions name localhost.
        remedies: [ { title: Name it, steps: [ { instruction: Name it } ], verify: { answer.host: its-name } } ]
        references: [ { article: shop, section: Own } ]
        examples:
          - { name: said, facts: { answer.host: localhost }, expect: likely }
          - { name: another, facts: { answer.host: its-name }, expect: ruled-out }

      """,
      "tree/etc/shop/shop.properties": "port=1\n",
    ]

    private func run(_ answers: String?) async throws -> (run: Binary.Run, path: String) {
      let scratch = try Scratch()
      for (name, text) in Self.files { try scratch.write(text, name) }
      let named = try answers.map { ["--answers", try scratch.write($0, "a.yml")] } ?? []
      let run = try await Binary.run(
        [
          "--non-interactive", "--no-probe", "--format", "json", "--rules", scratch.path("rules"),
          "--root", scratch.path("tree"),
        ] + named)
      return (run, scratch.path("a.yml"))
    }

    @Test func `an open question stands under what was not looked at, and troubles nobody`()
      async throws
    {
      let run = try await run(nil).run
      #expect(run.code == 0, "\(run.everything)")
      let report = try #require(run.report)
      #expect(report.outcome == "healthy" && report.conclusions == [])
      let open = try #require(report.unchecked.first { $0.what.contains("Which host") })
      #expect(open.why.contains("It tells whether “The shop is asked at localhost”"))
      #expect(open.how.contains("`host:` and one of localhost, its-name, unknown"))
    }

    @Test func `an answer makes its cause likely, on the user's word`() async throws {
      let (run, path) = try await run("{ \"answers\": { \"host\": \"localhost\" } }")
      #expect(run.code == 1, "\(run.everything)")
      let diagnosis = try #require(run.report?.diagnoses.first)
      #expect(run.report?.errors == ["shop.localhost likely"])
      #expect(diagnosis.evidence.map(\.source) == [path])
      #expect(diagnosis.evidence.first?.excerpt.hasSuffix("localhost") == true)
      for other in ["its-name", "unknown"] {
        let report = try await self.run("answers:\n  host: \(other)\n").run.report
        #expect(report?.outcome == "healthy" && report?.unchecked.isEmpty == true)
      }
    }

    @Test(arguments: [
      (
        "answers: { hst: localhost }",
        "a.yml:1:12: error: no question is called `hst`; write `host`"
      ),
      ("answers:\n  host: moon\n", "a.yml:2:9: error: `host` is `moon`"),
      ("host: localhost", "a.yml:1:1: error: the file has no `answers`"),
      ("answers: [", "a.yml:2:1: error: the file is not YAML"),
    ])
    func `a wrong answer ends with 64, the line and what to write`(
      text: String, words: String
    ) async throws {
      let run = try await run(text).run
      #expect(run.code == 64, "\(run.everything)")
      #expect(run.output.isEmpty && run.errors.contains(words), "\(run.errors)")
    }

    @Test func `a file of answers that cannot be read ends with 64`() async throws {
      for (path, why) in [("/nowhere/at/all", "it is not there"), ("/", "it is a folder")] {
        let run = try await Binary.run(["--non-interactive", "--answers", path])
        #expect(run.code == 64, "\(run.everything)")
        #expect(run.errors.contains("--answers \(path): \(why)"), "\(run.errors)")
      }
    }
  }
}
