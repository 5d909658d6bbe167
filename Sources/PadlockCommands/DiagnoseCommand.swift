import ArgumentParser

/// The diagnosis itself, which runs where no other subcommand is named.
struct DiagnoseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diagnose",
    abstract: "Finds out what is wrong (the default); without a terminal use --non-interactive.")

  @Flag(help: "Print a report instead of starting the wizard.")
  var nonInteractive = false
  @Flag(
    inversion: .prefixedNo,
    help: "Keep hosts that are named in the wizard, with their ports, for its next start.")
  var rememberHosts = true
  @OptionGroup var wizard: WizardOptions
  @OptionGroup var target: TargetOptions
  @OptionGroup var output: OutputOptions

  func run() async throws {
    if nonInteractive {
      return try await ReportRun(target: target, output: output).perform()
    }
    try await WizardRun(
      target: target, output: output, wizard: wizard, remembersHosts: rememberHosts
    ).perform()
  }
}
