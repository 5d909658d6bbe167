public import ArgumentParser
public import PadlockReports

/// The options that say what comes out.
struct OutputOptions: ParsableArguments {
  @Option(help: "How the report is written.")
  var format: ReportFormat = .text
  @Option(
    name: .shortAndLong, help: ArgumentHelp("Write the report to this file.", valueName: "file"))
  var output: String?
  @Flag(help: "Print the verdict alone, on one line.")
  var quiet = false
  @Option(help: "Whether to use colour.")
  var color: ColorChoice = .auto
  @Flag(help: "Replace hosts, addresses, user names and e-mail addresses by stand-ins.")
  var redactHosts = false
  @Option(
    help: ArgumentHelp(
      "With --redact-hosts: write what stands for what to this file, for yourself alone.",
      valueName: "file"))
  var redactionMap: String?
  @Option(help: "The least severe diagnosis that makes the exit code 1.")
  var failOn: FailOn = .error

  func validate() throws {
    if redactionMap != nil, !redactHosts {
      throw ValidationError("--redaction-map says what --redact-hosts replaced; give both")
    }
  }

  enum ColorChoice: String, CaseIterable, ExpressibleByArgument {
    case auto, always, never
  }
}

extension ReportFormat: ExpressibleByArgument {}
extension AnswerFormat: ExpressibleByArgument {}
extension FailOn: ExpressibleByArgument {}
