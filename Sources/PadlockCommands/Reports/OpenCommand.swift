import ArgumentParser
import PadlockModel
import PadlockRedaction
import PadlockReports

/// `padlock open`: a saved report in the wizard's result screens, or as another format.
struct OpenCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "open",
    abstract: "Shows a saved report; nothing is collected.",
    discussion: """
      The report is one that was written with --format json, or saved as JSON from the wizard. It \
      is shown in the wizard's screens, which need a terminal; with --non-interactive it is \
      printed, and --format turns it into another format. The exit code is that of the report.
      """)

  @Argument(help: ArgumentHelp("The report.", valueName: "report.json"))
  var path: String
  @Flag(help: "Print the report instead of starting the wizard.") var nonInteractive = false
  @OptionGroup var wizard: WizardOptions
  @OptionGroup var ruleOptions: RuleOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    let report = try SavedReport.read(path).masked(by: Masker())
    if nonInteractive {
      let outcome = DiagnosisRun.Outcome(
        report: report, verdicts: [], secrets: SecretVault(), inquiries: [])
      let rules = try RuleLoading.rules(ruleOptions.rules)
      return try ReportWriting(output: output, rules: rules).write(outcome)
    }
    var options = try TargetOptions.parse([])
    options.ruleOptions = ruleOptions
    try await WizardRun(
      target: options, output: output, wizard: wizard, opened: report
    ).perform()
  }
}
