internal import CellGrid
internal import PadlockModel

/// Screen 3: each check as it starts and ends, and a bar over the whole.
enum EvidenceScreen: ScreenPart {
  static func bindings(_ state: WizardState) -> [KeyBinding] {
    let isRunning = state.run?.phase == .running
    var own: [KeyBinding] = [
      .moving("choose"),
      KeyBinding([.enter], "diagnosis", .next, disabled: whyNoDiagnosis(state)),
    ]
    if isRunning {
      own.append(KeyBinding([.escape], "stop, keep what is found", .stop))
      own.append(.back(escape: false))
    } else {
      own.append(
        KeyBinding(
          [.character("c")], "check again", .checkAgain,
          disabled: state.run?.phase == .stopping ? "The collection is ending." : nil,
          isQuiet: true))
      own.append(.back())
    }
    return own
  }

  static func perform(_ action: Action, _ state: inout WizardState) -> [Effect] {
    switch action {
    case .move(let movement):
      guard let run = state.run else { break }
      var list = ListState(selection: run.shownCheck, offset: run.listOffset)
      let height = Areas(ScreenLayout(state.size)).list.height
      list.handle(movement.key, items: items(run, width: 80, state.glyphs), height: height)
      state.run?.selection = list.selection
      state.run?.listOffset = list.offset
    case .next:
      state.screen = .diagnosis
    case .stop:
      guard let run = state.run, run.phase == .running else { break }
      state.run?.phase = .stopping
      return [.stop(run.id)]
    case .checkAgain:
      guard let order = state.run?.order else { break }
      return state.collect(order)
    default:
      break
    }
    return []
  }

  static func mouse(
    _ action: MouseAction, at point: Point, _ state: inout WizardState
  ) -> [Effect] {
    guard action == .press else {
      return perform(.move(action == .wheelUp ? .up : .down), &state)
    }
    guard let run = state.run else { return [] }
    let rect = Areas(ScreenLayout(state.size)).list
    let list = ListView(
      items(run, width: rect.width, state.glyphs),
      state: ListState(selection: run.shownCheck, offset: run.listOffset))
    if let index = list.item(at: point, in: rect) { state.run?.selection = index }
    return []
  }

  private static func whyNoDiagnosis(_ state: WizardState) -> String? {
    guard let run = state.run, run.report == nil else { return nil }
    return run.isRunning
      ? "The evidence is still being collected; Esc stops and keeps what was found."
      : "There is no diagnosis, because nothing was collected; c checks again."
  }

  /// The parts of the screen from top to bottom.
  private struct Areas {
    let heading: Rect
    let list: Rect
    let detail: Rect
    let bar: Rect
    let status: Rect

    init(_ layout: ScreenLayout) {
      let details = layout.body.height >= 30 ? 4 : 2
      let parts = layout.body.splitRows([
        .fixed(2), .share(1), .fixed(1), .fixed(details), .fixed(1), .fixed(1),
      ])
      heading = parts[0]
      list = parts[1]
      detail = parts[3]
      bar = parts[4]
      status = parts[5]
    }
  }

  static func draw(_ state: WizardState, into grid: inout Grid, in layout: ScreenLayout) {
    guard let run = state.run else { return }
    let areas = Areas(layout)
    grid.draw(
      StyledText("Checking \(run.order.target.name) at \(run.order.target.place)", .heading),
      at: areas.heading.origin, maxWidth: areas.heading.width)
    ListView(
      items(run, width: areas.list.width, grid.glyphs),
      state: ListState(selection: run.shownCheck, offset: run.listOffset)
    ).draw(into: &grid, in: areas.list)
    if run.checks.indices.contains(run.shownCheck) {
      let check = run.checks[run.shownCheck]
      TextView([
        StyledText("\(check.title): ", .heading)
          + StyledText(check.detail.isEmpty ? words(check.state) : check.detail)
      ]).draw(into: &grid, in: areas.detail)
    }
    let progress = run.progress
    let bar =
      run.isRunning
      ? ProgressBar(progress.total <= 0 ? 0 : Double(progress.done) / Double(progress.total))
      : ProgressBar(run.report == nil ? 0 : 1)
    bar.draw(into: &grid, in: areas.bar)
    grid.draw(status(run), at: areas.status.origin, maxWidth: areas.status.width)
  }

  private static func items(_ run: Run, width: Int, _ glyphs: GlyphSet) -> [ListItem] {
    let titleWidth = min(max(width * 2 / 5, 20), 44)
    return run.checks.map { check in
      let title = truncate(check.title, to: titleWidth, glyphs: glyphs)
      let gap = max(titleWidth - columns(of: title, glyphs: glyphs), 0) + 2
      let mark = glyph(check.state)
      let indent = max(4 - columns(of: glyphs.fold(mark)), 1)
      let detail = truncate(
        check.detail.isEmpty ? words(check.state) : check.detail,
        to: max(width - titleWidth - 7, 0), glyphs: glyphs)
      return ListItem([
        StyledText(mark + String(repeating: " ", count: indent), style(check.state))
          + StyledText(title + String(repeating: " ", count: gap) + detail)
      ])
    }
  }

  private static func status(_ run: Run) -> StyledText {
    switch run.phase {
    case .running:
      return StyledText(run.progress.waitingFor.map { "waiting for \($0)" } ?? "starting…")
    case .stopping: return "Stopping; what was found is kept…"
    case .failed(let reason): return StyledText("Nothing was collected: \(reason)", .bad)
    case .finished: return StyledText("Done: \(summary(run)). Enter shows the diagnosis.")
    case .stopped: return StyledText("Stopped: \(summary(run)). Enter shows what they tell.")
    }
  }

  /// How many checks there are, and how many did not pass.
  private static func summary(_ run: Run) -> String {
    let failed = run.checks.count { $0.state == .judged(.failed) }
    let warned = run.checks.count { $0.state == .judged(.warned) }
    var text = run.checks.count == 1 ? "1 check" : "\(run.checks.count) checks"
    if failed > 0 { text += ", \(failed) failed" }
    if warned > 0 { text += ", \(warned) with a warning" }
    return text
  }

  private static func glyph(_ state: Run.CheckLine.State) -> String {
    switch state {
    case .running: "…"
    case .seen: "○"
    case .judged(.passed): "✓"
    case .judged(.failed): "✗"
    case .judged(.warned): "!"
    case .judged(.notice): "i"
    case .judged(.skipped): "–"
    case .judged(.unknown): "?"
    }
  }

  private static func words(_ state: Run.CheckLine.State) -> String {
    switch state {
    case .running: "running"
    case .seen: "seen"
    case .judged(let result): result.rawValue
    }
  }

  private static func style(_ state: Run.CheckLine.State) -> Style {
    switch state {
    case .running, .seen, .judged(.skipped), .judged(.unknown): .muted
    case .judged(.passed): .good
    case .judged(.failed): .bad
    case .judged(.warned): .warning
    case .judged(.notice): .accent
    }
  }
}
