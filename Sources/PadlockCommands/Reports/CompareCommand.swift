import ArgumentParser
import PadlockModel
import PadlockRedaction
import PadlockReports

/// `padlock compare`: what changed between two reports.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Says what changed between two reports.",
    discussion: """
      Both are reports that were written with --format json, such as one from before a change and \
      one from after it. Diagnoses, checks, facts, symptoms and certificates are compared; wording \
      and timings are not. A target that moved to another port, or a renewed certificate, is \
      compared with what it was.

      Exit codes: 0 nothing changed, 1 something did, 64 a file is no report.
      """)

  @Argument(help: ArgumentHelp("The earlier report.", valueName: "before.json"))
  var before: String
  @Argument(help: ArgumentHelp("The later report.", valueName: "after.json"))
  var after: String
  @Option(help: "How the result is written.") var format: AnswerFormat = .text
  @Flag(help: "List every fact that changed, not only those that the diagnoses rest on.")
  var facts = false
  @OptionGroup var writing: WritingOptions

  func run() throws {
    let comparison = ReportComparison(try SavedReport.read(before), try SavedReport.read(after))
    try writing.write(ReportGuard(Masker()).text(comparison, render))
    if !comparison.isEmpty { throw CommandFailure.code(1) }
  }

  private func render(_ comparison: ReportComparison) throws -> String {
    let options = writing.textOptions
    if writing.quiet { return renderVerdict(comparison, options: options) }
    return switch format {
    case .json: try renderJSON(comparison)
    case .text: renderText(comparison, withFacts: facts, options: options)
    }
  }
}
