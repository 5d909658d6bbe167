import CellGrid
import CursesTerminal
import Foundation
import PadlockCollectors
import PadlockModel
import PadlockNetwork
import PadlockRedaction
import PadlockReports
import PadlockWizard

/// Starts the wizard on this terminal and runs it until the user leaves.
struct WizardRun {
  let target: TargetOptions
  let output: OutputOptions
  let wizard: WizardOptions
  /// A demo to diagnose, which is made once the first picture is seen; nil to detect targets.
  var demo: DemoStage?
  /// Whether hosts that the user names are remembered for later runs.
  var remembersHosts = false
  /// A saved report to show, from which nothing is collected.
  var opened: Report?

  func perform() async throws {
    try await target.debugging.logging(run)
  }

  private func run(_ log: DebugLog?) async throws {
    guard wizard.isPlain || WizardOptions.hasTerminal else {
      throw CommandFailure.usage(
        "the wizard needs a terminal; use --non-interactive for a report, or --plain to answer line"
          + " by line")
    }
    let rules = try RuleLoading.rules(target.ruleOptions.rules)
    let session = try target.session(rules)
    let target = try target.resuming(session)
    try target.check(rules)
    let memory = remembersHosts ? HostMemoryFile(ProcessInfo.processInfo.environment) : nil
    let bundle = try target.openBundle(Deadline(after: .seconds(target.deadline))) {
      removeWhenKilled($0)
    }
    defer { bundle?.remove() }
    let known =
      demo == nil
      ? try EffectRunner(rules: rules, options: target, memory: memory, bundle: bundle, log: log)
      : nil
    let runner: @Sendable () throws -> EffectRunner = {
      if let known { return known }
      let made = try demo?.make(target, rules)
      return try EffectRunner(
        rules: rules, options: made?.0 ?? target, known: made.map { [$0.1] }, memory: memory,
        log: log, repair: demo?.repair)
    }
    var setup = setup(rules, memory, session)
    setup.mayProbe = !target.wish(in: bundle).noProbe
    let end: WizardState
    if wizard.isPlain {
      setup.isPlain = true
      setup.glyphs = await LineTerminal.glyphs
      setup.size = GridSize(columns: 100, rows: 50)
      end = try await PlainLoop(runner: runner(), setup: setup).run()
    } else {
      let noColor = ProcessInfo.processInfo.environment["NO_COLOR"].map { !$0.isEmpty } ?? false
      end = try await WizardLoop(
        setup: setup,
        usesColor: output.writing.color == .always
          || (output.writing.color == .auto && !noColor), usesMouse: !wizard.noMouse
      ).run(runner)
    }
    for path in end.savedPaths { print("Saved as \(VisibleText.make(path))") }
    if let report = end.report, let standing = end.standingReport, report.outcome == .problems,
      standing.outcome == .inconclusive
    {
      print("The errors are gone; what they hid was not looked at since, so nothing says healthy.")
    }
    let code = end.standingReport.map { exitCode(for: $0, failOn: output.failOn) } ?? 0
    if code != 0 { throw CommandFailure.code(code) }
  }

  private func setup(
    _ rules: RuleSet, _ memory: HostMemoryFile?, _ session: Session?
  ) -> WizardSetup {
    WizardSetup(
      symptoms: rules.symptoms,
      topics: Dictionary(rules.products.map { ($0.id, $0.name) }) { first, _ in first },
      titles: Dictionary(rules.rules.map { ($0.id, $0.title) }) { first, _ in first },
      formats: ReportFormat.allCases.map {
        FormatChoice(id: $0.rawValue, title: $0.title, fileExtension: $0.fileExtension)
      },
      reportPath: "padlock-report.\(ReportFormat.text.fileExtension)",
      canRepair: demo != nil, opened: opened, session: session ?? Session(),
      canResume: demo == nil,
      memory: memory?.read() ?? HostMemory(mode: .offForNow),
      folder: FileManager.default.currentDirectoryPath)
  }
}

/// The wizard's loop: waits for keys and answers, updates the state, draws what changed.
///
/// It blocks the main thread, so effects run elsewhere and answer through the mailbox.
@MainActor
final class WizardLoop {
  private let terminal: CursesTerminal
  private let mailbox: Mailbox<Message>
  private var state: WizardState
  private let first: [Effect]

  init(setup: WizardSetup, usesColor: Bool, usesMouse: Bool) throws {
    do {
      mailbox = try Mailbox<Message>()
      terminal = try CursesTerminal(usesColor: usesColor, usesMouse: usesMouse)
    } catch {
      throw CommandFailure.usage(
        "\(Self.words(error)); use --plain to answer line by line, or --non-interactive for a report"
      )
    }
    var setup = setup
    setup.glyphs = terminal.glyphs
    setup.size = terminal.size
    (state, first) = WizardState.starting(with: setup)
  }

  private static func words(_ failure: TerminalFailure) -> String {
    switch failure {
    case .notATerminal: "the wizard needs a terminal"
    case .cannotMoveCursor(let term): "the terminal \(term) cannot show the wizard"
    case .unknownTerminal(let term): "the terminal \(term) is not known here"
    case .noPipe(let code): "no pipe could be made (\(code))"
    }
  }

  /// Runs until the user leaves.
  ///
  /// - Parameter makeRunner: makes what carries out the effects; called after the first picture.
  /// - Returns: the state that they left.
  /// - Throws: what `makeRunner` does.
  func run(_ makeRunner: @Sendable () throws -> EffectRunner) throws -> WizardState {
    defer { terminal.close() }
    draw()
    let runner = try makeRunner()
    defer { runner.end() }
    if !perform(first, runner) { return state }
    while true {
      let ready = terminal.wait(keyboardAnd: mailbox.descriptor, timeoutMilliseconds: 500)
      var isLeaving = ready.hangUp
      let keys = terminal.readKeys()
      let messages = mailbox.drain()
      for key in keys where !isLeaving { isLeaving = !take(key, runner) }
      for message in messages where !isLeaving {
        isLeaving = !perform(update(&state, message), runner)
      }
      if isLeaving { return state }
      if !keys.isEmpty || !messages.isEmpty { draw() }
    }
  }

  private func take(_ key: Key, _ runner: EffectRunner) -> Bool {
    switch key {
    case .control("z"):
      terminal.stop()
      return perform(update(&state, .resized(terminal.size)), runner)
    case .resize: return perform(update(&state, .resized(terminal.size)), runner)
    default: return perform(update(&state, .key(key)), runner)
    }
  }

  /// Carries out effects; false when one of them is to leave.
  private func perform(_ effects: [Effect], _ runner: EffectRunner) -> Bool {
    for effect in effects {
      switch effect {
      case .quit: return false
      case .copy(let text): terminal.copy(text)
      case .showPlainly(let text): terminal.showPlainly(text)
      default: runner.run(effect) { [mailbox] in mailbox.post($0) }
      }
    }
    return true
  }

  private func draw() {
    terminal.draw(view(state, size: terminal.size, glyphs: terminal.glyphs))
  }
}
