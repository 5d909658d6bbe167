import ArgumentParser

/// The diagnosis itself, which runs where no other subcommand is named.
struct DiagnoseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diagnose",
    abstract: "Finds out what is wrong (the default); without a terminal use --non-interactive.")

  @Argument(
    help: ArgumentHelp(
      "What to diagnose, as HOST:PORT or https://HOST:PORT/, in place of --host and --port.",
      valueName: "place"))
  var place: String?
  @Flag(help: "Print a report instead of starting the wizard.")
  var nonInteractive = false
  @Flag(
    inversion: .prefixedNo,
    help: "Keep hosts that are named in the wizard, with their ports, for its next start.")
  var rememberHosts = true
  @OptionGroup var wizard: WizardOptions
  @OptionGroup var target: TargetOptions
  @OptionGroup var output: OutputOptions

  mutating func validate() throws {
    try target.debugging.check(redactsHosts: output.redaction.redactHosts)
    guard let place else { return }
    let found: TargetPlace?
    do {
      found = try TargetPlace(place)
    } catch {
      throw ValidationError(error.sentence)
    }
    guard let found else {
      throw ValidationError(MistypedCommand.problem(of: place))
    }
    guard target.host == nil, target.port == nil else {
      throw ValidationError("HOST:PORT stands in place of --host and --port: give one of them.")
    }
    target.host = found.host
    target.port = found.port
  }

  func run() async throws {
    if nonInteractive {
      return try await ReportRun(target: target, output: output).perform()
    }
    try await WizardRun(
      target: target, output: output, wizard: wizard, remembersHosts: rememberHosts
    ).perform()
  }
}
