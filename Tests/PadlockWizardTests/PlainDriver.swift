import CellGrid
import PadlockModel

@testable import PadlockWizard

/// A user of the wizard line by line: types lines, reads what is told.
struct PlainDriver {
  private(set) var state: WizardState
  private(set) var effects: [Effect]
  /// What was told since the last line.
  private(set) var told: [String]

  init(_ setup: WizardSetup = Sample.setup()) {
    var setup = setup
    setup.isPlain = true
    setup.size = GridSize(columns: 100, rows: 50)
    (state, effects) = WizardState.starting(with: setup)
    told = plainView(state, after: nil)
  }

  var text: String { told.joined(separator: "\n") }

  mutating func send(_ message: Message) {
    let before = state
    effects += update(&state, message)
    told += plainView(state, after: before)
  }

  mutating func type(_ lines: String...) {
    for line in lines {
      told = []
      send(.line(line))
    }
  }

  mutating func endProbes() {
    for case .probe(let id, _, _) in effects { send(.liveness(id, true)) }
  }

  /// Answers every folder that was asked for, from the sample's folders.
  mutating func listFolders() {
    for case .list(let id, let folder, _) in effects { send(.listed(id, Sample.listing(folder))) }
    effects.removeAll { if case .list = $0 { true } else { false } }
  }

  /// Makes what the search needs that was begun last.
  mutating func index() {
    for case .index(let id, let order) in effects { send(.indexed(id, SearchIndex(order))) }
  }

  /// Gives so many lines of the file that was asked for last, the named one in the middle.
  mutating func answerFile(lines: Int) {
    for case .readFile(let id, let place) in effects.suffix(1) {
      let first = max((place.line ?? 1) - lines / 2, 1)
      let text = (first..<first + lines).map { "line \($0)" }
      send(.fileRead(id, FileExcerpt(firstLine: first, lines: text)))
    }
  }

  var collection: EffectID? {
    for case .collect(let id, _) in effects.reversed() { return id }
    return nil
  }

  mutating func finish(_ report: Report = Sample.report, _ open: OpenPoints = OpenPoints()) {
    guard let id = collection else { return }
    send(.reportReady(id, report, open))
  }

  /// At the diagnosis, everything checked.
  static func diagnosed(_ setup: WizardSetup = Sample.setup()) -> PlainDriver {
    var user = PlainDriver(setup)
    user.endProbes()
    user.type("1", "1")
    user.finish()
    return user
  }
}
