import ArgumentParser
import Foundation
import PadlockModel
import PadlockRedaction
import PadlockReports

/// `padlock explain`: what a message means, whom it accuses, and what to check.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Says what a message means, whom it accuses, and what to check.",
    discussion: """
      Give a message in quotes, several of them, or '-' and a whole ticket on standard input: \
      stack traces, logs, quoted mail and the output of commands may stand in it. Nothing is \
      looked at but this text. What it says about host, port, product and versions is taken out, \
      and the command that continues from there is shown.

        padlock explain "SSL_ERROR_RX_RECORD_TOO_LONG"
        padlock explain - < ticket.txt

      Exit codes: 0 something was recognised, 2 nothing was, 64 the command line is wrong.
      """)

  @Argument(
    help: ArgumentHelp(
      "A message as the program prints it; '-' reads standard input.", valueName: "message"))
  var messages: [String] = []
  @Option(help: "How the result is written.") var format: AnswerFormat = .text
  @OptionGroup var writing: WritingOptions
  @OptionGroup var ruleOptions: RuleOptions

  func run() throws {
    if messages.isEmpty, StandardInput.isTerminal {
      throw CommandFailure.usage(
        "give the message in quotes, such as padlock explain \"Connection refused\"; or paste a "
          + "whole ticket: padlock explain -, then the text, then Ctrl-D on a line of its own")
    }
    let (texts, cutAt) = try texts()
    let isEmpty = texts.allSatisfy { $0.allSatisfy(\.isWhitespace) }
    let explanation =
      isEmpty
      ? Explanation()
      : Explainer(try RuleLoading.rules(ruleOptions.rules)).explain(texts, cutAt: cutAt)
    if explanation.matches.isEmpty, let file = messages.first(where: Self.isFile) {
      let name = ShellWord.quoted(file)
      throw CommandFailure.usage(
        VisibleText.make("\(name) is a file; to explain what is in it: padlock explain - < \(name)")
      )
    }
    if !isEmpty || format == .json {
      try writing.write(ReportGuard(Masker()).text(explanation, render))
    }
    if isEmpty {
      throw CommandFailure(
        code: 2,
        message: "there is no text; give a message in quotes, or a ticket on standard input.")
    }
    if explanation.matches.isEmpty { throw CommandFailure.code(2) }
  }

  /// The messages of the arguments and of standard input, and how much of that was read.
  private func texts() throws -> (texts: [String], cutAt: Int?) {
    var cutAt: Int?
    let texts = try (messages.isEmpty ? ["-"] : messages).map { message in
      guard message == "-" else { return message }
      if StandardInput.isTerminal {
        StandardError.line("padlock: paste the text, then press Ctrl-D on a line of its own")
      }
      let content = try StandardInput.read()
      cutAt = content.cutAt
      return content.text
    }
    return (texts, cutAt)
  }

  /// Whether the argument names a file rather than being a message.
  private static func isFile(_ argument: String) -> Bool {
    var status = stat()
    return stat(argument, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  private func render(_ explanation: Explanation) throws -> String {
    let options = writing.textOptions
    if writing.quiet { return renderVerdict(explanation, options: options) }
    return switch format {
    case .json: try renderJSON(explanation)
    case .text: renderText(explanation, options: options)
    }
  }
}
