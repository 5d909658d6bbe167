import Foundation
import TestSupport
import Testing

extension RealProgram {
  /// Two products in one tree, as the user sees them.
  @Suite struct SeveralTargetsTests {
    /// Rules with two products that read files of the same kind.
    private static let files = [
      "rules/articles.yml": "- { id: shop, title: The shop }\n",
      "rules/shop/product.yml": product("shop", port: 4711),
      "rules/depot/product.yml": product("depot", port: 4711),
      "rules/depot/rules.yml": """
      - id: depot.claimed
        title: Two are configured for one port
        severity: warning
        for-each: listener
        confirmed: { listener.claimed-by: { exists: true } }
        summary: "{{listener.name}} is claimed by {{listener.claimed-by}}."
        remedies: [ { title: Move one, steps: [ { instruction: Move it } ], verify: { listener.claimed-by: { exists: false } } } ]
        references: [ { article: shop, section: Own } ]
        examples:
          - { name: so, facts: { listener.claimed-by: shop }, expect: confirmed }
          - { name: not, facts: { listener.claimed-by: { absent: true } }, expect: ruled-out }

      """,
      "tree/etc/hostname": "both.example\n",
      "tree/etc/shop/shop.properties": "port=4711\n",
      "tree/etc/depot/depot.properties": "port=4711\n",
    ]

    private static func product(_ id: String, port: Int) -> String {
      """
      id: \(id)
      name: The \(id)
      listeners: [ { name: lan, port: { setting: server.port, default: \(port) } } ]
      installations:
        - platform: linux
          home: [ /etc/\(id) ]
          config: [ { path: \(id).properties, reader: java-properties, takes-settings: true } ]
          service: \(id)
          restart: systemctl restart \(id)
      settings:
        server.port: port

      """
    }

    private func run(_ arguments: [String]) async throws -> Binary.Run {
      let scratch = try Scratch()
      for (name, text) in Self.files { try scratch.write(text, name) }
      return try await Binary.run(
        arguments + [
          "--no-probe", "--rules", scratch.path("rules"), "--root", scratch.path("tree"),
        ])
    }

    @Test func `each has its part of the text, and the verdict names how many there were`()
      async throws
    {
      let run = try await run(["--non-interactive"])
      #expect(run.code == 0, "\(run.everything)")
      let lines = run.output.split(separator: "\n").map(String.init)
      #expect(
        lines.first
          == "Healthy on both.example (2 targets looked at): nothing wrong was found, with 2 warnings."
      )
      #expect(
        lines.filter { $0.hasPrefix("Target ") }.map { String($0.prefix(25)) }
          == ["Target 1 of 2: The depot ", "Target 2 of 2: The shop  "])
      #expect(lines.filter { $0 == "○ Two are configured for one port" }.count == 2)
    }

    @Test func `why explains the rule for each of them`() async throws {
      let run = try await run(["why", "depot.claimed"])
      #expect(run.code == 0, "\(run.everything)")
      let heads = run.output.split(separator: "\n").filter { $0.hasPrefix("depot.claimed for ") }
      #expect(
        heads == [
          "depot.claimed for depot@both.example:4711, both.example:4711: confirmed",
          "depot.claimed for shop@both.example:4711, both.example:4711: confirmed",
        ])
    }

    @Test func `a file of which it is not clear whose it is ends with 64`() async throws {
      let words = "--config /x may belong to The depot or The shop, which are all here: say which "
      for command in [["--non-interactive"], ["why", "depot.claimed"]] {
        let run = try await self.run(command + ["--config", "/x"])
        #expect(run.code == 64, "\(run.everything)")
        #expect(run.errors.contains(words + "with --product depot or --product shop"))
        let named = try await self.run(command + ["--config", "/x", "--product", "shop"])
        #expect(named.code != 64, "\(named.everything)")
      }
    }
  }
}
