import Foundation
import PadlockModel
import PadlockRules
import Testing

/// The samples in docs/rules.md are rules files: they load as they stand there.
@Suite struct DocumentationTests {
  private func samples() throws -> [String] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(contentsOf: root.appending(path: "docs/rules.md"), encoding: .utf8)
    return page.components(separatedBy: "```yaml\n").dropFirst().map {
      $0.components(separatedBy: "```")[0]
    }
  }

  @Test func `the samples of the page load`() throws {
    let samples = try samples()
    try #require(samples.count == 6)
    let condition = """
      - id: shared.sample
        title: The sample of conditions
        severity: notice
        confirmed:
      \(samples[1].split(separator: "\n").map { "    " + $0 }.joined(separator: "\n"))
        summary: A sample.
        remedies: []
        references: []
        examples: []
      """
    let loaded = RuleLoader.load([
      RuleFile(path: "keystore/rules.yml", bytes: Array(samples[0].utf8)),
      RuleFile(path: "shared/rules.yml", bytes: Array(condition.utf8)),
      RuleFile(path: "keystore/symptoms.yml", bytes: Array(samples[2].utf8)),
      RuleFile(path: "asked/questions.yml", bytes: Array(samples[3].utf8)),
      RuleFile(path: "xagent/product.yml", bytes: Array(samples[4].utf8)),
      RuleFile(path: "nginx/product.yml", bytes: Array(samples[5].utf8)),
    ])
    #expect(loaded.problems == [])
    #expect(loaded.rules.rules.count == 2)
    #expect(loaded.rules.rule("shared.sample")?.confirmed?.facts.count == 5)
    #expect(loaded.rules.products.count == 2 && loaded.rules.symptoms.count == 1)
    #expect(loaded.rules.questions.map(\.fact) == ["answer.definitions-saved"])
  }

  @Test func `the page names every operator and every reader`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(contentsOf: root.appending(path: "docs/rules.md"), encoding: .utf8)
    for reader in ConfigurationReader.allCases { #expect(page.contains("`\(reader.rawValue)`")) }
    for name in [
      "is", "not", "in", "not-in", "contains", "contains-any", "matches", "starts-with",
      "ends-with", "less-than", "at-most", "greater-than", "at-least", "before", "after",
      "older-than", "within", "exists", "same-as", "differs-from",
    ] { #expect(page.contains("`\(name)`"), "\(name)") }
  }
}
