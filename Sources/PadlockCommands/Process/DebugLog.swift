import ArgumentParser
import Foundation
import PadlockModel
import PadlockRedaction
import Synchronization

/// What Padlock itself did, a line each with its time, for a report of a fault in Padlock.
///
/// The lines are kept until the end, when every secret of the run is known: only then are they
/// masked, scanned and written.
final class DebugLog: Sendable {
  private struct State {
    var lines: [(time: Date, text: String)] = []
    var bytes = 0
    /// How many lines came after the log was full.
    var dropped = 0
    var secrets = SecretVault()
    var rules: RuleSet?
  }

  /// The most bytes that are kept; what comes later is counted.
  private static let mostBytes = 8 << 20

  private let state = Mutex(State())

  /// A log that begins with the version and what the command line says.
  init(arguments: [String]) {
    note("padlock \(Version.text): \(arguments.joined(separator: " "))")
  }

  /// Notes what a run tells, from any thread.
  func note(_ event: Investigation.Event) { note(event.line) }

  private func note(_ text: String) {
    state.withLock { state in
      guard state.bytes < Self.mostBytes else {
        state.dropped += 1
        return
      }
      state.bytes += text.utf8.count
      state.lines.append((Date(), text))
    }
  }

  /// Takes what must not be in it: the secrets of a run that went by these rules.
  func learn(_ secrets: SecretVault, _ rules: RuleSet) {
    state.withLock { state in
      state.secrets.merge(secrets)
      state.rules = rules
    }
  }

  /// All lines, without secrets.
  ///
  /// - Throws: `CommandFailure` 70 where a secret would be left.
  func text() throws(CommandFailure) -> String {
    let (lines, dropped, secrets, rules) = state.withLock {
      ($0.lines, $0.dropped, $0.secrets, $0.rules)
    }
    var masker = Masker(secrets)
    let masked = masker.mask(together: lines.map(\.text), from: "the debug log")
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    var text = ""
    for (line, shown) in zip(lines, masked) {
      text += "\(line.time.formatted(style)) \(VisibleText.make(shown))\n"
    }
    if dropped > 0 { text += "\(dropped) more lines were not kept\n" }
    return try ReportGuard(masker, rules).checked(text)
  }
}

/// Where Padlock writes down what it does.
struct DebugOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Write what Padlock itself did, without secrets, to this new file, for a report of a fault in "
        + "Padlock.", valueName: "file"))
  var debugLog: String?

  func validate() throws {
    guard let debugLog else { return }
    try Output.refuseExisting(debugLog, instead: "name another file for --debug-log")
  }

  /// Refuses a log in which hosts would stand that are to be left out.
  func check(redactsHosts: Bool) throws {
    if debugLog != nil, redactsHosts {
      throw ValidationError("--debug-log would hold what --redact-hosts replaces; give one of them")
    }
  }

  /// Does what a command is for, and then writes the log that was asked for, however that ended.
  ///
  /// - Throws: what `body` does, or `CommandFailure` 70 or 74 where the log is not written.
  func logging(_ body: (DebugLog?) async throws -> Void) async throws {
    guard let debugLog else { return try await body(nil) }
    let log = DebugLog(arguments: OwnProcess.arguments)
    let end: Result<Void, any Error>
    do {
      try await body(log)
      end = .success(())
    } catch {
      log.note(.failed(Self.words(error)))
      end = .failure(error)
    }
    let text = try log.text()
    try Output.create(
      Array(text.utf8), file: debugLog, isPrivate: true, instead: "the debug log was not written")
    try end.get()
  }

  private static func words(_ error: any Error) -> String {
    guard let failure = error as? CommandFailure else { return "\(error)" }
    return "exit code \(failure.code)" + (failure.message.map { ": \($0)" } ?? "")
  }
}
