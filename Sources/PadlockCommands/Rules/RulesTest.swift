import ArgumentParser
import Foundation
import PadlockEngine
import PadlockModel
import PadlockReports
import PadlockRules
import PadlockSymptoms

/// `padlock rules test`: whether the rules do what their examples say, and whether every text of a
/// symptom is recognised as that symptom.
struct RulesTest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Runs the examples of every rule and recognises every symptom.")
  @OptionGroup var options: RuleOptions
  @Option(help: "How the result is written.") var format: PageFormat = .text

  func run() throws {
    let rules = try RuleLoading.rules(options.rules)
    let now = Timestamp(secondsSince1970: Int64(Date().timeIntervalSince1970))
    let failed = RuleExamples.failures(in: rules.rules) { rule, facts in
      Engine.example(rule, facts, now: now)
    }.map(\.problem)
    let unrecognised = Self.unrecognised(rules.symptoms)
    let examples = rules.rules.reduce(0) { $0 + $1.examples.count }
    let texts = rules.symptoms.reduce(0) { $0 + $1.texts.count }
    switch format {
    case .json:
      let page = Page(
        examples: examples, failed: failed.map(ProblemRow.init), texts: texts,
        unrecognised: unrecognised.map(ProblemRow.init))
      try Output.print(JSONText.make(page))
    case .text:
      for problem in failed + unrecognised { try Output.print(problem.line) }
      try Output.print(
        """
        \(examples) examples of \(rules.rules.count) rules, \(failed.count) failed
        \(texts) texts of \(rules.symptoms.count) symptoms, \(unrecognised.count) not recognised

        """)
    }
    if !failed.isEmpty || !unrecognised.isEmpty { throw CommandFailure.code(1) }
  }

  /// The result as JSON.
  private struct Page: Encodable {
    let examples: Int
    let failed: [ProblemRow]
    let texts: Int
    let unrecognised: [ProblemRow]
  }

  /// The texts of symptoms that are not recognised as their own symptom.
  private static func unrecognised(_ symptoms: [Symptom]) -> [RuleProblem] {
    let recogniser = Recogniser(symptoms: symptoms)
    return symptoms.flatMap { symptom in
      symptom.texts.compactMap { text in
        let matches = recogniser.recognise(text: text.text)
        if matches.contains(where: { $0.symptom == symptom.id }) { return nil }
        let found = matches.isEmpty ? "nothing" : matches.map(\.symptom).joined(separator: ", ")
        return RuleProblem(
          at: symptom.source, "`\(text.text)` of `\(symptom.id)` is recognised as \(found)",
          instead: "a text that no other symptom swallows")
      }
    }
  }
}
