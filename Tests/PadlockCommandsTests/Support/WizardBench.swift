import ArgumentParser
import CellGrid
import Foundation
import PadlockModel
import PadlockReports
import PadlockWizard
import TestSupport

@testable import PadlockCommands

/// A wizard whose effects are carried out as they come.
final class WizardBench {
  let runner: EffectRunner
  private(set) var state: WizardState
  private let messages: AsyncStream<Message>
  private let post: AsyncStream<Message>.Continuation
  private let size: GridSize
  /// Every screen that was shown, or all lines that were told at once.
  private(set) var shown: Set<String> = []
  private var isWandering = false
  /// Whether lines are typed and told, and nothing is drawn.
  private let isPlain: Bool
  private var told: WizardState?

  init(
    _ arguments: [String], size: GridSize = GridSize(columns: 80, rows: 24), isPlain: Bool = false
  ) throws {
    self.size = size
    self.isPlain = isPlain
    let options = try TargetOptions.parse(arguments)
    runner = try EffectRunner(
      rules: try TestRules.all(), options: options, known: nil, memory: nil)
    (messages, post) = AsyncStream.makeStream()
    let effects: [Effect]
    (state, effects) = WizardState.starting(
      with: WizardSetup(
        symptoms: [],
        formats: ReportFormat.allCases.map {
          FormatChoice(id: $0.rawValue, title: $0.title, fileExtension: $0.fileExtension)
        }, size: size, folder: options.root ?? "/", isPlain: isPlain))
    perform(effects)
  }

  func press(_ keys: Key...) {
    for key in keys { take(.key(key)) }
  }

  func type(_ text: String) {
    for character in text { press(.character(character)) }
  }

  /// Takes answers until one is what is waited for.
  func wait<T>(for wanted: (Message) -> T?) async throws -> T {
    for await message in messages {
      take(message)
      if let found = wanted(message) { return found }
    }
    throw CancellationError()
  }

  func report() async throws -> (report: Report, open: OpenPoints) {
    try await wait { message in
      if case .reportReady(_, let report, let open) = message { (report, open) } else { nil }
    }
  }

  var screen: String {
    view(state, size: size, glyphs: .unicode).text
  }

  /// Presses whatever does not leave, in an order that depends on the seed alone; nothing but what
  /// is read or rendered at once is carried out meanwhile.
  func wander(steps: Int, seed: UInt64) {
    isWandering = true
    defer { isWandering = false }
    let lines = ["", "?", "b", "1", "2", "3", "p"] + "ecwrfm".map(String.init)
    let keys: [Key] = [
      .up, .down, .down, .left, .right, .right, .tab, .enter, .enter, .backspace, .escape,
      .character("?"), .character("/"), .pageDown, .end,
    ]
    var random = SeededGenerator(seed: seed)
    for _ in 0..<steps {
      if isPlain {
        take(.line(lines[random.next(below: lines.count)]))
      } else {
        press(keys[random.next(below: keys.count)])
      }
    }
  }

  /// Takes a message and carries out what it asks for; what is read or rendered comes at once.
  func take(_ message: Message) {
    perform(update(&state, message))
    shown.insert(isPlain ? plainView(state, after: told).joined(separator: "\n") : screen)
    told = state
  }

  private func perform(_ effects: [Effect]) {
    for effect in effects {
      switch effect {
      case .readFile(let id, let place): take(runner.read(place, id))
      case .render(let id, let report, let format, let columns):
        take(WizardWriting(rendering: runner.rendering).render(id, report, format, columns))
      default:
        if !isWandering { runner.run(effect) { [post] in post.yield($0) } }
      }
    }
  }
}
