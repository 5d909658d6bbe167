import ArgumentParser
import Foundation
import PadlockEngine
import PadlockModel
import PadlockReports
import PadlockRules

/// `padlock rules coverage`: what the examples of the rules leave unproved.
struct RulesCoverage: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage",
    abstract: "Names rules that no example confirms, rules out, or tells apart.")
  @OptionGroup var options: RuleOptions
  @Option(help: "How the result is written.") var format: PageFormat = .text

  func run() throws {
    let rules = try RuleLoading.rules(options.rules).rules
    let now = Timestamp(secondsSince1970: Int64(Date().timeIntervalSince1970))
    let gaps = RuleCoverage.gaps(in: rules) { rule, facts in Engine.example(rule, facts, now: now) }
    let examples = rules.reduce(0) { $0 + $1.examples.count }
    switch format {
    case .json:
      let page = Page(rules: rules.count, examples: examples, gaps: gaps.map(GapRow.init))
      try Output.print(JSONText.make(page))
    case .text:
      for gap in gaps { try Output.print(gap.problem.line) }
      try Output.print("\(rules.count) rules, \(examples) examples, \(gaps.count) gaps\n")
    }
    if !gaps.isEmpty { throw CommandFailure.code(1) }
  }

  /// The result as JSON.
  private struct Page: Encodable {
    let rules: Int
    let examples: Int
    let gaps: [GapRow]
  }

  /// A gap as JSON.
  private struct GapRow: Encodable {
    let kind: RuleCoverage.Gap.Kind
    let rule: String
    let other: String?
    let problem: ProblemRow

    init(_ gap: RuleCoverage.Gap) {
      kind = gap.kind
      rule = gap.rule
      other = gap.other
      problem = ProblemRow(gap.problem)
    }
  }
}
