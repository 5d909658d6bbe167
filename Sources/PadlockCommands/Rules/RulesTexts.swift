import ArgumentParser
import PadlockModel
import PadlockRedaction
import PadlockReports
import PadlockRules
import PadlockSymptoms

/// How the list of texts is written.
enum TextListFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json
  /// The parts by which logs are searched, for `grep -F -f -`.
  case literals
}

struct RulesTexts: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "texts", abstract: "Every text of software that is recognised.",
    discussion: """
      Where Padlock cannot run, another tool finds the same lines: \
      'padlock rules texts --format literals > texts' here, 'grep -F -f texts LOG' there.
      """)
  @OptionGroup var options: RuleOptions
  @Option(help: "How the list is written.") var format: TextListFormat = .text

  private struct Row: Encodable {
    let symptom: String
    let software: [String]
    let side: String
    let text: String
    let wholeLine: Bool
  }

  func run() throws {
    let symptoms = try RuleLoading.rules(options.rules).symptoms
    let rows = symptoms.flatMap { symptom in
      symptom.texts.map {
        Row(
          symptom: symptom.id, software: $0.software, side: $0.side.rawValue, text: $0.text,
          wholeLine: $0.wholeLine)
      }
    }
    switch format {
    case .text:
      try Output.print(
        rows.map { VisibleText.make("\($0.symptom)  \($0.text)") + "\n" }.joined())
    case .json: try Output.print(JSONText.make(rows))
    case .literals:
      let literals = Recogniser(symptoms: symptoms).literalsInLogs
      try Output.print(literals.map { $0 + "\n" }.joined())
    }
  }
}
