import CellGrid
import CursesTerminal
import Dispatch
import Foundation
import PadlockModel
import PadlockWizard

/// The wizard's loop line by line: takes lines and answers, updates the state, tells what changed.
///
/// Lines wait while something runs, so that they may also come all at once, as from a file.
@MainActor
final class PlainLoop {
  private let mailbox: Mailbox<Message>
  private let runner: EffectRunner
  private let interruption: any DispatchSourceSignal
  private var state: WizardState
  private var told: WizardState?
  private let first: [Effect]
  private var input = LineInput()
  /// Whether a prompt stands there that nobody answered yet.
  private var isPrompted = false

  init(runner: EffectRunner, setup: WizardSetup) throws {
    let mailbox = try Mailbox<Message>()
    self.mailbox = mailbox
    self.runner = runner
    (state, first) = WizardState.starting(with: setup)
    interruption = Self.interruption { mailbox.post(.interrupt) }
  }

  /// Has control-C do this, on another thread, instead of ending the program.
  private nonisolated static func interruption(
    _ body: @escaping @Sendable () -> Void
  ) -> any DispatchSourceSignal {
    signal(SIGINT, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler(handler: body)
    source.resume()
    return source
  }

  /// Runs until the user leaves, or no more lines come.
  ///
  /// - Returns: the state that they left.
  func run() throws -> WizardState {
    defer {
      if isPrompted { try? Output.print("\n") }
      LineTerminal.showInput()
      interruption.cancel()
      runner.end()
    }
    var isStaying = try perform(first)
    while isStaying {
      while isStaying, state.plainPrompt != nil, let line = input.next() {
        isStaying = try take(line)
      }
      guard isStaying, state.plainPrompt == nil || !input.isAtEnd else { break }
      try prompt()
      let ready = pollInput(
        keyboard: !input.isAtEnd, and: mailbox.descriptor, timeoutMilliseconds: -1)
      if ready.keyboard || ready.hangUp { input.read() }
      for message in mailbox.drain() where isStaying {
        isStaying = try perform(update(&state, message))
      }
    }
    return state
  }

  private func take(_ line: String) throws -> Bool {
    // What nobody typed is shown, so that questions and answers can be read together.
    if !StandardInput.isTerminal {
      try prompt()
      try Output.print(state.plainPromptIsSecret ? "\n" : Visible(line).text + "\n")
    } else if state.plainPromptIsSecret {
      try Output.print("\n")
    }
    isPrompted = false
    LineTerminal.showInput()
    return try perform(update(&state, .line(line)))
  }

  /// Carries out effects and tells what changed; false when one of them is to leave.
  private func perform(_ effects: [Effect]) throws -> Bool {
    let lines = plainView(state, after: told)
    told = state
    if !lines.isEmpty {
      let start = isPrompted ? "\n" : ""
      isPrompted = false
      try Output.print(start + lines.joined(separator: "\n") + "\n")
    }
    for effect in effects {
      if effect == .quit { return false }
      runner.run(effect) { [mailbox] in mailbox.post($0) }
    }
    return true
  }

  private func prompt() throws {
    guard !isPrompted, let prompt = state.plainPrompt else { return }
    isPrompted = true
    if state.plainPromptIsSecret { LineTerminal.hideInput() }
    try Output.print(prompt)
  }
}

/// The lines of standard input, as they come.
private struct LineInput {
  /// The longest line that is kept, in bytes; the rest of a longer one is dropped.
  private static let limit = 65_536

  private(set) var isAtEnd = false
  private var lines: [String] = []
  private var open: [UInt8] = []

  mutating func next() -> String? { lines.isEmpty ? nil : lines.removeFirst() }

  /// Reads what is there; waits where nothing is.
  mutating func read() {
    var block = [UInt8](repeating: 0, count: Self.limit)
    let count = block.withUnsafeMutableBytes {
      Foundation.read(STDIN_FILENO, $0.baseAddress, $0.count)
    }
    if count < 0, errno == EINTR || errno == EAGAIN { return }
    guard count > 0 else {
      isAtEnd = true
      if !open.isEmpty { endLine() }
      return
    }
    for byte in block[..<count] {
      if byte == 0x0A {
        endLine()
      } else if open.count < Self.limit {
        open.append(byte)
      }
    }
  }

  private mutating func endLine() {
    if open.last == 0x0D { open.removeLast() }
    lines.append(String(decoding: open, as: UTF8.self))
    open = []
  }
}
