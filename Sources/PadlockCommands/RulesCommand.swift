import ArgumentParser
import Foundation
import PadlockCollectors
import PadlockEngine
import PadlockModel
import PadlockRules
import PadlockSymptoms

/// `padlock rules`: what Padlock knows, and whether it is well written.
struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules", abstract: "Lists, shows and checks the rules.",
    subcommands: [
      RulesList.self, RulesShow.self, RulesLint.self, RulesTest.self, RulesFacts.self,
      RulesSchema.self, RulesCompile.self,
    ])
}

/// How pages about rules are written.
enum PageFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json
}

/// How the page of facts is written; as Markdown it is `docs/facts.md`.
enum FactFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json, markdown
}

/// Writes values as JSON.
enum JSONPage {
  static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}

struct RulesList: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Every diagnosis, by id.")
  @OptionGroup var options: RuleOptions
  @Option(help: "How the list is written.") var format: PageFormat = .text

  func run() throws {
    let rows = RulePages.list(try RuleLoading.rules(options.rules))
    try Output.print(format == .json ? JSONPage.text(rows) : RulePages.text(rows))
  }
}

struct RulesShow: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "One rule: its conditions, remedies, sources and examples.")
  @OptionGroup var options: RuleOptions
  @Option(help: "How the rule is written.") var format: PageFormat = .text
  @Argument(help: "The id, such as keystore.alias-missing.") var id: String

  func run() throws {
    let rules = try RuleLoading.rules(options.rules)
    guard let page = RulePage(id, in: rules) else {
      let near = RulePages.nearest(to: id, in: rules).map { "; is it \($0)?" } ?? "."
      throw CommandFailure.usage("there is no rule \(id)\(near) See 'padlock rules list'.")
    }
    try Output.print(format == .json ? JSONPage.text(page) : page.text)
  }
}

struct RulesLint: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Checks rules files and says what to write instead.")
  @OptionGroup var options: RuleOptions
  @Option(help: "How problems are written.") var format: PageFormat = .text

  func run() throws {
    let loaded = try RuleLoading.loaded(RuleLoading.folders(options))
    let problems = RuleLint.problems(in: loaded, yielded: RuleFacts.yielded)
    if format == .json {
      try Output.print(JSONPage.text(problems.map(ProblemRow.init)) + "\n")
    } else {
      for problem in problems { try Output.print(problem.description + "\n") }
      try Output.print("\(loaded.rules.rules.count) rules, \(problems.count) problems" + "\n")
    }
    if !problems.isEmpty { throw CommandFailure.code(1) }
  }
}

/// A problem as JSON.
private struct ProblemRow: Encodable {
  let file: String
  let line: Int
  let column: Int
  let gravity: String
  let message: String
  let instead: String

  init(_ problem: RuleProblem) {
    file = problem.source.file
    line = problem.source.line
    column = problem.source.column
    gravity = problem.gravity.rawValue
    message = problem.message
    instead = problem.instead
  }
}

/// The facts that something yields.
enum RuleFacts {
  static let yielded: Set<FactName> = Set(CollectorCatalogue.offers.flatMap(\.provides))
    .union(Engine.ownFacts)
}

struct RulesTest: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Runs the examples of every rule.")
  @OptionGroup var options: RuleOptions

  func run() throws {
    let rules = try RuleLoading.rules(options.rules)
    let now = Timestamp(secondsSince1970: Int64(Date().timeIntervalSince1970))
    let failures = RuleExamples.failures(in: rules.rules) { rule, facts in
      Engine.example(rule, facts, now: now)
    }
    for failure in failures { try Output.print(failure.description + "\n") }
    let count = rules.rules.reduce(0) { $0 + $1.examples.count }
    try Output.print(
      "\(count) examples of \(rules.rules.count) rules, \(failures.count) failed\n")
    let unrecognised = Self.unrecognised(rules.symptoms)
    for line in unrecognised { try Output.print(line + "\n") }
    let texts = rules.symptoms.reduce(0) { $0 + $1.texts.count }
    try Output.print(
      "\(texts) texts of \(rules.symptoms.count) symptoms, \(unrecognised.count) not recognised\n")
    if !failures.isEmpty || !unrecognised.isEmpty { throw CommandFailure.code(1) }
  }

  /// The texts of symptoms that are not recognised as their own symptom.
  private static func unrecognised(_ symptoms: [Symptom]) -> [String] {
    let recogniser = Recogniser(symptoms: symptoms)
    return symptoms.flatMap { symptom in
      symptom.texts.compactMap { text in
        let matches = recogniser.recognise(text: text.text)
        if matches.contains(where: { $0.symptom == symptom.id }) { return nil }
        let place = "\(symptom.source.file):\(symptom.source.line):\(symptom.source.column)"
        let found = matches.isEmpty ? "nothing" : matches.map(\.symptom).joined(separator: ", ")
        return "\(place): error: `\(text.text)` of `\(symptom.id)` is recognised as \(found); "
          + "write a text that no other symptom swallows instead"
      }
    }
  }
}

struct RulesFacts: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "facts", abstract: "Every fact that conditions can ask for.")
  @OptionGroup var options: RuleOptions
  @Option(help: "How the list is written.") var format: FactFormat = .text

  func run() throws {
    let rows = RulePages.facts(in: try RuleLoading.rules(options.rules))
    switch format {
    case .text: try Output.print(RulePages.text(rows))
    case .json: try Output.print(JSONPage.text(rows) + "\n")
    case .markdown: try Output.print(FactPage.markdown(rows))
    }
  }
}

/// The page of facts, `docs/facts.md`.
enum FactPage {
  static func markdown(_ rows: [RulePages.FactRow]) -> String {
    var text = "<!-- Generated by `padlock rules facts --format markdown`; edit the program. -->\n"
    text += "# Facts\n"
    for kind in SubjectKind.allCases {
      let own = rows.filter { $0.subject == kind }
      guard !own.isEmpty else { continue }
      text += "\n## \(kind.rawValue)\n\n| fact | values | meaning |\n|---|---|---|\n"
      for row in own {
        let values = row.values.map { $0.joined(separator: ", ") } ?? row.type
        text += "| `\(row.name)` | \(values) | \(row.meaning) |\n"
      }
    }
    return text
  }
}

struct RulesSchema: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema", abstract: "The JSON Schema of rules files, for editors.")

  func run() throws { try Output.print(RuleSchema.text()) }
}

struct RulesCompile: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compile", abstract: "Writes the compiled form that is built in.",
    shouldDisplay: false)
  @OptionGroup var options: RuleOptions
  @Option(name: .shortAndLong, help: "The file to write.") var output: String

  func run() throws {
    let rules = try RuleLoading.rules(RuleLoading.folders(options))
    try Output.write(Array(CompiledRules.encode(rules)), toFile: output)
  }
}
