internal import CellGrid
public import PadlockModel

/// Everything the wizard knows; only `update` changes it.
public struct WizardState: Equatable, Sendable {
  /// The screen that is shown.
  public internal(set) var screen = Screen.target
  /// What the terminal can show, for wrapping.
  let glyphs: GlyphSet
  let symptoms: SymptomList
  let titles: [RuleID: String]
  var size: GridSize
  var target: TargetState
  var symptom = SymptomState()
  /// The last collection, running or done.
  var run: Run?
  /// What the user answered, by target.
  var answers: [ChosenTarget: [Answer]] = [:]
  /// Answers that hold for every target unless the user gives others.
  let givenAnswers: [Answer]
  let canResume: Bool
  var diagnosis = DiagnosisState()
  var fix = FixState()
  /// What the user looks at on the report screen.
  var writing: ReportState
  var overlay: Overlay?
  /// What was written in this run, for whoever reads the terminal afterwards.
  public internal(set) var savedPaths: [String] = []
  /// One sentence in the lower edge, until the next key.
  var notice: String?
  /// The path that the session is saved under.
  var sessionPath = "padlock-session.yml"
  /// Whether the fault can be repaired for the user.
  let canRepair: Bool
  /// Whether a saved report is shown and nothing is collected.
  let isSavedReport: Bool

  /// What a run line by line remembers; nil for the screens.
  var plain: PlainRun?

  private var lastEffect = 0
  /// Effects whose answers are awaited; answers to others are dropped.
  private var awaited: Set<EffectID> = []

  private init(_ setup: WizardSetup) {
    glyphs = setup.glyphs
    symptoms = SymptomList(setup.symptoms, topics: setup.topics)
    titles = setup.titles
    size = setup.size
    givenAnswers = setup.session.answers
    canResume = setup.canResume
    canRepair = setup.canRepair
    isSavedReport = setup.opened != nil
    writing = ReportState(formats: setup.formats, path: setup.reportPath)
    target = TargetState(setup)
    guard setup.isPlain else { return }
    plain = PlainRun()
    symptom.focus = .list
  }

  /// The state on the first screen, and the effects that it begins with.
  public static func starting(with setup: WizardSetup) -> (state: WizardState, effects: [Effect]) {
    var state = WizardState(setup)
    if let report = setup.opened {
      state.open(report)
      return (state, state.prepareIndex())
    }
    state.notice = setup.memory.problem
    var resumed = state.resume(setup.session)
    resumed += state.probeChosen()
    if let targets = setup.targets {
      let effects = state.takeDetected(targets)
      return (state, resumed + effects)
    }
    let id = state.newEffect()
    state.target.detection = id
    return (state, resumed + [.detect(id)])
  }

  /// The report of the last collection, once there is one.
  public var report: Report? { run?.report }

  /// Whether quitting now would lose a report.
  public var hasUnsavedReport: Bool { run.map { $0.report != nil && !$0.isSaved } ?? false }

  mutating func noteSaved(_ path: String) {
    if !savedPaths.contains(path) { savedPaths.append(path) }
  }

  /// What keys go to: what is laid over the screen, or the screen.
  var part: any ScreenPart.Type { overlay?.part ?? body }

  /// What is shown between the path and the keys.
  var body: any ScreenPart.Type {
    screen == .evidence && run?.shownQuestion != nil ? QuestionPane.self : screen.part
  }

  /// A new id, whose answers are awaited.
  mutating func newEffect() -> EffectID {
    lastEffect += 1
    let id = EffectID(number: lastEffect)
    awaited.insert(id)
    return id
  }

  func isAwaited(_ id: EffectID) -> Bool { awaited.contains(id) }

  /// Ends the waiting for an effect, and says whether it was awaited.
  mutating func finish(_ id: EffectID) -> Bool { awaited.remove(id) != nil }

  /// Gives up an effect that is still awaited.
  mutating func cancel(_ id: EffectID?) -> [Effect] {
    guard let id, finish(id) else { return [] }
    return [.cancel(id)]
  }
}
