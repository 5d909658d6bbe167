internal import CellGrid
internal import PadlockModel

/// The parts of the report screen from top to bottom.
struct ReportAreas {
  let format: Rect
  let place: Rect
  let outcome: Rect
  let preview: Rect

  init(_ layout: ScreenLayout) {
    let parts = layout.body.splitRows([
      .fixed(1), .fixed(1), .fixed(2), .fixed(1), .share(1),
    ])
    format = parts[0]
    place = parts[1]
    outcome = parts[2]
    preview = parts[4]
  }
}

/// Screen 6: the report's format, its place, how it looks, and where it was saved.
enum ReportScreen: ScreenPart {
  static func bindings(_ state: WizardState) -> [KeyBinding] {
    let writing = state.writing
    var reason: String?
    if case .writing = writing.outcome { reason = "The report is being written." }
    let save = KeyBinding([.enter], enterLabel(writing), .saveNow, disabled: reason)
    let next = KeyBinding([.tab], nextLabel(writing.focus), .nextField)
    let before = KeyBinding([.backTab], "field before", .previousField, isQuiet: true)
    if writing.focus == .place {
      return [save, next, before, KeyBinding([.escape], "leave the field", .leaveField)]
    }
    let alone = "There is one format."
    return [
      save,
      KeyBinding(
        showing: 2, "format",
        [
          (.left, .previousTab), (.right, .nextTab), (.character("h"), .previousTab),
          (.character("l"), .nextTab),
        ]
      ).disabled(writing.formats.count > 1 ? nil : alone),
      .moving("scroll"), next, before,
      KeyBinding([.character("e")], "change the place", .focusField, isQuiet: true),
      KeyBinding(
        [.character("c")], "check again", .checkAgain, disabled: state.whyNothingIsCollected,
        isQuiet: !isFromBeforeFix(state)), .back(),
    ]
  }

  private static func enterLabel(_ writing: ReportState) -> String {
    let word = if case .exists = writing.outcome { "replace the file" } else { "save" }
    return writing.quitsAfterwards ? "\(word) and quit" : word
  }

  /// Whether something that the report tells was seen to be fixed since.
  private static func isFromBeforeFix(_ state: WizardState) -> Bool {
    state.fix.verified.values.contains(.yes)
  }

  private static func nextLabel(_ focus: ReportState.Focus) -> String {
    switch focus {
    case .format: "place"
    case .place: "preview"
    case .preview: "format"
    }
  }

  static func isTyping(_ state: WizardState) -> Bool { state.writing.focus == .place }

  static func type(_ key: Key, _ state: inout WizardState) -> [Effect]? {
    guard state.writing.focus == .place, state.writing.path.handle(key) else { return nil }
    if case .writing = state.writing.outcome {} else { state.writing.outcome = .none }
    return []
  }

  static func perform(_ action: Action, _ state: inout WizardState) -> [Effect] {
    let focuses = ReportState.Focus.allCases
    switch action {
    case .saveNow: return state.saveReport()
    case .move(let movement): scroll(movement.key, &state)
    case .nextTab, .previousTab:
      let count = state.writing.formats.count
      guard count > 0 else { break }
      let step = action == .nextTab ? 1 : count - 1
      state.writing.choose((state.writing.format + step) % count)
      return state.renderPreview()
    case .nextField, .previousField:
      let step = action == .nextField ? 1 : focuses.count - 1
      state.writing.focus = focuses[(state.writing.focus.rawValue + step) % focuses.count]
    case .focusField: state.writing.focus = .place
    case .checkAgain: return state.checkAgain()
    case .leaveField: state.writing.focus = .format
    default: break
    }
    return []
  }

  static func press(at point: Point, _ state: inout WizardState) -> [Effect] {
    let areas = ReportAreas(ScreenLayout(state.size))
    if areas.place.contains(point) { state.writing.focus = .place }
    if areas.preview.contains(point) { state.writing.focus = .preview }
    if areas.format.contains(point) {
      state.writing.focus = .format
      let row = formatRow(areas)
      if let index = tabs(state).tab(at: point, in: row, glyphs: state.glyphs) {
        state.writing.choose(index)
        return state.renderPreview()
      }
    }
    return []
  }

  static func turn(
    _ wheel: Movement, at point: Point, _ state: inout WizardState
  ) -> [Effect] {
    scroll(wheel.key, &state)
    return []
  }

  private static func scroll(_ key: Key, _ state: inout WizardState) {
    var view = preview(state)
    view.handle(key, height: ReportAreas(ScreenLayout(state.size)).preview.height)
    state.writing.offset = view.offset
  }

  private static func preview(_ state: WizardState) -> LinesView<[String]> {
    let lines: [String] =
      switch state.writing.preview {
      case nil: []
      case .running: ["Making the preview…"]
      case .failed(let reason): ["It cannot be shown: \(reason)"]
      case .done(let lines): lines
      }
    return LinesView(lines, offset: state.writing.offset) { StyledText($0) }
  }

  private static func tabs(_ state: WizardState) -> Tabs {
    // The brackets tell it where nothing can stand out.
    let titles = state.writing.formats.enumerated().map {
      $0 == state.writing.format ? "[\($1.title)]" : " \($1.title) "
    }
    return Tabs(titles, selection: state.writing.format, separator: " ")
  }

  private static func formatRow(_ areas: ReportAreas) -> Rect { areas.format.afterLabel }

  static func draw(_ state: WizardState, into grid: inout Grid, in layout: ScreenLayout) {
    let areas = ReportAreas(layout)
    let focus = state.writing.focus
    grid.draw("Format", at: areas.format.origin, style: focus == .format ? .heading : .plain)
    tabs(state).draw(into: &grid, in: formatRow(areas))
    grid.draw("Place", at: areas.place.origin, style: focus == .place ? .heading : .plain)
    state.writing.path.draw(
      into: &grid, in: areas.place.afterLabel, placeholder: "a file; ~ is your home",
      isFocused: focus == .place)
    TextView([outcome(state)]).draw(into: &grid, in: areas.outcome.afterLabel)
    let line = Rect(x: 0, y: areas.preview.y - 1, width: layout.size.columns, height: 1)
    grid.horizontalLine(y: line.y, from: 0, through: line.maxX - 1)
    grid.draw(
      " Preview ", at: Point(x: 1, y: line.y), style: focus == .preview ? .heading : .muted)
    preview(state).draw(into: &grid, in: areas.preview)
  }

  static func outcome(_ state: WizardState) -> StyledText {
    switch state.writing.outcome {
    case .none where isFromBeforeFix(state):
      StyledText("It tells what was found before the fix; c checks again for one without.", .muted)
    case .none where state.writing.quitsAfterwards:
      StyledText("Enter saves it and quits. It holds no password and no key.", .muted)
    case .none: StyledText("Enter saves it. It holds no password and no key.", .muted)
    case .writing: "Writing…"
    case .saved(let path): StyledText("✓ Saved as \(path)", .good)
    case .failed(let reason): StyledText("✗ Not saved: \(reason)", .bad)
    case .exists(let path):
      StyledText("! \(path) is there already. ", .warning)
        + StyledText("Enter replaces it; Tab changes the place.")
    }
  }
}

extension Rect {
  /// What is left to the right of a label.
  fileprivate var afterLabel: Rect { Rect(x: x + 9, y: y, width: width - 9, height: height) }
}

extension KeyBinding {
  fileprivate func disabled(_ reason: String?) -> KeyBinding {
    var binding = self
    binding.disabledReason = reason
    return binding
  }
}
