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
  @Option(help: "The least severe diagnosis that makes the exit code 1.")
  var failOn: FailOn = .error

  enum ColorChoice: String, CaseIterable, ExpressibleByArgument {
    case auto, always, never
  }
}

extension ReportFormat: ExpressibleByArgument {}
extension AnswerFormat: ExpressibleByArgument {}
extension FailOn: ExpressibleByArgument {}
