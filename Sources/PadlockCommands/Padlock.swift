public import ArgumentParser
import Foundation
import PadlockNetwork
import PadlockRedaction

/// The command line of Padlock.
public struct Padlock: AsyncParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "padlock",
    abstract: "Finds out why HTTPS does not work on an agent, a server or a telephony box.",
    discussion: """
      Without a subcommand it starts the wizard, which needs a terminal; with --plain it asks and \
      answers line by line, with --non-interactive it prints a report. 'padlock HOST:PORT' and \
      'padlock https://HOST:PORT/' diagnose that service. See 'padlock help diagnose' for every \
      option.

      Exit codes: 0 no problem, 1 a problem at or above --fail-on, 2 inconclusive, 64 the command \
      line is wrong, 65 a rules file is broken, 70 a bug in Padlock or a report that would have \
      held a secret, 74 the output could not be written, 130 interrupted.
      """,
    version: Version.text,
    subcommands: [
      DiagnoseCommand.self, ExplainCommand.self, OpenCommand.self, CompareCommand.self,
      WhyCommand.self, InspectCommand.self, CollectCommand.self, RulesCommand.self,
      DemoCommand.self, FleetCommand.self,
    ],
    defaultSubcommand: DiagnoseCommand.self)

  public init() {}

  /// What the command line asks for.
  ///
  /// - Throws: what the parser words itself, or `CommandFailure` 64 for any other error that a
  ///   `validate()` threw, which the parser would end with 1.
  private static func parsed() throws -> any ParsableCommand {
    do {
      return try parseAsRoot(OwnProcess.arguments)
    } catch  where exitCode(for: error) == .failure {
      throw CommandFailure.usage(message(for: error))
    }
  }

  /// Prepares the process, runs the command line and ends the process with its exit code.
  public static func start() async -> Never {
    OwnProcess.prepare()
    // Scripts ask this most; it needs no library and no parser.
    if OwnProcess.arguments == ["--version"] {
      print(Version.text)
      Foundation.exit(0)
    }
    RuleLoading.readAhead()
    setlocale(LC_ALL, "")
    NetworkLibraries.prepare()
    do {
      if let problem = MistypedCommand.problem(in: OwnProcess.arguments) {
        throw CommandFailure.usage(problem)
      }
      var command = try parsed()
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      Foundation.exit(0)
    } catch let failure as CommandFailure {
      if let message = failure.message { StandardError.line("padlock: \(message)") }
      Foundation.exit(failure.code)
    } catch {
      exit(withError: error)
    }
  }
}

/// Why a command ends with another code than 0.
struct CommandFailure: Error, CustomStringConvertible {
  var code: Int32
  /// A sentence for standard error; nil where the output said it already.
  var message: String?
  var description: String { message ?? "exit code \(code)" }

  static func usage(_ message: String) -> CommandFailure { .init(code: 64, message: message) }
  static func brokenRules(_ message: String) -> CommandFailure { .init(code: 65, message: message) }
  static func bug(_ message: String) -> CommandFailure { .init(code: 70, message: message) }
  static func unwritten(_ message: String) -> CommandFailure { .init(code: 74, message: message) }
  static let interrupted = CommandFailure(code: 130, message: nil)
  static func code(_ code: Int32) -> CommandFailure { .init(code: code, message: nil) }
}

/// The version that is being built.
enum Version {
  static let text = "0.1.0"
}

/// Standard error, for messages and progress.
enum StandardError {
  /// Writes lines in which nothing acts on a terminal, for errors quote what files hold.
  static func line(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data((VisibleText.lines(text) + "\n").utf8))
  }
}
