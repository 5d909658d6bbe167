import ArchiveBridge
import ArgumentParser
import Foundation
import PadlockRedaction

/// `padlock collect`: what a diagnosis saw, without secrets, in one file for a ticket.
struct CollectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "collect",
    abstract: "Diagnoses, and writes what it saw, without secrets, to a zip for a ticket.",
    discussion: """
      The zip holds the report, what was observed, copies of the configuration, the lines of the \
      logs that matter, certificates, and what keystores hold. Every file of it is masked, then \
      scanned for each secret that was read. With --redact-hosts it leaves out configuration, log \
      lines and certificates, which may hold more names. What it holds is listed before it is written; on a \
      terminal Padlock asks. Where Padlock cannot run, 'padlock collect --script sh' prints a \
      collector for any POSIX shell; 'padlock --bundle FILE' judges what either wrote.
      """)

  @Option(name: .shortAndLong, help: ArgumentHelp("The zip to write.", valueName: "file"))
  var output: String?
  @Flag(help: "List what the zip would hold, and write nothing.") var dryRun = false
  @Flag(help: "Do not ask before it is written.") var yes = false
  @Flag(help: "Take the place of a file that is there already.") var force = false
  @OptionGroup var redaction: RedactionOptions
  @Option(
    help: ArgumentHelp(
      "Print a collector for a host where Padlock cannot run, and collect nothing here; only sh.",
      valueName: "language"))
  var script: ScriptLanguage?
  @OptionGroup var target: TargetOptions

  /// What a collector is written in.
  enum ScriptLanguage: String, ExpressibleByArgument, CaseIterable {
    case sh
  }

  func validate() throws {
    if output == nil, !dryRun, script == nil {
      throw ValidationError(
        "collect needs a file to write: name it with -o, or give --dry-run or --script sh.")
    }
    try target.debugging.check(redactsHosts: redaction.redactHosts)
  }

  func run() async throws {
    if script != nil { return try printScript() }
    try refuseExisting()
    try await target.debugging.logging(collect)
  }

  private func collect(_ log: DebugLog?) async throws {
    let (outcome, rules) = try await target.diagnosed(log: log)
    guard !outcome.inquiries.isEmpty else {
      throw CommandFailure.usage(
        "nothing to collect was found; name a host with --host, or a folder with --root")
    }
    let bundle = try CollectedBundle(outcome, rules, redactsHosts: redaction.redactHosts)
    if dryRun { return try Output.print(bundle.listing + "\n") }
    guard let output else { return }
    StandardError.line(bundle.listing)
    try await ask(output)
    let bytes: [UInt8]
    do throws(ZipFailure) {
      bytes = try bundle.packed()
    } catch {
      throw CommandFailure.bug("the zip could not be made: \(error.words)")
    }
    try place(bytes, output, isPrivate: true)
    try redaction.write(bundle.names)
    StandardError.line("padlock: \(output): \(bytes.count) bytes")
  }

  /// Prints the collector, or writes it where `-o` says.
  private func printScript() throws {
    let rules = try RuleLoading.rules(target.ruleOptions.rules)
    let text = CollectorScript(rules: rules, version: Version.text).text
    guard let output else { return try Output.print(text) }
    try place(Array(text.utf8), output, isPrivate: false)
  }

  /// Writes `output`; what is there already gives way only to `--force`.
  private func place(
    _ bytes: [UInt8], _ output: String, isPrivate: Bool
  ) throws(CommandFailure) {
    if force {
      try Output.write(bytes, toFile: output, isPrivate: isPrivate)
    } else {
      try Output.create(bytes, file: output, isPrivate: isPrivate, instead: Self.otherwise)
    }
  }

  private static let otherwise = "name another file, or give --force"

  private func refuseExisting() throws(CommandFailure) {
    guard !dryRun, !force, let output else { return }
    try Output.refuseExisting(output, instead: Self.otherwise)
  }

  /// Asks on a terminal whether that may be written.
  private func ask(_ output: String) async throws(CommandFailure) {
    guard !yes, StandardInput.isTerminal, isatty(STDERR_FILENO) == 1 else { return }
    try? FileHandle.standardError.write(
      contentsOf: Data("Write this to \(VisibleText.make(output))? [y/N] ".utf8))
    let answer = readLine()?.lowercased() ?? ""
    guard ["y", "yes"].contains(answer) else {
      throw CommandFailure(code: 130, message: "nothing was written")
    }
  }
}
