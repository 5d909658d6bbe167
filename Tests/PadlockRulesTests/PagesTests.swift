import PadlockModel
import PadlockRules
import Testing

@Suite struct PagesTests {
  private func sample() throws -> RuleSet { try #require(SampleRules.load().usable) }

  @Test func `the list is sorted and aligned`() throws {
    #expect(
      RulePages.text(RulePages.list(try sample())) == """
        certificate.name-mismatch      error  The certificate is for another name
        keystore.key-password-differs  error  The key's password differs from the keystore's password
        service.does-not-start         error  The service does not start
        3 rules

        """)
    #expect(
      RulePages.nearest(to: "service.doesnt-start", in: try sample()) == "service.does-not-start")
  }

  @Test func `a page shows a rule with its links both ways`() throws {
    let rules = try sample()
    #expect(RulePage("no.such", in: rules) == nil)
    let page = try #require(RulePage("keystore.key-password-differs", in: rules))
    #expect(try #require(RulePage("service.does-not-start", in: rules)).causedBy == [page.id])
    #expect(try #require(RulePage("certificate.name-mismatch", in: rules)).maskedBy == [page.id])
    #expect(page.confirmed == "{ entry.key-opens: false }")
    #expect(
      page.text == """
        keystore.key-password-differs
          The key's password differs from the keystore's password

          error, common, for each entry
          keystore/rules.yml:1

        Summary
          {{keystore.path}} opens, but the key under "{{entry.alias}}" does not.

        Applies where
          { trait: java-keystore, entry.kind: private-key, keystore.opens: true }

        Confirmed by
          { entry.key-opens: false }

        Suspected from
          { symptoms.current: { contains: key-password-differs } }

        Causes
          service.does-not-start

        Masks
          certificate.name-mismatch

        Remedy: Give the keystore the key's password (linux)
          1. Back up the keystore
             $ cp -p {{keystore.path}} {{keystore.path}}.bak
          2. Put the new password into the configuration
             keystore.password = <the new password>
          3. Restart the service
          then holds: { entry.key-opens: true, listener.tls: handshake }

        References
          HTTPS for the agent, Troubleshooting <https://example.com/a>

        Examples
          made with another -keypass: confirmed
            entry.key-opens: false
            entry.kind: private-key
            keystore.opens: true
          the log says so: likely
            symptoms.current: key-password-differs
          one password for both: ruled-out
            entry.key-opens: true
            entry.kind: private-key
            keystore.opens: true

        """)
  }

  @Test func `the page of facts has every fact under its subject`() throws {
    let rows = RulePages.facts(in: try sample())
    #expect(rows.map(\.name) == FactCatalogue.all.map(\.name.rawValue))
    let opens = try #require(rows.first { $0.name == "entry.key-opens" })
    #expect(opens.rules == ["keystore.key-password-differs"])
    let text = RulePages.text(rows)
    for row in rows { #expect(text.contains("  \(row.name): \(row.type)")) }
    #expect(text.hasPrefix("target\n  product: text\n    The id of the product.\n"))
    #expect(text.contains("  listener.bound: word (nowhere, loopback, elsewhere, everywhere)\n"))
  }
}
