internal import CellGrid

/// Asks whether to leave although the report is not saved.
enum QuitOverlay: ScreenPart {
  static func bindings(_ state: WizardState) -> [KeyBinding] {
    [
      KeyBinding([.character("s"), .enter], "save and quit", .save),
      KeyBinding([.character("q"), .control("c")], "quit without saving", .quitAnyway),
      KeyBinding([.escape, .backspace], "stay", .closeOverlay),
    ]
  }

  static func perform(_ action: Action, _ state: inout WizardState) -> [Effect] { [] }

  static func draw(_ state: WizardState, into grid: inout Grid, in layout: ScreenLayout) {
    let inner = grid.drawBox(layout, title: "Quit", width: 60, height: 7)
    grid.draw("The report has not been saved, and would be lost.", at: inner.row(0).origin)
    for (index, binding) in bindings(state).enumerated() {
      grid.draw(
        StyledText("  \(binding.keyName(grid.glyphs))", .heading)
          + StyledText("  \(binding.label)"),
        at: inner.row(2 + index).origin)
    }
  }
}
