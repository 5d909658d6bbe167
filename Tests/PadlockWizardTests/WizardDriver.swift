import CellGrid
import PadlockModel

@testable import PadlockWizard

/// A user at the wizard: presses keys, gives the answers of the outside, reads the screen.
struct WizardDriver {
  private(set) var state: WizardState
  /// The effects asked for and not looked at yet.
  private(set) var effects: [Effect]
  let glyphs: GlyphSet
  private(set) var size: GridSize
  /// Whether what a search needs is still being made.
  var holdsSearchBack = false

  init(_ setup: WizardSetup = Sample.setup()) {
    (state, effects) = WizardState.starting(with: setup)
    glyphs = setup.glyphs
    size = setup.size
    makeIndex()
  }

  var grid: Grid { view(state, size: size, glyphs: glyphs) }
  var screen: String { grid.text }

  /// The words of the right pane in one line, however they are wrapped.
  var rightPane: String {
    screen.split(separator: "\n").compactMap { $0.split(separator: "│").last }
      .map { $0.split(separator: " ").joined(separator: " ") }.joined(separator: " ")
  }

  /// All words of the screen in one line, however they are wrapped.
  var words: String {
    screen.split { $0.isNewline || $0 == " " || $0 == "│" }.joined(separator: " ")
  }

  mutating func press(_ keys: Key...) {
    for key in keys { send(.key(key)) }
  }

  mutating func type(_ text: String) {
    for character in text { send(.key(.character(character))) }
  }

  /// Hands a message over; what a search needs is made at once.
  mutating func send(_ message: Message) {
    effects += update(&state, message)
    makeIndex()
  }

  private mutating func makeIndex() {
    while !holdsSearchBack, case .index(let id, let order) = effects.last {
      effects.removeLast()
      effects += update(&state, .indexed(id, SearchIndex(order)))
    }
  }

  mutating func resize(_ columns: Int, _ rows: Int) {
    size = GridSize(columns: columns, rows: rows)
    send(.resized(size))
  }

  /// The effects since the last call.
  mutating func takeEffects() -> [Effect] {
    defer { effects = [] }
    return effects
  }

  /// The id of the newest collection that was asked for.
  var collection: EffectID? {
    effects.reversed().lazy.compactMap { effect in
      if case .collect(let id, _) = effect { id } else { nil }
    }.first
  }

  var probes: [EffectID] {
    effects.compactMap { effect in
      if case .probe(let id, _, _) = effect { id } else { nil }
    }
  }

  var indexings: [(id: EffectID, order: SearchOrder)] {
    effects.compactMap { effect in
      if case .index(let id, let order) = effect { (id, order) } else { nil }
    }
  }

  var recognitions: [EffectID] {
    effects.compactMap { effect in
      if case .recognise(let id, _) = effect { id } else { nil }
    }
  }

  /// Ends the newest search for products without any, for this reason.
  mutating func failDetection(_ reason: String) {
    for case .detect(let id, _) in effects.reversed() {
      send(.failed(id, reason: reason))
      return
    }
  }

  var saves: [EffectID] {
    effects.compactMap { effect in
      if case .save(let id, _, _) = effect { id } else { nil }
    }
  }

  /// Folders that were asked for and not answered yet.
  var lists: [(id: EffectID, folder: String, target: String?)] {
    effects.compactMap { effect in
      if case .list(let id, let folder, let target) = effect { (id, folder, target) } else { nil }
    }
  }

  /// Answers every folder that was asked for, from the sample's folders.
  mutating func listFolders() {
    for list in lists { send(.listed(list.id, Sample.listing(list.folder))) }
    effects.removeAll { if case .list = $0 { true } else { false } }
  }

  /// What was ordered to be saved last.
  var saveOrder: SaveOrder? {
    effects.reversed().lazy.compactMap { effect in
      if case .save(_, _, let order) = effect { order } else { nil }
    }.first
  }

  var previews: [EffectID] {
    effects.compactMap { effect in
      if case .render(let id, _, _, _) = effect { id } else { nil }
    }
  }

  /// The files that were asked for.
  var readings: [(id: EffectID, place: FilePlace)] {
    effects.compactMap { effect in
      if case .readFile(let id, let place) = effect { (id, place) } else { nil }
    }
  }

  var verifications: [EffectID] {
    effects.compactMap { effect in
      if case .verify(let id, _) = effect { id } else { nil }
    }
  }

  var repairs: [EffectID] {
    effects.compactMap { effect in
      if case .repair(let id) = effect { id } else { nil }
    }
  }

  /// Gives what stands around each line that was asked for.
  mutating func answerFiles() {
    for (id, place) in readings { send(.fileRead(id, Sample.excerpt(around: place.line))) }
  }

  /// Ends the last verification.
  mutating func answerVerification(_ result: Kleene, consequences: Kleene = .yes) {
    guard let id = verifications.last else { return }
    send(
      .verified(
        id, Sample.verified(result),
        consequences: [Sample.report.diagnoses[2].key: Sample.verified(consequences)]))
  }

  /// A collection in the middle: some checks done, one running.
  mutating func collectHalf() {
    guard let id = collection else { return }
    for check in Sample.checks.prefix(3) {
      send(.checkStarted(id, id: check.id, title: check.title))
      send(
        .checkFinished(
          id,
          CheckUpdate(
            id: check.id, title: check.title, detail: check.detail,
            result: check.id == "config" ? nil : check.result)))
    }
    send(.checkStarted(id, id: "connect", title: "Port 8081"))
    send(
      .progress(
        id, done: 3, total: 9, waitingFor: Wait("the connection to port 8081", seconds: 3, limit: 4)
      ))
  }

  mutating func answer(
    _ report: Report = Sample.report, openPoints: OpenPoints = OpenPoints()
  ) {
    guard let id = collection else { return }
    send(.reportReady(id, report, openPoints))
  }

  /// A wizard at a screen, as a user who checks everything gets there.
  static func at(
    _ screen: Screen, _ setup: WizardSetup = Sample.setup(), report: Report = Sample.report
  ) -> WizardDriver {
    var wizard = WizardDriver(setup)
    for (index, probe) in wizard.probes.enumerated() {
      wizard.send(.liveness(probe, index == 0 ? false : nil))
    }
    if screen == .target { return wizard }
    wizard.press(.enter)
    if screen == .symptom { return wizard }
    wizard.press(.enter)
    wizard.collectHalf()
    if screen == .evidence { return wizard }
    wizard.answer(report)
    wizard.press(.enter)
    if screen == .diagnosis { return wizard }
    if screen == .report {
      wizard.press(.character("s"))
      if let id = wizard.previews.last { wizard.send(.rendered(id, Sample.preview)) }
      return wizard
    }
    wizard.press(.enter)
    return wizard
  }
}
