import TestSupport
import Testing

extension RealProgram {
  /// A port that no file sets and that nobody answers at.
  @Suite struct AssumedPortTests {
    private func unchecked(_ settings: String, _ port: UInt16) async throws -> [String] {
      let scratch = try Scratch()
      let product = """
        id: shop
        name: The shop
        listeners: [ { name: lan, port: { setting: server.port, default: \(port) } } ]
        installations:
          - platform: linux
            home: [ /etc/shop ]
            config: [ { path: shop.properties, reader: java-properties, takes-settings: true } ]
            service: shop
            restart: systemctl restart shop
        settings:
          server.port: port

        """
      let rules = """
        - id: shop.closed
          title: The port is closed
          severity: error
          for-each: listener
          confirmed: { listener.tcp: refused }
          summary: "{{listener.name}} is closed."
          remedies: [ { title: Open it, steps: [ { restart: service } ], verify: { listener.tcp: accepted } } ]
          references: [ { article: shop, section: Own } ]
          examples:
            - { name: closed, facts: { listener.tcp: refused }, expect: confirmed }
            - { name: open, facts: { listener.tcp: accepted }, expect: ruled-out }

        """
      try scratch.write("- { id: shop, title: The shop }\n", "rules/articles.yml")
      try scratch.write(product, "rules/shop/product.yml")
      try scratch.write(rules, "rules/shop/rules.yml")
      try scratch.write(settings, "tree/etc/shop/shop.properties")
      let run = try await Binary.run([
        "--non-interactive", "--format", "json", "--host", "127.0.0.1",
        "--rules", scratch.path("rules"), "--root", scratch.path("tree"),
      ])
      #expect(run.code == 1, "\(run.everything)")
      return run.report?.unchecked.map(\.what).filter { $0.contains("port") } ?? []
    }

    @Test func `another port may be set where Padlock does not read`() async throws {
      let closed = try ClosedPort()
      let open = "whether The shop has another port than \(closed.port)"
      #expect(try await unchecked("name=shop\n", closed.port) == [open])
      #expect(try await unchecked("port=\(closed.port)\n", 1) == [])
    }
  }
}
