internal import CellGrid

/// The keys of the screen, with the reason where one does nothing now.
enum HelpOverlay: ScreenPart {
  static func bindings(_ state: WizardState) -> [KeyBinding] {
    [
      .moving("scroll"),
      KeyBinding(
        [.escape, .enter, .character("?"), .function(1), .character("q"), .backspace],
        "close the help", .closeOverlay),
      KeyBinding([.control("c")], "quit", .quit, isQuiet: true),
    ]
  }

  static func perform(_ action: Action, _ state: inout WizardState) -> [Effect] {
    guard case .help(let offset) = state.overlay, case .move(let movement) = action else {
      return []
    }
    let layout = ScreenLayout(state.size)
    var text = text(state, offset: offset)
    let box = size(state, layout)
    let inner = layout.size.bounds.centered(width: box.columns, height: box.rows).inset(
      horizontal: 2, vertical: 1)
    text.handle(movement.key, in: inner, glyphs: state.glyphs)
    state.overlay = .help(offset: text.offset)
    return []
  }

  static func draw(_ state: WizardState, into grid: inout Grid, in layout: ScreenLayout) {
    guard case .help(let offset) = state.overlay else { return }
    let box = size(state, layout)
    let inner = grid.drawBox(
      layout, title: "Keys: \(state.screen.title)", width: box.columns, height: box.rows)
    text(state, offset: offset).draw(into: &grid, in: inner)
  }

  private static func size(_ state: WizardState, _ layout: ScreenLayout) -> GridSize {
    GridSize(columns: min(72, layout.size.columns - 8), rows: layout.size.rows - 6)
  }

  private static func text(_ state: WizardState, offset: Int) -> TextView {
    var screen = state
    screen.overlay = nil
    let keys = PadlockWizard.bindings(screen)
    let names = keys.map { allNames($0, state.glyphs) }
    let width = min(names.map { columns(of: $0, glyphs: state.glyphs) }.max() ?? 0, 30)
    let lines = zip(keys, names).map { binding, name in
      let gap = max(width - columns(of: name, glyphs: state.glyphs), 0) + 2
      let line =
        StyledText(name, .heading) + StyledText(String(repeating: " ", count: gap))
        + StyledText(binding.label)
      return binding.disabledReason.map { line + StyledText(": not now. \($0)", .muted) } ?? line
    }
    let typing = screen.screen.part.isTyping(screen)
    let note: [StyledText] =
      typing
      ? ["", "A text field has the focus: letters go into it. Esc leaves it, and more keys work."]
      : []
    return TextView(lines + note, offset: offset, hangingIndent: width + 2)
  }

  /// Every key of a binding by name, such as `Esc Backspace`.
  private static func allNames(_ binding: KeyBinding, _ glyphs: GlyphSet) -> String {
    binding.triggers.map { name(of: $0.key, glyphs) }.joined(separator: " ")
  }
}
