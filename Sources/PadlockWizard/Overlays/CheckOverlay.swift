internal import CellGrid

/// Everything about one check.
enum CheckOverlay: ScreenPart {
  static func bindings(_ state: WizardState) -> [KeyBinding] {
    [
      .moving("scroll"),
      KeyBinding([.escape, .enter, .backspace, .character("q")], "close", .closeOverlay),
      KeyBinding([.control("c")], "quit", .quit, isQuiet: true),
    ]
  }

  static func perform(_ action: Action, _ state: inout WizardState) -> [Effect] {
    guard case .check(let check, let offset) = state.overlay, case .move(let movement) = action
    else { return [] }
    let layout = ScreenLayout(state.size)
    var text = text(check, offset: offset)
    let box = size(layout)
    let inner = layout.size.bounds.centered(width: box.columns, height: box.rows)
      .inset(horizontal: 2, vertical: 1)
    text.handle(movement.key, in: inner, glyphs: state.glyphs)
    state.overlay = .check(check, offset: text.offset)
    return []
  }

  static func draw(_ state: WizardState, into grid: inout Grid, in layout: ScreenLayout) {
    guard case .check(let check, let offset) = state.overlay else { return }
    let box = size(layout)
    let inner = grid.drawBox(layout, title: "Check", width: box.columns, height: box.rows)
    text(check, offset: offset).draw(into: &grid, in: inner)
  }

  private static func size(_ layout: ScreenLayout) -> GridSize {
    GridSize(columns: min(96, layout.size.columns - 8), rows: min(20, layout.size.rows - 8))
  }

  private static func text(_ check: Run.CheckLine, offset: Int) -> TextView {
    var lines = [
      StyledText(check.title, .heading), "",
      StyledText("Result  ", .muted)
        + StyledText("\(check.state.glyph) \(check.state.words)", check.state.style),
    ]
    if let subject = check.subject {
      lines.append(StyledText("About   ", .muted) + StyledText(subject))
    }
    if !check.detail.isEmpty {
      lines.append(StyledText("Seen    ", .muted) + StyledText(check.detail))
    }
    return TextView(lines, offset: offset, hangingIndent: 8)
  }
}
