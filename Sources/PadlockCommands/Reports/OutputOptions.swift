public import ArgumentParser
import Foundation
import PadlockRedaction
public import PadlockReports

/// The options that say what comes out of a diagnosis.
struct OutputOptions: ParsableArguments {
  @Option(help: "How the report is written.")
  var format: ReportFormat = .text
  @OptionGroup var writing: WritingOptions
  @OptionGroup var redaction: RedactionOptions
  @Option(help: "The least severe diagnosis that makes the exit code 1.")
  var failOn: FailOn = .error
}

/// The options that say whether names leave as well.
struct RedactionOptions: ParsableArguments {
  @Flag(help: "Replace hosts, addresses, user names and e-mail addresses by stand-ins.")
  var redactHosts = false
  @Option(
    help: ArgumentHelp(
      "With --redact-hosts: write what stands for what to this file, for yourself alone.",
      valueName: "file"))
  var redactionMap: String?

  func validate() throws {
    if redactionMap != nil, !redactHosts {
      throw ValidationError("--redaction-map says what --redact-hosts replaced; give both")
    }
  }

  /// Writes what stands for what, where that was asked for.
  func write(_ names: NameMasker?) throws {
    guard let redactionMap, let names else { return }
    try Output.write(Array(names.table.utf8), toFile: redactionMap, isPrivate: true)
  }
}

/// The options that say how a result is written, and where.
struct WritingOptions: ParsableArguments {
  @Option(
    name: .shortAndLong, help: ArgumentHelp("Write to this file.", valueName: "file"))
  var output: String?
  @Flag(help: "Print the verdict alone, on one line.")
  var quiet = false
  @Option(help: "Whether to use colour.")
  var color: ColorChoice = .auto

  enum ColorChoice: String, CaseIterable, ExpressibleByArgument {
    case auto, always, never
  }

  /// Writes a finished result to the file that was named, else to standard output.
  func write(_ text: String) throws(CommandFailure) {
    if let output {
      try Output.write(Array(text.utf8), toFile: output)
    } else {
      try Output.print(text)
    }
  }

  /// How text is laid out where it goes.
  var textOptions: TextOptions {
    let isTerminal = output == nil && isatty(STDOUT_FILENO) == 1
    let environment = ProcessInfo.processInfo.environment
    let colour =
      switch color {
      case .always: true
      case .never: false
      case .auto:
        isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
      }
    let codeset = nl_langinfo(Int32(CODESET)).map { String(cString: $0) } ?? ""
    // A file is read later and elsewhere, where UTF-8 is the rule.
    let unicode = output != nil || codeset.uppercased() == "UTF-8" || !isTerminal
    return TextOptions(width: 100, unicode: unicode, colour: colour)
  }
}

extension ReportFormat: ExpressibleByArgument {}
extension AnswerFormat: ExpressibleByArgument {}
extension FailOn: ExpressibleByArgument {}
