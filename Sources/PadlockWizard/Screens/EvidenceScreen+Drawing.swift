internal import CellGrid
internal import PadlockModel

extension EvidenceScreen {
  /// The parts of the screen from top to bottom.
  struct Areas {
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
    if run.isRunning, let alarm = alarm(run) {
      let shown = truncate(alarm, to: areas.heading.width, glyphs: grid.glyphs)
      grid.draw(shown, at: areas.heading.row(1).origin, style: .bad)
    }
    run.list(in: areas.list, grid.glyphs).draw(into: &grid, in: areas.list)
    TextView([detail(run)]).draw(into: &grid, in: areas.detail)
    let bar = run.isRunning ? run.progress.fraction : run.report == nil ? 0 : 1
    ProgressBar(bar).draw(into: &grid, in: areas.bar)
    grid.draw(status(run), at: areas.status.origin, maxWidth: areas.status.width)
  }

  /// The checks that failed by now, of which the lines may be out of sight; nil where none did.
  private static func alarm(_ run: Run) -> String? {
    let failed = run.checks.filter { $0.state == .judged(.failed) }
    guard !failed.isEmpty else { return nil }
    return "✗ \(failed.count) failed: " + failed.map(\.title).joined(separator: ", ")
  }

  /// The chosen line in full.
  private static func detail(_ run: Run) -> StyledText {
    switch run.shownRow {
    case .check:
      guard let check = run.check(run.shownRow) else { return "" }
      return StyledText("\(check.title): ", .heading)
        + StyledText(check.detail.isEmpty ? check.state.words : check.detail)
    case .diagnosis where run.report?.diagnoses.isEmpty ?? true:
      return "Enter shows what was checked, and what was not."
    case .diagnosis:
      return "Enter shows the causes, with the evidence for each and what mends it."
    case .question(let id):
      guard let asked = run.asked(id) else { return "" }
      return StyledText(asked.question.asks, .heading)
        + StyledText(asked.given == nil ? " \(asked.why)" : " \(asked.givenWords).")
    case .password(let need):
      return StyledText("\(need.path): ", .heading)
        + "no configuration names its password, so what it holds was not fully seen."
    case .gap, nil: return ""
    }
  }

  private static func status(_ run: Run) -> StyledText {
    switch run.phase {
    case .running:
      return StyledText(run.progress.waitingFor.map { "waiting for \(words($0))" } ?? "starting…")
    case .stopping: return "Stopping; what was found is kept…"
    case .failed(let reason): return StyledText("Nothing was collected: \(reason)", .bad)
    case .finished:
      let end =
        run.openPoints.question == nil
        ? "Enter shows the diagnosis." : "You can answer a question."
      return StyledText("Done: \(summary(run)). \(end)")
    case .stopped: return StyledText("Stopped: \(summary(run)). Enter shows what they tell.")
    }
  }

  /// What is waited for, since when, and how long at most as far as that is known.
  static func words(_ wait: Wait) -> String {
    guard let limit = wait.limit else {
      return wait.seconds == 0 ? wait.what : "\(wait.what) (\(wait.seconds) s)"
    }
    let most = limit == limit.rounded() ? String(Int(min(limit, 86_400))) : String(limit)
    return Double(wait.seconds) <= limit
      ? "\(wait.what) (\(wait.seconds) s of \(most) s)"
      : "\(wait.what) (\(wait.seconds) s; each attempt has \(most) s)"
  }

  /// How many checks there are, and how many did not pass.
  static func summary(_ run: Run) -> String {
    let failed = run.checks.count { $0.state == .judged(.failed) }
    let warned = run.checks.count { $0.state == .judged(.warned) }
    var text = run.checks.count == 1 ? "1 check" : "\(run.checks.count) checks"
    if failed > 0 { text += ", \(failed) failed" }
    if warned > 0 { text += ", \(warned) with a warning" }
    return text
  }
}
